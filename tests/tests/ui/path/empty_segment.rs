use feishu_api::prelude::*;

#[feishu_api(token(Tenant))]
trait ThingApi {
    #[get("/users//all")]
    async fn list(&self) -> Result<()>;

    #[post("/")]
    async fn create(&self) -> Result<()>;
}

fn main() {}
