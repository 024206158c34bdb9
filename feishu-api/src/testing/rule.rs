//! Rules of a mock: for which calls they are, and what those are answered.

use std::fmt;
use std::future::pending;
use std::marker::PhantomData;
use std::panic::Location;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use http::StatusCode;
use http::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use serde::Serialize;
use serde_json::{Value, json};
use tokio::time::sleep;

use super::{Mock, RecordedRequest};
use crate::call::{EndpointCall, Target};
use crate::endpoint::{Endpoint, Paging, PayloadPlace};
use crate::error::{Error, ErrorKind};
use crate::incoming::Arriving;
use crate::reply::{Intake, Payload, RawReply};

const RESET: HeaderName = HeaderName::from_static("x-ogw-ratelimit-reset");
const LOG_ID: HeaderName = HeaderName::from_static("x-tt-logid");
const JSON: HeaderValue = HeaderValue::from_static("application/json; charset=utf-8");

/// What some calls of one endpoint are answered.
pub(super) struct Rule {
    target: Target,
    conditions: Vec<Condition>,
    /// Where it stands in the test.
    place: &'static Location<'static>,
    given: Mutex<Given>,
}

#[derive(Default)]
struct Given {
    answers: Vec<Answer>,
    /// How many calls have been answered.
    answered: usize,
}

enum Condition {
    Path(String, String),
    Query(String, String),
    /// The body has at least this.
    Body(Value),
    When(Box<dyn Fn(&RecordedRequest) -> bool + Send + Sync>),
}

#[derive(Clone)]
pub(super) struct Answer {
    delay: Duration,
    status: StatusCode,
    headers: HeaderMap,
    kind: AnswerKind,
}

#[derive(Clone)]
enum AnswerKind {
    Body(Bytes),
    /// Depends on the request.
    Made(Arc<dyn Fn(&RecordedRequest) -> Value + Send + Sync>),
    /// The server cannot be reached.
    Unreachable,
    /// The connection breaks when the request has been sent.
    Disconnect,
    /// Nothing comes.
    Silence,
}

impl Rule {
    pub(super) fn is_for(&self, target: &Target) -> bool {
        self.target == *target
    }

    pub(super) fn endpoint(&self) -> Option<&'static Endpoint> {
        self.target.endpoint()
    }

    pub(super) fn has_conditions(&self) -> bool {
        !self.conditions.is_empty()
    }

    pub(super) fn holds_for(&self, request: &RecordedRequest) -> bool {
        self.conditions.iter().all(|condition| condition.holds(request))
    }

    /// Answers come in the order in which they were given; the last one stays.
    pub(super) fn next(&self) -> Answer {
        let mut given = self.given();
        let index = given.answered.min(given.answers.len() - 1);
        given.answered += 1;
        given.answers[index].clone()
    }

    /// What has not been asked for.
    pub(super) fn unused(&self) -> Option<String> {
        let given = self.given();
        let (answers, answered) = (given.answers.len(), given.answered);
        (answered < answers).then(|| match answered {
            0 => format!("no call has come for the rule {self}"),
            _ => format!("{answered} of {answers} answers were given by the rule {self}"),
        })
    }

    fn given(&self) -> MutexGuard<'_, Given> {
        self.given.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// `for GET /users/{user_id} when path user_id is "1", at tests/users.rs:12:5`
impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "for `{}`", self.target)?;
        for (index, condition) in self.conditions.iter().enumerate() {
            write!(f, " {} {condition}", if index == 0 { "when" } else { "and" })?;
        }
        write!(f, ", at {}", self.place)
    }
}

impl Condition {
    fn holds(&self, request: &RecordedRequest) -> bool {
        match self {
            Condition::Path(name, value) => {
                request.path_value(name).is_some_and(|given| given == *value)
            }
            Condition::Query(name, value) => {
                request.query().iter().any(|(key, given)| key == name && given == value)
            }
            Condition::Body(part) => has(&request.json(), part),
            Condition::When(holds) => holds(request),
        }
    }
}

impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Condition::Path(name, value) => write!(f, "path `{name}` is {value:?}"),
            Condition::Query(name, value) => write!(f, "query `{name}` is {value:?}"),
            Condition::Body(part) => write!(f, "the body has {part}"),
            Condition::When(_) => f.write_str("a closure says so"),
        }
    }
}

