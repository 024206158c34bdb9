use feishu_api::prelude::*;

#[feishu_api(pth = "/contact/v3", token(Tenant), retries = 3)]
trait ThingApi {
    #[get("/a")]
    async fn get(&self) -> Result<()>;
}

fn main() {}
