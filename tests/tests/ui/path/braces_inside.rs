use feishu_api::prelude::*;

#[feishu_api(token(Tenant))]
trait ThingApi {
    #[get("/users/user_id}")]
    async fn closing(&self) -> Result<()>;

    #[get("/users/{a}{b}")]
    async fn two(&self) -> Result<()>;

    #[get("/users/{{id}}")]
    async fn doubled(&self) -> Result<()>;

    #[get("/users/{user-id}")]
    async fn dash(&self) -> Result<()>;

    #[get("/users/{ id }")]
    async fn blanks(&self) -> Result<()>;
}

fn main() {}
