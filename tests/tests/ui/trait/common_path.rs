use feishu_api::prelude::*;

#[feishu_api(path = "contact/v3", token(None))]
trait NoSlashApi {
    #[get("/a")]
    async fn get(&self) -> Result<()>;
}

#[feishu_api(path = "/contact/v3/", token(None))]
trait TrailingSlashApi {
    #[get("/a")]
    async fn get(&self) -> Result<()>;
}

#[feishu_api(path = "https://open.feishu.cn/contact", token(None))]
trait UrlApi {
    #[get("/a")]
    async fn get(&self) -> Result<()>;
}

#[feishu_api(path = "/tables/{table_id}", token(None))]
trait PlaceholderApi {
    #[get("/rows/{table_id}")]
    async fn get(&self, #[path] table_id: &str) -> Result<()>;
}

fn main() {}
