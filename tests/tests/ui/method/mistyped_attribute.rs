use feishu_api::prelude::*;

#[feishu_api(token(Tenant))]
trait ThingApi {
    #[GET("/a")]
    async fn upper(&self) -> Result<()>;

    #[options("/b")]
    async fn verb(&self) -> Result<()>;

    #[feishu_api::get("/c")]
    async fn path(&self) -> Result<()>;

    #[get("/d")]
    #[tokn(Tenant)]
    #[timout("5s")]
    #[retry(3)]
    #[rate("5/s")]
    async fn several(&self) -> Result<()>;
}

fn main() {}
