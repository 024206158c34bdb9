use feishu_api::prelude::*;

#[feishu_api(token(Tenant))]
trait ThingApi {
    #[get("/a")]
    async fn read(
        &self,
        #[header("Host")] host: &str,
        #[header("content-length")] length: u64,
        #[header("Transfer-Encoding")] encoding: Option<&str>,
        #[header("Connection", key)] connection: Option<&str>,
        #[header("X-Name:")] colon: &str,
        #[header("名")] chinese: &str,
    ) -> Result<()>;
}

fn main() {}
