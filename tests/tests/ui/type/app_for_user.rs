use feishu_api::prelude::*;
use feishu_api::search_v1;

async fn search(client: &Client) -> Result<()> {
    search_v1::UserApiClient::new(client).search("zhang").await?;
    Ok(())
}

fn main() {}
