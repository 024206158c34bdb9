// What a declaration may say, all of it in one place.
use feishu_api::prelude::*;
use feishu_api::{PayloadPlace, RateLimit, TokenKind};

#[feishu_api(path = "/shapes/v1", host = "https://gateway.example.com:8443", token(App))]
trait ShapeApi {
    #[get("/{a}/b-c/d.e/{f}/")]
    #[response(flat)]
    async fn flat(&self, #[path("f")] last: &str, #[path] a: u64) -> Result<String>;
    #[put("/camelCase")]
    #[response(root = "bot")]
    #[rate_limit("1000/min", "50/s", "special")]
    #[timeout("500ms")]
    #[scope("a", "b")]
    #[docs("https://open.feishu.cn/document/x")]
    #[header("Prefer", "return=minimal")]
    async fn root(&self, #[body] body: Option<&[u32]>) -> Result<Option<String>>;
    #[head("/camelCase")]
    async fn head(&self) -> Result<()>;
    #[patch("/camelCase")]
    #[idempotent]
    async fn patch(&self, #[field(default = vec![1, 2])] list: Option<Vec<u8>>) -> Result<()>;
    #[delete("/camelCase")]
    async fn delete(&self, #[field] nothing: Option<Option<u8>>) -> Result<(u8, u8)>;
}

#[feishu_api(host = "https://open.larksuite.com", path = "/open-apis/a", token(None))]
trait HostApi {
    #[rustfmt::skip]
    #[must_use]
    #[get("/b")]
    async fn read(&self) -> Result<()>;
}

#[feishu_api(token(None))]
trait UrlApi {
    #[get("https://www.feishu.cn/approval/openapi/v2/{id}")]
    async fn read(&self, #[path] id: &str) -> Result<()>;
}

fn main() {
    let root = ShapeRootCall::ENDPOINT;
    assert_eq!(root.path, "https://gateway.example.com:8443/shapes/v1/camelCase");
    assert_eq!(root.tokens, [TokenKind::App]);
    assert_eq!(root.payload, PayloadPlace::Root("bot"));
    assert_eq!(root.scopes, ["a", "b"]);
    assert_eq!(root.docs, Some("https://open.feishu.cn/document/x"));
    assert_eq!(root.timeout, Some(std::time::Duration::from_millis(500)));
    assert_eq!(root.rate_limits[2], RateLimit::Special);
    let limits: Vec<String> = root.rate_limits.iter().map(|limit| limit.to_string()).collect();
    assert_eq!(limits, ["1000/min", "50/s", "special"]);
    assert!(ShapePatchCall::ENDPOINT.idempotent);
    assert_eq!(HostReadCall::ENDPOINT.path, "https://open.larksuite.com/open-apis/a/b");
    assert_eq!(UrlReadCall::ENDPOINT.to_string(), "GET https://www.feishu.cn/approval/openapi/v2/{id}");
}
