use feishu_api::prelude::*;

#[feishu_api(crate = feishu_api, token(Tenant))]
trait ThingApi {
    #[get("/a")]
    async fn get(&self) -> Result<()>;
}

fn main() {}
