use feishu_api::prelude::*;

struct NewUser;

#[feishu_api(token(Tenant))]
trait ThingApi {
    #[post("/users")]
    async fn create(&self, #[body] user: &NewUser) -> Result<()>;
}

fn main() {}
