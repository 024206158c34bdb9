use feishu_api::prelude::*;

#[feishu_api(token(Tenant))]
trait ThingApi {
    #[get("/open-apis")]
    async fn root(&self) -> Result<()>;

    #[get("/open-apis/users/:user_id")]
    async fn read(&self, #[path] user_id: &str) -> Result<()>;
}

fn main() {}
