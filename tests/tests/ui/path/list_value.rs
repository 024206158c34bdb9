use feishu_api::prelude::*;

#[feishu_api(token(Tenant))]
trait ThingApi {
    #[get("/users/{user_ids}")]
    async fn read(&self, #[path] user_ids: &[&str]) -> Result<()>;
}

fn main() {}
