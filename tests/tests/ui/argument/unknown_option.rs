use feishu_api::prelude::*;

#[feishu_api(token(Tenant))]
trait ThingApi {
    #[get("/users")]
    async fn list(&self, #[query(defalt = 1)] page: Option<u32>, #[query("a", "b")] size: u32) -> Result<()>;
}

fn main() {}
