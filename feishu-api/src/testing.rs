//! A mock of the platform, in memory, for the tests of programs that use this crate.
//!
//! The mock stands behind the real client: paths, tokens, bodies, decoding and errors are the real
//! ones, and only the network is missing. A rule says what calls of an endpoint are answered; a
//! call without a rule fails with an error that names the rule to write.
//!
//! ```
//! use feishu_api::contact_v3::{UserApiClient, UserDeleteCall, UserGetCall};
//! use feishu_api::testing::{Mock, json};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> feishu_api::Result<()> {
//! let mock = Mock::new();
//! mock.on::<UserGetCall>().reply(json!({ "name": "Zhang San" }));
//! mock.on::<UserDeleteCall>().fail(41050, "no user authority error");
//!
//! let users = UserApiClient::new(&mock.client());
//! assert_eq!(users.get("ou_1").await?.name.as_deref(), Some("Zhang San"));
//! assert_eq!(users.delete("ou_1").await.unwrap_err().code(), Some(41050));
//!
//! let requests = mock.requests();
//! assert_eq!(requests[0].path(), "/open-apis/contact/v3/users/ou_1");
//! assert_eq!(requests[1].json(), json!({}));
//! # Ok(())
//! # }
//! ```
//!
//! Pauses and time limits are Tokio's: with its feature `test-util` and
//! `#[tokio::test(start_paused = true)]`, a wait of minutes takes no time. `send().await?.attempts()` says
//! how often a call was sent.
//!
//! Smaller tests need no mock: implement the trait, and answer with the call's `ready`.

use std::fmt;
use std::marker::PhantomData;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use http::header::{AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use http::{Method, StatusCode};
use reqwest::Url;
use serde::Serialize;
pub use serde_json::{Value, json};

use crate::api::auth_v3;
use crate::body::Outgoing;
use crate::call::{EndpointCall, Target};
use crate::client::Client;
use crate::endpoint::{Endpoint, Paging, PayloadPlace};
use crate::error::{Error, ErrorKind};
use crate::incoming::Arriving;
use crate::reply::{Intake, Payload as _, RawReply};
use crate::transport::Request;

const RESET: HeaderName = HeaderName::from_static("x-ogw-ratelimit-reset");

/// A platform in memory. Clones are the same mock.
#[derive(Clone, Default)]
pub struct Mock(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    rules: Vec<Rule>,
    requests: Vec<RecordedRequest>,
}

/// What calls of one endpoint are answered.
struct Rule {
    matches: Target,
    answers: Vec<Answer>,
    /// How many calls have been answered.
    answered: usize,
}

#[derive(Clone)]
struct Answer {
    status: StatusCode,
    content_type: HeaderValue,
    /// The seconds after which the platform takes calls again.
    reset: Option<HeaderValue>,
    body: Bytes,
}

impl Mock {
    /// A mock without rules. Tokens are answered without a rule.
    pub fn new() -> Self {
        Mock::default()
    }

    /// A client whose calls come to this mock, with the default settings; for others, build one with
    /// [`ClientBuilder::mock`](crate::ClientBuilder::mock).
    pub fn client(&self) -> Client {
        let builder = Client::builder("cli_mock", "secret-of-the-mock").mock(self);
        builder.build().expect("the client of a mock has nothing that could fail")
    }

    /// Begins a rule for calls of a declared endpoint: `mock.on::<UserGetCall>()`.
    #[must_use = "a rule does nothing without an answer"]
    pub fn on<C: EndpointCall>(&self) -> On<'_, C> {
        let intake = C::Payload::intake();
        On { mock: self, matches: Target::Declared(C::ENDPOINT), intake, call: PhantomData }
    }

    /// Begins a rule for calls by [`Client::raw`], by verb and path: the path as it was given there.
    #[must_use = "a rule does nothing without an answer"]
    pub fn on_raw(&self, method: Method, path: impl Into<String>) -> On<'_, ()> {
        let matches = Target::Raw { method, path: path.into().into() };
        On { mock: self, matches, intake: Intake::Json, call: PhantomData }
    }

    /// The requests that have come so far, in order: those without a rule too, but not those for
    /// tokens.
    pub fn requests(&self) -> Vec<RecordedRequest> {
        self.state().requests.clone()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn add(&self, matches: Target, answer: Answer) {
        let mut state = self.state();
        match state.rules.iter_mut().find(|rule| rule.matches == matches) {
            Some(rule) => rule.answers.push(answer),
            None => state.rules.push(Rule { matches, answers: vec![answer], answered: 0 }),
        }
    }

    /// Takes in the whole request, and answers it.
    pub(crate) async fn send(&self, request: Request) -> Result<RawReply<Arriving>, Error> {
        let Request { method, target, url, authorization, mut headers, body } = request;
        headers.extend(authorization.map(|authorization| (AUTHORIZATION, authorization)));
        let body = match body {
            Outgoing::None => Bytes::new(),
            Outgoing::Bytes(bytes) => bytes,
            Outgoing::Upload(upload) => upload.collect().await?,
        };
        let recorded = RecordedRequest { endpoint: target.endpoint(), method, url, headers, body };
        self.answer(&target, recorded)
    }

    fn answer(
        &self,
        target: &Target,
        request: RecordedRequest,
    ) -> Result<RawReply<Arriving>, Error> {
        let mut state = self.state();
        let rule = state.rules.iter_mut().find(|rule| rule.matches == *target);
        let answer = match rule {
            Some(rule) => rule.next(),
            None => match target.endpoint().and_then(token_answer) {
                Some(answer) => return Ok(answer.into()),
                None => {
                    state.requests.push(request);
                    return Err(no_rule(target));
                }
            },
        };
        let mut reply = RawReply::from(answer);
        if request.method == Method::HEAD {
            reply.body = Arriving::Here(Bytes::new());
        }
        state.requests.push(request);
        Ok(reply)
    }
}

