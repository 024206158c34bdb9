use feishu_api::prelude::*;

struct Menu;

#[feishu_api(token(Tenant))]
trait ThingApi {
    #[post("/a")]
    async fn upload(&self, #[part(json)] menu: Option<&Menu>) -> Result<()>;
}

fn main() {}
