// All mistakes of a trait come together, and none of them hides the rest of the API.
use feishu_api::prelude::*;

#[feishu_api(path = "/things/v1", tokn(Tenant))]
trait ThingApi {
    #[token(Tenent)]
    #[get("/things/:id")]
    async fn read(&self, #[path] id: &str) -> Result<String>;

    #[token(Tenant)]
    #[post("/things")]
    async fn create(&self, name: &str, #[qery] kind: &str) -> Result<String>;

    #[get("/things")]
    async fn list(&self) -> Result<Vec<String>>;

    #[token(Tenant)]
    #[delete("/things/{id}")]
    async fn delete(&self, #[path] id: &str) -> Result<()>;
}

async fn use_it(client: &Client) -> Result<()> {
    let things = ThingApiClient::new(client);
    let thing: String = things.read("a").await?;
    things.create(&thing, "b").with_timeout(std::time::Duration::from_secs(1)).await?;
    let _: &dyn ThingApi = &things;
    let all: Vec<String> = things.list().send().await?.data;
    // The one mistake that is not the declaration's.
    let wrong: u32 = things.delete(&all[0]).await?;
    Ok(())
}

fn main() {}
