use feishu_api::prelude::*;

#[feishu_api(token(Tenant))]
trait ThingApi {
    #[get("/a")]
    async fn prefix(&self, #[query] with_department: Option<bool>) -> Result<()>;

    #[get("/b")]
    async fn nothing_else(&self, #[query] with_: Option<bool>) -> Result<()>;

    // What has to be given is no method of the call.
    #[get("/c")]
    async fn required(&self, #[query] with_department: bool) -> Result<()>;
}

fn main() {}
