use feishu_api::prelude::*;

#[feishu_api(token(Tenant))]
trait ThingApi {
    #[post("/a")]
    async fn upload(
        &self,
        #[part] file: File,
        #[part("file")] other: Option<File>,
        #[part("file", json)] about: &str,
    ) -> Result<()>;
}

fn main() {}
