use feishu_api::prelude::*;

#[feishu_api(token(Tenant))]
trait ThingApi {
    #[get("/open-apis/contact/v3/users")]
    async fn list(&self) -> Result<()>;
}

fn main() {}
