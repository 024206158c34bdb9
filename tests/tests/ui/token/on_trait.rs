use feishu_api::prelude::*;

#[feishu_api(token())]
trait EmptyApi {
    #[get("/a")]
    async fn read(&self) -> Result<()>;
}

#[feishu_api(token(Tenent))]
trait UnknownApi {
    #[get("/a")]
    async fn read(&self) -> Result<()>;
}

#[feishu_api(token(User, User))]
trait RepeatedApi {
    #[get("/a")]
    async fn read(&self) -> Result<()>;
}

#[feishu_api(token(None, None))]
trait NoneApi {
    #[get("/a")]
    async fn read(&self) -> Result<()>;
}

#[feishu_api(token(App, None))]
trait NoneWithAnotherApi {
    #[get("/a")]
    async fn read(&self) -> Result<()>;
}

#[feishu_api(token("Tenant"))]
trait TextApi {
    #[get("/a")]
    async fn read(&self) -> Result<()>;
}

fn main() {}
