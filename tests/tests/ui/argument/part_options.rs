use feishu_api::prelude::*;

#[feishu_api(token(Tenant))]
trait ThingApi {
    #[post("/a")]
    async fn mistyped(&self, #[part(jsn)] about: &str) -> Result<()>;

    #[post("/b")]
    async fn elsewhere(&self, #[part(csv)] names: &[&str], #[part(flatten)] rest: &str) -> Result<()>;

    #[post("/c")]
    async fn named(&self, #[part(name = "file")] file: File, #[part("")] other: File) -> Result<()>;

    #[post("/d")]
    async fn media_type(&self, #[part("file", "image/png")] file: File) -> Result<()>;

    #[post("/e")]
    async fn pair(&self, #[part = "file"] menu: File, #[part(json, json)] about: &str) -> Result<()>;
}

fn main() {}
