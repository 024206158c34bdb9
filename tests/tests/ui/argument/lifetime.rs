use feishu_api::prelude::*;

#[feishu_api(token(Tenant))]
trait ThingApi {
    #[get("/users/{id}")]
    async fn read(&self, #[path] id: &'a str) -> Result<()>;
}

fn main() {}