impl fmt::Debug for Mock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = self.state();
        f.debug_struct("Mock")
            .field("rules", &state.rules.len())
            .field("requests", &state.requests)
            .finish()
    }
}

impl Rule {
    /// Answers come in the order in which they were given; the last one stays.
    fn next(&mut self) -> Answer {
        let index = self.answered.min(self.answers.len() - 1);
        self.answered += 1;
        self.answers[index].clone()
    }
}

/// Tokens are had without a rule.
fn token_answer(endpoint: &'static Endpoint) -> Option<Answer> {
    let tokens = auth_v3::AuthApiClient::ENDPOINTS.contains(&endpoint).then(|| {
        json!({
            "code": 0,
            "msg": "ok",
            "tenant_access_token": "t-mock",
            "app_access_token": "a-mock",
            "expire": 7200,
        })
    })?;
    Some(Answer::json(StatusCode::OK, &tokens))
}

fn no_rule(matches: &Target) -> Error {
    let detail = match matches {
        Target::Declared(endpoint) => {
            let Endpoint { api, name, call, .. } = endpoint;
            format!(
                "the mock has no rule for `{api}::{name}`: write `mock.on::<{call}>().reply(...)`"
            )
        }
        Target::Raw { method, path } => {
            format!(
                "the mock has no rule for a raw call: write `mock.on_raw(Method::{method}, {path:?}).reply(...)`"
            )
        }
    };
    Error::new(ErrorKind::NotImplemented, detail)
}

/// An error as a call of the platform's refusal answers it, for implementations of a trait in tests.
///
/// ```
/// use feishu_api::contact_v3::{UserApi, UserGetCall};
/// use feishu_api::testing;
///
/// struct Fake;
///
/// impl UserApi for Fake {
///     fn get(&self, _user_id: &str) -> UserGetCall {
///         UserGetCall::ready(Err(testing::api_error(41050, "no user authority error")))
///     }
/// }
/// ```
pub fn api_error(code: i64, msg: &str) -> Error {
    error(ErrorKind::Api).with_code(code, msg)
}

/// An error of a kind, such as [`ErrorKind::Timeout`], for implementations of a trait in tests.
pub fn error(kind: ErrorKind) -> Error {
    Error::new(kind, "an error made by a test")
}

/// A rule that has no answer yet. Several answers for one endpoint are given one after the other,
/// and the last one stays.
pub struct On<'a, C> {
    mock: &'a Mock,
    matches: Target,
    intake: Intake,
    call: PhantomData<fn() -> C>,
}

