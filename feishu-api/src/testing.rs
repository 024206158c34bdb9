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
//! mock.on::<UserDeleteCall>().fail(41050, "not for this app");
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
//! A rule can have conditions, answers that come one after the other, faults, and delays: what is said of
//! an answer goes behind it, as in `.reply(json!({})).after(Duration::from_secs(2))`.
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
//! What a test looks for, and where it is:
//!
//! | | |
//! |---|---|
//! | a login, tokens | answered without a rule; a rule for [`AuthTenantAccessTokenInternalCall`](auth_v3::AuthTenantAccessTokenInternalCall) or [`OauthGetUserAccessTokenCall`](authen_v2::OauthGetUserAccessTokenCall) answers something else |
//! | the page on which a user agrees to a login | the platform's own: [`accounts_url`](crate::ClientBuilder::accounts_url) says where yours is |
//! | a marketplace app's ticket that is refused | `mock.on::<AuthAppAccessTokenCall>().fail(10012, "")` |
//! | a token that is refused | `.fail(99991663, "").reply(...)` |
//! | how many tokens were fetched | `mock.requests_of::<AuthTenantAccessTokenInternalCall>().len()` |
//! | pages | one answer for each, one after the other, or `when_query("page_token", "...")` |
//! | an answer that depends on the request | [`reply_by`](On::reply_by) |
//! | an upload | [`RecordedRequest::parts`] |
//! | a download | `.reply_with(StatusCode::OK, "image/png", bytes).header("content-disposition", "attachment; filename=a.png")` |
//! | server-sent events | `.reply_with(StatusCode::OK, "text/event-stream", "data: {}\n\n")` |
//! | a wait for a rate limit | `.rate_limited(2).reply(...)`, on paused time |
//! | a program that cannot be handed a client | [`Mock::serve`] |
//!
//! Smaller tests need no mock: implement the trait, and answer with the call's `ready`. It answers one
//! page; for several take the mock.

mod request;
mod rule;
mod server;

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use http::header::AUTHORIZATION;
use http::{Method, StatusCode};
pub use serde_json::{Value, json};

use crate::api::{auth_v3, authen_v2};
use crate::body::Outgoing;
use crate::call::{EndpointCall, Target};
use crate::client::Client;
use crate::endpoint::Endpoint;
use crate::error::{Error, ErrorKind};
use crate::incoming::Arriving;
use crate::reply::RawReply;
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
    rules: Vec<Arc<Rule>>,
    requests: Vec<RecordedRequest>,
    /// What was said to calls that no rule is for.
    unanswered: Vec<String>,
}

