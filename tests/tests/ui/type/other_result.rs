use feishu_api::prelude::*;

type Result<T> = std::result::Result<T, String>;

#[feishu_api(token(Tenant))]
trait ThingApi {
    #[get("/users")]
    async fn list(&self) -> Result<u32>;
}

fn main() {}
