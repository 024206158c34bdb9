use feishu_api::prelude::*;

#[feishu_api(token(Tenant))]
trait ThingApi {
    #[get("/a")]
    async fn read(&self) -> Result<()>;

    #[get("/b")]
    async fn read(&self) -> Result<()>;
}

fn main() {}
