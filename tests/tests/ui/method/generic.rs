use feishu_api::prelude::*;

#[feishu_api(token(Tenant))]
trait ThingApi {
    #[get("/a")]
    async fn read<T>(&self) -> Result<T>;

    #[get("/b")]
    async fn list<'a>(&'a self) -> Result<()>
    where
        Self: Sized;
}

fn main() {}
