use feishu_api::prelude::*;

#[feishu_api(token(Tenant))]
trait ThingApi {
    #[get("/a")]
    #[credential]
    async fn none(&self) -> Result<()>;

    #[get("/b")]
    #[credential(Helpdesk, Canteen)]
    async fn two(&self) -> Result<()>;

    #[get("/c")]
    #[credential("helpdesk")]
    async fn text(&self) -> Result<()>;
}

fn main() {}
