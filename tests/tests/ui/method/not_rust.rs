// A method that is not Rust leaves the others as they are.
use feishu_api::prelude::*;

#[feishu_api(token(Tenant))]
trait ThingApi {
    #[get("/a")]
    async fn read(&self) -> Result<String>;

    #[get("/b")]
    async fn list(&self, #[query] page) -> Result<()>;

    #[get("/c")]
    async find(&self) -> Result<()>;

    #[delete("/d")]
    async fn delete(&self) -> Result<()>
}

async fn use_it(client: &Client) -> Result<String> {
    ThingApiClient::new(client).read().await
}

fn main() {}
