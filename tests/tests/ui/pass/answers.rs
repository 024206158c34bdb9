// Answers that are no JSON: a file, bytes, events.
use feishu_api::prelude::*;

#[feishu_api(path = "/answers/v1", token(Tenant))]
trait AnswerApi {
    #[get("/download/{id}")]
    async fn download(&self, #[path] id: &str, #[query] kind: Option<&str>) -> Result<Download>;
    #[post("/bytes")]
    async fn bytes(&self, #[field] id: &str) -> Result<Bytes>;
    #[post("/events")]
    #[token(None)]
    async fn events(&self, #[body] question: &str) -> Result<EventStream>;
    #[put("/convert")]
    async fn convert(&self, #[part] file: File) -> feishu_api::Result<feishu_api::Download>;
    // Bytes inside of something else are JSON.
    #[get("/list")]
    async fn list(&self) -> Result<Vec<u8>>;
}

struct Fake;

impl AnswerApi for Fake {
    fn bytes(&self, _: &str) -> AnswerBytesCall {
        AnswerBytesCall::ready(Ok(Bytes::from_static(b"a")))
    }
}

fn shared(_: impl Send + Sync + 'static) {}

fn sent(_: impl Send + 'static) {}

async fn use_it(answers: AnswerApiClient) -> Result<()> {
    let download: Download = answers.download("a").kind("b").await?;
    let file: File = File::from_bytes("a", download.into_bytes().await?);
    let _: Bytes = answers.bytes("a").send().await?.data;
    let _: Download = answers.convert(file).await?;
    let _: Vec<u8> = answers.list().await?;
    let mut events: EventStream = answers.events("?").await?;
    while let Some(event) = events.next().await {
        let _ = event?;
    }
    Ok(())
}

fn main() {
    let client = Client::builder("app", "secret").build().unwrap();
    let answers = AnswerApiClient::new(&client);
    shared(answers.download("a"));
    shared(answers.bytes("a"));
    shared(answers.events("a"));
    sent(use_it(answers));
    let answers: &dyn AnswerApi = &Fake;
    let _ = answers.bytes("a");
}
