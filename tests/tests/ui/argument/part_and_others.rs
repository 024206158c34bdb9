use feishu_api::prelude::*;

#[feishu_api(token(Tenant))]
trait ThingApi {
    #[post("/a")]
    async fn field(&self, #[part] file: File, #[field] name: &str) -> Result<()>;

    #[post("/b")]
    async fn form(&self, #[form] name: &str, #[part] file: File) -> Result<()>;

    #[post("/c")]
    async fn body(&self, #[part] file: File, #[body] thing: &str) -> Result<()>;

    #[post("/d")]
    async fn bytes(&self, #[body] bytes: &[u8], #[part] name: Option<&str>) -> Result<()>;
}

fn main() {}