/// Whether a value has at least a part: of objects the fields, of all else the same.
fn has(value: &Value, part: &Value) -> bool {
    match (value, part) {
        (Value::Object(fields), Value::Object(parts)) => {
            parts.iter().all(|(key, part)| fields.get(key).is_some_and(|field| has(field, part)))
        }
        _ => value == part,
    }
}

/// A rule under construction: conditions first, if it has any, and then answers. Several answers are
/// given one after the other, and the last one stays.
///
/// Of the rules for an endpoint, the first whose conditions hold answers; one without conditions comes
/// last. There is one without conditions: answers that are given to it later come behind its others, and
/// [`Mock::off`] begins anew.
pub struct On<'a, C> {
    mock: &'a Mock,
    target: Target,
    intake: Intake,
    /// Whether a reply can be read as what the call answers with.
    check: fn(RawReply) -> Result<(), Error>,
    conditions: Vec<Condition>,
    place: &'static Location<'static>,
    /// What it has become with its first answer, and which answer was the last.
    rule: Option<(Arc<Rule>, usize)>,
    call: PhantomData<fn() -> C>,
}

impl<'a, C: EndpointCall> On<'a, C> {
    #[track_caller]
    pub(super) fn declared(mock: &'a Mock) -> Self {
        let check = |reply: RawReply| {
            let Endpoint { method, payload, .. } = C::ENDPOINT;
            // Where pages are counted, any number will do.
            let reply = reply.open(*payload, method)?;
            let mut reply = reply.with_page_token(Some("0".to_owned()));
            C::Payload::read(&mut reply, Some(C::ENDPOINT)).map(drop)
        };
        On::new(mock, Target::Declared(C::ENDPOINT), C::Payload::intake(), check)
    }
}

impl<'a> On<'a, ()> {
    #[track_caller]
    pub(super) fn raw(mock: &'a Mock, target: Target) -> Self {
        // A raw call says what it answers with when it is made.
        On::new(mock, target, Intake::Json, |_| Ok(()))
    }
}

/// Conditions.
impl<'a, C> On<'a, C> {
    #[track_caller]
    fn new(
        mock: &'a Mock,
        target: Target,
        intake: Intake,
        check: fn(RawReply) -> Result<(), Error>,
    ) -> Self {
        On {
            mock,
            target,
            intake,
            check,
            conditions: Vec::new(),
            place: Location::caller(),
            rule: None,
            call: PhantomData,
        }
    }

    /// Only for calls with this value in the path: `when_path("user_id", "ou_1")`.
    ///
    /// # Panics
    /// If the endpoint has no such path parameter.
    #[must_use = "a rule does nothing without an answer"]
    #[track_caller]
    pub fn when_path(self, name: &str, value: impl ToString) -> Self {
        let template = self.target.endpoint().map_or("", |endpoint| endpoint.path);
        let is_parameter = template.contains(&format!("{{{name}}}"));
        assert!(is_parameter, "`{:?}` has no path parameter `{name}`", self.target);
        self.condition(Condition::Path(name.to_owned(), value.to_string()))
    }

    /// Only for calls with this value of a query parameter, among others if there are several.
    #[must_use = "a rule does nothing without an answer"]
    #[track_caller]
    pub fn when_query(self, name: &str, value: impl ToString) -> Self {
        self.condition(Condition::Query(name.to_owned(), value.to_string()))
    }

    /// Only for calls whose JSON body has at least these fields, with these values. Objects in it may have
    /// more fields, too; lists are compared as a whole.
    ///
    /// # Panics
    /// If they cannot be written as JSON.
    #[must_use = "a rule does nothing without an answer"]
    #[track_caller]
    pub fn when_body(self, fields: impl Serialize) -> Self {
        let fields = serde_json::to_value(fields).expect("the fields can be written as JSON");
        self.condition(Condition::Body(fields))
    }

    /// Only for calls whose request is so: its headers, the parts of its body, or a parameter that it has
    /// not.
    #[must_use = "a rule does nothing without an answer"]
    #[track_caller]
    pub fn when(self, holds: impl Fn(&RecordedRequest) -> bool + Send + Sync + 'static) -> Self {
        self.condition(Condition::When(Box::new(holds)))
    }

