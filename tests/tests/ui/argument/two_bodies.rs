use feishu_api::prelude::*;

#[feishu_api(token(Tenant))]
trait ThingApi {
    #[post("/users")]
    async fn create(&self, #[body] user: &str, #[body] extra: &str) -> Result<()>;
}

fn main() {}
