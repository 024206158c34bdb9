use feishu_api::prelude::*;

#[feishu_api]
trait ThingApi {
    #[get("/a")]
    #[token(None, Tenant)]
    async fn read(&self) -> Result<()>;
}

fn main() {}
