use feishu_api::prelude::*;

#[feishu_api(token(Tenant))]
trait ThingApi {
    #[get("/a")]
    async fn none(&self);

    #[get("/b")]
    async fn plain(&self) -> String;

    #[get("/c")]
    async fn two(&self) -> Result<String, std::io::Error>;

    #[get("/d")]
    async fn bare(&self) -> std::fmt::Result;
}

fn main() {}
