//! What can be seen of calls: spans, and an observer.

use std::io;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use feishu_api::prelude::*;
use feishu_api::testing::{Mock, json};
use feishu_api::{AttemptEnd, CallEnd, ErrorKind, Method, Observer, Outcome, StatusCode};
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::fmt::format::FmtSpan;

#[feishu_api(path = "/sight/v1", token(Tenant))]
trait SightApi {
    #[get("/things/{id}")]
    async fn get(&self, #[path] id: &str, #[query] text: Option<&str>) -> Result<u32>;
    #[post("/things")]
    async fn create(&self, #[field] text: &str) -> Result<u32>;
}

/// Writes down what it is told.
#[derive(Clone, Default)]
struct Notes(Arc<Mutex<Vec<String>>>);

impl Observer for Notes {
    fn attempt_ended(&self, attempt: &AttemptEnd<'_>) {
        let AttemptEnd { method, attempt, outcome, duration, .. } = attempt;
        self.note(format!("{method} attempt {attempt} {} {duration:?}", describe(outcome)));
    }

    fn call_ended(&self, call: &CallEnd<'_>) {
        let name = call.endpoint.map_or("raw", |endpoint| endpoint.name);
        let CallEnd { method, attempts, outcome, duration, waited, .. } = call;
        self.note(format!(
            "{method} {name} {attempts} {} {duration:?} {waited:?}",
            describe(outcome)
        ));
    }
}

fn describe(outcome: &Outcome<'_>) -> String {
    let kind = outcome.error().map(feishu_api::Error::kind);
    let status = outcome.status().map(|status| status.as_u16());
    format!("{kind:?} {status:?} {:?}", outcome.code())
}

impl Notes {
    fn note(&self, note: String) {
        self.0.lock().unwrap().push(note);
    }

    fn take(&self) -> Vec<String> {
        std::mem::take(&mut self.0.lock().unwrap())
    }
}

fn client(mock: &Mock, notes: &Notes) -> Client {
    Client::builder("cli_x", "secret").mock(mock).observer(notes.clone()).build().unwrap()
}

#[tokio::test(start_paused = true)]
async fn an_observer_is_told_of_each_attempt_and_each_call() {
    let mock = Mock::new();
    mock.on::<SightGetCall>().rate_limited(2).reply(json!(7));
    mock.on::<SightCreateCall>().fail(40001, "no").reply_with(
        StatusCode::OK,
        "application/json",
        r#"{"code":0,"data":"no number"}"#,
    );
    let notes = Notes::default();
    let client = client(&mock, &notes);
    let sight = SightApiClient::new(&client);
    sight.get("1").await.unwrap();
    let told = notes.take();
    assert_eq!(told[0], "POST attempt 1 None Some(200) Some(0) 0ns");
    assert_eq!(told[1], "POST tenant_access_token_internal 1 None Some(200) Some(0) 0ns 0ns");
    assert_eq!(told[2], "GET attempt 1 Some(Api) Some(429) Some(99991400) 0ns");
    assert_eq!(told[3], "GET attempt 2 None Some(200) Some(0) 0ns");
    assert!(told[4].starts_with("GET get 2 None Some(200) Some(0) 2."), "{told:?}");
    assert!(told[4].contains("s 2."), "it has waited: {told:?}");
    assert_eq!(told.len(), 5);

    sight.create("x").await.unwrap_err();
    let failed = "POST attempt 1 Some(Api) Some(400) Some(40001) 0ns";
    let told = notes.take();
    assert_eq!(told, [failed, "POST create 1 Some(Api) Some(400) Some(40001) 0ns 0ns"]);

    // The answer has come, and its payload cannot be read.
    sight.create("x").await.unwrap_err();
    let ended = "POST attempt 1 None Some(200) Some(0) 0ns";
    assert_eq!(notes.take(), [ended, "POST create 1 Some(Decode) Some(200) None 0ns 0ns"]);

    // Nothing is sent.
    sight.get("..").await.unwrap_err();
    client.raw::<()>(Method::GET, "/none").await.unwrap_err();
    let told = notes.take();
    assert_eq!(told[1], "GET raw 1 Some(NotImplemented) None None 0ns 0ns");
    assert_eq!(told.len(), 2);
}

#[tokio::test(start_paused = true)]
async fn so_it_is_of_calls_that_nobody_waits_for_any_more() {
    let mock = Mock::new();
    mock.on::<SightGetCall>().rate_limited(9);
    let notes = Notes::default();
    let sight = SightApiClient::new(&client(&mock, &notes));
    let call = tokio::time::timeout(Duration::from_secs(5), sight.get("1").send());
    assert!(call.await.is_err());
    let told = notes.take();
    assert_eq!(told.len(), 4);
    assert!(told[3].starts_with("GET get 1 None None None 5s 5s"), "{told:?}");
    drop(sight.get("1").send());
    assert!(notes.take().is_empty(), "it was never begun");
}

/// Panics at each end.
struct Panics;

impl Observer for Panics {
    fn attempt_ended(&self, _: &AttemptEnd<'_>) {
        panic!("an observer's panic");
    }

    fn call_ended(&self, _: &CallEnd<'_>) {
        panic!("an observer's panic");
    }
}

#[tokio::test]
async fn an_observer_that_panics_fails_no_call() {
    let mock = Mock::new();
    mock.on::<SightGetCall>().reply(json!(7));
    let client = Client::builder("cli_x", "secret").mock(&mock).observer(Panics).build().unwrap();
    assert_eq!(SightApiClient::new(&client).get("1").await.unwrap(), 7);
}

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for Log {
    type Writer = Log;

    fn make_writer(&self) -> Log {
        self.clone()
    }
}

/// The spans that are closed meanwhile, as one line each, and the events.
async fn spans(calls: impl Future<Output = ()>) -> Vec<String> {
    let log = Log::default();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::DEBUG)
        .with_span_events(FmtSpan::CLOSE)
        .with_writer(log.clone())
        .with_ansi(false)
        .without_time()
        .finish();
    let _guard = tracing::subscriber::set_default(subscriber);
    calls.await;
    let text = String::from_utf8(std::mem::take(&mut log.0.lock().unwrap())).unwrap();
    text.lines().map(str::to_owned).collect()
}

#[tokio::test(start_paused = true)]
async fn each_call_has_a_span_and_each_attempt_one_in_it() {
    let mock = Mock::new();
    mock.on::<SightGetCall>().rate_limited(2).reply(json!(7));
    let lines = spans(async {
        SightApiClient::new(&mock.client()).get("secret-1").text("secret-2").await.unwrap();
    })
    .await;
    let of_get: Vec<&String> = lines.iter().filter(|line| line.contains("SightApi::get")).collect();
    let closed = |index: usize, parts: &[&str]| {
        let line: &str = of_get[index];
        for part in parts {
            assert!(line.contains(part), "{part} is missing in {line}");
        }
    };
    let template = "url.template=/open-apis/sight/v1/things/{id}";
    let name = "otel.name=GET /open-apis/sight/v1/things/{id}";
    closed(
        0,
        &[
            "feishu.attempt{",
            name,
            template,
            "otel.kind=\"client\"",
            "http.request.method=\"GET\"",
            "http.response.status_code=429",
            "feishu.code=99991400",
            "feishu.log_id=\"log-id-of-the-mock\"",
            "error.type=\"api\"",
            "otel.status_code=\"ERROR\"",
            "server.address=\"open.feishu.cn\"",
            "server.port=443",
        ],
    );
    closed(1, &["DEBUG", "feishu.call{", "the call is repeated", "pause_ms=2"]);
    closed(2, &["http.request.resend_count=1", "http.response.status_code=200", "feishu.code=0"]);
    closed(
        3,
        &[
            "INFO feishu.call{",
            name,
            template,
            "otel.kind=\"internal\"",
            "feishu.api=SightApi::get",
            "feishu.attempts=2",
            "feishu.waited_ms=2",
            "http.response.status_code=200",
            "feishu.code=0",
        ],
    );
    assert_eq!(of_get.len(), 4, "{of_get:#?}");
    assert!(!lines.iter().any(|line| line.contains("secret-")), "{lines:#?}");
}

#[tokio::test(start_paused = true)]
async fn waiting_for_a_limit_is_seen_in_the_span() {
    let mock = Mock::new();
    mock.on::<SightGetCall>().rate_limited(9).reply(json!(7));
    let lines = spans(async {
        let sight = SightApiClient::new(&mock.client());
        let short = Duration::from_secs(5);
        let error = sight.get("1").with_timeout(short).await.unwrap_err();
        assert_eq!(
            (error.kind(), error.status()),
            (ErrorKind::Api, Some(StatusCode::TOO_MANY_REQUESTS))
        );
        sight.get("1").await.unwrap();
    })
    .await;
    let has = |part: &str| lines.iter().any(|line| line.contains(part));
    assert!(has("waiting for the rate limit wait_ms=9000"), "{lines:#?}");
    assert!(has("feishu.waited_ms=9"), "{lines:#?}");
}

#[tokio::test]
async fn without_a_subscriber_nothing_changes() {
    let mock = Mock::new();
    mock.on::<SightGetCall>().reply(json!(7));
    assert_eq!(SightApiClient::new(&mock.client()).get("1").await.unwrap(), 7);
}
