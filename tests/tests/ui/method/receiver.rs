use feishu_api::prelude::*;

#[feishu_api(token(Tenant))]
trait ThingApi {
    #[get("/a")]
    async fn none() -> Result<()>;

    #[get("/a")]
    async fn mutable(&mut self) -> Result<()>;

    #[get("/a")]
    async fn value(self) -> Result<()>;
}

fn main() {}
