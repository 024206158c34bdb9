use feishu_api::prelude::*;

#[feishu_api(token(None))]
trait ThingApi {
    #[get("https:///users")]
    async fn no_host(&self) -> Result<()>;

    #[get("https://www.feishu.cn:99999/users")]
    async fn port(&self) -> Result<()>;

    #[get("https://user:secret@www.feishu.cn/users")]
    async fn credentials(&self) -> Result<()>;

    #[get("https://www.feishu.cn/users?id=1")]
    async fn query(&self) -> Result<()>;

    #[get("https://www.feishu.cn/users/:id")]
    async fn colon(&self) -> Result<()>;

    #[get("://www.feishu.cn/users")]
    async fn no_scheme(&self) -> Result<()>;
}

fn main() {}
