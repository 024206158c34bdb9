use feishu_api::prelude::*;

#[feishu_api(token(Tenant))]
trait ThingApi {
    #[get("/users")]
    async fn list(&self, #[query] (page, size): (u32, u32)) -> Result<()>;

    #[get("/users")]
    async fn mutable(&self, #[query] mut page: u32) -> Result<()>;

    #[get("/users")]
    async fn ignored(&self, #[query] _: u32) -> Result<()>;
}

fn main() {}
