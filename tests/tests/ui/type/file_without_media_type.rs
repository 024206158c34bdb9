use feishu_api::prelude::*;

#[feishu_api(token(Tenant))]
trait ThingApi {
    #[put("/a")]
    async fn upload(&self, #[body] file: File) -> Result<()>;
}

fn main() {}
