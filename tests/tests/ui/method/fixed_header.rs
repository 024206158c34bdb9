use feishu_api::prelude::*;

#[feishu_api(token(Tenant))]
trait ThingApi {
    #[get("/a")]
    #[header("Prefer")]
    async fn no_value(&self) -> Result<()>;

    #[get("/b")]
    #[header("Authorization", "Bearer x")]
    #[header("X Name", "x")]
    #[header("X-Name", "中")]
    async fn bad(&self) -> Result<()>;
}

fn main() {}
