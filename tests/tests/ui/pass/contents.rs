// Bodies that are sent as they are: bytes without a word, all else by its media type.
use feishu_api::prelude::*;
use feishu_api::serde::Serialize;

#[derive(Serialize)]
#[serde(crate = "feishu_api::serde")]
struct Bits {
    byte: Vec<u8>,
}

#[feishu_api(path = "/contents/v1", token(Tenant))]
trait ContentApi {
    #[post("/slice")]
    async fn slice(&self, #[body] bytes: &[u8]) -> Result<()>;
    #[post("/vec")]
    async fn vec(&self, #[body] bytes: Vec<u8>) -> Result<()>;
    #[post("/ref")]
    async fn reference(&self, #[body] bytes: &Vec<u8>) -> Result<()>;
    #[post("/array")]
    async fn array(&self, #[body] bytes: [u8; 4]) -> Result<()>;
    #[post("/array_ref")]
    async fn array_ref(&self, #[body] bytes: &[u8; 4]) -> Result<()>;
    #[post("/bytes")]
    async fn bytes(&self, #[body] bytes: Bytes) -> Result<()>;
    #[post("/bytes_by_path")]
    async fn by_path(&self, #[body] bytes: Option<&feishu_api::Bytes>) -> Result<()>;
    #[put("/typed")]
    async fn typed(&self, #[body("image/png")] picture: &[u8]) -> Result<()>;
    #[put("/text")]
    async fn text(&self, #[body("text/csv; charset=utf-8")] lines: &str) -> Result<()>;
    #[put("/string")]
    async fn string(&self, #[body("application/vnd.company.menu+xml")] menu: String) -> Result<()>;
    #[patch("/file")]
    async fn file(&self, #[body("application/octet-stream")] file: File) -> Result<()>;
    #[patch("/file_ref")]
    async fn file_ref(&self, #[body("video/mp4")] file: Option<&File>) -> Result<()>;
    #[delete("/default")]
    async fn default(&self, #[body("text/plain", default = "all")] which: Option<&str>) -> Result<()>;
    #[get("/meant", body)]
    async fn meant(&self, #[body("text/plain")] query: &str) -> Result<()>;
    #[head("/meant", body)]
    async fn head(&self, #[body] query: &[u8]) -> Result<()>;
    // Not bytes as a whole, so that it is JSON.
    #[post("/json")]
    async fn json(&self, #[body] bits: &Bits) -> Result<()>;
    #[post("/lists")]
    async fn lists(&self, #[body] lists: &[Vec<u8>], #[query(key)] key: Option<&str>) -> Result<()>;
    #[post("/numbers")]
    async fn numbers(&self, #[body] numbers: &[u16]) -> Result<()>;
    // Nor is a field: it is a list of numbers there.
    #[post("/field")]
    async fn field(&self, #[field] bytes: &[u8]) -> Result<()>;
}

fn main() {
    let client = Client::builder("app", "secret").build().unwrap();
    let contents = ContentApiClient::new(&client);
    let file = File::from_bytes("a", "a");
    let _ = contents.slice(b"1234");
    let _ = contents.vec(vec![1]);
    let _ = contents.reference(&vec![1]);
    let _ = contents.array(*b"1234");
    let _ = contents.array_ref(b"1234");
    let _ = contents.bytes(Bytes::from_static(b"a"));
    let _ = contents.by_path().bytes(&Bytes::new());
    let _ = contents.typed(&[1, 2]);
    let _ = contents.text("a,b");
    let _ = contents.string("<a/>".to_owned());
    let _ = contents.file(file.clone());
    let _ = contents.file_ref().file(&file);
    let _ = contents.default().which("some");
    let _ = contents.meant("a");
    let _ = contents.head(b"a");
    let _ = contents.json(&Bits { byte: vec![1] });
    let _ = contents.lists(&[vec![1]]);
    let _ = contents.numbers(&[1]);
    let _ = contents.field(&[1]);
}
