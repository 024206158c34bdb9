use feishu_api::prelude::*;

#[feishu_api(token(Tenant))]
trait ThingApi {
    #[post("/a")]
    async fn upload(&self, #[part] file: Bytes) -> Result<()>;

    #[post("/b")]
    async fn several(
        &self,
        #[part] slice: &[u8],
        #[part] vec: Option<Vec<u8>>,
        #[part("name")] array: &[u8; 3],
    ) -> Result<()>;

    // As JSON they are a list of numbers.
    #[post("/c")]
    async fn json(&self, #[part(json)] numbers: &[u8]) -> Result<()>;
}

fn main() {}
