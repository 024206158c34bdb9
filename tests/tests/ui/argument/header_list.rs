use feishu_api::prelude::*;

#[feishu_api(token(Tenant))]
trait ThingApi {
    #[get("/a")]
    async fn list(&self, #[header("X-Ids")] ids: &[&str]) -> Result<()>;
}

fn main() {}
