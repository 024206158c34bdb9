use feishu_api::contact_v3;
use feishu_api::prelude::*;

async fn name<I>(client: &Client<I>) -> Result<Option<String>> {
    Ok(contact_v3::UserApiClient::new(client).get("ou_1").await?.name)
}

fn main() {}
