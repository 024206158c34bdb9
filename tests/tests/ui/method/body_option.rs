use feishu_api::prelude::*;

#[feishu_api(token(Tenant))]
trait ThingApi {
    #[get("/a", bdoy)]
    async fn mistyped(&self) -> Result<()>;

    #[head("/b", body = true)]
    async fn value(&self) -> Result<()>;

    #[get("/c", body, body)]
    async fn twice(&self, #[field] id: &str) -> Result<()>;

    #[delete("/d", body)]
    async fn needless(&self, #[field] id: &str) -> Result<()>;
}

fn main() {}
