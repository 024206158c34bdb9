use feishu_api::prelude::*;

#[feishu_api(token(Tenant))]
trait ThingApi {
    #[get("/a")]
    #[page("items", total = "total")]
    async fn token(&self, #[query] page_token: Option<&str>) -> Result<Page<u8>>;

    #[get("/b")]
    #[page("items", number, total = "total")]
    async fn number(&self, #[query] page: Option<u32>) -> Result<Page<u8>>;

    #[get("/c")]
    #[page("items", offset, offset = "start")]
    async fn twice(&self, #[query] start: Option<u32>) -> Result<Page<u8>>;
}

fn main() {}
