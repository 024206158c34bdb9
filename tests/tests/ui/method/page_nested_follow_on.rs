// One mistake, one message: an argument without a role may be the one that holds the token.
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
    async fn field(&self, #[feild] page_request: Option<&Search>) -> Result<Page<u8>>;

    #[post("/b")]
    #[page("items", token = "page_token")]
    async fn body(&self, #[bdy] search: &Search) -> Result<Page<u8>>;

    #[get("/c")]
    #[page("items", offset)]
    async fn offset(&self, offset: Option<u32>) -> Result<Page<u8>>;
}

fn main() {}
