use feishu_api::prelude::*;

#[feishu_api(path = "/open-apis/contact/v3", token(None))]
trait PrefixApi {
    #[get("/a")]
    async fn get(&self) -> Result<()>;
}

#[feishu_api(path = "/tables/:table_id", token(None))]
trait ColonApi {
    #[get("/a")]
    async fn get(&self, #[path] table_id: &str) -> Result<()>;
}

#[feishu_api(path = "/contact//v3?x=1", token(None))]
trait SeveralApi {
    #[get("/a")]
    async fn get(&self) -> Result<()>;
}

#[feishu_api(path = "/tables/{table_id", token(None))]
trait BraceApi {
    #[get("/a")]
    async fn get(&self, #[path] table_id: &str) -> Result<()>;
}

#[feishu_api(path = "/tables/{table_id}", token(None))]
trait PlaceholderApi {
    #[get("/a")]
    async fn get(&self) -> Result<()>;
}

#[feishu_api(path = "", token(None))]
trait EmptyApi {
    #[get("/a")]
    async fn get(&self) -> Result<()>;
}

#[feishu_api("/contact/v3", token(None))]
trait NoKeyApi {
    #[get("/a")]
    async fn get(&self) -> Result<()>;
}

fn main() {}
