use feishu_api::prelude::*;

#[feishu_api(token(Tenant))]
trait ThingApi {
    #[post("/a")]
    async fn new(&self) -> Result<()>;
}

fn main() {}
