use feishu_api::prelude::*;

#[feishu_api(token(Tenant))]
trait ThingApi {
    #[post("/a")]
    async fn list(&self, #[query] ids: &[impl ToParam]) -> Result<()>;

    #[post("/b")]
    async fn upload(&self, #[part] file: Option<impl Into<File>>) -> Result<()>;
}

fn main() {}
