use feishu_api::prelude::*;

#[feishu_api(token(Tenant))]
trait ThingApi {
    #[get("/users/{user_id")]
    async fn unbalanced(&self) -> Result<()>;

    #[get("/users/x{user_id}")]
    async fn partial(&self) -> Result<()>;

    #[get("/users/{}")]
    async fn empty(&self) -> Result<()>;

    #[get("/users/{1st}")]
    async fn number(&self) -> Result<()>;
}

fn main() {}
