use feishu_api::prelude::*;

#[feishu_api(token(Tenant))]
trait ThingApi {
    #[get("/users?active=true")]
    async fn list(&self) -> Result<()>;

    #[get("/users#top")]
    async fn top(&self) -> Result<()>;
}

fn main() {}
