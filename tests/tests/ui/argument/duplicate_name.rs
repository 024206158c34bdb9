use feishu_api::prelude::*;

#[feishu_api(token(Tenant))]
trait ThingApi {
    #[post("/users")]
    async fn create(
        &self,
        #[query("id")] first: &str,
        #[query] id: &str,
        #[field] name: &str,
        #[field("name")] other: &str,
        #[header("X-Id")] x: &str,
        #[header("x-id")] y: &str,
    ) -> Result<()>;
}

fn main() {}
