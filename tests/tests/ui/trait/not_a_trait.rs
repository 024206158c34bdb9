use feishu_api::prelude::*;

#[feishu_api]
struct Users;

#[feishu_api]
fn users() {}

#[feishu_api]
impl Users {}

fn main() {}
