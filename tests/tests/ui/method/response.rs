use feishu_api::prelude::*;

#[feishu_api(token(Tenant))]
trait ThingApi {
    #[get("/a")]
    #[response]
    async fn read(&self) -> Result<()>;

    #[get("/b")]
    #[response(data = "user", flat)]
    async fn list(&self) -> Result<()>;

    #[get("/c")]
    #[response(dta = "user")]
    async fn count(&self) -> Result<()>;
}

fn main() {}