    #[track_caller]
    fn condition(mut self, condition: Condition) -> Self {
        assert!(self.rule.is_none(), "a condition goes before the answers of a rule");
        self.conditions.push(condition);
        self
    }
}

/// Answers.
impl<C> On<'_, C> {
    /// Answers with a payload: what the call answers with, as JSON or as anything that
    /// serializes. The mock wraps it as the platform does for this endpoint. For a page it has the
    /// declared fields: `json!({ "items": [...], "page_token": "...", "has_more": true })`.
    ///
    /// # Panics
    /// If the payload cannot be written as JSON, or the call could not read it; and if the call answers
    /// with a file or events. For what the platform should not answer, there is
    /// [`reply_with`](On::reply_with).
    #[track_caller]
    pub fn reply(self, payload: impl Serialize) -> Self {
        self.takes_json();
        let body = self.wrap().body(payload);
        self.answer(Answer::json(StatusCode::OK, &body))
    }

    /// Answers with a payload that is made of the request: for a fake that remembers, or many answers of
    /// one kind.
    ///
    /// ```
    /// use feishu_api::contact_v3::{UserApiClient, UserGetCall};
    /// use feishu_api::testing::{Mock, json};
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> feishu_api::Result<()> {
    /// let mock = Mock::new();
    /// mock.on::<UserGetCall>().reply_by(|request| json!({ "open_id": request.path_value("user_id") }));
    ///
    /// let users = UserApiClient::new(&mock.client());
    /// assert_eq!(users.get("ou_7").await?.open_id.as_deref(), Some("ou_7"));
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Panics
    /// If the call answers with a file or events. The call itself, if the payload is none that
    /// [`reply`](On::reply) would take.
    #[track_caller]
    pub fn reply_by<P: Serialize>(
        self,
        payload: impl Fn(&RecordedRequest) -> P + Send + Sync + 'static,
    ) -> Self {
        self.takes_json();
        let wrap = self.wrap();
        let made = move |request: &RecordedRequest| wrap.body(payload(request));
        self.answer(Answer::of(StatusCode::OK, JSON, AnswerKind::Made(Arc::new(made))))
    }

    /// Answers with an error of the platform, under HTTP status 400, without details: for missing
    /// permissions see [`denied`](On::denied).
    ///
    /// # Panics
    /// If the code is 0, which says success.
    #[track_caller]
    pub fn fail(self, code: i64, msg: &str) -> Self {
        assert!(code != 0, "code 0 says success: answer with `reply`");
        self.answer(Answer::json(StatusCode::BAD_REQUEST, &json!({ "code": code, "msg": msg })))
    }

    /// Says that the app lacks these permissions, with code 99991672.
    pub fn denied<'s>(self, scopes: impl IntoIterator<Item = &'s str>) -> Self {
        let violation = |scope| json!({ "type": "action_scope_required", "subject": scope });
        let violations: Vec<Value> = scopes.into_iter().map(violation).collect();
        let error = json!({ "permission_violations": violations });
        let body = json!({ "code": 99991672, "msg": "Access denied.", "error": error });
        self.answer(Answer::json(StatusCode::BAD_REQUEST, &body))
    }

    /// Turns the call away because there are too many, as the platform does: with code 99991400, and
    /// the seconds after which it takes calls again. The client waits that long and a bit more, if the call
    /// has that much time: compare with `>=`. For a code of the endpoint's own, add the header to
    /// [`fail`](On::fail): `.fail(230020, "...").header("x-ogw-ratelimit-reset", "2")`.
    ///
    /// # Panics
    /// If the seconds are negative or no number.
    #[track_caller]
    pub fn rate_limited(self, seconds: impl Into<f64>) -> Self {
        let seconds = seconds.into();
        let is_time = Duration::try_from_secs_f64(seconds).is_ok();
        assert!(is_time, "{seconds} seconds are no time");
        let body = json!({ "code": 99991400, "msg": "request trigger frequency limit" });
        let mut answer = Answer::json(StatusCode::TOO_MANY_REQUESTS, &body);
        let reset = seconds.to_string().parse().expect("a number is a header value");
        answer.headers.insert(RESET, reset);
        self.answer(answer)
    }

    /// Answers with a body as it is, such as a file or the HTML page of a gateway.
    ///
    /// # Panics
    /// If the content type has characters that a header cannot hold.
    #[track_caller]
    pub fn reply_with(
        self,
        status: StatusCode,
        content_type: &str,
        body: impl Into<Bytes>,
    ) -> Self {
        let content_type = content_type.parse().expect("the content type is a header value");
        self.answer(Answer::of(status, content_type, AnswerKind::Body(body.into())))
    }

    /// Lets the server be out of reach: the request does not come, and is not recorded.
    pub fn unreachable(self) -> Self {
        self.answer(Answer::fault(AnswerKind::Unreachable))
    }

    /// Breaks the connection when the request has been sent: nobody knows whether it was carried out.
    pub fn disconnect(self) -> Self {
        self.answer(Answer::fault(AnswerKind::Disconnect))
    }

    /// Never answers: the call waits until its time is over, or that for the headers of an answer.
    pub fn hang(self) -> Self {
        self.answer(Answer::fault(AnswerKind::Silence))
    }

    /// Lets the answer before this come after a time.
    ///
    /// # Panics
    /// If there is no answer before this.
    #[track_caller]
    pub fn after(self, delay: Duration) -> Self {
        self.change(|answer| answer.delay = delay)
    }

    /// Gives the reply before this another HTTP status.
    ///
    /// # Panics
    /// If there is no reply before this.
    #[track_caller]
    pub fn status(self, status: StatusCode) -> Self {
        self.change_reply(|answer| answer.status = status)
    }

    /// Adds a header to the reply before this.
    ///
    /// # Panics
    /// If it cannot be one, or there is no reply before this.
    #[track_caller]
    pub fn header(self, name: &str, value: &str) -> Self {
        let name = HeaderName::try_from(name).expect("the name is that of a header");
        let value = HeaderValue::try_from(value).expect("the value is that of a header");
        self.change_reply(|answer| drop(answer.headers.insert(name, value)))
    }

    #[track_caller]
    fn change(self, change: impl FnOnce(&mut Answer)) -> Self {
        let rule = self.rule.as_ref();
        let (rule, last) =
            rule.expect("give an answer first: this changes the answer that is before it");
        change(&mut rule.given().answers[*last]);
        self
    }

    /// Changes the answer before this if it is a reply.
    #[track_caller]
    fn change_reply(self, change: impl FnOnce(&mut Answer)) -> Self {
        let mut is_reply = true;
        let changed = self.change(|answer| {
            is_reply = answer.is_reply();
            if is_reply {
                change(answer);
            }
        });
        assert!(is_reply, "the answer before this is no reply: it has no status and no headers");
        changed
    }

    #[track_caller]
    fn takes_json(&self) {
        assert!(
            self.intake == Intake::Json,
            "the call answers with a body as it is: give it with `reply_with(status, content_type, body)`"
        );
    }

    fn wrap(&self) -> Wrap {
        Wrap { endpoint: self.target.endpoint(), check: self.check }
    }

    fn answer(mut self, answer: Answer) -> Self {
        let rules = &mut self.mock.state().rules;
        let known = self.rule.take().map(|(rule, _)| rule).or_else(|| {
            // Rules without conditions are one.
            let rule =
                rules.iter().find(|rule| rule.is_for(&self.target) && !rule.has_conditions());
            rule.filter(|_| self.conditions.is_empty()).cloned()
        });
        let rule = match known {
            Some(rule) => {
                rule.given().answers.push(answer);
                rule
            }
            None => {
                let given = Mutex::new(Given { answers: vec![answer], answered: 0 });
                let conditions = std::mem::take(&mut self.conditions);
                let (target, place) = (self.target.clone(), self.place);
                let rule = Arc::new(Rule { target, conditions, place, given });
                rules.push(rule.clone());
                rule
            }
        };
        let last = rule.given().answers.len() - 1;
        self.rule = Some((rule, last));
        self
    }
}

