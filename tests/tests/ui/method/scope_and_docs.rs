use feishu_api::prelude::*;

#[feishu_api(token(Tenant))]
trait ThingApi {
    #[get("/a")]
    #[scope("a, b", "c", "c")]
    #[docs("see the wiki")]
    async fn read(&self) -> Result<()>;

    #[get("/b")]
    #[scope]
    #[docs]
    #[idempotent(true)]
    async fn list(&self) -> Result<()>;
}

fn main() {}
