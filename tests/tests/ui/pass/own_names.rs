// Types of the user's that are named like parts of the language.
#![allow(dead_code)]

use feishu_api::feishu_api;
use feishu_api::{Client, Result, ToParam};

#[derive(ToParam)]
struct I(u8);

#[derive(ToParam)]
struct Id<T>(T);

#[derive(ToParam)]
#[serde(rename_all(serialize = "camelCase"))]
enum Größe {
    ÄußerstGroß,
    #[serde(rename(serialize = "small"))]
    Klein,
}

/// Not a page of a list.
#[derive(serde::Deserialize)]
#[serde(crate = "feishu_api::serde")]
struct Page {
    title: String,
}

mod serde {
    pub use feishu_api::serde::*;
}

#[feishu_api(token(Tenant))]
trait PageApi {
    #[get("/pages/{id}")]
    async fn read(&self, #[path] id: Id<u64>, #[query] i: I, #[query] g: Größe) -> Result<Page>;
    #[get("/numbered")]
    async fn _1(&self) -> Result<()>;
}

#[feishu_api(token(None))]
trait Api {
    #[get("/a")]
    async fn a(&self) -> Result<()>;
}

fn main() {
    let client = Client::builder("app", "secret").build().unwrap();
    let _ = PageApiClient::new(&client).read(Id(1), I(2), Größe::ÄußerstGroß);
    let _ = ApiClient::new(&client).a();
}
