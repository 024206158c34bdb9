use feishu_api::prelude::*;

#[feishu_api(token(Tenant))]
trait ThingApi {
    #[get("/users/{id}")]
    async fn list(&self, #[path] #[query] id: &str) -> Result<()>;
}

fn main() {}
