use feishu_api::prelude::*;

#[feishu_api(token(Tenant))]
trait ThingApi {
    #[get("/a")]
    #[page("items", ofset = "start")]
    async fn mistyped(&self, #[query] start: Option<u32>) -> Result<Page<u8>>;

    #[get("/b")]
    #[page("items", token)]
    async fn no_name(&self, #[query] page_token: Option<&str>) -> Result<Page<u8>>;

    #[get("/c")]
    #[page("items", size = "page_size")]
    async fn unknown(&self, #[query] page_token: Option<&str>) -> Result<Page<u8>>;

    #[get("/d")]
    #[page("items", "total")]
    async fn two(&self, #[query] page_token: Option<&str>) -> Result<Page<u8>>;

    #[get("/e")]
    #[page("items", offset, total)]
    async fn total(&self, #[query] offset: Option<u32>) -> Result<Page<u8>>;
}

fn main() {}
