use feishu_api::prelude::*;

#[feishu_api(token(Tenant))]
trait ThingApi {
    #[get("/users")]
    async fn list(
        &self,
        #[header] request_id: &str,
        #[header("X Request")] blank: &str,
        #[header("Authorization")] token: &str,
        #[header("")] empty: &str,
    ) -> Result<()>;
}

fn main() {}
