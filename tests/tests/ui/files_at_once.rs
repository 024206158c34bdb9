// Mistakes in parts, bodies, keys and pages come together, and none of them hides the rest.
use feishu_api::prelude::*;

#[feishu_api(path = "/menus/v1", token(Tenant))]
trait MenuApi {
    #[get("/menus/picture")]
    async fn look(&self, #[part] picture: File) -> Result<()>;

    #[post("/menus")]
    async fn create(&self, #[part] day: &str, #[field] dish: &str, #[part(jsn)] about: &str) -> Result<String>;

    #[post("/menus/import")]
    async fn import(&self, #[body("csv")] menus: &str, #[query(key, default = "x")] uuid: Option<&str>) -> Result<u64>;

    #[get("/menus")]
    #[page("menus", offset, number = "page")]
    async fn list(&self, #[query] offset: Option<u32>) -> Result<Page<String>>;

    #[post("/menus/search")]
    #[page("menus", number = "page")]
    async fn search(&self, #[field] dish: &str) -> Result<Page<String>>;

    #[post("/menus/{id}/picture")]
    async fn upload(&self, #[path] id: &str, #[part] file: File, #[query(key)] uuid: Option<&str>) -> Result<()>;

    #[get("/menus/{id}/picture")]
    async fn download(&self, #[path] id: &str) -> Result<Download>;
}

async fn use_it(client: &Client, file: File) -> Result<()> {
    let menus = MenuApiClient::new(client);
    let _: &dyn MenuApi = &menus;
    let id: String = menus.create("monday", "jiaozi", "x").await?;
    let count: u64 = menus.import("a,b").uuid("y").await?;
    let more: Vec<String> = menus.list().offset(3).items().into_vec().await?;
    menus.look(file.clone()).await?;
    menus.upload(&id, file).uuid("y").with_timeout(std::time::Duration::from_secs(9)).await?;
    let picture: Download = menus.download(&id).await?;
    // The one mistake that is not the declaration's.
    let wrong: String = menus.search("jiaozi").await?;
    Ok(())
}

fn main() {}
