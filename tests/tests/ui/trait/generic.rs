use feishu_api::prelude::*;

#[feishu_api(token(Tenant))]
trait OneApi<T> {
    #[get("/a")]
    async fn get(&self) -> Result<()>;
}

#[feishu_api(token(Tenant))]
trait OtherApi
where
    Self: Sized,
{
    #[get("/a")]
    async fn get(&self) -> Result<()>;
}

#[feishu_api(token(Tenant))]
unsafe trait UnsafeApi {
    #[get("/a")]
    async fn get(&self) -> Result<()>;
}

fn main() {}
