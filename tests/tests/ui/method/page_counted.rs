use feishu_api::prelude::*;

#[feishu_api(token(Tenant))]
trait ThingApi {
    #[get("/a")]
    #[page("items", offset)]
    async fn offset(&self, #[query] page_token: Option<&str>) -> Result<Page<u8>>;

    #[get("/b")]
    #[page("items", offset = "start", total = "total")]
    async fn start(&self, #[query] offset: Option<u32>) -> Result<Page<u8>>;

    #[post("/c")]
    #[page("items", number = "page")]
    async fn number(&self, #[field] page_number: Option<u32>) -> Result<Page<u8>>;

    #[post("/e")]
    #[page("items", number)]
    async fn form(&self, #[form] name: &str) -> Result<Page<u8>>;

    #[get("/d")]
    #[page("items", number = "page")]
    async fn style(&self, #[query(json)] page: Option<u32>) -> Result<Page<u8>>;
}

fn main() {}
