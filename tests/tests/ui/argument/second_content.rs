use feishu_api::prelude::*;

#[feishu_api(token(Tenant))]
trait ThingApi {
    #[post("/a")]
    async fn two(&self, #[body("text/csv")] menu: &str, #[body("image/png")] picture: &[u8]) -> Result<()>;

    #[post("/b")]
    async fn field(&self, #[body] picture: Vec<u8>, #[field] name: &str) -> Result<()>;

    #[post("/d")]
    async fn json(&self, #[body] thing: &str, #[body("text/csv")] menu: &str) -> Result<()>;

    #[get("/c")]
    async fn get(&self, #[body("text/csv")] menu: File) -> Result<()>;
}

fn main() {}
