use feishu_api::prelude::*;

#[feishu_api(token(Tenant))]
trait ThingApi {
    #[get("/a")]
    #[rate_limit("1000/minute", "50", "0/s")]
    async fn read(&self) -> Result<()>;

    #[get("/b")]
    #[rate_limit]
    async fn list(&self) -> Result<()>;

    #[get("/c")]
    #[rate_limit(50)]
    async fn count(&self) -> Result<()>;
}

fn main() {}
