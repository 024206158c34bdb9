use feishu_api::prelude::*;

struct Filter;

#[feishu_api(token(Tenant))]
trait ThingApi {
    #[get("/a")]
    async fn two(&self, #[query(csv, json)] ids: &[u32]) -> Result<()>;

    #[get("/b")]
    async fn unknown(&self, #[query(comma)] ids: &[u32]) -> Result<()>;

    #[get("/c")]
    async fn named(&self, #[query("filter", flatten)] filter: &str) -> Result<()>;

    #[get("/d")]
    async fn unwritable(&self, #[query(flatten)] filter: &Filter) -> Result<()>;

    #[post("/e", body)]
    async fn needless(&self) -> Result<()>;

    #[post("/f")]
    async fn elsewhere(&self, #[field(csv)] ids: &[u32]) -> Result<()>;
}

fn main() {}
