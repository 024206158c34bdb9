//! Tokens when things go wrong. Each row says what the caller sees and which requests are made: no
//! call is lost, and none is sent twice.

use std::collections::VecDeque;
use std::future::pending;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use feishu_api::prelude::*;
use serde_json::{Value, json};

#[path = "tokens/app.rs"]
mod app;
#[path = "tokens/marketplace.rs"]
mod marketplace;
#[path = "tokens/secrets.rs"]
mod secrets;
#[path = "tokens/session.rs"]
mod session;

/// Something to call with each kind of token.
#[feishu_api(path = "/things/v1")]
trait ThingApi {
    #[get("/tenant")]
    #[token(Tenant)]
    async fn tenant(&self) -> Result<()>;
    #[post("/write")]
    #[token(Tenant, User)]
    async fn write(&self, #[field] text: &str) -> Result<()>;
    #[get("/app")]
    #[token(App)]
    async fn app(&self) -> Result<()>;
    #[post("/upload")]
    #[token(Tenant)]
    async fn upload(&self, #[part] file: File) -> Result<()>;
    #[get("/user")]
    #[token(User)]
    async fn user(&self) -> Result<()>;
}

/// A platform that does as it is told, and keeps what it was asked.
#[derive(Clone, Default)]
struct Platform(Arc<Mutex<Script>>);

#[derive(Default)]
struct Script {
    url: String,
    /// What requests for tokens are answered, one after the other. Then there is a new token.
    answers: VecDeque<Answer>,
    /// What requests for the ticket are answered. Then the platform agrees.
    resends: VecDeque<Answer>,
    issued: usize,
    /// Tokens that calls are refused for, with the code.
    refused: Vec<(String, i64)>,
    /// Every request: what it is, and with which token.
    log: Vec<String>,
    /// Requests for users' tokens wait as long as this is set, and are refused with it then.
    overtake: Option<i64>,
    /// Requests that have acted.
    done: usize,
}

enum Answer {
    /// The same token, with this life in seconds.
    Token(&'static str, u64),
    Reply(u16, &'static str, String),
    /// A refusal, with this code and status.
    Code(u16, i64),
    Never,
}

impl Platform {
    async fn start() -> Self {
        let platform = Platform::default();
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        platform.script().url = format!("http://{}", listener.local_addr().unwrap());
        let router = Router::new().fallback(answer).with_state(platform.clone());
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        platform
    }

    fn script(&self) -> MutexGuard<'_, Script> {
        self.0.lock().unwrap()
    }

    /// Answers the next request for a token so.
    fn answer(&self, answer: Answer) -> &Self {
        self.script().answers.push_back(answer);
        self
    }

    /// Answers the next request for the ticket so.
    fn answer_resend(&self, answer: Answer) {
        self.script().resends.push_back(answer);
    }

    /// Refuses calls with a token.
    fn refuse(&self, token: &str, code: i64) {
        self.script().refused.push((token.to_owned(), code));
    }

    fn builder(&self) -> feishu_api::ClientBuilder {
        Client::builder("cli_x", "secret").base_url(&self.script().url)
    }

    fn client(&self) -> Client {
        self.builder().build().unwrap()
    }

    fn things(&self) -> ThingApiClient {
        ThingApiClient::new(&self.client())
    }

    /// The requests so far; the log is empty then.
    fn log(&self) -> Vec<String> {
        std::mem::take(&mut self.script().log)
    }

    #[track_caller]
    fn assert_log(&self, expected: &[&str]) {
        assert_eq!(self.log(), expected);
    }

    /// Waits until so many requests have come.
    async fn seen(&self, count: usize) {
        while self.script().log.len() < count {
            tokio::task::yield_now().await;
        }
    }
}

impl Script {
    /// What a request for a token is answered: as it is told, or with a new token.
    fn token(&mut self, flat: impl FnOnce(&str, u64) -> Value) -> Option<Response> {
        let reply = match self.answers.pop_front() {
            None => {
                self.issued += 1;
                flat(&self.issued.to_string(), 7200)
            }
            Some(Answer::Token(token, life)) => flat(token, life),
            Some(other) => return other.response(),
        };
        Some(axum::Json(reply).into_response())
    }
}

impl Answer {
    fn response(self) -> Option<Response> {
        match self {
            Answer::Token(..) => unreachable!("a token is for who asks for one"),
            Answer::Code(status, code) => Some(refusal(status, code)),
            Answer::Reply(status, content_type, body) => {
                let status = StatusCode::from_u16(status).unwrap();
                Some((status, [(header::CONTENT_TYPE, content_type)], body).into_response())
            }
            Answer::Never => None,
        }
    }
}

fn refusal(status: u16, code: i64) -> Response {
    let reply = json!({ "code": code, "msg": "refused", "error": { "log_id": "log-1" } });
    (StatusCode::from_u16(status).unwrap(), axum::Json(reply)).into_response()
}

async fn answer(
    State(platform): State<Platform>,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let path = uri.path().strip_prefix("/open-apis").unwrap_or(uri.path());
    let body: Value = serde_json::from_slice(&body).unwrap_or_default();
    let text = |key: &str| body[key].as_str().unwrap_or_default().to_owned();
    let reply = {
        let mut script = platform.script();
        match path {
            "/auth/v3/tenant_access_token/internal" => {
                script.log.push("tenant token".to_owned());
                script.token(|token, life| json!({ "code": 0, "msg": "ok", "tenant_access_token": format!("t-{token}"), "expire": life }))
            }
            "/auth/v3/app_access_token/internal" => {
                script.log.push("app token".to_owned());
                script.token(|token, life| json!({ "code": 0, "msg": "ok", "app_access_token": format!("a-{token}"), "expire": life }))
            }
            "/auth/v3/app_access_token" => {
                script.log.push(format!("app token for {}", text("app_ticket")));
                script.token(|token, life| json!({ "code": 0, "msg": "ok", "app_access_token": format!("a-{token}"), "expire": life }))
            }
            "/auth/v3/tenant_access_token" => {
                let (app_token, tenant) = (text("app_access_token"), text("tenant_key"));
                script.log.push(format!("tenant token for {app_token} in {tenant}"));
                script.token(|token, life| json!({ "code": 0, "msg": "ok", "tenant_access_token": format!("t-{token}"), "expire": life }))
            }
            "/auth/v3/app_ticket/resend" => {
                script.log.push("resend".to_owned());
                let agreed = || Some(axum::Json(json!({ "code": 0, "msg": "ok" })).into_response());
                script.resends.pop_front().map_or_else(agreed, Answer::response)
            }
            "/authen/v2/oauth/token" | "/oauth/v3/token" => {
                let grant = text("grant_type");
                let (code, refresh) = (text("code"), text("refresh_token"));
                script.log.push(format!("{grant} {code}{refresh}"));
                script.token(|token, life| {
                    json!({
                        "code": 0, "access_token": format!("u-{token}"), "expires_in": life,
                        "refresh_token": format!("r-{token}"),
                        "refresh_token_expires_in": 604_800,
                        "token_type": "Bearer", "scope": "offline_access auth:user.id:read",
                    })
                })
            }
            path => {
                let authorization = headers.get(header::AUTHORIZATION);
                let authorization = authorization.map_or("", |value| value.to_str().unwrap());
                let token = authorization.strip_prefix("Bearer ").unwrap_or_default().to_owned();
                let name = path.rsplit('/').next().unwrap();
                script.log.push(format!("{name} {token}"));
                let code = script.refused.iter().find(|(refused, _)| *refused == token);
                Some(match code.map(|(_, code)| *code) {
                    Some(code) => refusal(400, code),
                    None => {
                        script.done += 1;
                        axum::Json(json!({ "code": 0, "msg": "ok" })).into_response()
                    }
                })
            }
        }
    };
    if path.ends_with("/oauth/token")
        && let Some(code) = { platform.script().overtake }
    {
        while platform.script().overtake.is_some() {
            tokio::task::yield_now().await;
        }
        return refusal(400, code);
    }
    match reply {
        Some(reply) => reply,
        None => pending().await,
    }
}

/// Moves the clock of tokens.
async fn pass(time: Duration) {
    tokio::time::pause();
    tokio::time::advance(time).await;
    tokio::time::resume();
}

const MINUTE: Duration = Duration::from_secs(60);
