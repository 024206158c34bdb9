// A trait in scope that has the runtime's method names for every type takes over nothing.
use feishu_api::prelude::*;

trait Everything {
    fn query<A, B>(&self, _: A, _: B) {
        unreachable!()
    }
    fn path<A, B>(&self, _: A, _: B) {
        unreachable!()
    }
    fn header<A, B>(&self, _: A, _: B) {
        unreachable!()
    }
    fn field<A, B>(&self, _: A, _: B) {
        unreachable!()
    }
    fn fields(&self) {
        unreachable!()
    }
    fn json<A>(&self, _: A) {
        unreachable!()
    }
    fn with_timeout<A>(&self, _: A) {
        unreachable!()
    }
    fn with_header<A, B>(&self, _: A, _: B) {
        unreachable!()
    }
    fn ready<A>(&self, _: A) {
        unreachable!()
    }
    fn send(&self) {
        unreachable!()
    }
}

impl<T: ?Sized> Everything for T {}

#[feishu_api(token(Tenant))]
trait ThingApi {
    #[post("/things/{id}")]
    #[header("Prefer", "x")]
    async fn create(
        &self,
        #[path] id: &str,
        #[query] a: &str,
        #[header("X-B")] b: Option<&str>,
        #[field] c: Option<&str>,
    ) -> Result<()>;

    #[put("/things")]
    async fn replace(&self, #[body] body: &str) -> Result<()>;
}

fn main() {
    let client = Client::builder("app", "secret").build().unwrap();
    let things = ThingApiClient::new(&client);
    let _ = things.create("1", "2").b("3").c("4").with_timeout(std::time::Duration::MAX);
    let _ = things.replace("5").with_header("X-A", "6").into_future();
}
