use feishu_api::prelude::*;

#[feishu_api]
trait ThingApi {
    #[get("/a")]
    async fn read(&self) -> Result<()>;
}

fn main() {}
