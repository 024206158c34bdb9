use feishu_api::mina_v2;
use feishu_api::prelude::*;

async fn validate(client: &Client<AsUser>) -> Result<()> {
    mina_v2::LoginApiClient::new(client).validate("code").await?;
    Ok(())
}

fn main() {}
