use feishu_api::prelude::*;

#[feishu_api(token(Tenant))]
trait ThingApi {
    #[post("/a")]
    async fn upload(&self, #[part] file: &std::fs::File) -> Result<()>;
}

fn main() {}
