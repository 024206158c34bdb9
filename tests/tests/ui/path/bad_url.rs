use feishu_api::prelude::*;

#[feishu_api(token(Tenant))]
trait ThingApi {
    #[get("ftp://files.example.com/a")]
    async fn scheme(&self) -> Result<()>;

    #[get("https://www.feishu.cn")]
    async fn no_path(&self) -> Result<()>;
}

fn main() {}
