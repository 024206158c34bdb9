use feishu_api::prelude::*;

#[feishu_api(token(None))]
#[async_trait]
trait OneApi {
    #[get("/a")]
    async fn get(&self) -> Result<()>;
}

fn main() {}
