use feishu_api::prelude::*;

#[feishu_api(token(Tenant))]
trait ThingApi {
    #[cfg(all())]
    #[get("/here")]
    async fn here(&self, #[query] page: Option<u32>) -> Result<()>;

    #[cfg(any())]
    #[get("/gone")]
    async fn gone(&self, #[query] page: Option<NoSuchType>) -> Result<NoSuchType>;

    #[cfg_attr(all(), cfg(any()))]
    #[get("/gone")]
    async fn also_gone(&self) -> Result<NoSuchType>;

    // Alternatives of one name.
    #[cfg(all())]
    #[get("/new")]
    async fn twin(&self) -> Result<u8>;

    #[cfg(any())]
    #[get("/old")]
    async fn twin(&self) -> Result<NoSuchType>;
}

#[cfg(any())]
#[feishu_api(token(Tenant))]
trait NoSuchApi {
    #[get("/gone")]
    async fn gone(&self) -> Result<NoSuchType>;
}

fn main() {
    assert_eq!(ThingApiClient::ENDPOINTS.len(), 2);
    assert_eq!(ThingTwinCall::ENDPOINT.path, "/new");
}
