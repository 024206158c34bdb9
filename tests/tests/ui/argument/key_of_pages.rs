use feishu_api::prelude::*;

#[feishu_api(token(Tenant))]
trait ThingApi {
    #[get("/a")]
    #[page("items")]
    async fn list(&self, #[query] page_token: Option<&str>, #[query(key)] uuid: Option<&str>) -> Result<Page<u8>>;
}

fn main() {}
