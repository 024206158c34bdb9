use feishu_api::prelude::*;

#[feishu_api(token(Tenant))]
trait ThingApi {
    #[post("/a")]
    async fn optional(&self, #[query(key, default = "x")] uuid: Option<&str>) -> Result<()>;

    #[post("/b")]
    async fn required(&self, #[field(default = "x", key)] uuid: &str) -> Result<()>;
}

fn main() {}
