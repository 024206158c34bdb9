use feishu_api::prelude::*;

#[feishu_api(token(Tenant))]
trait ThingApi {
    #[put("/a/{id}")]
    async fn path(&self, #[path(key)] id: &str) -> Result<()>;

    #[put("/b")]
    async fn body(&self, #[body(key)] thing: &str) -> Result<()>;

    #[put("/c")]
    async fn part(&self, #[part(key)] name: &str) -> Result<()>;

    #[put("/d")]
    async fn pair(&self, #[query(key = "uuid")] id: Option<&str>) -> Result<()>;

    #[put("/e")]
    #[idempotent(key = "uuid")]
    async fn method(&self, #[query] uuid: Option<&str>) -> Result<()>;
}

fn main() {}
