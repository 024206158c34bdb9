// Names that the generated code uses itself for parts, bodies, keys and pages.
use feishu_api::prelude::*;

#[feishu_api(token(Tenant))]
trait NameApi {
    #[post("/parts/{part}/{key}")]
    async fn parts(
        &self,
        #[path] part: &str,
        #[path] key: &str,
        #[part] file: File,
        #[part] files: &str,
        #[part] name: &str,
        #[part] draft: &str,
        #[part] self_: &str,
        #[part(json)] value: &str,
        #[part] parts: Option<&str>,
        #[part] part_json: Option<&str>,
        #[part] to_part: Option<File>,
        #[part] content: Option<File>,
        #[part(default = "x")] default: Option<&str>,
        #[part] body: Option<&str>,
    ) -> Result<()>;

    #[post("/contents")]
    async fn contents(
        &self,
        #[body("text/plain")] body: &str,
        #[query] content: &str,
        #[query] media_type: Option<&str>,
        #[query] to_content: Option<&str>,
        #[query(key)] key: Option<&str>,
    ) -> Result<()>;

    #[post("/keys")]
    async fn keys(
        &self,
        #[field(key)] idempotency_key: Option<&str>,
        #[field] key: &str,
        #[field] default: &str,
        #[field] uuid: Option<&str>,
        #[field] call: Option<&str>,
    ) -> Result<()>;

    #[get("/pages")]
    #[page("items", offset = "page")]
    async fn pages(&self, #[query] page: Option<u32>, #[query] offset: Option<u32>) -> Result<Page<u8>>;

    #[post("/page")]
    #[page("item", token = "page.token")]
    async fn page(&self, #[field] page: &[u32], #[query] token: &str, #[query] total: Option<u8>) -> Result<Page<u8>>;

    #[get("/items")]
    async fn items(&self, #[query] items: &str, #[query] send: u8, #[query] ready: u8) -> Result<Download>;

    #[post("/part")]
    async fn part(&self, #[part] part: &str) -> Result<()>;

    #[post("/form")]
    async fn form(&self, #[form] form: &str, #[form] forms: Option<&str>) -> Result<Bytes>;
}

fn main() {
    let client = Client::builder("app", "secret").build().unwrap();
    let names = NameApiClient::new(&client);
    let file = || File::from_bytes("a", "a");
    let _ = names
        .parts("1", "2", file(), "3", "4", "5", "6", "7")
        .parts("8")
        .part_json("9")
        .to_part(file())
        .content(file())
        .default("10")
        .body("11");
    let _ = names.contents("1", "2").media_type("3").to_content("4").key("5");
    let _ = names.keys("1", "2").idempotency_key("3").uuid("4").call("5");
    let _ = names.pages().page(1).offset(2).items();
    let _ = names.page(&[1], "2").total(3).pages();
    let _ = names.items("1", 2, 3);
    let _ = names.part("1");
    let _ = names.form("1").forms("2");
    let names: &dyn NameApi = &names;
    let _ = names.part("1");
}
