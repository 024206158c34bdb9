use feishu_api::prelude::*;

#[feishu_api(token(Tenant))]
trait ThingApi: Send + Sync + 'static {
    #[get("/things")]
    async fn list(&self) -> Result<()>;
}

#[feishu_api]
trait EmptyApi {}

struct Fake;
impl ThingApi for Fake {}
impl EmptyApi for Fake {}

fn shared(_: impl Send + Sync + 'static) {}

fn main() {
    let things: Box<dyn ThingApi> = Box::new(Fake);
    shared(things);
    assert!(EmptyApiClient::ENDPOINTS.is_empty());

}
