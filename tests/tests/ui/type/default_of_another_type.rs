use feishu_api::prelude::*;

#[feishu_api(token(Tenant))]
trait ThingApi {
    #[post("/a")]
    async fn query(&self, #[query(default = "20")] page_size: Option<u32>) -> Result<()>;

    #[post("/b")]
    async fn part(&self, #[part(default = 3)] file: Option<File>) -> Result<()>;
}

fn main() {}
