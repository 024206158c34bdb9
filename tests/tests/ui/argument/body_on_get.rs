use feishu_api::prelude::*;

#[feishu_api(token(Tenant))]
trait ThingApi {
    #[get("/users")]
    async fn list(&self, #[body] filter: &str) -> Result<()>;

    #[head("/users")]
    async fn count(&self, #[field] filter: &str) -> Result<()>;
}

fn main() {}
