#![deny(unused_must_use)]

use feishu_api::contact_v3::UserApiClient;
use feishu_api::prelude::*;

fn delete(client: &Client) {
    UserApiClient::new(client).delete("ou_1");
}

fn main() {}
