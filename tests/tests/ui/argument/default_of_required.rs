use feishu_api::prelude::*;

#[feishu_api(token(Tenant))]
trait ThingApi {
    #[get("/users")]
    async fn list(&self, #[query(default = 20)] page_size: u32) -> Result<()>;
}

fn main() {}
