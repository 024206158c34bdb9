use feishu_api::prelude::*;

#[feishu_api(token(Tenant))]
trait ThingApi {
    #[get("/a")]
    async fn get(&self, #[part] file: File) -> Result<()>;

    #[get("/b", body)]
    async fn get_body(&self, #[part] file: File) -> Result<()>;

    #[head("/c")]
    async fn head(&self, #[part] name: &str) -> Result<()>;

    #[delete("/d")]
    async fn delete(&self, #[part] name: &str, #[part] file: Option<File>) -> Result<()>;
}

fn main() {}
