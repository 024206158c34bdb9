use feishu_api::prelude::*;

#[feishu_api(token(Tenant))]
trait ThingApi {
    #[post("/a")]
    #[header("Content-Type", "multipart/form-data")]
    async fn fixed(&self, #[part] file: File) -> Result<()>;

    #[post("/b")]
    async fn argument(&self, #[header("content-type")] kind: &str, #[part] file: Option<File>) -> Result<()>;

    // Of another body it can be said.
    #[post("/c")]
    #[header("Content-Type", "application/json; charset=utf-8")]
    async fn field(&self, #[field] name: &str) -> Result<()>;
}

fn main() {}