impl<C> On<'_, C> {
    /// Answers with a payload: what the call answers with, as JSON or as anything that
    /// serializes. The mock wraps it as the platform does for this endpoint. For a page it has the
    /// declared fields: `json!({ "items": [...], "page_token": "...", "has_more": true })`.
    ///
    /// # Panics
    /// If the payload cannot be written as JSON, is a page without the field of its items, or lies
    /// beside `code` and is no object; and if the call answers with a file or events.
    pub fn reply(self, payload: impl Serialize) -> Self {
        assert!(
            self.intake == Intake::Json,
            "the call answers with a body as it is: give it with `reply_with(status, content_type, body)`"
        );
        let payload = serde_json::to_value(payload).expect("the payload can be written as JSON");
        let (place, paging) = match &self.matches {
            Target::Declared(endpoint) => (endpoint.payload, endpoint.paging),
            Target::Raw { .. } => (PayloadPlace::Data, None),
        };
        if let Some(Paging { items, .. }) = paging {
            let path = format!("/{}", items.replace('.', "/"));
            assert!(
                payload.pointer(&path).is_some_and(Value::is_array),
                "the payload is no page of this endpoint: it has no list `{items}`"
            );
        }
        self.answer(Answer::json(StatusCode::OK, &wrap(place, payload)))
    }

    /// Answers with an error of the platform, under HTTP status 400.
    pub fn fail(self, code: i64, msg: &str) -> Self {
        self.answer(Answer::json(StatusCode::BAD_REQUEST, &json!({ "code": code, "msg": msg })))
    }

    /// Turns the call away because there are too many, as the platform does: with code 99991400, and
    /// the seconds after which it takes calls again. The client waits that long and a bit more: compare
    /// with `>=`.
    ///
    /// # Panics
    /// If the seconds are negative or no number.
    pub fn rate_limited(self, seconds: impl Into<f64>) -> Self {
        let seconds = Duration::try_from_secs_f64(seconds.into());
        let seconds = seconds.expect("the seconds are a time").as_secs_f64();
        let body = json!({ "code": 99991400, "msg": "request trigger frequency limit" });
        let answer = Answer::json(StatusCode::TOO_MANY_REQUESTS, &body);
        self.answer(Answer { reset: HeaderValue::try_from(seconds.to_string()).ok(), ..answer })
    }

    /// Answers with a body as it is, such as the HTML page of a gateway.
    ///
    /// # Panics
    /// If the content type has characters that a header cannot hold.
    pub fn reply_with(
        self,
        status: StatusCode,
        content_type: &str,
        body: impl Into<Bytes>,
    ) -> Self {
        let content_type = content_type.parse().expect("the content type is a header value");
        self.answer(Answer { status, content_type, reset: None, body: body.into() })
    }

    fn answer(self, answer: Answer) -> Self {
        self.mock.add(self.matches.clone(), answer);
        self
    }
}

impl<C> fmt::Debug for On<'_, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match &self.matches {
            Target::Declared(endpoint) => endpoint.call,
            Target::Raw { .. } => "a raw call",
        })
    }
}

impl Answer {
    fn json(status: StatusCode, body: &Value) -> Answer {
        Answer {
            status,
            content_type: HeaderValue::from_static("application/json; charset=utf-8"),
            reset: None,
            body: body.to_string().into(),
        }
    }
}

impl From<Answer> for RawReply<Arriving> {
    fn from(answer: Answer) -> Self {
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_TYPE, answer.content_type);
        headers.extend(answer.reset.map(|reset| (RESET, reset)));
        headers.insert("x-tt-logid", HeaderValue::from_static("log-id-of-the-mock"));
        RawReply { status: answer.status, headers, body: Arriving::Here(answer.body) }
    }
}

/// A reply that says success and holds the payload where the endpoint has it.
fn wrap(place: PayloadPlace, payload: Value) -> Value {
    let mut reply = json!({ "code": 0, "msg": "success" });
    match place {
        PayloadPlace::Data => reply["data"] = payload,
        PayloadPlace::DataField(path) => {
            reply["data"] = path.rsplit('.').fold(payload, |inner, key| json!({ key: inner }));
        }
        PayloadPlace::Root(key) => reply[key] = payload,
        PayloadPlace::Flat => match (&mut reply, payload) {
            (Value::Object(reply), Value::Object(fields)) => reply.extend(fields),
            (_, payload) => panic!("the payload lies beside `code`, and {payload} has no fields"),
        },
    }
    reply
}

/// A request that came to a mock.
#[derive(Clone)]
#[non_exhaustive]
pub struct RecordedRequest {
    /// The endpoint; nothing for a raw call.
    pub endpoint: Option<&'static Endpoint>,
    /// The request method.
    pub method: Method,
    /// The whole URL.
    pub url: Url,
    /// The headers, `Authorization` among them.
    pub headers: HeaderMap,
    /// The body, empty if there is none.
    pub body: Bytes,
}

impl RecordedRequest {
    /// The path as it was sent, percent-encoded.
    pub fn path(&self) -> &str {
        self.url.path()
    }

    /// The query parameters in the order in which they were sent, decoded.
    pub fn query(&self) -> Vec<(String, String)> {
        self.url.query_pairs().into_owned().collect()
    }

    /// The value of a header, if it is text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The body as JSON; null if there is none, or if it is none.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }
}

impl fmt::Debug for RecordedRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, self.url)?;
        if !self.body.is_empty() {
            write!(f, " {}", String::from_utf8_lossy(&self.body))?;
        }
        Ok(())
    }
}
