//! A path that is copied as a whole from the documentation.

use feishu_api::prelude::*;

#[feishu_api(path = "/canteen/v1", token(Tenant))]
trait OrderApi {
    #[get("/canteen/v1/orders")]
    async fn list(&self) -> Result<()>;
    #[get("/open-apis/canteen/v1/orders")]
    async fn search(&self) -> Result<()>;
    #[get("/open-apis/orders/{order_id}")]
    async fn get(&self, order_id: &str) -> Result<()>;
}

fn main() {}
