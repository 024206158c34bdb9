use feishu_api::prelude::*;

#[feishu_api(token(Tenant))]
trait ThingApi {
    #[get("/users")]
    async fn list(&self, #[qery] page: u32, #[param] size: u32) -> Result<()>;
}

fn main() {}
