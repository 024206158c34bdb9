use feishu_api::prelude::*;

#[feishu_api(token(Tenant))]
trait ThingApi {
    #[get("/users/{user_id}")]
    async fn read(&self) -> Result<()>;

    #[get("/users/{user_id}")]
    async fn find(&self, #[query] user_id: &str) -> Result<()>;
}

fn main() {}
