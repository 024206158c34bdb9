use feishu_api::passport_v1;
use feishu_api::prelude::*;

async fn query(client: &Client, token: &str) -> Result<()> {
    passport_v1::SessionApiClient::new(&client.as_user(token)).query(&["ou_1"]).await?;
    Ok(())
}

fn main() {}
