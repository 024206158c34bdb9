use feishu_api::prelude::*;

#[feishu_api(token(Tenant))]
trait ThingApi {
    #[get("/a")]
    pub async fn public(&self) -> Result<()>;

    #[get("/b")]
    default async fn replaceable(&self) -> Result<()>;

    #[get("/c")]
    const async fn constant(&self) -> Result<()>;
}

async fn use_it(things: ThingApiClient) -> Result<()> {
    things.public().await?;
    things.replaceable().await
}

fn main() {}
