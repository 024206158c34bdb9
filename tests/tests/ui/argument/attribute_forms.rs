use feishu_api::prelude::*;

#[feishu_api(token(Tenant))]
trait ThingApi {
    #[get("/a/{id}")]
    async fn pair(&self, #[path = "id"] thing: &str, #[query = "x"] other: &str) -> Result<()>;

    #[get("/b")]
    async fn lint(&self, #[allow(unused)] #[query] id: &str) -> Result<()>;

    #[get("/c")]
    async fn serde(&self, #[query] #[serde(rename = "x")] id: &str) -> Result<()>;
}

fn main() {}
