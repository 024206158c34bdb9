use feishu_api::prelude::*;
use feishu_api::serde::Serialize;

#[derive(Serialize)]
#[serde(crate = "feishu_api::serde")]
struct Ask {
    page_token: Option<String>,
}

#[feishu_api(path = "/canteen/v1", token(Tenant))]
trait DishApi {
    // What is spread has fields of its own: none of them is the page token that is asked with.
    #[post("/dishes/search")]
    #[page("items")]
    async fn search(&self, #[field(flatten)] page_token: &Ask) -> Result<Page<String>>;
    #[post("/dishes/find")]
    #[page("items", token = "ask.page_token")]
    async fn find(&self, #[field(flatten)] ask: &Ask) -> Result<Page<String>>;
}

fn main() {}
