use feishu_api::prelude::*;

#[feishu_api(token(Tenant))]
trait ThingApi {
    #[get("/a")]
    async fn reference(self: &Self) -> Result<()>;

    #[get("/b")]
    async fn shared(self: std::sync::Arc<Self>) -> Result<()>;

    #[get("/c")]
    async fn mutable(mut self) -> Result<()>;
}

fn main() {}
