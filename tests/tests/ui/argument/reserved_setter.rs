use feishu_api::prelude::*;

#[feishu_api(token(Tenant))]
trait ThingApi {
    #[get("/users")]
    async fn list(
        &self,
        #[query] send: Option<bool>,
        #[query] with_timeout: Option<u32>,
        #[query] pages: Option<u32>,
    ) -> Result<()>;
}

fn main() {}
