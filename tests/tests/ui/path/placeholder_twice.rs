use feishu_api::prelude::*;

#[feishu_api(token(Tenant))]
trait ThingApi {
    #[get("/users/{id}/friends/{id}")]
    async fn read(&self, #[path] id: &str) -> Result<()>;
}

fn main() {}
