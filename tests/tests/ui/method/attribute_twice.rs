use feishu_api::prelude::*;

#[feishu_api(token(Tenant))]
trait ThingApi {
    #[get("/a")]
    #[scope("a")]
    #[scope("b")]
    #[token(Tenant)]
    #[token(User)]
    async fn read(&self) -> Result<()>;
}

fn main() {}
