use feishu_api::prelude::*;

#[feishu_api(token(Tenant))]
trait ThingApi {
    #[post("/a")]
    async fn part(&self, #[part] ready: Option<File>) -> Result<()>;

    #[post("/b")]
    async fn header(&self, #[header("X-Items", key)] items: Option<&str>) -> Result<()>;

    #[post("/c")]
    async fn body(&self, #[body] send: Option<&str>) -> Result<()>;

    #[post("/d")]
    async fn content(&self, #[body("text/csv")] items: Option<&str>) -> Result<()>;

    #[post("/e")]
    async fn flatten(&self, #[query(flatten)] pages: Option<&[(&str, &str)]>) -> Result<()>;

    #[post("/g")]
    async fn written(
        &self,
        #[query(default = &[20], csv)] pages: Option<&[u32]>,
        #[query("all", json)] items: Option<&[u32]>,
    ) -> Result<()>;

    // What has to be given is no method of the call.
    #[post("/f")]
    async fn required(&self, #[part] ready: File, #[query] send: &str) -> Result<()>;
}

fn main() {}
