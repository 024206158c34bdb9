use feishu_api::prelude::*;

#[feishu_api(token(Tenant))]
trait ThingApi {
    #[post("/a")]
    async fn csv(&self, #[query(key, csv)] ids: &[&str]) -> Result<()>;

    #[post("/b")]
    async fn json(&self, #[query(json, key)] id: Option<u32>) -> Result<()>;

    #[post("/c")]
    async fn flatten(&self, #[query(flatten, key)] ids: &[(&str, &str)]) -> Result<()>;
}

fn main() {}
