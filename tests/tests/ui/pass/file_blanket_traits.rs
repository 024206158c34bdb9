// A trait in scope that has the runtime's method names for every type takes over nothing.
use feishu_api::prelude::*;

trait Everything {
    fn part<A, B>(&self, _: A, _: B) {
        unreachable!()
    }
    fn part_json<A, B>(&self, _: A, _: B) {
        unreachable!()
    }
    fn parts(&self) {
        unreachable!()
    }
    fn form<A, B>(&self, _: A, _: B) {
        unreachable!()
    }
    fn forms(&self) {
        unreachable!()
    }
    fn content<A, B>(&self, _: A, _: B) {
        unreachable!()
    }
    fn to_part<A>(&self, _: A) {
        unreachable!()
    }
    fn to_content(&self) {
        unreachable!()
    }
    fn to_param<A>(&self, _: A) {
        unreachable!()
    }
    fn items(&self) {
        unreachable!()
    }
    fn pages(&self) {
        unreachable!()
    }
    fn idempotency_key<A>(&self, _: A) {
        unreachable!()
    }
    fn paging<A, B, C, D, E, F>(&self, _: A, _: B, _: C, _: D, _: E, _: F) {
        unreachable!()
    }
    fn total<A>(&self, _: A) {
        unreachable!()
    }
}

impl<T: ?Sized> Everything for T {}

#[feishu_api(token(Tenant))]
trait ThingApi {
    #[post("/parts")]
    async fn upload(
        &self,
        #[part] file: File,
        #[part(json)] about: &[u32],
        #[query(key)] uuid: Option<&str>,
        #[part] note: Option<&str>,
    ) -> Result<()>;

    #[post("/content")]
    async fn import(&self, #[body("text/csv")] menu: &str) -> Result<Bytes>;

    #[post("/forms")]
    #[page("items", offset, total = "total")]
    async fn list(&self, #[form] offset: Option<u32>) -> Result<Page<u8>>;
}

fn main() {
    let client = Client::builder("app", "secret").build().unwrap();
    let things = ThingApiClient::new(&client);
    let _ = things.upload(File::from_bytes("a", "a"), &[1]).uuid("a").note("b");
    let _ = things.import("a,b");
    let _ = things.list().offset(1).items();
    assert_eq!(ThingListCall::ENDPOINT.paging.unwrap().total, Some("total"));
}
