//! Any text comes out of a server as it went into a call. The server decodes by the book: it is
//! axum, and has nothing of this project.

use std::collections::BTreeMap;
use std::convert::Infallible;

use axum::Router;
use axum::extract::{Form, Json, Multipart, Path, Query};
use axum::http::HeaderMap;
use axum::routing::{get, post};
use feishu_api::ErrorKind;
use feishu_api::prelude::*;
use feishu_api::serde::Serialize;
use feishu_api::testing::Mock;
use futures_util::stream;
use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::{TestCaseResult, TestRunner};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::runtime::Runtime;

#[feishu_api(path = "/echo/v1", token(None))]
trait EchoApi {
    #[get("/path/{first}/{second}")]
    async fn path(&self, #[path] first: &str, #[path] second: &str) -> Result<Pair>;
    #[get("/query")]
    async fn query(&self, #[query] value: &str, #[query("n&m")] list: &[String]) -> Result<Pairs>;
    #[get("/query")]
    async fn csv(&self, #[query(csv)] list: &[String]) -> Result<Pairs>;
    #[get("/query")]
    async fn flatten(&self, #[query(flatten)] map: &BTreeMap<String, String>) -> Result<Pairs>;
    #[get("/header")]
    async fn header(&self, #[header("X-Value")] value: &str) -> Result<String>;
    #[post("/form")]
    async fn form(&self, #[form] value: &str, #[form("n&m")] list: &[String]) -> Result<Pairs>;
    #[post("/fields")]
    async fn fields(
        &self,
        #[field] value: &str,
        #[field] list: &[String],
        #[field] map: &BTreeMap<String, String>,
    ) -> Result<Value>;
    #[post("/parts")]
    async fn texts(&self, #[part] value: &str, #[part] list: &[String]) -> Result<Vec<Part>>;
    #[post("/parts")]
    async fn files(&self, #[part] whole: File, #[part] pieces: File) -> Result<Vec<Part>>;
    #[post("/body")]
    async fn body(&self, #[part] file: File) -> Result<String>;
}

type Pair = (String, String);
type Pairs = Vec<Pair>;

/// The name of a part, that of its file, and what is in it.
type Part = (String, Option<String>, Vec<u8>);

/// Answers with what it was sent.
fn server() -> Router {
    let echo = Router::new()
        .route("/path/{first}/{second}", get(async |Path(both): Path<Pair>| success(both)))
        .route("/query", get(async |Query(pairs): Query<Pairs>| success(pairs)))
        .route("/header", get(async |headers: HeaderMap| success(value(&headers))))
        .route("/form", post(async |Form(pairs): Form<Pairs>| success(pairs)))
        .route("/fields", post(async |Json(fields): Json<Value>| success(fields)))
        .route("/parts", post(async |parts| success(read(parts).await)))
        .route("/body", post(async |body: String| success(body)));
    Router::new().nest("/open-apis/echo/v1", echo)
}

fn success(data: impl Serialize) -> Json<Value> {
    Json(json!({ "code": 0, "data": data }))
}

fn value(headers: &HeaderMap) -> &str {
    headers["x-value"].to_str().unwrap()
}

async fn read(mut parts: Multipart) -> Vec<Part> {
    let mut read = Vec::new();
    while let Some(part) = parts.next_field().await.unwrap() {
        let name = part.name().unwrap().to_owned();
        let file_name = part.file_name().map(str::to_owned);
        read.push((name, file_name, part.bytes().await.unwrap().into()));
    }
    read
}

/// Calls one server with many values.
fn check<S: Strategy>(values: S, call: impl AsyncFn(&EchoApiClient, S::Value) -> TestCaseResult) {
    let runtime = Runtime::new().unwrap();
    let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    runtime.spawn(axum::serve(listener, server()).into_future());
    let client = Client::builder("cli_x", "secret").base_url(url).build().unwrap();
    let echo = EchoApiClient::new(&client);

    let config = ProptestConfig { failure_persistence: None, ..ProptestConfig::default() };
    let run = TestRunner::new(config).run(&values, |value| runtime.block_on(call(&echo, value)));
    run.unwrap_or_else(|failure| panic!("{failure}"));
}

/// Any text, and often one that means something to a decoder.
fn text() -> impl Strategy<Value = String> {
    let loaded = select(&["%2e", "..", "+", "&a=", ";", ",", "\r\n--", "\\\"", "\\u0022"][..]);
    let plain = any::<char>().prop_map(String::from);
    vec(prop_oneof![4 => plain, 1 => loaded.prop_map(String::from)], 0..16)
        .prop_map(|pieces| pieces.concat())
}

fn list() -> impl Strategy<Value = Vec<String>> {
    vec(text(), 0..4)
}

fn map() -> impl Strategy<Value = BTreeMap<String, String>> {
    btree_map(text(), text(), 0..4)
}

/// What a file can be called.
fn name() -> impl Strategy<Value = String> {
    text().prop_map(|text| text.replace(char::is_control, ""))
}

fn pairs<'a>(name: &str, values: impl IntoIterator<Item = &'a String>) -> Pairs {
    values.into_iter().map(|value| (name.to_owned(), value.clone())).collect()
}

/// What a path cannot hold: servers and proxies resolve it away.
const NOTHING: [&str; 3] = ["", ".", ".."];

#[test]
fn in_a_path() {
    let segment = || text().prop_filter("names nothing", |text| !NOTHING.contains(&text.as_str()));
    check((segment(), segment()), async |echo, (first, second)| {
        prop_assert_eq!(echo.path(&first, &second).await?, (first, second));
        Ok(())
    });
}

#[tokio::test]
async fn a_path_that_names_nothing_is_refused() {
    let mock = Mock::new();
    let echo = EchoApiClient::new(&mock.client());
    for nothing in NOTHING {
        for call in [echo.path(nothing, "x"), echo.path("x", nothing)] {
            assert_eq!(call.await.unwrap_err().kind(), ErrorKind::Argument);
        }
    }
    assert!(mock.requests().is_empty());
}

#[test]
fn in_a_query() {
    check((text(), list()), async |echo, (value, list)| {
        let given = [pairs("value", [&value]), pairs("n&m", &list)].concat();
        prop_assert_eq!(echo.query(&value, &list).await?, given);
        Ok(())
    });
}

#[test]
fn in_a_query_with_commas() {
    check(list(), async |echo, list| {
        let read = echo.csv(&list).await.map_err(|error| error.kind());
        let joined = (!list.is_empty()).then(|| list.join(","));
        let given = match list.iter().any(|value| value.contains(',')) {
            true => Err(ErrorKind::Argument),
            false => Ok(pairs("list", &joined)),
        };
        prop_assert_eq!(read, given);
        Ok(())
    });
}

#[test]
fn spread_over_a_query() {
    check(map(), async |echo, map| {
        prop_assert_eq!(echo.flatten(&map).await?, Pairs::from_iter(map));
        Ok(())
    });
}

#[test]
fn in_a_header() {
    // Blanks at the ends do not belong to a value (RFC 9110, section 5.5).
    check("([!-~]([ -~]{0,30}[!-~])?)?", async |echo, value| {
        prop_assert_eq!(echo.header(&value).await?, value);
        Ok(())
    });
}

#[test]
fn in_a_form() {
    check((text(), list()), async |echo, (value, list)| {
        let given = [pairs("value", [&value]), pairs("n&m", &list)].concat();
        prop_assert_eq!(echo.form(&value, &list).await?, given);
        Ok(())
    });
}

#[test]
fn in_fields() {
    check((text(), list(), map()), async |echo, (value, list, map)| {
        let given = json!({ "value": value, "list": list, "map": map });
        prop_assert_eq!(echo.fields(&value, &list, &map).await?, given);
        Ok(())
    });
}

#[test]
fn in_parts() {
    check((text(), list()), async |echo, (value, list)| {
        let given = [pairs("value", [&value]), pairs("list", &list)].concat();
        let given = given.into_iter().map(|(name, text)| (name, None, text.into_bytes()));
        prop_assert_eq!(echo.texts(&value, &list).await?, Vec::from_iter(given));
        Ok(())
    });
}

#[test]
fn in_files() {
    // axum leaves an escaped backslash escaped.
    let name = || name().prop_map(|name| name.replace('\\', ""));
    let pieces = vec(vec(any::<u8>(), 0..100), 0..8);
    check((name(), name(), pieces), async |echo, (name, other, pieces)| {
        let content = pieces.concat();
        let length = content.len() as u64;
        let whole = File::from_bytes(&name, content.clone());
        let pieces = stream::iter(pieces.into_iter().map(Ok::<_, Infallible>));
        let pieces = File::from_stream(&other, length, pieces);
        let given = [("whole", name, content.clone()), ("pieces", other, content)];
        let given = given.map(|(name, file_name, content)| (name.into(), Some(file_name), content));
        prop_assert_eq!(echo.files(whole, pieces).await?, given);
        Ok(())
    });
}

#[test]
fn in_the_name_of_a_file() {
    check(name(), async |echo, name| {
        let body = echo.body(File::from_bytes(&name, "")).await?;
        // A quoted string of RFC 2183.
        let escape = |c| if matches!(c, '"' | '\\') { vec!['\\', c] } else { vec![c] };
        let quoted: String = name.chars().flat_map(escape).collect();
        let header = format!("name=\"file\"; filename=\"{quoted}\"\r\n");
        prop_assert!(body.contains(&header), "{body}");
        Ok(())
    });
}

#[test]
fn control_characters_are_refused_where_a_line_ends() {
    // A mock knows whether anything was sent.
    let mock = Mock::new();
    let echo = EchoApiClient::new(&mock.client());
    // A tab may stand in a header.
    let value = "[ -~]{0,8}[\\x00-\\x08\\x0a-\\x1f\\x7f][ -~]{0,8}";
    let name = ".{0,8}\\p{Cc}.{0,8}";
    check((value, name), async |_, (value, name)| {
        for call in [echo.header(&value).await, echo.body(File::from_bytes(&name, "")).await] {
            prop_assert_eq!(call.map_err(|error| error.kind()), Err(ErrorKind::Argument));
        }
        prop_assert!(mock.requests().is_empty());
        Ok(())
    });
}
