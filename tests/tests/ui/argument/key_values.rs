use feishu_api::prelude::*;

#[feishu_api(token(Tenant))]
trait ThingApi {
    #[post("/a")]
    async fn list(&self, #[query(key)] uuid: &[&str]) -> Result<()>;

    #[post("/b")]
    async fn vec(&self, #[field(key)] uuid: Option<Vec<String>>) -> Result<()>;

    #[post("/c")]
    async fn number(&self, #[query(key)] uuid: Option<u64>) -> Result<()>;

    #[post("/d")]
    async fn flag(&self, #[form(key)] uuid: &bool) -> Result<()>;
}

fn main() {}
