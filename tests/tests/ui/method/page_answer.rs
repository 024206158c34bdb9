use feishu_api::prelude::*;

#[feishu_api(token(Tenant))]
trait ThingApi {
    #[get("/a")]
    #[page("items", offset)]
    async fn download(&self, #[query] offset: Option<u32>) -> Result<Download>;

    #[get("/b")]
    #[page("items", number = "page")]
    async fn events(&self, #[query] page: Option<u32>) -> Result<EventStream>;
}

fn main() {}
