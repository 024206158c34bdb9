// One mistake, one message: a way that could not be read is not taken for another one.
use feishu_api::prelude::*;

#[feishu_api(token(Tenant))]
trait ThingApi {
    #[get("/a")]
    #[page("items", token = "")]
    async fn token(&self, #[query] cursor: Option<&str>) -> Result<Page<u8>>;

    #[get("/b")]
    #[page("items", offset = "")]
    async fn offset(&self, #[query] start: Option<u32>) -> Result<Page<u8>>;

    #[get("/c")]
    #[page("items", number = 1)]
    async fn number(&self, #[query] page: Option<u32>) -> Result<Page<u8>>;

    #[get("/d")]
    #[page("items", offset, total = "page..total")]
    async fn total(&self, #[query] offset: Option<u32>) -> Result<Page<u8>>;

    #[get("/e")]
    #[page("items", offset = ".start")]
    async fn dots(&self, #[query] start: Option<u32>) -> Result<Page<u8>>;
}

fn main() {}
