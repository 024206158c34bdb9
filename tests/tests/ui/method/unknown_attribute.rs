use feishu_api::prelude::*;

#[feishu_api(token(Tenant))]
trait ThingApi {
    #[psot("/a")]
    async fn create(&self) -> Result<()>;

    #[get("/b")]
    #[instrument]
    async fn read(&self) -> Result<()>;

    #[get("/c")]
    #[query]
    async fn list(&self) -> Result<()>;
}

fn main() {}
