use feishu_api::prelude::*;

#[feishu_api(token(Tenant))]
trait ThingApi {
    #[get("/users")]
    async fn list(&self, page: u32) -> Result<()>;
}

fn main() {}
