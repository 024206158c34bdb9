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
//! A rule can have conditions, answers that come one after the other, and faults:
//!
//! ```
//! use feishu_api::contact_v3::{UserApiClient, UserFindByDepartmentCall, UserGetCall};
//! use feishu_api::testing::{Mock, json};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> feishu_api::Result<()> {
//! let mock = Mock::new();
//! mock.on::<UserGetCall>().when_path("user_id", "ou_1").reply(json!({ "name": "Zhang San" }));
//! mock.on::<UserGetCall>().denied(["contact:contact.base:readonly"]);
//! mock.on::<UserFindByDepartmentCall>()
//!     .disconnect()
//!     .reply(json!({ "items": [{ "name": "Li Si" }], "has_more": false }));
//!
//! let users = UserApiClient::new(&mock.client());
//! assert_eq!(users.get("ou_1").await?.name.as_deref(), Some("Zhang San"));
//! let error = users.get("ou_2").await.unwrap_err();
//! assert_eq!(error.missing_scopes(), ["contact:contact.base:readonly"]);
//! let members = users.find_by_department("0").send().await?;
//! assert_eq!((members.attempts(), members.data.items.len()), (2, 1));
//!
//! assert_eq!(mock.requests_of::<UserGetCall>().len(), 2);
//! mock.verify();
//! # Ok(())
//! # }
//! ```
//!
//! Pauses and time limits are Tokio's: with its feature `test-util` and
//! `#[tokio::test(start_paused = true)]`, a wait of minutes takes no time. `send().await?.attempts()` says
//! how often a call was sent.
//!
//! Smaller tests need no mock: implement the trait, and answer with the call's `ready`.

mod request;
mod rule;
mod server;

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use http::header::AUTHORIZATION;
use http::{Method, StatusCode};
pub use serde_json::{Value, json};

use crate::api::auth_v3;
use crate::body::Outgoing;
use crate::call::{EndpointCall, Target};
use crate::client::Client;
use crate::endpoint::Endpoint;
use crate::error::{Error, ErrorKind};
use crate::incoming::Arriving;
use crate::reply::{Intake, Payload as _, RawReply};
use crate::transport::Request;

pub use request::{RecordedPart, RecordedRequest};
pub use rule::On;
use rule::{Answer, Rule};
pub use server::MockServer;

/// A platform in memory. Clones are the same mock.
#[derive(Clone, Default)]
pub struct Mock(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    rules: Vec<Rule>,
    requests: Vec<RecordedRequest>,
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

    /// Begins a rule for calls of a declared endpoint: `mock.on::<UserGetCall>()`. What is said here for
    /// the same calls a second time is added to the rule.
    #[must_use = "a rule does nothing without an answer"]
    pub fn on<C: EndpointCall>(&self) -> On<'_, C> {
        On::new(self, Target::Declared(C::ENDPOINT), C::Payload::intake())
    }

    /// Begins a rule for calls by [`Client::raw`], by verb and path: the path as it was given there.
    #[must_use = "a rule does nothing without an answer"]
    pub fn on_raw(&self, method: Method, path: impl Into<String>) -> On<'_, ()> {
        On::new(self, Target::Raw { method, path: path.into().into() }, Intake::Json)
    }

    /// The requests that have come so far, in order: those without a rule too, but not those for
    /// tokens.
    pub fn requests(&self) -> Vec<RecordedRequest> {
        self.state().requests.clone()
    }

    /// The requests to one endpoint that have come so far, in order.
    pub fn requests_of<C: EndpointCall>(&self) -> Vec<RecordedRequest> {
        let is_of_call = |request: &RecordedRequest| request.endpoint == Some(C::ENDPOINT);
        self.requests().into_iter().filter(is_of_call).collect()
    }

    /// Checks at the end of a test that every answer was given.
    ///
    /// # Panics
    /// If a rule has answers that no call has come for.
    #[track_caller]
    pub fn verify(&self) {
        let unused: Vec<String> = self.state().rules.iter().filter_map(Rule::unused).collect();
        assert!(
            unused.is_empty(),
            "the mock was not asked for all of its answers: {}",
            unused.join("; ")
        );
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
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
        let is_head = method == Method::HEAD;
        let recorded = RecordedRequest { endpoint: target.endpoint(), method, url, headers, body };
        let answer = self.answer(&target, recorded)?;
        let mut reply = answer.give().await?;
        if is_head {
            reply.body = Arriving::Here(Bytes::new());
        }
        Ok(reply)
    }

    /// The answer to a request, which is recorded.
    fn answer(&self, target: &Target, request: RecordedRequest) -> Result<Answer, Error> {
        let mut state = self.state();
        let matching = state.rules.iter().enumerate();
        let matching = matching.filter(|(_, rule)| rule.matches(target, &request));
        // The first that has conditions, or else the one that has none.
        let found = matching.min_by_key(|(index, rule)| (!rule.has_conditions(), *index));
        let answer = match found.map(|(index, _)| index) {
            Some(index) => state.rules[index].next(),
            None => match target.endpoint().and_then(token_answer) {
                Some(answer) => return Ok(answer),
                None => {
                    let has_others = state.rules.iter().any(|rule| rule.is_for(target));
                    let error = no_rule(target, &request, has_others);
                    state.requests.push(request);
                    return Err(error);
                }
            },
        };
        state.requests.push(request);
        Ok(answer)
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

fn no_rule(target: &Target, request: &RecordedRequest, has_others: bool) -> Error {
    let detail = match target {
        Target::Declared(Endpoint { api, name, call, .. }) if has_others => format!(
            "the mock has rules for `{api}::{name}`, but none whose conditions hold for {request:?}: write `mock.on::<{call}>()` for it, with its conditions or with none"
        ),
        Target::Declared(Endpoint { api, name, call, .. }) => format!(
            "the mock has no rule for `{api}::{name}`: write `mock.on::<{call}>().reply(...)`"
        ),
        Target::Raw { method, path } => format!(
            "the mock has no rule for a raw call: write `mock.on_raw(Method::{method}, {path:?}).reply(...)`"
        ),
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
