// One mistake, one message: a body that was to be allowed is not refused, too.
use feishu_api::prelude::*;

#[feishu_api(token(Tenant))]
trait ThingApi {
    #[get("/a", bdoy)]
    async fn mistyped(&self, #[field] id: &str) -> Result<()>;

    #[get("/b" body)]
    async fn comma(&self, #[body] thing: &str) -> Result<()>;

    #[get("/c")]
    async fn mixed(&self, #[part] file: File, #[field] name: &str) -> Result<()>;

    #[get("/e")]
    async fn two(&self, #[field] name: &str, #[body] thing: &str, #[body] other: &str) -> Result<()>;

    #[delete("/d")]
    async fn body(&self, #[body] thing: &str, #[part] file: File) -> Result<()>;
}

fn main() {}
