use feishu_api::prelude::*;

#[feishu_api(token(Tenant))]
trait ThingApi {
    #[get("/a")]
    async fn list(&self, #[query] name: &str, rest: ...) -> Result<()>;
}

fn main() {}
