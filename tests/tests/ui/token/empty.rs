use feishu_api::prelude::*;

#[feishu_api]
trait ThingApi {
    #[get("/a")]
    #[token]
    async fn read(&self) -> Result<()>;

    #[get("/b")]
    #[token()]
    async fn list(&self) -> Result<()>;
}

fn main() {}
