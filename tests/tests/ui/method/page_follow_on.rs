// One mistake, one message: what `#[page]` misses because of another is not reported.
use feishu_api::prelude::*;

#[feishu_api(token(Tenant))]
trait ThingApi {
    #[get("/a")]
    #[page("items")]
    async fn plain(&self, #[query] page_token: Option<&str>) -> Page<u32>;

    #[get("/b")]
    #[page("items")]
    async fn mistyped(&self, #[qurey] page_token: Option<&str>) -> Result<Page<u32>>;

    #[get("/c")]
    #[page("items")]
    async fn no_role(&self, page_token: Option<&str>) -> Result<Page<u32>>;

    #[get("/d")]
    #[page("items", tokn = "cursor")]
    async fn option(&self, #[query] cursor: Option<&str>) -> Result<Page<u32>>;

    #[get("/e")]
    #[page("items", token = "")]
    async fn empty(&self, #[query] page_token: Option<&str>) -> Result<Page<u32>>;

    #[get("/f")]
    #[page("list..items")]
    async fn field(&self, #[query] page_token: Option<&str>) -> Result<Page<u32>>;

    #[get("/g")]
    #[page("items")]
    async fn style(&self, #[query(json)] page_token: Option<&str>) -> Result<Page<u32>>;
}

fn main() {}
