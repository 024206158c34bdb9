use feishu_api::prelude::*;

#[feishu_api(token(Tenant))]
trait ThingApi {
    #[get("/things/{type}")]
    async fn read(&self) -> Result<()>;
}

fn main() {}
