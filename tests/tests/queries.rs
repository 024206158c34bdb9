//! The ways in which query parameters and forms are written, and bodies where a verb has none.

use std::collections::BTreeMap;

use feishu_api::prelude::*;
use feishu_api::serde::Serialize;
use feishu_api::testing::{Mock, json};
use feishu_api::{ErrorKind, Method};

#[feishu_api(path = "/queries/v1", token(None))]
trait QueryApi {
    #[get("/csv")]
    async fn csv(
        &self,
        #[query(csv)] ids: &[u32],
        #[query("s", csv)] s: Option<&[&str]>,
    ) -> Result<()>;
    #[get("/json")]
    async fn json(
        &self,
        #[query("filter", json)] range: &Range,
        #[query(json)] list: Option<Vec<u8>>,
    ) -> Result<()>;
    #[get("/flatten")]
    async fn flatten(
        &self,
        #[query(flatten)] range: &Range,
        #[query] limit: Option<u32>,
        #[query(flatten)] more: Option<&BTreeMap<&str, &str>>,
    ) -> Result<()>;
    #[get("/body", body)]
    async fn body(&self, #[field] ids: &[u32]) -> Result<()>;
    #[post("/fields")]
    async fn fields(
        &self,
        #[field] first: u8,
        #[field(flatten)] range: &Range,
        #[field(flatten)] more: Option<&BTreeMap<&str, &str>>,
        #[field] limit: Option<u32>,
    ) -> Result<()>;
    #[post("/form")]
    async fn form(&self, #[form] text: &str, #[form("n&m")] list: Option<&[u8]>) -> Result<()>;
    #[post("/empty")]
    async fn empty(&self, #[form] text: Option<&str>) -> Result<()>;
}

#[derive(Serialize, Default)]
#[serde(crate = "feishu_api::serde")]
struct Range {
    from: u32,
    at: f32,
    to: Option<u32>,
    kinds: Vec<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    nested: Option<BTreeMap<&'static str, u8>>,
}

fn range() -> Range {
    Range { from: 1, at: 0.1, kinds: vec!["a b", "c"], ..Range::default() }
}

fn queries() -> (Mock, QueryApiClient) {
    let mock = Mock::new();
    mock.on::<QueryCsvCall>().reply(());
    mock.on::<QueryJsonCall>().reply(());
    mock.on::<QueryFlattenCall>().reply(());
    mock.on::<QueryBodyCall>().reply(());
    mock.on::<QueryFieldsCall>().reply(());
    mock.on::<QueryFormCall>().reply(());
    mock.on::<QueryEmptyCall>().reply(());
    let client = QueryApiClient::new(&mock.client());
    (mock, client)
}

/// The query of the last request, as it was sent.
fn sent(mock: &Mock) -> String {
    mock.requests().last().unwrap().url.query().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn values_with_commas() {
    let (mock, queries) = queries();
    queries.csv(&[1, 2, 3]).s(&["x"]).s(&["a", "&"]).await.unwrap();
    assert_eq!(sent(&mock), "ids=1%2C2%2C3&s=a%2C%26");
    let error = queries.csv(&[]).s(&["a,b"]).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Argument);
    queries.csv(&[]).await.unwrap();
    assert_eq!(sent(&mock), "");
}

#[tokio::test]
async fn a_value_as_json() {
    let (mock, queries) = queries();
    queries.json(&range()).list(vec![1]).list(vec![1, 2]).await.unwrap();
    let query = mock.requests()[0].query();
    assert_eq!(query[0].1, r#"{"from":1,"at":0.1,"to":null,"kinds":["a b","c"]}"#);
    assert_eq!(query[1], ("list".to_owned(), "[1,2]".to_owned()));
    assert_eq!(query.len(), 2);
}

#[tokio::test]
async fn a_struct_is_spread() {
    let (mock, queries) = queries();
    let first = BTreeMap::from([("x", "1"), ("y", "2")]);
    let second = BTreeMap::from([("z", "3")]);
    queries.flatten(&range()).more(&first).limit(5).more(&second).await.unwrap();
    assert_eq!(sent(&mock), "from=1&at=0.1&kinds=a%20b&kinds=c&limit=5&z=3");
}

#[tokio::test]
async fn what_is_spread_is_not_sent_twice() {
    let (mock, queries) = queries();
    let again = BTreeMap::from([("limit", "1")]);
    let error = queries.flatten(&range()).limit(5).more(&again).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Argument);
    assert!(error.to_string().contains("`limit`") && mock.requests().is_empty(), "{error}");
}

#[tokio::test]
async fn a_struct_is_spread_over_the_body() {
    let (mock, queries) = queries();
    let nested = Range { nested: Some(BTreeMap::from([("a", 1)])), ..range() };
    let (first, second) = (BTreeMap::from([("x", "1"), ("y", "2")]), BTreeMap::from([("\"", "3")]));
    queries.fields(7, &nested).more(&first).limit(5).more(&second).await.unwrap();
    queries.fields(7, &range()).more(&BTreeMap::new()).await.unwrap();
    let requests = mock.requests();
    assert_eq!(
        requests[0].body,
        r#"{"first":7,"from":1,"at":0.1,"to":null,"kinds":["a b","c"],"nested":{"a":1},"limit":5,"\"":"3"}"#
    );
    assert_eq!(requests[1].body, r#"{"first":7,"from":1,"at":0.1,"to":null,"kinds":["a b","c"]}"#);

    for name in ["limit", "first", "from"] {
        let again = BTreeMap::from([(name, "1")]);
        let error = queries.fields(7, &range()).limit(5).more(&again).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Argument);
        assert!(error.to_string().contains(&format!("`{name}`")), "{error}");
    }
    assert_eq!(mock.requests().len(), 2);
}

#[tokio::test]
async fn what_is_nested_cannot_be_spread() {
    let (mock, queries) = queries();
    let nested = Range { nested: Some(BTreeMap::from([("a", 1)])), ..range() };
    let error = queries.flatten(&nested).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Argument);
    assert!(error.to_string().contains("`nested`"), "{error}");
    assert!(mock.requests().is_empty());
}

#[tokio::test]
async fn a_body_with_get() {
    let (mock, queries) = queries();
    queries.body(&[1, 2]).await.unwrap();
    let request = &mock.requests()[0];
    assert_eq!(request.method, Method::GET);
    assert_eq!(request.json(), json!({ "ids": [1, 2] }));
}

#[tokio::test]
async fn a_form() {
    let (mock, queries) = queries();
    queries.form("a b+c=中&").list(&[1]).list(&[2, 3]).await.unwrap();
    queries.empty().await.unwrap();
    let requests = mock.requests();
    let form = Some("application/x-www-form-urlencoded");
    assert_eq!(requests[0].header("content-type"), form);
    assert_eq!(requests[0].body, "text=a+b%2Bc%3D%E4%B8%AD%26&n%26m=2&n%26m=3");
    assert_eq!((requests[1].header("content-type"), &requests[1].body[..]), (form, &b""[..]));
}
