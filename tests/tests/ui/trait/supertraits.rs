use feishu_api::prelude::*;

#[feishu_api(token(Tenant))]
trait OneApi: Clone + Send {
    #[get("/a")]
    async fn get(&self) -> Result<()>;
}

fn main() {}
