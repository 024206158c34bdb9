//! Rules of a mock: for which calls they are, and what those are answered.

use std::fmt;
use std::future::pending;
use std::marker::PhantomData;
use std::time::Duration;

use bytes::Bytes;
use http::StatusCode;
use http::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use serde::Serialize;
use serde_json::{Value, json};
use tokio::time::sleep;

use super::{Mock, RecordedRequest};
use crate::call::Target;
use crate::endpoint::{Endpoint, Paging, PayloadPlace};
use crate::error::{Error, ErrorKind};
use crate::incoming::Arriving;
use crate::reply::{Intake, RawReply};

const RESET: HeaderName = HeaderName::from_static("x-ogw-ratelimit-reset");
const LOG_ID: HeaderName = HeaderName::from_static("x-tt-logid");

/// What some calls of one endpoint are answered.
pub(super) struct Rule {
    target: Target,
    conditions: Vec<Condition>,
    answers: Vec<Answer>,
    /// How many calls have been answered.
    answered: usize,
}

enum Condition {
    Path(String, String),
    Query(String, String),
    /// The body has at least this.
    Body(Value),
    When(Box<dyn Fn(&RecordedRequest) -> bool + Send>),
}

#[derive(Clone)]
pub(super) struct Answer {
    delay: Duration,
    kind: AnswerKind,
}

#[derive(Clone)]
enum AnswerKind {
    Reply { status: StatusCode, headers: HeaderMap, body: Bytes },
    Fault(Fault),
}

#[derive(Clone, Copy)]
enum Fault {
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

    pub(super) fn matches(&self, target: &Target, request: &RecordedRequest) -> bool {
        self.is_for(target) && self.conditions.iter().all(|condition| condition.holds(request))
    }

    /// Answers come in the order in which they were given; the last one stays.
    pub(super) fn next(&mut self) -> Answer {
        let index = self.answered.min(self.answers.len() - 1);
        self.answered += 1;
        self.answers[index].clone()
    }

    /// What has not been asked for.
    pub(super) fn unused(&self) -> Option<String> {
        let (answers, answered) = (self.answers.len(), self.answered);
        (answered < answers).then(|| match answered {
            0 => format!("no call has come for the rule of `{:?}`", self.target),
            _ => format!("{answered} of {answers} answers to `{:?}` were given", self.target),
        })
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
/// last.
pub struct On<'a, C> {
    mock: &'a Mock,
    target: Target,
    intake: Intake,
    conditions: Vec<Condition>,
    /// Which rule it has become with its first answer.
    rule: Option<usize>,
    delay: Duration,
    headers: HeaderMap,
    call: PhantomData<fn() -> C>,
}

/// Conditions.
impl<'a, C> On<'a, C> {
    pub(super) fn new(mock: &'a Mock, target: Target, intake: Intake) -> Self {
        On {
            mock,
            target,
            intake,
            conditions: Vec::new(),
            rule: None,
            delay: Duration::ZERO,
            headers: HeaderMap::new(),
            call: PhantomData,
        }
    }

    /// Only for calls with this value in the path: `when_path("user_id", "ou_1")`.
    ///
    /// # Panics
    /// If the endpoint has no such path parameter.
    #[track_caller]
    pub fn when_path(self, name: &str, value: impl ToString) -> Self {
        let template = self.target.endpoint().map_or("", |endpoint| endpoint.path);
        let is_parameter = template.contains(&format!("{{{name}}}"));
        assert!(is_parameter, "`{:?}` has no path parameter `{name}`", self.target);
        self.condition(Condition::Path(name.to_owned(), value.to_string()))
    }

    /// Only for calls with this value of a query parameter, among others if there are several.
    #[track_caller]
    pub fn when_query(self, name: &str, value: impl ToString) -> Self {
        self.condition(Condition::Query(name.to_owned(), value.to_string()))
    }

    /// Only for calls whose JSON body has at least these fields, with these values.
    ///
    /// # Panics
    /// If they cannot be written as JSON.
    #[track_caller]
    pub fn when_body(self, fields: impl Serialize) -> Self {
        let fields = serde_json::to_value(fields).expect("the fields can be written as JSON");
        self.condition(Condition::Body(fields))
    }

