use feishu_api::prelude::*;

#[feishu_api(token(Tenant), codes(rate_limit(42900), wait(1)))]
trait ThingApi {
    #[get("/a")]
    #[codes(rate_limits(230020), retry(44025, "44026", 44025), partial(0))]
    async fn read(&self) -> Result<()>;

    #[get("/b")]
    #[codes]
    async fn list(&self) -> Result<()>;

    #[get("/c")]
    #[codes(230020)]
    async fn count(&self) -> Result<()>;

    #[get("/d")]
    #[codes(retry = 44025)]
    async fn find(&self) -> Result<()>;

    #[get("/e")]
    #[codes(retry(), partial(1.5), rate_limit(99999999999999999999))]
    async fn tell(&self) -> Result<()>;

    #[get("/f")]
    #[codes(retry(1), partial(1))]
    async fn both(&self) -> Result<()>;

    #[get("/g")]
    #[code(retry(1))]
    async fn near(&self) -> Result<()>;
}

#[feishu_api(token(Tenant), codes(retry(), partial(2, 2)))]
trait OtherApi {
    #[get("/a")]
    async fn read(&self) -> Result<()>;
}

fn main() {}
