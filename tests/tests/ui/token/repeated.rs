use feishu_api::prelude::*;

#[feishu_api]
trait ThingApi {
    #[get("/a")]
    #[token(Tenant, Tenant)]
    async fn read(&self) -> Result<()>;
}

fn main() {}
