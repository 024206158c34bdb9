use feishu_api::serde::Serialize;
use feishu_api::{Result, feishu_api};

#[derive(Serialize)]
#[serde(crate = "feishu_api::serde")]
struct Bytes {
    count: u64,
}

#[feishu_api(token(Tenant))]
trait ThingApi {
    #[put("/a")]
    async fn upload(&self, #[body] bytes: &Bytes) -> Result<()>;
}

fn main() {}
