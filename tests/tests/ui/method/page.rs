use feishu_api::prelude::*;

#[feishu_api(token(Tenant))]
trait ThingApi {
    #[get("/a")]
    #[page("items")]
    async fn no_token(&self) -> Result<Page<u8>>;

    #[get("/b")]
    #[page("items")]
    async fn no_page(&self, #[query] page_token: Option<&str>) -> Result<Vec<u8>>;

    #[get("/c")]
    #[page("items")]
    async fn required(&self, #[query] page_token: &str) -> Result<Page<u8>>;

    #[get("/d")]
    #[page]
    async fn no_items(&self, #[query] page_token: Option<&str>) -> Result<Page<u8>>;

    #[get("/e")]
    async fn not_said(&self, #[query] page_token: Option<&str>) -> Result<Page<u8>>;
}

fn main() {}
