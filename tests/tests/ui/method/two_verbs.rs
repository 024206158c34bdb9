use feishu_api::prelude::*;

#[feishu_api(token(Tenant))]
trait ThingApi {
    #[get("/a")]
    #[post("/a")]
    async fn read(&self) -> Result<()>;

    #[get("/b")]
    #[get("/c")]
    async fn list(&self) -> Result<()>;
}

fn main() {}
