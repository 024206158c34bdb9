use feishu_api::prelude::*;

#[feishu_api(token(Tenant))]
trait ThingApi {
    #[get("/a")]
    #[response(data = "user..name")]
    async fn dots(&self) -> Result<()>;

    #[get("/b")]
    #[response(root = 3)]
    async fn number(&self) -> Result<()>;

    #[get("/c")]
    #[response(data = "user", root = "bot")]
    async fn two(&self) -> Result<()>;

    #[get("/d")]
    #[response(flat = true)]
    async fn value(&self) -> Result<()>;
}

fn main() {}
