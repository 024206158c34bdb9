use feishu_api::prelude::*;

#[feishu_api(token(Tenant))]
trait ThingApi {
    #[get("/a/{ids}")]
    async fn vec(&self, #[path] ids: Vec<u64>) -> Result<()>;

    #[get("/b/{ids}")]
    async fn array(&self, #[path] ids: &[u64; 2]) -> Result<()>;

    #[get("/c/{ids}")]
    async fn option(&self, #[path] ids: Option<Vec<u64>>) -> Result<()>;

    #[get("/d/{id}")]
    async fn options(&self, #[path(default = 1, csv)] id: u64) -> Result<()>;
}

fn main() {}
