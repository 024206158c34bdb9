use feishu_api::prelude::*;

#[feishu_api(path = 3, path = "/a", token = Tenant)]
trait ThingApi {
    #[get("/a")]
    async fn get(&self) -> Result<()>;
}

fn main() {}
