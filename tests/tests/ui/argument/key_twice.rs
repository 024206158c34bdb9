use feishu_api::prelude::*;

#[feishu_api(token(Tenant))]
trait ThingApi {
    #[post("/a")]
    async fn two(&self, #[query(key)] uuid: Option<&str>, #[field(key)] other: Option<&str>) -> Result<()>;

    #[post("/b")]
    async fn three(
        &self,
        #[header("X-Key", key)] a: &str,
        #[form(key)] b: Option<&str>,
        #[query("key", key)] c: Option<&str>,
    ) -> Result<()>;

    #[post("/c")]
    async fn repeated(&self, #[query(key, key)] uuid: Option<&str>) -> Result<()>;
}

fn main() {}
