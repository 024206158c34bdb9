//! Every shape that the platform speaks, declared and sent: each of its odd endpoints has one here
//! that is made like it.

use std::collections::{BTreeMap, HashMap};

use feishu_api::prelude::*;
use feishu_api::serde::{Deserialize, Serialize};
use feishu_api::serde_json::value::RawValue;
use feishu_api::types::{JsonText, Timestamp, TimestampMillis, number, number_text};
use httpmock::HttpMockRequest;

use serde_json::{Value, json};

use crate::{Body, Sent, Server, TENANT, json_reply, success};

#[feishu_api(path = "/shapes/v1", token(Tenant))]
trait ListApi {
    /// The list has a name of its own; the page size is a text; nothing says whether there is more.
    #[get("/a")]
    #[page("user_list")]
    async fn named(
        &self,
        #[query] page_size: Option<&str>,
        #[query] page_token: Option<&str>,
    ) -> Result<Page<Item>>;
    /// The token travels in the body, and comes under another name.
    #[post("/b")]
    #[page("items", next = "next_page_token")]
    async fn in_field(
        &self,
        #[field] query: &str,
        #[field] page_token: Option<&str>,
    ) -> Result<Page<Item>>;
    /// The token is nested both ways.
    #[post("/c")]
    #[page(
        "items",
        token = "page_request.page_token",
        next = "page_response.page_token",
        more = "page_response.has_more"
    )]
    async fn nested(
        &self,
        #[field] page_request: Option<&PageRequest>,
        #[field] query: &str,
    ) -> Result<Page<Item>>;
    /// The token is in the struct that is the body.
    #[post("/d")]
    #[page("items", token = "page.page_token")]
    async fn in_body(&self, #[body] search: &Search) -> Result<Page<Item>>;
    /// The body may be left out, and its token is a number.
    #[post("/h")]
    #[page("items", token = "after", next = "cursor")]
    async fn in_optional_body(&self, #[body] search: Option<&RawValue>) -> Result<Page<Item>>;
    #[get("/e")]
    #[page("items", offset, total = "total")]
    async fn by_offset(
        &self,
        #[query] limit: u32,
        #[query] offset: Option<u64>,
    ) -> Result<Page<Item>>;
    #[post("/f")]
    #[page("items", offset = "start")]
    async fn by_offset_in_field(&self, #[field] start: Option<u64>) -> Result<Page<Item>>;
    #[get("/g")]
    #[page("items", number = "page_no", more = "more")]
    async fn by_number(&self, #[query] page_no: Option<u32>) -> Result<Page<Item>>;
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(crate = "feishu_api::serde")]
struct Item(u32);

#[derive(Serialize)]
#[serde(crate = "feishu_api::serde")]
struct PageRequest {
    page_size: u32,
}

#[derive(Serialize)]
#[serde(crate = "feishu_api::serde")]
struct Search {
    query: &'static str,
    page: PageRequest,
}

/// A server that answers calls with these payloads, one after the other.
async fn serve(payloads: impl IntoIterator<Item = Value>) -> Server {
    let left = std::sync::Mutex::new(Vec::from_iter(payloads));
    Server::run(move |request| {
        let next = || success(left.lock().unwrap().remove(0));
        crate::token_reply(request).unwrap_or_else(next)
    })
    .await
}

/// The calls that came to a server, without the request for their token.
fn calls(server: &Server) -> Vec<Sent> {
    server.sent().split_off(1)
}

#[tokio::test]
async fn lists_with_names_of_their_own() {
    let server =
        serve([json!({ "user_list": [1], "page_token": "x" }), json!({ "user_list": [2] })]).await;
    let lists = ListApiClient::new(&server.client());
    assert_eq!(lists.named().page_size("1").items().into_vec().await.unwrap(), [Item(1), Item(2)]);
    let call = |query: &[_]| Sent::new(TENANT, "GET /shapes/v1/a", query, Body::Empty);
    let expected = [call(&[("page_size", "1")]), call(&[("page_size", "1"), ("page_token", "x")])];
    assert_eq!(calls(&server), expected);
}

#[tokio::test]
async fn page_tokens_in_a_body() {
    let pages = [
        json!({ "items": [1], "next_page_token": "x", "has_more": true }),
        json!({ "items": [2], "next_page_token": "x", "has_more": false }),
    ];
    let server = serve(pages).await;
    let lists = ListApiClient::new(&server.client());
    assert_eq!(lists.in_field("q").items().into_vec().await.unwrap(), [Item(1), Item(2)]);
    let call = |body| Sent::new(TENANT, "POST /shapes/v1/b", &[], Body::Json(body));
    let expected = [json!({ "query": "q" }), json!({ "query": "q", "page_token": "x" })].map(call);
    assert_eq!(calls(&server), expected);
}

#[tokio::test]
async fn page_tokens_nested_in_a_field() {
    let page = |id: u32, token: &str, more: bool| json!({ "items": [id], "page_response": { "page_token": token, "has_more": more } });
    let pages = [page(1, "x", true), page(2, "y", true), page(3, "", false)];
    let bodies = |request: Option<Value>| {
        [Value::Null, json!("x"), json!("y")].map(|token| {
            let mut body = json!({ "query": "q" });
            if let Some(request) = &request {
                body["page_request"] = request.clone();
            }
            if token != Value::Null {
                body["page_request"]["page_token"] = token;
            }
            Sent::new(TENANT, "POST /shapes/v1/c", &[], Body::Json(body))
        })
    };
    let items = [Item(1), Item(2), Item(3)];

    let server = serve(pages.clone()).await;
    let call = ListApiClient::new(&server.client()).nested("q");
    let call = call.page_request(&PageRequest { page_size: 20 });
    assert_eq!(call.items().into_vec().await.unwrap(), items);
    assert_eq!(calls(&server), bodies(Some(json!({ "page_size": 20 }))));

    let server = serve(pages).await;
    let call = ListApiClient::new(&server.client()).nested("q");
    assert_eq!(call.items().into_vec().await.unwrap(), items);
    assert_eq!(calls(&server), bodies(None));
}

#[tokio::test]
async fn page_tokens_nested_in_the_body() {
    let server = serve([json!({ "items": [1], "page_token": "x" }), json!({ "items": [2] })]).await;
    let search = Search { query: "q", page: PageRequest { page_size: 20 } };
    let call = ListApiClient::new(&server.client()).in_body(&search);
    assert_eq!(call.items().into_vec().await.unwrap(), [Item(1), Item(2)]);
    let call = |page| {
        let body = json!({ "query": "q", "page": page });
        Sent::new(TENANT, "POST /shapes/v1/d", &[], Body::Json(body))
    };
    let pages = [json!({ "page_size": 20 }), json!({ "page_size": 20, "page_token": "x" })];
    assert_eq!(calls(&server), pages.map(call));
}

#[tokio::test]
async fn a_body_for_another_page_differs_in_the_token_alone() {
    for (given, second) in [
        (None, r#"{"after":"7"}"#),
        (
            Some(r#"{"after":3,"z":12345678901234567890.5,"a":[1]}"#),
            r#"{"z":12345678901234567890.5,"a":[1],"after":7}"#,
        ),
        (Some(r#"{"after":"3"}"#), r#"{"after":"7"}"#),
        (Some("null"), r#"{"after":"7"}"#),
    ] {
        let server = serve([json!({ "items": [1], "cursor": 7 }), json!({ "items": [2] })]).await;
        let mut call = ListApiClient::new(&server.client()).in_optional_body();
        let search = given.map(|json| RawValue::from_string(json.to_owned()).unwrap());
        if let Some(search) = &search {
            call = call.search(search);
        }
        assert_eq!(call.items().into_vec().await.unwrap(), [Item(1), Item(2)]);
        assert_eq!(server.last().body_string(), second);
    }
    // What has no place for the token is not replaced by something else.
    let server = serve([json!({ "items": [1], "cursor": 7 })]).await;
    let search = RawValue::from_string("[1]".to_owned()).unwrap();
    let call = ListApiClient::new(&server.client()).in_optional_body().search(&search);
    let error = call.items().into_vec().await.unwrap_err();
    assert_eq!(error.kind(), feishu_api::ErrorKind::Argument);
}

#[tokio::test]
async fn pages_by_offset_end_with_the_last_item() {
    let page = |ids: &[u32]| json!({ "items": ids, "total": 5 });
    let server = serve([page(&[1, 2]), page(&[3, 4]), page(&[5])]).await;
    let lists = ListApiClient::new(&server.client());
    assert_eq!(lists.by_offset(2).items().into_vec().await.unwrap().len(), 5);
    let offsets = [None, Some("2"), Some("4")].map(|offset| {
        let mut query = vec![("limit", "2")];
        query.extend(offset.map(|offset| ("offset", offset)));
        Sent::new(TENANT, "GET /shapes/v1/e", &query, Body::Empty)
    });
    assert_eq!(calls(&server), offsets);
}

#[tokio::test]
async fn pages_by_offset_go_on_from_one() {
    let server =
        serve([json!({ "items": [4], "total": 5 }), json!({ "items": [5], "total": 5 })]).await;
    let lists = ListApiClient::new(&server.client());
    let mut pages = lists.by_offset(1).offset(3).pages();
    let page = pages.next().await.unwrap().unwrap();
    assert_eq!((page.page_token.as_deref(), page.has_more), (Some("4"), true));
    let page = pages.next().await.unwrap().unwrap();
    assert_eq!((page.page_token, page.has_more), (None, false));
    assert!(pages.next().await.is_none());
}

#[tokio::test]
async fn pages_by_offset_without_a_total_end_with_an_empty_page() {
    let server =
        serve([json!({ "items": [1, 2] }), json!({ "items": [3] }), json!({ "items": [] })]).await;
    let lists = ListApiClient::new(&server.client());
    assert_eq!(lists.by_offset_in_field().items().into_vec().await.unwrap().len(), 3);
    let starts = [json!({}), json!({ "start": 2 }), json!({ "start": 3 })];
    let call = |body| Sent::new(TENANT, "POST /shapes/v1/f", &[], Body::Json(body));
    assert_eq!(calls(&server), starts.map(call));
}

#[tokio::test]
async fn an_offset_that_does_not_move_is_an_error() {
    let server = serve([json!({ "items": [], "has_more": true })]).await;
    let mut pages = ListApiClient::new(&server.client()).by_offset(1).pages();
    assert!(pages.next().await.unwrap().is_ok());
    let error = pages.next().await.unwrap().unwrap_err();
    assert_eq!(error.kind(), feishu_api::ErrorKind::Decode);
    assert!(pages.next().await.is_none());
    assert_eq!(calls(&server).len(), 1);
}

#[tokio::test]
async fn pages_by_number() {
    let server =
        serve([json!({ "items": [1], "more": true }), json!({ "items": [2], "more": false })])
            .await;
    let lists = ListApiClient::new(&server.client());
    assert_eq!(lists.by_number().items().into_vec().await.unwrap(), [Item(1), Item(2)]);
    let call = |query: &[_]| Sent::new(TENANT, "GET /shapes/v1/g", query, Body::Empty);
    assert_eq!(calls(&server), [call(&[]), call(&[("page_no", "2")])]);
}

#[feishu_api(path = "/shapes/v1", token(Tenant))]
trait ReplyApi {
    #[get("/fields")]
    async fn fields(&self) -> Result<Named>;
    #[get("/nothing")]
    async fn nothing(&self) -> Result<()>;
    #[get("/flat")]
    #[response(flat)]
    async fn flat(&self) -> Result<Named>;
    #[get("/bot")]
    #[response(root = "bot")]
    async fn bot(&self) -> Result<Named>;
    #[get("/user")]
    #[response(data = "user")]
    async fn user(&self) -> Result<Named>;
}

#[derive(Debug, Deserialize)]
#[serde(crate = "feishu_api::serde")]
struct Named {
    name: String,
}

#[tokio::test]
async fn payloads_wherever_they_lie() {
    let named = json!({ "name": "n" });
    let server = Server::run(move |request| {
        let named = named.clone();
        let body = match request.uri().path().rsplit('/').next().unwrap() {
            "fields" => json!({ "code": 0, "msg": "", "data": named }),
            "flat" => json!({ "code": 0, "msg": "ok", "name": "n" }),
            "bot" => json!({ "code": 0, "msg": "ok", "bot": named }),
            "user" => json!({ "code": 0, "msg": "ok", "data": { "user": named } }),
            _ => return crate::token_reply(request).unwrap(),
        };
        json_reply(200, body)
    })
    .await;
    let replies = ReplyApiClient::new(&server.client());
    assert_eq!(replies.fields().await.unwrap().name, "n");
    assert_eq!(replies.flat().await.unwrap().name, "n");
    assert_eq!(replies.bot().await.unwrap().name, "n");
    assert_eq!(replies.user().await.unwrap().name, "n");
}

#[tokio::test]
async fn replies_without_a_payload() {
    for body in [
        json!({ "code": 0, "msg": "success" }),
        json!({ "code": 0, "msg": "success", "data": {} }),
        json!({ "code": 0, "msg": "success", "data": null }),
        json!({ "code": 0, "message": "success" }),
        json!({ "code": "0", "msg": "success" }),
    ] {
        let server = Server::start(json_reply(200, body.clone())).await;
        let answer = ReplyApiClient::new(&server.client()).nothing().await;
        assert!(answer.is_ok(), "{body}: {answer:?}");
    }
}

#[tokio::test]
async fn refusals_in_other_spellings() {
    for body in [json!({ "code": 1234, "message": "no" }), json!({ "code": "1234", "msg": "no" })] {
        let server = Server::start(json_reply(200, body)).await;
        let error = ReplyApiClient::new(&server.client()).nothing().await.unwrap_err();
        assert_eq!((error.code(), error.msg()), (Some(1234), Some("no")));
    }
}

#[feishu_api(path = "/shapes/v1", token(Tenant))]
trait RequestApi {
    #[get("/search", body)]
    async fn get_with_body(&self, #[field] ids: &[u64]) -> Result<()>;
    #[delete("/members")]
    async fn delete_with_body(
        &self,
        #[field] ids: &[&str],
        #[field] force: Option<bool>,
    ) -> Result<()>;
    #[post("/members/{id}/enable")]
    async fn write_without_body(&self, #[path] id: &str) -> Result<()>;
    #[post("/tickets")]
    #[credential(Helpdesk)]
    #[header("Prefer", "return=minimal")]
    async fn with_headers(
        &self,
        #[header("X-Aily-BizUserID")] user: &str,
        #[header("Locale")] locale: Option<&str>,
    ) -> Result<()>;
    #[get("/lists")]
    async fn lists(
        &self,
        #[query] ids: &[&str],
        #[query(csv)] fields: &[&str],
        #[query(json)] filter: &BTreeMap<&str, u32>,
    ) -> Result<()>;
    #[post("/type")]
    async fn type_twice(&self, #[query("type")] kind: u8, #[field] r#type: &str) -> Result<()>;
    #[get("/many")]
    async fn many(
        &self,
        #[query] a: Option<u8>,
        #[query] b: Option<u8>,
        #[query] c: Option<u8>,
        #[query] d: Option<u8>,
        #[query] e: Option<u8>,
        #[query] f: Option<u8>,
        #[query] g: Option<u8>,
        #[query] h: Option<u8>,
        #[query] i: Option<u8>,
        #[query] j: Option<u8>,
        #[query] k: Option<u8>,
        #[query] l: Option<u8>,
        #[query] m: Option<u8>,
        #[query] n: Option<u8>,
        #[query] o: Option<u8>,
        #[query] p: Option<u8>,
        #[query] q: Option<u8>,
        #[query] r: Option<u8>,
        #[query] s: Option<u8>,
        #[query] t: Option<u8>,
        #[query] u: Option<u8>,
        #[query] v: Option<u8>,
        #[query] w: Option<u8>,
        #[query] x: Option<u8>,
        #[query] y: Option<u8>,
        #[query] z: Option<u8>,
        #[query("27")] last: Option<u8>,
    ) -> Result<()>;
    #[post("/create")]
    async fn create(&self, #[query(key)] client_token: Option<&str>) -> Result<()>;
    #[post("/reply")]
    async fn reply(&self, #[field] text: &str, #[field(key)] uuid: Option<&str>) -> Result<()>;
    #[put("/text")]
    async fn text(&self, #[body("text/csv; charset=utf-8")] table: &str) -> Result<()>;
    #[put("/bytes")]
    async fn bytes(&self, #[body] bytes: &[u8]) -> Result<()>;
    #[put("/shared-bytes")]
    async fn shared_bytes(&self, #[body] bytes: Option<Bytes>) -> Result<()>;
    #[put("/file")]
    async fn file(&self, #[body("image/png")] file: File) -> Result<()>;
}

/// A client of a server that answers every call with success.
async fn requests() -> (Server, RequestApiClient) {
    let server = Server::success(json!({})).await;
    let client = Client::builder("cli_test", "secret").base_url(server.mock.base_url());
    let client = client.helpdesk("desk", "token").build().unwrap();
    (server, RequestApiClient::new(&client))
}

#[tokio::test]
async fn bodies_where_a_verb_has_none_and_the_reverse() {
    let (server, requests) = requests().await;
    requests.get_with_body(&[1, 2]).await.unwrap();
    requests.delete_with_body(&["a"]).force(true).await.unwrap();
    requests.write_without_body("1").await.unwrap();
    let call = |line, body| Sent::new(TENANT, line, &[], body);
    let expected = [
        call("GET /shapes/v1/search", Body::Json(json!({ "ids": [1, 2] }))),
        call("DELETE /shapes/v1/members", Body::Json(json!({ "ids": ["a"], "force": true }))),
        call("POST /shapes/v1/members/1/enable", Body::Empty),
    ];
    assert_eq!(calls(&server), expected);
}

#[tokio::test]
async fn headers_of_its_own() {
    let (server, requests) = requests().await;
    requests.with_headers("u1").locale("zh_CN").await.unwrap();
    let headers = server.last().headers();
    assert_eq!(headers["x-lark-helpdesk-authorization"], "ZGVzazp0b2tlbg==");
    assert_eq!(headers["prefer"], "return=minimal");
    assert_eq!(headers["x-aily-bizuserid"], "u1");
    assert_eq!(headers["locale"], "zh_CN");
}

#[tokio::test]
async fn lists_and_json_in_a_query() {
    let (server, requests) = requests().await;
    requests.lists(&["a", "b"], &["c", "d"], &BTreeMap::from([("from", 1)])).await.unwrap();
    let query = "ids=a&ids=b&fields=c%2Cd&filter=%7B%22from%22%3A1%7D";
    assert_eq!(server.last().uri().query(), Some(query));
}

#[tokio::test]
async fn one_name_in_the_query_and_in_the_body() {
    let (server, requests) = requests().await;
    requests.type_twice(3, "x").await.unwrap();
    let body = Body::Json(json!({ "type": "x" }));
    assert_eq!(calls(&server), [Sent::new(TENANT, "POST /shapes/v1/type", &[("type", "3")], body)]);
}

#[tokio::test]
async fn as_many_parameters_as_there_are() {
    let (server, requests) = requests().await;
    requests.many().a(1).z(26).last(27).await.unwrap();
    assert_eq!(server.last().uri().query(), Some("a=1&z=26&27=27"));
}

#[tokio::test]
async fn an_idempotency_key_is_made_for_each_call_and_can_be_given() {
    let (server, requests) = requests().await;
    for _ in 0..2 {
        requests.create().await.unwrap();
    }
    requests.create().client_token("mine").await.unwrap();
    let keys: Vec<String> =
        calls(&server).into_iter().map(|call| call.query[0].1.clone()).collect();
    assert!(is_uuid_v4(&keys[0]) && is_uuid_v4(&keys[1]) && keys[0] != keys[1], "{keys:?}");
    assert_eq!(keys[2], "mine");

    requests.reply("hello").await.unwrap();
    let body: Value = serde_json::from_str(&server.last().body_string()).unwrap();
    assert!(is_uuid_v4(body["uuid"].as_str().unwrap()) && body["text"] == "hello", "{body}");
    requests.reply("hello").uuid("mine").await.unwrap();
    assert_eq!(server.last().body_string(), r#"{"text":"hello","uuid":"mine"}"#);
    assert_eq!(RequestCreateCall::ENDPOINT.idempotency_key, Some("client_token"));
}

fn is_uuid_v4(text: &str) -> bool {
    let lengths: Vec<usize> = text.split('-').map(str::len).collect();
    lengths == [8, 4, 4, 4, 12]
        && text.chars().all(|c| c == '-' || c.is_ascii_hexdigit())
        && &text[14..15] == "4"
        && "89ab".contains(&text[19..20])
}

#[tokio::test]
async fn bodies_that_are_sent_as_they_are() {
    let (server, requests) = requests().await;
    let last = |server: &Server| {
        let request = server.last();
        (request.headers()["content-type"].to_str().unwrap().to_owned(), request.body_vec())
    };
    let binary = "application/octet-stream".to_owned();
    requests.text("a,b\n\"中\"").await.unwrap();
    assert_eq!(last(&server), ("text/csv; charset=utf-8".into(), "a,b\n\"中\"".into()));
    requests.bytes(b"\0\xff").await.unwrap();
    assert_eq!(last(&server), (binary.clone(), b"\0\xff".to_vec()));
    requests.shared_bytes().bytes(Bytes::from_static(b"[1]")).await.unwrap();
    assert_eq!(last(&server), (binary, b"[1]".to_vec()));
    requests.file(File::from_bytes("x.png", "picture")).await.unwrap();
    assert_eq!(last(&server), ("image/png".into(), b"picture".to_vec()));
    assert_eq!(server.last().headers()["content-length"], "7");
    requests.shared_bytes().await.unwrap();
    assert_eq!(server.last().body_vec(), b"");
}

#[feishu_api(path = "/shapes/v1", token(Tenant))]
trait PathApi {
    #[get("/slash/{id}/")]
    async fn trailing_slash(&self, #[path] id: &str) -> Result<()>;
    #[get("/with-hyphens/and_more")]
    async fn hyphens(&self) -> Result<()>;
    #[get("/camelCase/{userId}")]
    async fn camel_case(&self, #[path("userId")] user_id: &str) -> Result<()>;
    #[get("/{a}/b/{b}/{c}/{d}")]
    async fn four(&self, #[path] d: u8, #[path] a: u8, #[path] c: u8, #[path] b: u8) -> Result<()>;
    #[get("/twice")]
    async fn twice(&self) -> Result<()>;
    /// The same endpoint, with another answer.
    #[get("/twice")]
    #[response(flat)]
    async fn twice_in_full(&self) -> Result<Value>;
}

#[tokio::test]
async fn paths_of_all_kinds() {
    let server = Server::success(json!({})).await;
    let paths = PathApiClient::new(&server.client());
    paths.trailing_slash("1").await.unwrap();
    paths.hyphens().await.unwrap();
    paths.camel_case("u/1").await.unwrap();
    paths.four(4, 1, 3, 2).await.unwrap();
    paths.twice().await.unwrap();
    let whole = paths.twice_in_full().await.unwrap();
    assert_eq!(whole, json!({ "code": 0, "msg": "success", "data": {} }));
    let lines: Vec<String> = calls(&server).into_iter().map(|call| call.line).collect();
    let expected =
        ["slash/1/", "with-hyphens/and_more", "camelCase/u%2F1", "1/b/2/3/4", "twice", "twice"];
    assert_eq!(lines, expected.map(|path| format!("GET /open-apis/shapes/v1/{path}")));
}

#[feishu_api(path = "/shapes/v1", token(Tenant))]
trait FieldApi {
    #[post("/fields")]
    async fn echo(&self, #[body] fields: &Fields) -> Result<Fields>;
}

/// A field of each kind.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(crate = "feishu_api::serde")]
struct Fields {
    big: i64,
    #[serde(with = "number_text")]
    id: u64,
    #[serde(with = "number")]
    count: Option<u8>,
    created: Timestamp,
    #[serde(with = "number_text")]
    updated: TimestampMillis,
    content: JsonText<Content>,
    names: HashMap<String, String>,
    table: Vec<Vec<String>>,
    tree: Tree,
    free: Value,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(crate = "feishu_api::serde")]
struct Content {
    text: String,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(crate = "feishu_api::serde")]
struct Tree {
    id: u8,
    children: Vec<Tree>,
}

#[tokio::test]
async fn fields_of_all_kinds() {
    let server = Server::run(|request: &HttpMockRequest| {
        let echo = || success(serde_json::from_str(&request.body_string()).unwrap());
        crate::token_reply(request).unwrap_or_else(echo)
    })
    .await;
    let leaf = |id| Tree { id, children: Vec::new() };
    let fields = Fields {
        big: 9_007_199_254_740_993,
        id: u64::MAX,
        count: Some(7),
        created: Timestamp::from_secs(1_700_000_000),
        updated: TimestampMillis::from_millis(1_700_000_000_123),
        content: JsonText(Content { text: "\"quoted\"".into() }),
        names: HashMap::from([("en".into(), "menu".into()), ("zh".into(), "菜单".into())]),
        table: vec![vec!["a".into()], Vec::new()],
        tree: Tree { id: 1, children: vec![leaf(2), Tree { id: 3, children: vec![leaf(4)] }] },
        free: json!({ "any": [1, null, "thing", 1.5] }),
    };
    let read = FieldApiClient::new(&server.client()).echo(&fields).await.unwrap();
    assert_eq!(read, fields);
    let sent: Value = serde_json::from_str(&server.last().body_string()).unwrap();
    assert_eq!(sent["big"], json!(9_007_199_254_740_993_i64));
    assert_eq!(sent["id"], "18446744073709551615");
    assert_eq!(sent["count"], 7);
    assert_eq!(sent["created"], 1_700_000_000);
    assert_eq!(sent["updated"], "1700000000123");
    assert_eq!(sent["content"], r#"{"text":"\"quoted\""}"#);
}

#[tokio::test]
async fn fields_in_other_spellings() {
    let data = json!({
        "big": 1, "id": 2, "count": "3", "created": "4", "updated": 5,
        "content": "{\"text\":\"t\",\"more\":[]}", "names": {}, "table": [],
        "tree": { "id": 1, "children": [] }, "free": null,
    });
    let server = Server::success(data).await;
    let tree = Tree { id: 1, children: Vec::new() };
    let fields = Fields {
        big: 1,
        id: 2,
        count: Some(3),
        created: Timestamp::from_secs(4),
        updated: TimestampMillis::from_millis(5),
        content: JsonText(Content { text: "t".into() }),
        names: HashMap::new(),
        table: Vec::new(),
        tree,
        free: Value::Null,
    };
    let read = FieldApiClient::new(&server.client()).echo(&fields).await.unwrap();
    assert_eq!(read, fields);
}

#[feishu_api(host = "https://www.feishu.cn", path = "/approval/openapi", token(Tenant))]
trait ApprovalApi {
    #[post("/v2/file/upload")]
    async fn upload(
        &self,
        #[part] name: &str,
        #[part("content")] file: File,
    ) -> Result<Box<RawValue>>;
}

#[tokio::test]
async fn another_host_is_sent_the_token_too() {
    let mock = feishu_api::testing::Mock::new();
    mock.on::<ApprovalUploadCall>().reply(json!({ "code": "c" }));
    let approvals = ApprovalApiClient::new(&mock.client());
    let answer = approvals.upload("n", File::from_bytes("f", "")).await.unwrap();
    assert_eq!(answer.get(), r#"{"code":"c"}"#);
    let request = &mock.requests()[0];
    assert_eq!(request.url.as_str(), "https://www.feishu.cn/approval/openapi/v2/file/upload");
    assert_eq!(request.header("authorization"), Some("Bearer t-mock"));
}
