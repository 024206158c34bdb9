use feishu_api::prelude::*;

#[feishu_api(token(Tenant))]
trait ThingApi {
    #[get("/a")]
    async fn read(&self) -> Result<()> {
        Ok(())
    }
}

fn main() {}
