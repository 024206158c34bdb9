use feishu_api::prelude::*;

#[feishu_api]
trait ThingApi {
    #[get("/a")]
    #[token(Tenent)]
    async fn read(&self) -> Result<()>;

    #[get("/b")]
    #[token("tenant")]
    async fn list(&self) -> Result<()>;
}

fn main() {}
