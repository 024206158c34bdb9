// One mistake, one message: a value whose writing is not known is not measured by another.
use feishu_api::prelude::*;
use feishu_api::serde::Serialize;

#[derive(Serialize)]
#[serde(crate = "feishu_api::serde")]
struct Menu {
    day: String,
}

#[feishu_api(token(Tenant))]
trait ThingApi {
    #[post("/a")]
    async fn part(&self, #[part(jsn)] menu: &Menu) -> Result<()>;

    #[post("/b")]
    async fn query(&self, #[query(flaten)] menu: &Menu) -> Result<()>;

    #[post("/c")]
    async fn two(&self, #[query(csv, json)] menu: &Menu) -> Result<()>;

    #[post("/d")]
    async fn body(&self, #[body("menu")] menu: &Menu) -> Result<()>;
}

fn main() {}
