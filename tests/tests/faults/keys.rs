//! Idempotency keys, wherever an endpoint takes them: one for a call, over all its attempts.

use std::collections::HashSet;

use super::server::{Then, Until, page, refusal};
use super::*;

#[feishu_api(path = "/keys/v1", token(None))]
trait KeyApi {
    #[post("/query")]
    async fn query(&self, #[query(key)] key: Option<&str>) -> Result<Thing>;
    #[post("/field")]
    async fn field(&self, #[field] text: &str, #[field(key)] key: Option<&str>) -> Result<Thing>;
    #[post("/form")]
    async fn form(&self, #[form] text: &str, #[form(key)] key: Option<&str>) -> Result<Thing>;
    #[post("/header")]
    async fn header(&self, #[header("X-Key", key)] key: Option<&str>) -> Result<Thing>;
    #[patch("/patch")]
    async fn patch(&self, #[query(key)] key: Option<&str>) -> Result<Thing>;
}

/// Where the key of a request is.
fn key(seen: &Seen) -> String {
    let request = &seen.request;
    let body = String::from_utf8_lossy(&request.body);
    let key = match request.path().rsplit('/').next().unwrap() {
        "query" | "patch" => request.query("key").unwrap(),
        "field" => body.split("\"key\":\"").nth(1).unwrap().trim_end_matches("\"}"),
        "form" => body.split("key=").nth(1).unwrap(),
        "header" => request.header("x-key").unwrap(),
        path => panic!("another path: {path}"),
    };
    key.to_owned()
}

#[tokio::test(start_paused = true)]
async fn a_key_stays_the_same_for_a_call() {
    let stage = Stage::new();
    let script = || {
        let reset = Act::stop(Until::Read, Then::Reset);
        [reset, page(503), refusal(429, 99991400), refusal(200, 1663)]
    };
    let mut known = HashSet::new();
    for own in [None, None, Some("of-the-caller")] {
        macro_rules! check {
            ($($call:expr;)*) => {$({
                let server = stage.serve(script()).await;
                let keys = KeyApiClient::new(&stage.client(&server).build().unwrap());
                let call = $call(&keys);
                let call = match own {
                    Some(own) => call.key(own),
                    None => call,
                };
                let response = stage.watch(call.send()).await.0.unwrap();
                assert_eq!((response.data.name.as_str(), response.attempts()), ("thing", 5));
                let requests = server.requests();
                assert_alike(&requests, "a key");
                let keys: HashSet<_> = requests.iter().map(|seen| key(seen)).collect();
                assert_eq!((requests.len(), keys.len()), (5, 1), "{keys:?}");
                let key = keys.into_iter().next().unwrap();
                match own {
                    Some(own) => assert_eq!(key, own),
                    None => assert!(known.insert(key), "a key of another call"),
                }
            })*};
        }
        check! {
            |keys: &KeyApiClient| keys.query();
            |keys: &KeyApiClient| keys.field("text");
            |keys: &KeyApiClient| keys.form("text");
            |keys: &KeyApiClient| keys.header();
            |keys: &KeyApiClient| keys.patch();
        }
    }
}