impl<C> fmt::Debug for On<'_, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match &self.target {
            Target::Declared(endpoint) => endpoint.call,
            Target::Raw { .. } => "a raw call",
        })
    }
}

impl Answer {
    pub(super) fn json(status: StatusCode, body: &Value) -> Answer {
        Answer::of(status, JSON, AnswerKind::Body(body.to_string().into()))
    }

    fn of(status: StatusCode, content_type: HeaderValue, kind: AnswerKind) -> Answer {
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_TYPE, content_type);
        headers.insert(LOG_ID, HeaderValue::from_static("log-id-of-the-mock"));
        Answer { delay: Duration::ZERO, status, headers, kind }
    }

    fn fault(kind: AnswerKind) -> Answer {
        Answer { delay: Duration::ZERO, status: StatusCode::OK, headers: HeaderMap::new(), kind }
    }

    fn is_reply(&self) -> bool {
        matches!(self.kind, AnswerKind::Body(_) | AnswerKind::Made(_))
    }

    /// The same, with a body that depends on the request.
    pub(super) fn made_of(mut self, request: &RecordedRequest) -> Answer {
        if let AnswerKind::Made(make) = &self.kind {
            self.kind = AnswerKind::Body(make(request).to_string().into());
        }
        self
    }

    /// Whether the request has come to the server.
    pub(super) fn is_reached(&self) -> bool {
        !matches!(self.kind, AnswerKind::Unreachable)
    }

    /// Gives the answer, or lets it go wrong.
    pub(super) async fn give(self) -> Result<RawReply<Arriving>, Error> {
        let Answer { delay, status, headers, kind } = self;
        if !delay.is_zero() {
            sleep(delay).await;
        }
        match kind {
            AnswerKind::Body(body) => Ok(RawReply { status, headers, body: Arriving::Here(body) }),
            AnswerKind::Made(_) => unreachable!("a rule makes the body of what it answers"),
            AnswerKind::Silence => pending().await,
            AnswerKind::Unreachable => {
                Err(Error::new(ErrorKind::Connect, "the server could not be reached"))
            }
            AnswerKind::Disconnect => {
                Err(Error::new(ErrorKind::Transport, "the connection failed"))
            }
        }
    }
}

