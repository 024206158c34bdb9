use feishu_api::prelude::*;

#[feishu_api(token(Tenant))]
trait ThingApi {
    #[get("/a")]
    #[page("items", token = "cursor", offset)]
    async fn token_and_offset(&self, #[query] cursor: Option<&str>) -> Result<Page<u8>>;

    #[get("/b")]
    #[page("items", offset = "start", number = "page", total = "total")]
    async fn offset_and_number(&self, #[query] page: Option<u32>) -> Result<Page<u8>>;

    #[get("/c")]
    #[page("items", offset, next = "next_offset")]
    async fn next_offset(&self, #[query] offset: Option<u32>) -> Result<Page<u8>>;

    #[get("/d")]
    #[page("items", number = "page", next = "next_page")]
    async fn next_number(&self, #[query] page: Option<u32>) -> Result<Page<u8>>;
}

fn main() {}
