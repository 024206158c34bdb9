// Types of the user's that are named like those for files, pages and streams.
#![allow(dead_code)]

use feishu_api::serde::{Deserialize, Serialize};
use feishu_api::{Client, Result, ToParam, feishu_api};

/// Not a file to be sent.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(crate = "feishu_api::serde")]
struct File {
    name: String,
}

#[derive(Clone, Copy, ToParam)]
enum Part {
    First,
}

#[derive(Deserialize)]
#[serde(crate = "feishu_api::serde")]
struct Download {
    url: String,
}

#[derive(Deserialize)]
#[serde(crate = "feishu_api::serde")]
struct EventStream {
    id: String,
}

#[derive(Serialize)]
#[serde(crate = "feishu_api::serde")]
struct Vec {
    x: f64,
}

struct PagingStyle;
struct TokenPlace;
struct ToPart;
struct ToContent;
struct PartValues;
struct Key;
struct Style;
mod bytes {}
mod http {}

#[feishu_api(path = "/files/v1", token(Tenant))]
trait FileApi {
    #[post("/a")]
    async fn field(&self, #[field] file: File, #[field] files: Option<&[File]>) -> Result<File>;
    #[post("/b")]
    async fn body(&self, #[body] file: &File) -> Result<Download>;
    #[post("/c")]
    async fn part(&self, #[part] part: Part, #[part(json)] file: &File) -> Result<EventStream>;
    #[post("/d")]
    async fn vector(&self, #[body] vector: Vec) -> Result<()>;
    #[post("/e")]
    async fn real(&self, #[part] file: feishu_api::File) -> Result<feishu_api::Download>;
    #[get("/f")]
    #[page("files", offset, total = "total")]
    async fn list(&self, #[query] key: Option<&str>, #[query] offset: Option<u8>) -> Result<feishu_api::Page<File>>;
}

fn main() {
    let client = Client::builder("app", "secret").build().unwrap();
    let files = FileApiClient::new(&client);
    let file = File { name: "a".into() };
    let _ = files.field(file.clone()).files(&[]);
    let _ = files.body(&file);
    let _ = files.part(Part::First, &file);
    let _ = files.vector(Vec { x: 1.0 });
    let _ = files.real(feishu_api::File::from_bytes("a", "a"));
    let _ = files.list().offset(1).items();
}
