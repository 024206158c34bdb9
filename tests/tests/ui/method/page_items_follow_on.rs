// One mistake, one message: whatever is wrong with `#[page]`, the call has `items` and `pages`.
use feishu_api::prelude::*;

#[feishu_api(token(Tenant))]
trait ThingApi {
    #[get("/a")]
    #[page("items", tokn = "cursor")]
    async fn option(&self, #[query] cursor: Option<&str>) -> Result<Page<u8>>;

    #[get("/b")]
    #[page("items", token = "cursor", offset)]
    async fn ways(&self, #[query] cursor: Option<&str>) -> Result<Page<u8>>;

    #[get("/c")]
    async fn not_said(&self, #[query] page_token: Option<&str>) -> Result<Page<u8>>;
}

async fn use_it(client: &Client) -> Result<Vec<u8>> {
    let things = ThingApiClient::new(client);
    let mut all = things.option().items().into_vec().await?;
    all.extend(things.ways().items().into_vec().await?);
    let _ = things.not_said().pages();
    Ok(all)
}

fn main() {}
