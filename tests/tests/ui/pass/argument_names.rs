// Names that the generated code uses itself.
use feishu_api::prelude::*;

#[feishu_api(token(Tenant))]
trait ThingApi {
    #[post("/things/{path}/{call}")]
    async fn create(
        &self,
        #[path] path: &str,
        #[path] call: &str,
        #[query] self_: &str,
        #[query] method: &str,
        #[query] client: &str,
        #[query] value: &str,
        #[query] endpoint: &str,
        #[field] request: &str,
        #[field] field: Option<&str>,
        #[field] query: Option<&str>,
        #[field] header: Option<&str>,
        #[field] fields: Option<&str>,
        #[field] json: Option<&str>,
        #[field] into_future: Option<u8>,
        #[query(default = "x")] default: Option<&str>,
        #[query] clone: Option<&str>,
    ) -> Result<()>;

    #[get("/call")]
    async fn call(&self) -> Result<()>;

    #[get("/clone")]
    async fn clone(&self) -> Result<()>;
}

fn main() {
    let client = Client::builder("app", "secret").build().unwrap();
    let things = ThingApiClient::new(&client);
    let _ = things
        .create("a", "b", "c", "d", "e", "f", "g", "h")
        .field("1")
        .query("2")
        .header("3")
        .fields("4")
        .json("5")
        .into_future(6)
        .default("7")
        .clone("8");
    let _ = things.call();
}
