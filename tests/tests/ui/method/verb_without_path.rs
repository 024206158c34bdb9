use feishu_api::prelude::*;

#[feishu_api(token(Tenant))]
trait ThingApi {
    #[get]
    async fn read(&self) -> Result<()>;

    #[post()]
    async fn create(&self) -> Result<()>;

    #[put = "/a"]
    async fn replace(&self) -> Result<()>;

    #[patch("/a", "/b")]
    async fn change(&self) -> Result<()>;

    #[delete("/a", bdy)]
    async fn delete(&self) -> Result<()>;
}

fn main() {}
