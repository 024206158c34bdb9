use feishu_api::prelude::*;

#[feishu_api(token(Tenant))]
trait ThingApi {
    #[get("/a")]
    async fn no_value(&self, #[query(default = )] size: Option<u32>) -> Result<()>;

    #[get("/b")]
    async fn no_comma(&self, #[query("uuid" key)] id: Option<&str>) -> Result<()>;

    #[get("/c")]
    #[page(items)]
    async fn no_quotes(&self, #[query] page_token: Option<&str>) -> Result<Page<u8>>;
}

// One mistake, one message: what could not be read may have been what is missing.
#[feishu_api(path = "/b" token(Tenant))]
trait OtherApi {
    #[get("/a")]
    async fn no_comma(&self) -> Result<()>;

    #[get("/b")]
    #[page("items" offset)]
    async fn page(&self, #[query] offset: Option<u32>) -> Result<Page<u8>>;

    #[get("/c")]
    #[rate_limit("5/s" "100/min")]
    #[token(Tenant User)]
    async fn others(&self) -> Result<()>;
}

fn main() {}
