use feishu_api::prelude::*;
use feishu_api::testing::Mock;

#[feishu_api(path = "/canteen/v1", token(Tenant))]
trait DishApi {
    #[get("/dishes")]
    async fn list(&self) -> Result<Vec<String>>;
}

fn main() {
    // A rule is typed by the call, not by what it answers with or by its client.
    let _ = Mock::new().on::<DishApiClient>();
}
