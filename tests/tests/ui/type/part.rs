use feishu_api::prelude::*;

struct Menu;

#[feishu_api(token(Tenant))]
trait ThingApi {
    #[post("/a")]
    async fn upload(&self, #[part] menu: &Menu) -> Result<()>;
}

fn main() {}
