use feishu_api::prelude::*;

struct Users;

#[feishu_api(token(Tenant))]
trait ThingApi {
    #[get("/users")]
    async fn list(&self) -> Result<Users>;
}

fn main() {}
