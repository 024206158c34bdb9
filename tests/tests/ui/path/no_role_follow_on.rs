// One mistake, one message: an argument without a role may be the one for the placeholder.
use feishu_api::prelude::*;

#[feishu_api(token(Tenant))]
trait ThingApi {
    #[get("/users/{user_id}")]
    async fn mistyped(&self, #[pth] user_id: &str) -> Result<()>;

    #[get("/users/{user_id}")]
    async fn no_role(&self, user_id: &str) -> Result<()>;

    #[get("/users/{user_id}")]
    async fn two_roles(&self, #[query] #[path] user_id: &str) -> Result<()>;
}

fn main() {}
