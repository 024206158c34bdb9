use feishu_api::prelude::*;

#[feishu_api(token(Tenant))]
trait OneApi<'a>: 'a {
    #[get("/a")]
    async fn get(&self) -> Result<()>;
}

#[feishu_api(token(Tenant))]
trait OtherApi<const N: usize>: ?Sized + Sync + std::fmt::Debug {
    #[get("/a")]
    async fn get(&self) -> Result<()>;
}

fn main() {}
