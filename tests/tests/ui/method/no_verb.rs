use feishu_api::prelude::*;

#[feishu_api(token(Tenant))]
trait ThingApi {
    async fn create(&self) -> Result<()>;
}

fn main() {}
