use feishu_api::prelude::*;

#[feishu_api(token(Tenant))]
trait ThingApi {
    #[post("/a")]
    async fn name(&self, #[body("menu")] menu: &str) -> Result<()>;

    #[post("/b")]
    async fn half(&self, #[body("text/")] menu: &str) -> Result<()>;

    #[post("/c")]
    async fn blank(&self, #[body("text / csv")] menu: &str) -> Result<()>;

    #[post("/d")]
    async fn chinese(&self, #[body("text/csv; charset=中")] menu: &str) -> Result<()>;

    #[post("/e")]
    async fn empty(&self, #[body("")] menu: &str) -> Result<()>;

    #[post("/f")]
    async fn unquoted(&self, #[body(text / csv)] menu: &str) -> Result<()>;

    #[post("/g")]
    async fn option(&self, #[body(csv)] menu: &str) -> Result<()>;

    #[post("/h")]
    async fn two(&self, #[body("text/csv", "text/plain")] menu: &str) -> Result<()>;
}

fn main() {}
