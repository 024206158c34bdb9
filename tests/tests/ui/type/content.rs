use feishu_api::prelude::*;

struct Menu;

#[feishu_api(token(Tenant))]
trait ThingApi {
    #[put("/a")]
    async fn upload(&self, #[body("text/csv")] menu: &Menu) -> Result<()>;

    #[put("/b")]
    async fn count(&self, #[body("text/plain")] count: Option<u32>) -> Result<()>;
}

fn main() {}
