use feishu_api::prelude::*;

#[feishu_api(token(Tenant))]
trait ThingApi {
    #[get("/a")]
    #[response(data = "file")]
    async fn download(&self) -> Result<Download>;

    #[get("/b")]
    #[response(flat)]
    async fn bytes(&self) -> Result<feishu_api::Bytes>;

    #[get("/c")]
    #[response(root = "events")]
    async fn events(&self) -> Result<EventStream>;
}

fn main() {}
