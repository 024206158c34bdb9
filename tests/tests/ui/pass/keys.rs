// An idempotency key, wherever it goes: made for each call, or given.
use feishu_api::prelude::*;

#[derive(ToParam)]
struct Uuid(String);

#[feishu_api(path = "/keys/v1", token(Tenant))]
trait KeyApi {
    #[post("/query")]
    async fn query(&self, #[query(key)] uuid: Option<&str>) -> Result<()>;
    #[post("/named")]
    async fn named(&self, #[query("client_token", key)] token: Option<Uuid>) -> Result<()>;
    #[put("/field")]
    async fn field(&self, #[field] name: &str, #[field(key)] request_id: Option<String>) -> Result<()>;
    #[patch("/form")]
    async fn form(&self, #[form(key)] dedup: Option<&str>, #[form] name: Option<&str>) -> Result<()>;
    #[delete("/header")]
    async fn header(&self, #[header("Idempotency-Key", key)] key: Option<&str>) -> Result<()>;
    // One that has to be given.
    #[post("/required")]
    async fn required(&self, #[query(key)] uuid: &str, #[body] thing: &[u32]) -> Result<()>;
    // The order of the options does not matter, and a key is not in the way of other defaults.
    #[post("/order")]
    async fn order(
        &self,
        #[query(key, "uuid")] id: Option<&str>,
        #[query(default = 20)] size: Option<u32>,
        #[part] file: File,
    ) -> Result<()>;
}

fn main() {
    let client = Client::builder("app", "secret").build().unwrap();
    let keys = KeyApiClient::new(&client);
    let _ = keys.query().uuid("a");
    let _ = keys.named().token(Uuid("a".into()));
    let _ = keys.field("a").request_id("b".into());
    let _ = keys.form().dedup("a").name("b");
    let _ = keys.header().key("a");
    let _ = keys.required("a", &[1]);
    let _ = keys.order(File::from_bytes("a", "a")).id("b").size(3);
    let names = [
        KeyQueryCall::ENDPOINT.idempotency_key,
        KeyNamedCall::ENDPOINT.idempotency_key,
        KeyFieldCall::ENDPOINT.idempotency_key,
        KeyFormCall::ENDPOINT.idempotency_key,
        KeyHeaderCall::ENDPOINT.idempotency_key,
        KeyOrderCall::ENDPOINT.idempotency_key,
    ];
    let expected = ["uuid", "client_token", "request_id", "dedup", "Idempotency-Key", "uuid"];
    assert_eq!(names, expected.map(Some));
}
