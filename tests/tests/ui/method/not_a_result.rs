use feishu_api::prelude::*;

#[feishu_api(token(Tenant))]
trait ThingApi {
    #[get("/a")]
    async fn unit(&self) -> ();

    #[get("/b")]
    async fn option(&self) -> Option<String>;

    #[get("/c")]
    async fn future(&self) -> impl Future<Output = Result<()>>;

    #[get("/d")]
    async fn no_type(&self) -> Result;

    #[get("/e")]
    async fn reference(&self) -> &Result<()>;
}

fn main() {}
