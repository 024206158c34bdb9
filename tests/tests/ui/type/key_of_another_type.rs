use feishu_api::prelude::*;

struct Key;

#[feishu_api(token(Tenant))]
trait ThingApi {
    #[post("/a")]
    async fn query(&self, #[query(key)] uuid: Option<Key>) -> Result<()>;
}

fn main() {}