impl Mock {
    /// A mock without rules. Requests for tokens are answered without a rule, those for a user's too:
    /// `t-mock`, `a-mock`, `u-mock` and `r-mock`, and then `t-mock-2` and so on.
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
    #[track_caller]
    pub fn on<C: EndpointCall>(&self) -> On<'_, C> {
        On::declared(self)
    }

    /// Begins a rule for calls by [`Client::raw`], by verb and path: the path as it was given there.
    ///
    /// # Panics
    /// If the path begins with `/open-apis`, which no raw call's does.
    #[must_use = "a rule does nothing without an answer"]
    #[track_caller]
    pub fn on_raw(&self, method: Method, path: impl Into<String>) -> On<'_, ()> {
        let path = path.into();
        assert!(
            !path.starts_with("/open-apis"),
            "the path is relative to `/open-apis`: drop the prefix"
        );
        On::raw(self, Target::Raw { method, path: path.into() })
    }

    /// Drops the rules for calls of a declared endpoint, so that others can be made: for a test that wants
    /// another answer than all others.
    pub fn off<C: EndpointCall>(&self) {
        let target = Target::Declared(C::ENDPOINT);
        self.state().rules.retain(|rule| !rule.is_for(&target));
    }

    /// The requests that have come so far, in order: those without a rule too, but not those for
    /// tokens.
    pub fn requests(&self) -> Vec<RecordedRequest> {
        let is_of_call = |request: &&RecordedRequest| !request.endpoint.is_some_and(is_for_tokens);
        self.state().requests.iter().filter(is_of_call).cloned().collect()
    }

    /// The requests to one endpoint that have come so far, in order. Of
    /// [`AuthTenantAccessTokenInternalCall`](auth_v3::AuthTenantAccessTokenInternalCall), they tell how
    /// often the client has got itself a token.
    pub fn requests_of<C: EndpointCall>(&self) -> Vec<RecordedRequest> {
        let is_of_call = |request: &&RecordedRequest| request.endpoint == Some(C::ENDPOINT);
        self.state().requests.iter().filter(is_of_call).cloned().collect()
    }

    /// Checks at the end of a test that every answer was given, and every call had one.
    ///
    /// # Panics
    /// If a rule has answers that no call has come for, or a call has come that no rule is for.
    #[track_caller]
    pub fn verify(&self) {
        let state = self.state();
        let unused = state.rules.iter().filter_map(|rule| rule.unused());
        let faults: Vec<String> = unused.chain(state.unanswered.iter().cloned()).collect();
        drop(state);
        assert!(
            faults.is_empty(),
            "the mock was not asked for just what it was told of:\n- {}",
            faults.join("\n- ")
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
        let mut rules = self.state().rules.clone();
        rules.retain(|rule| rule.is_for(target));
        // Nothing is locked here: a closure of the test may look at the mock.
        let mut matching = rules.iter().filter(|rule| rule.has_conditions());
        let matching = matching.find(|rule| rule.holds_for(&request));
        match matching.or_else(|| rules.iter().find(|rule| !rule.has_conditions())) {
            Some(rule) => {
                // In one step, for requests to stand in the order of their answers.
                let mut state = self.state();
                let answer = rule.next();
                if answer.is_reached() {
                    state.requests.push(request.clone());
                }
                drop(state);
                Ok(answer.made_of(&request))
            }
            None => {
                let mut state = self.state();
                let answer =
                    target.endpoint().and_then(|endpoint| token_answer(endpoint, &state.requests));
                let answer = answer.ok_or_else(|| {
                    let detail = no_rule(target, &request, &rules);
                    if !state.unanswered.contains(&detail) {
                        state.unanswered.push(detail.clone());
                    }
                    Error::new(ErrorKind::NotImplemented, detail)
                });
                state.requests.push(request);
                answer
            }
        }
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

/// Whether the client calls an endpoint by itself, for tokens.
fn is_for_tokens(endpoint: &Endpoint) -> bool {
    let of = [auth_v3::AuthApiClient::ENDPOINTS, authen_v2::OauthApiClient::ENDPOINTS];
    of.iter().any(|endpoints| endpoints.contains(&endpoint))
}

/// Tokens are had without a rule, each time another one.
fn token_answer(endpoint: &Endpoint, requests: &[RecordedRequest]) -> Option<Answer> {
    is_for_tokens(endpoint).then(|| {
        let is_same = |other: &Endpoint| other.path == endpoint.path;
        let before = requests.iter().filter(|before| before.endpoint.is_some_and(is_same)).count();
        let number = if before == 0 { String::new() } else { format!("-{}", before + 1) };
        let tokens = json!({
            "code": 0,
            "msg": "ok",
            "tenant_access_token": format!("t-mock{number}"),
            "app_access_token": format!("a-mock{number}"),
            "expire": 7200,
            "access_token": format!("u-mock{number}"),
            "expires_in": 7200,
            "refresh_token": format!("r-mock{number}"),
            "refresh_token_expires_in": 604_800,
            "token_type": "Bearer",
        });
        Answer::json(StatusCode::OK, &tokens)
    })
}

/// Why a request has no answer, and what to write.
fn no_rule(target: &Target, request: &RecordedRequest, others: &[Arc<Rule>]) -> String {
    match target {
        Target::Declared(Endpoint { api, name, call, .. }) if !others.is_empty() => {
            let others: String = others.iter().map(|rule| format!("\n  - {rule}")).collect();
            format!(
                "the mock has rules for `{api}::{name}`, but none whose conditions hold for {request:?}: write `mock.on::<{call}>()` for it, with its conditions or with none. The rules are:{others}"
            )
        }
        Target::Declared(Endpoint { api, name, call, .. }) => format!(
            "the mock has no rule for `{api}::{name}`: write `mock.on::<{call}>().reply(...)`"
        ),
        Target::Raw { method, path } => format!(
            "the mock has no rule for a raw call: write `mock.on_raw(Method::{method}, {path:?}).reply(...)`"
        ),
    }
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
///         UserGetCall::ready(Err(testing::api_error(41050, "not for this app")))
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
