use feishu_api::prelude::*;

#[feishu_api(token(Tenant))]
trait ThingApi {
    #[get("/users/{user_id}")]
    async fn read(&self, #[path] userid: &str) -> Result<()>;

    #[get("/users")]
    async fn list(&self, #[path("department")] id: &str) -> Result<()>;
}

fn main() {}
