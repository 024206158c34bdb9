use feishu_api::prelude::*;

#[feishu_api(token(Tenant))]
trait ThingApi {
    #[get("/tables/{table_id}/rows/{row_id}")]
    async fn read(&self, #[path] table: &str, #[path("row")] number: u32) -> Result<()>;

    #[get("/tables/{table_id}/rows/{row_id}")]
    async fn find(&self, #[path] table_id: &str, row_id: &str) -> Result<()>;

    #[get("/tables/:table_id/rows/{}?user_id_type=open_id")]
    async fn list(&self, #[path] table_id: &str) -> Result<()>;
}

fn main() {}
