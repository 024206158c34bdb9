//! Calls against a server: what goes over the wire, and what comes of the replies.

use std::sync::{Arc, Mutex};

use feishu_api::RetryPolicy;
use feishu_api::contact_v3::UserApiClient;
use feishu_api::prelude::*;
use httpmock::{HttpMockRequest, HttpMockResponse, MockServer};
use serde_json::{Value, json};

/// The named fields of a value as a JSON object, to be compared with a fixture as a whole: so no
/// field can be forgotten.
macro_rules! fields {
    ($value:expr => $($field:ident),+) => {
        Value::from_iter([$((stringify!($field), json!($value.$field))),+])
    };
}

#[path = "wire/contact.rs"]
mod contact;
#[path = "wire/files.rs"]
mod files;
#[path = "wire/replies.rs"]
mod replies;
#[path = "wire/requests.rs"]
mod requests;
#[path = "wire/secrets.rs"]
mod secrets;
#[path = "wire/services.rs"]
mod services;
#[path = "wire/shapes.rs"]
mod shapes;
#[path = "wire/tokens.rs"]
mod tokens;

const APP_ID: &str = "cli_test";
const APP_SECRET: &str = "app-secret-9d1";
const TENANT: &str = "t-tenant-5c2";
const APP: &str = "a-app-3f7";
const USER: &str = "u-user-8e4";
const JSON_TYPE: &str = "application/json; charset=utf-8";

/// A platform that answers every call the same, hands out tokens, and keeps what it was sent.
struct Server {
    mock: MockServer,
    requests: Arc<Mutex<Vec<HttpMockRequest>>>,
}

impl Server {
    /// Answers calls with a success that holds `data`.
    async fn success(data: Value) -> Self {
        Server::start(success(data)).await
    }

    /// Answers calls with `answer`.
    async fn start(answer: HttpMockResponse) -> Self {
        Server::run(move |request| token_reply(request).unwrap_or_else(|| answer.clone())).await
    }

    /// Answers everything, requests for tokens too, with `answer`.
    async fn run<F>(answer: F) -> Self
    where
        F: Fn(&HttpMockRequest) -> HttpMockResponse + Send + Sync + 'static,
    {
        let mock = MockServer::start_async().await;
        let requests = Arc::<Mutex<Vec<HttpMockRequest>>>::default();
        let kept = requests.clone();
        let answer = move |request: &HttpMockRequest| {
            kept.lock().unwrap().push(request.clone());
            answer(request)
        };
        mock.mock_async(|_, then| drop(then.respond_with(answer))).await;
        Server { mock, requests }
    }

    /// A client that sends each call once.
    fn client(&self) -> Client {
        let builder = Client::builder(APP_ID, APP_SECRET).base_url(self.mock.base_url());
        builder.retry(RetryPolicy::never()).build().unwrap()
    }

    fn user_client(&self) -> Client<AsUser> {
        self.client().as_user(USER)
    }

    /// All requests so far, those for tokens too.
    fn sent(&self) -> Vec<Sent> {
        self.requests.lock().unwrap().iter().map(Sent::from).collect()
    }

    /// The last request, as it came.
    fn last(&self) -> HttpMockRequest {
        self.requests.lock().unwrap().last().unwrap().clone()
    }

    /// Checks that the server was sent one call, before that the request for its token unless the
    /// token is a user's, and nothing else.
    #[track_caller]
    fn assert_sent(&self, token: &str, line: &str, query: &[(&str, &str)], body: Body) {
        let token_request = match token {
            TENANT => Some(Sent::token_request("tenant_access_token")),
            APP => Some(Sent::token_request("app_access_token")),
            _ => None,
        };
        let expected = token_request.into_iter().chain([Sent::new(token, line, query, body)]);
        assert_eq!(self.sent(), expected.collect::<Vec<_>>());
    }
}

/// A directory that answers calls with a success that holds `data`.
async fn users(data: Value) -> (Server, UserApiClient) {
    let server = Server::success(data).await;
    let users = UserApiClient::new(&server.client());
    (server, users)
}

/// A request: as it came, or as it should have come.
#[derive(Debug, PartialEq)]
struct Sent {
    authorization: Vec<String>,
    /// The verb and the path, as they stand on the wire.
    line: String,
    /// The parameters, decoded and sorted: their order means nothing.
    query: Vec<(String, String)>,
    body: Body,
}

/// A body and its content type.
#[derive(Debug, PartialEq)]
enum Body {
    Empty,
    /// Empty, but with the content type of JSON.
    EmptyJson,
    Json(Value),
    Other(Vec<String>, String),
}

impl Sent {
    /// A call of a path below `/open-apis`.
    fn new(token: &str, line: &str, query: &[(&str, &str)], body: Body) -> Self {
        let own = |&(name, value): &(&str, &str)| (name.to_owned(), value.to_owned());
        let mut query: Vec<_> = query.iter().map(own).collect();
        query.sort();
        Sent {
            authorization: vec![format!("Bearer {token}")],
            line: line.replacen(" /", " /open-apis/", 1),
            query,
            body,
        }
    }

    /// The request for a token of a self-built app.
    fn token_request(kind: &str) -> Self {
        let body = Body::Json(json!({ "app_id": APP_ID, "app_secret": APP_SECRET }));
        let request = Sent::new("", &format!("POST /auth/v3/{kind}/internal"), &[], body);
        Sent { authorization: Vec::new(), ..request }
    }
}

impl From<&HttpMockRequest> for Sent {
    fn from(request: &HttpMockRequest) -> Self {
        let header = |wanted: &str| -> Vec<String> {
            let all = request.headers_vec().iter();
            all.filter(|(name, _)| name == wanted).map(|(_, value)| value.clone()).collect()
        };
        let (content_type, text) = (header("content-type"), request.body_string());
        let body = match serde_json::from_str(&text) {
            Ok(value) if content_type == [JSON_TYPE] => Body::Json(value),
            Err(_) if text.is_empty() && content_type == [JSON_TYPE] => Body::EmptyJson,
            Err(_) if text.is_empty() && content_type.is_empty() => Body::Empty,
            _ => Body::Other(content_type, text),
        };
        let mut query = request.query_params();
        query.sort();
        Sent {
            authorization: header("authorization"),
            line: format!("{} {}", request.method_str(), request.uri().path()),
            query,
            body,
        }
    }
}

fn reply(status: u16, content_type: &str, body: impl AsRef<str>) -> HttpMockResponse {
    let reply = HttpMockResponse::builder().status(status);
    reply.header("content-type", content_type).body(body.as_ref()).build()
}

fn json_reply(status: u16, body: Value) -> HttpMockResponse {
    reply(status, JSON_TYPE, body.to_string())
}

fn success(data: Value) -> HttpMockResponse {
    json_reply(200, json!({ "code": 0, "msg": "success", "data": data }))
}

/// What the token endpoints answer; nothing for any other endpoint.
fn token_reply(request: &HttpMockRequest) -> Option<HttpMockResponse> {
    let mut body = json!({ "code": 0, "msg": "ok", "tenant_access_token": TENANT, "expire": 7200 });
    match request.uri().path() {
        "/open-apis/auth/v3/tenant_access_token/internal" => {}
        "/open-apis/auth/v3/app_access_token/internal" => body["app_access_token"] = json!(APP),
        _ => return None,
    }
    Some(json_reply(200, body))
}
