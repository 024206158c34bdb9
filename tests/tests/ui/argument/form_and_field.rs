use feishu_api::prelude::*;

#[feishu_api(token(Tenant))]
trait ThingApi {
    #[post("/a")]
    async fn both(&self, #[form] a: &str, #[field] b: &str) -> Result<()>;

    #[post("/b")]
    async fn body(&self, #[form] a: &str, #[body] b: &str) -> Result<()>;

    #[get("/c")]
    async fn get(&self, #[form] a: &str) -> Result<()>;

    #[post("/d")]
    async fn twice(&self, #[form] a: &str, #[form("a")] b: &str) -> Result<()>;
}

fn main() {}
