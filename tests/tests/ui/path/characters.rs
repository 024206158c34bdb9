use feishu_api::prelude::*;

#[feishu_api(token(Tenant))]
trait ThingApi {
    #[get("/users/中文")]
    async fn chinese(&self) -> Result<()>;

    #[get("/all users")]
    async fn blank(&self) -> Result<()>;

    #[get("/users/../admin")]
    async fn dots(&self) -> Result<()>;
}

fn main() {}
