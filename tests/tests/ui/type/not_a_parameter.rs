use feishu_api::prelude::*;

struct Filter;

#[feishu_api(token(Tenant))]
trait ThingApi {
    #[get("/users")]
    async fn list(&self, #[query] filter: &Filter) -> Result<()>;
}

fn main() {}
