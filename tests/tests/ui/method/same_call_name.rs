use feishu_api::prelude::*;

#[feishu_api(token(Tenant))]
trait ThingApi {
    #[get("/a")]
    async fn get_a(&self) -> Result<()>;

    #[get("/b")]
    async fn get__a(&self) -> Result<()>;
}

fn main() {}
