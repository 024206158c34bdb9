use feishu_api::prelude::*;

#[feishu_api(token(Tenant))]
trait ThingApi {
    #[post("/a")]
    async fn upload(&self, #[prat] name: &str, #[file] file: File, #[multipart] other: File) -> Result<()>;

    #[post("/b")]
    #[part]
    async fn elsewhere(&self) -> Result<()>;
}

fn main() {}