/// How a payload becomes the reply of an endpoint.
struct Wrap {
    endpoint: Option<&'static Endpoint>,
    check: fn(RawReply) -> Result<(), Error>,
}

impl Wrap {
    /// The reply that holds a payload.
    #[track_caller]
    fn body(&self, payload: impl Serialize) -> Value {
        let payload = serde_json::to_value(payload).expect("the payload can be written as JSON");
        let place = self.endpoint.map_or(PayloadPlace::Data, |endpoint| endpoint.payload);
        // What has been wrapped already would be read as a payload without any of its fields.
        let key = match place {
            PayloadPlace::Data => "data",
            PayloadPlace::DataField(key) | PayloadPlace::Root(key) => key,
            PayloadPlace::Flat => "",
        };
        let is_reply =
            payload["code"] == 0 && (payload["data"].is_object() || payload.get(key).is_some());
        let is_alone = payload.as_object().is_some_and(|fields| fields.len() == 1);
        let is_wrapped = is_alone && place != PayloadPlace::Data && payload[key].is_object();
        assert!(
            place == PayloadPlace::Flat || !(is_reply || is_wrapped),
            "the mock puts what it replies into `{place}`, and `code` beside it: give the payload alone"
        );
        assert!(
            place != PayloadPlace::Flat || payload.is_object(),
            "the payload lies beside `code`, and {payload} has no fields"
        );
        if let Some(Paging { items, .. }) = self.endpoint.and_then(|endpoint| endpoint.paging) {
            let path = format!("/{}", items.replace('.', "/"));
            assert!(
                payload.pointer(&path).is_some_and(Value::is_array),
                "the payload is no page of this endpoint: it has no list `{items}`"
            );
        }
        let body = wrap(place, payload);
        let reply = RawReply {
            status: StatusCode::OK,
            headers: HeaderMap::new(),
            body: body.to_string().into(),
        };
        if let Err(error) = (self.check)(reply) {
            panic!("the payload is not what the call answers with: {error}");
        }
        body
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
        PayloadPlace::Flat => {
            if let (Value::Object(reply), Value::Object(fields)) = (&mut reply, payload) {
                reply.extend(fields);
            }
        }
    }
    reply
}
