use feishu_api::prelude::*;

#[feishu_api(token(Tenant))]
trait ThingApi {
    #[get("/a")]
    #[timeout("0s")]
    async fn zero(&self) -> Result<()>;

    #[get("/b")]
    #[timeout(60)]
    async fn number(&self) -> Result<()>;

    #[get("/c")]
    #[timeout("60")]
    async fn no_unit(&self) -> Result<()>;

    #[get("/d")]
    #[timeout("1.5s", "2s")]
    async fn fraction(&self) -> Result<()>;

    #[get("/e")]
    #[timeout("99999999999h")]
    async fn too_long(&self) -> Result<()>;

    #[get("/f")]
    #[rate_limit("5/ms", "-1/s", "5 / s", "/min", "")]
    async fn rates(&self) -> Result<()>;
}

fn main() {}
