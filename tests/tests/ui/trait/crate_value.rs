use feishu_api::prelude::*;

#[feishu_api(crate = "feishu_api", token(Tenant))]
trait TextApi {
    #[get("/a")]
    async fn get(&self) -> Result<()>;
}

#[feishu_api(crate = super::platform, token(Tenant))]
trait RelativeApi {
    #[get("/a")]
    async fn get(&self) -> Result<()>;
}

#[feishu_api(crate = self::platform, token(Tenant))]
trait SelfApi {
    #[get("/a")]
    async fn get(&self) -> Result<()>;
}

fn main() {}
