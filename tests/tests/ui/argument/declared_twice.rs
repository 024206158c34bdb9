use feishu_api::prelude::*;

#[feishu_api(token(Tenant))]
trait ThingApi {
    #[post("/a")]
    async fn optional(&self, #[field("a")] name: Option<&str>, #[field("b")] name: Option<&str>) -> Result<()>;

    #[post("/b")]
    async fn required(&self, #[field("a")] name: &str, #[field("b")] name: &str) -> Result<()>;
}

fn main() {}
