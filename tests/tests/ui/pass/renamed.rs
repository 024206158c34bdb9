// The dependency has another name, as with `lark = { package = "feishu-api", ... }`.
extern crate feishu_api as lark;

use lark::prelude::*;

#[feishu_api(crate = ::lark, token(Tenant))]
trait ThingApi {
    #[get("/things")]
    async fn list(&self, #[query] kind: Option<Kind>) -> Result<()>;
}

#[derive(ToParam)]
#[feishu(crate = ::lark)]
enum Kind {
    Small,
}

fn main() {
    let client = Client::builder("app", "secret").build().unwrap();
    let _ = ThingApiClient::new(&client).list().kind(Kind::Small);
}
