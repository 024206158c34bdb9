use feishu_api::prelude::*;

#[feishu_api(token(Tenant))]
trait ThingApi {
    #[post("/a")]
    async fn upload(&self, #[field] file: File) -> Result<()>;
}

fn main() {}
