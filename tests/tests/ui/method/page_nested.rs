use feishu_api::prelude::*;
use feishu_api::serde::Serialize;

#[derive(Serialize)]
#[serde(crate = "feishu_api::serde")]
struct Search {
    page_token: String,
}

#[feishu_api(token(Tenant))]
trait ThingApi {
    #[post("/a")]
    #[page("items", token = "page_request.page_token")]
    async fn no_field(&self, #[field] page: Option<&Search>) -> Result<Page<u8>>;

    #[get("/b")]
    #[page("items", token = "page_request.page_token")]
    async fn query(&self, #[query(json)] page_request: Option<&Search>) -> Result<Page<u8>>;

    #[post("/c")]
    #[page("items")]
    async fn body(&self, #[body] search: &Search) -> Result<Page<u8>>;

    #[post("/d")]
    #[page("items", token = "page_token")]
    async fn text(&self, #[body("text/csv")] search: &str) -> Result<Page<u8>>;

    #[post("/e")]
    #[page("items", offset = "page.offset")]
    async fn offset(&self, #[field] offset: Option<u32>) -> Result<Page<u8>>;

    // With a dot in it, it is no field's name.
    #[post("/g")]
    #[page("items", token = "page.token")]
    async fn dotted(&self, #[field("page.token")] token: Option<&str>) -> Result<Page<u8>>;

    #[post("/f")]
    #[page("items")]
    async fn part(&self, #[part] page_token: Option<&str>) -> Result<Page<u8>>;
}

fn main() {}