    /// Only for calls whose request is so.
    #[track_caller]
    pub fn when(self, holds: impl Fn(&RecordedRequest) -> bool + Send + 'static) -> Self {
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
    /// If the payload cannot be written as JSON, is a page without the field of its items, or lies
    /// beside `code` and is no object; and if the call answers with a file or events.
    #[track_caller]
    pub fn reply(self, payload: impl Serialize) -> Self {
        assert!(
            self.intake == Intake::Json,
            "the call answers with a body as it is: give it with `reply_with(status, content_type, body)`"
        );
        let payload = serde_json::to_value(payload).expect("the payload can be written as JSON");
        let (place, paging) = match &self.target {
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

    /// Answers with an error of the platform, under HTTP status 400, without details: for missing
    /// permissions see [`denied`](On::denied).
    pub fn fail(self, code: i64, msg: &str) -> Self {
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
    /// the seconds after which it takes calls again. The client waits that long and a bit more: compare
    /// with `>=`. For a code of the endpoint's own, set the header `x-ogw-ratelimit-reset`
    /// [with](On::header) [`fail`](On::fail).
    ///
    /// # Panics
    /// If the seconds are negative or no number.
    #[track_caller]
    pub fn rate_limited(self, seconds: impl Into<f64>) -> Self {
        let seconds = Duration::try_from_secs_f64(seconds.into());
        let seconds = seconds.expect("the seconds are a time").as_secs_f64();
        let body = json!({ "code": 99991400, "msg": "request trigger frequency limit" });
        let answer = Answer::json(StatusCode::TOO_MANY_REQUESTS, &body);
        self.header(RESET.as_str(), &seconds.to_string()).answer(answer)
    }

    /// Answers with a body as it is, such as the HTML page of a gateway.
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
        self.answer(Answer::reply(status, content_type, body.into()))
    }

    /// Lets the server be out of reach: nothing of the call is sent.
    pub fn unreachable(self) -> Self {
        self.answer(Answer::fault(Fault::Unreachable))
    }

    /// Breaks the connection when the request has been sent: nobody knows whether it was carried out.
    pub fn disconnect(self) -> Self {
        self.answer(Answer::fault(Fault::Disconnect))
    }

    /// Never answers: the call waits until its time is over, or that for the headers of an answer.
    pub fn hang(self) -> Self {
        self.answer(Answer::fault(Fault::Silence))
    }

    /// Lets the next answer come after a time.
    pub fn after(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }

    /// Adds a header to the next answer.
    ///
    /// # Panics
    /// If it cannot be one.
    #[track_caller]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        let name = HeaderName::try_from(name).expect("the name is that of a header");
        let value = HeaderValue::try_from(value).expect("the value is that of a header");
        self.headers.insert(name, value);
        self
    }

    fn answer(mut self, mut answer: Answer) -> Self {
        answer.delay = std::mem::take(&mut self.delay);
        let added = std::mem::take(&mut self.headers);
        if let AnswerKind::Reply { headers, .. } = &mut answer.kind {
            headers.extend(added);
        }
        let rules = &mut self.mock.state().rules;
        let index = match self.rule {
            Some(index) => index,
            None => {
                let conditions = std::mem::take(&mut self.conditions);
                index_of(rules, &self.target, conditions)
            }
        };
        rules[index].answers.push(answer);
        self.rule = Some(index);
        self
    }
}

/// The rule for calls with such conditions: one without any is written on, another is a new one.
fn index_of(rules: &mut Vec<Rule>, target: &Target, conditions: Vec<Condition>) -> usize {
    let known = rules.iter().position(|rule| rule.is_for(target) && !rule.has_conditions());
    match known.filter(|_| conditions.is_empty()) {
        Some(index) => index,
        None => {
            let (target, answers) = (target.clone(), Vec::new());
            rules.push(Rule { target, conditions, answers, answered: 0 });
            rules.len() - 1
        }
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
        let content_type = HeaderValue::from_static("application/json; charset=utf-8");
        Answer::reply(status, content_type, body.to_string().into())
    }

    fn reply(status: StatusCode, content_type: HeaderValue, body: Bytes) -> Answer {
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_TYPE, content_type);
        headers.insert(LOG_ID, HeaderValue::from_static("log-id-of-the-mock"));
        Answer { delay: Duration::ZERO, kind: AnswerKind::Reply { status, headers, body } }
    }

    fn fault(fault: Fault) -> Answer {
        Answer { delay: Duration::ZERO, kind: AnswerKind::Fault(fault) }
    }

    /// Gives the answer, or lets it go wrong.
    pub(super) async fn give(self) -> Result<RawReply<Arriving>, Error> {
        if !self.delay.is_zero() {
            sleep(self.delay).await;
        }
        match self.kind {
            AnswerKind::Reply { status, headers, body } => {
                Ok(RawReply { status, headers, body: Arriving::Here(body) })
            }
            AnswerKind::Fault(Fault::Silence) => pending().await,
            AnswerKind::Fault(Fault::Unreachable) => {
                Err(Error::new(ErrorKind::Connect, "the server could not be reached"))
            }
            AnswerKind::Fault(Fault::Disconnect) => {
                Err(Error::new(ErrorKind::Transport, "the connection failed"))
            }
        }
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
