use feishu_api::prelude::*;

#[feishu_api(token(Tenant))]
trait ThingApi {
    #[get("/a")]
    #[timeout("1 minute")]
    async fn read(&self) -> Result<()>;

    #[get("/b")]
    #[timeout]
    async fn list(&self) -> Result<()>;
}

fn main() {}
