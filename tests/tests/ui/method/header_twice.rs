use feishu_api::prelude::*;

#[feishu_api(token(Tenant))]
trait ThingApi {
    #[get("/a")]
    #[header("X-Region", "cn")]
    #[header("x-region", "us")]
    async fn fixed(&self) -> Result<()>;

    #[get("/b")]
    #[header("X-Region", "cn")]
    async fn argument(&self, #[header("X-REGION")] region: Option<&str>) -> Result<()>;

    #[get("/c")]
    #[header("X-Region: cn")]
    async fn one_text(&self) -> Result<()>;

    #[get("/d")]
    #[header("X-Region", "cn", "us")]
    async fn three(&self) -> Result<()>;
}

fn main() {}
