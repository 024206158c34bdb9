use feishu_api::prelude::*;

#[feishu_api(token(Tenant))]
trait ThingApi {
    const VERSION: u8 = 3;
    type Id;
    helpers!();

    #[get("/a")]
    async fn get(&self) -> Result<()>;
}

fn main() {}
