use feishu_api::prelude::*;

#[feishu_api(token(Tenant))]
trait ThingApi {
    #[get("/users/{user_id}")]
    async fn read(&self, #[path] user_id: &str, #[path("user_id")] id: &str) -> Result<()>;
}

fn main() {}
