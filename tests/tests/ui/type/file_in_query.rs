use feishu_api::prelude::*;

#[feishu_api(token(Tenant))]
trait ThingApi {
    #[post("/a")]
    async fn upload(&self, #[query] file: File) -> Result<()>;
}

fn main() {}
