use feishu_api::prelude::*;

type Maybe = Option<u32>;

#[feishu_api(token(Tenant))]
trait ThingApi {
    #[get("/users")]
    async fn list(&self, #[query] page: Maybe) -> Result<()>;
}

fn main() {}
