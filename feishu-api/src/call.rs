//! A call: what the generated code fills in.

mod execute;

use std::any::Any;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use http::Method;
use http::header::{
    AUTHORIZATION, CONNECTION, CONTENT_LENGTH, HOST, HeaderMap, HeaderName, HeaderValue,
    TRANSFER_ENCODING,
};
use serde_json::Value;

use crate::body::{Body, ToContent, ToJson};
use crate::client::{Caller, Client, Credential};
use crate::encode::{self, Entries, ToParam};
use crate::endpoint::{Endpoint, Paging, PagingStyle, PayloadPlace, TokenKind, TokenPlace};
use crate::error::{Error, ErrorKind, Result};
use crate::file::{Parts, ToPart};
use crate::page::{ItemStream, PageStream};
use crate::reply::Payload;
use crate::response::{ResponseFuture, SendFuture, Sending};
use crate::retry::RetryPolicy;

/// What a call is made to, for messages: the template of a declared path, a raw path as it is.
#[derive(Clone, PartialEq)]
pub(crate) enum Target {
    Declared(&'static Endpoint),
    Raw { method: Method, path: Arc<str> },
}

impl Target {
    pub(crate) fn endpoint(&self) -> Option<&'static Endpoint> {
        match self {
            Target::Declared(endpoint) => Some(endpoint),
            Target::Raw { .. } => None,
        }
    }

    /// Whether it is on another server than the platform's, with codes of its own.
    pub(crate) fn is_elsewhere(&self) -> bool {
        self.endpoint().is_some_and(|endpoint| !endpoint.path.starts_with('/'))
    }

    pub(crate) fn method(&self) -> &Method {
        match self {
            Target::Declared(endpoint) => &endpoint.method,
            Target::Raw { method, .. } => method,
        }
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Target::Declared(endpoint) => write!(f, "{endpoint}"),
            Target::Raw { method, path } => write!(f, "{method} {path}"),
        }
    }
}

impl fmt::Debug for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

/// A call under construction. It borrows nothing and has no type parameter: its arguments are
/// encoded when they are given, and the first that cannot be sent is what the call answers with.
pub struct Call(State);

enum State {
    Draft(Box<Draft>),
    /// Answered without being sent.
    Failed(Error),
    /// Answered by a fake; the box holds a `Result<T>`, and the lock makes a call `Sync` even if
    /// `T` is not.
    Ready(&'static Endpoint, Mutex<Box<dyn Any + Send>>),
}

/// The parts of a request.
#[derive(Clone)]
pub(crate) struct Draft {
    caller: Caller,
    target: Target,
    /// The kind of token that is sent; nothing if none is.
    token: Option<TokenKind>,
    payload: PayloadPlace,
    /// The path up to the end of what is filled so far; with the origin if it is not the client's.
    url: String,
    /// The part of the path template behind that.
    template: &'static str,
    query: Entries,
    headers: HeaderMap,
    body: Body,
    timeout: Option<Duration>,
    retry: Option<RetryPolicy>,
    /// Whether it may be carried out twice, whatever its verb.
    is_idempotent: bool,
}

/// Called by generated code.
#[doc(hidden)]
impl Call {
    #[inline]
    pub fn new<I>(client: &Client<I>, endpoint: &'static Endpoint) -> Call {
        Call::declared(client.caller(), endpoint)
    }

    fn declared(caller: &Caller, endpoint: &'static Endpoint) -> Call {
        let token = caller.token_for(endpoint.tokens);
        let mut call = Call::start(caller, Target::Declared(endpoint), token, endpoint.payload);
        if let Some(draft) = call.draft() {
            draft.begin_path(endpoint.path);
            draft.fill_literal(endpoint.path);
        }
        match endpoint.credential.map(|name| (name, caller.credential(name))) {
            None => {}
            Some((_, Some(Credential { header, value }))) => {
                if let Some(draft) = call.draft() {
                    draft.headers.insert(header.clone(), value.clone());
                }
            }
            Some((name, None)) => call.fail(Error::argument(format!(
                "the client has no credential `{name}`: set it with `credential` of its builder"
            ))),
        }
        call
    }

    pub fn not_implemented(endpoint: &'static Endpoint) -> Call {
        let detail = format!(
            "`{}::{}` is not implemented here: give it an answer with `ready(...)`",
            endpoint.api, endpoint.name
        );
        let error = Error::new(ErrorKind::NotImplemented, detail);
        Call(State::Failed(error.with_target(&Target::Declared(endpoint))))
    }

    pub fn ready<T: Send + 'static>(endpoint: &'static Endpoint, answer: Result<T>) -> Call {
        Call(State::Ready(endpoint, Mutex::new(Box::new(answer))))
    }

    /// Fills the next placeholder of the template.
    pub fn path(&mut self, name: &'static str, value: &dyn ToParam) {
        self.encode(|draft| {
            encode::segment(&mut draft.url, name, value)?;
            let after = draft.template.find('}').map_or(0, |brace| brace + 1);
            draft.fill_literal(&draft.template[after..]);
            Ok(())
        });
    }

    pub fn query(&mut self, name: &'static str, value: &dyn ToParam) {
        if let Some(draft) = self.draft() {
            draft.query.query(name, value);
        }
    }

    pub fn query_csv(&mut self, name: &'static str, value: &dyn ToParam) {
        self.encode(|draft| draft.query.query_csv(name, value));
    }

    #[inline]
    pub fn query_json<T: ToJson + ?Sized>(&mut self, name: &'static str, value: &T) {
        match serde_json::to_string(value) {
            Ok(json) => self.query(name, &json),
            Err(error) => self.unserializable(name, error),
        }
    }

    #[inline]
    pub fn query_flatten<T: ToJson + ?Sized>(&mut self, name: &'static str, value: &T) {
        match serde_json::to_string(value) {
            Ok(object) => self.encode(|draft| draft.query.query_fields(name, &object)),
            Err(error) => self.unserializable(name, error),
        }
    }

    /// `name` is in lower case.
    pub fn header(&mut self, name: &'static str, value: &dyn ToParam) {
        match encode::single(name, value) {
            Ok(value) => self.insert_header(name, &value),
            Err(error) => self.fail(error),
        }
    }

    /// Begins a body of fields: the endpoint takes a JSON object, be it an empty one.
    pub fn fields(&mut self) {
        if let Some(draft) = self.draft() {
            draft.body = Body::Fields(Entries::default());
        }
    }

    #[inline]
    pub fn field<T: ToJson + ?Sized>(&mut self, name: &'static str, value: &T) {
        if let Some(Draft { body: Body::Fields(fields), .. }) = self.draft()
            && let Err(error) = fields.field(name, value)
        {
            self.unserializable(name, error);
        }
    }

    #[inline]
    pub fn field_flatten<T: ToJson + ?Sized>(&mut self, name: &'static str, value: &T) {
        match serde_json::to_string(value) {
            Ok(object) => self.encode(|draft| match &mut draft.body {
                Body::Fields(fields) => fields.fields(name, &object),
                _ => Ok(()),
            }),
            Err(error) => self.unserializable(name, error),
        }
    }

    /// Begins a form: the endpoint takes one, be it an empty one.
    pub fn forms(&mut self) {
        if let Some(draft) = self.draft() {
            draft.body = Body::Form(Entries::default());
        }
    }

    pub fn form(&mut self, name: &'static str, value: &dyn ToParam) {
        if let Some(Draft { body: Body::Form(fields), .. }) = self.draft() {
            fields.form(name, value);
        }
    }

    /// Begins a multipart body: the endpoint takes one, be it without parts.
    pub fn parts(&mut self) {
        if let Some(draft) = self.draft() {
            draft.body = Body::Parts(Parts::default());
        }
    }

    pub fn part(&mut self, name: &'static str, value: &dyn ToPart) {
        self.encode(|draft| match &mut draft.body {
            Body::Parts(parts) => parts.put(name, value),
            _ => Ok(()),
        });
    }

    #[inline]
    pub fn part_json<T: ToJson + ?Sized>(&mut self, name: &'static str, value: &T) {
        match serde_json::to_string(value) {
            Ok(json) => self.json_part(name, json),
            Err(error) => self.unserializable(name, error),
        }
    }

    #[inline]
    pub fn json<T: ToJson + ?Sized>(&mut self, value: &T) {
        match serde_json::to_vec(value) {
            Ok(json) => self.body(Body::Json(json.into())),
            Err(error) => self.unserializable("body", error),
        }
    }

    pub fn content(&mut self, media_type: &'static str, value: &dyn ToContent) {
        match Body::content(value, media_type) {
            Ok(body) => self.body(body),
            Err(error) => self.fail(error),
        }
    }

    pub fn with_timeout(&mut self, timeout: Duration) {
        if let Some(draft) = self.draft() {
            draft.timeout = Some(timeout);
        }
    }

    pub fn with_header(&mut self, name: &str, value: &str) {
        self.insert_header(name, value);
    }

    pub fn with_retry(&mut self, policy: RetryPolicy) {
        if let Some(draft) = self.draft() {
            draft.retry = Some(policy);
        }
    }

    #[inline]
    pub fn send<T>(self) -> SendFuture<T> {
        SendFuture::new(self.sending())
    }

    #[inline]
    pub fn into_future<T>(self) -> ResponseFuture<T> {
        ResponseFuture(self.send())
    }

    #[inline]
    pub fn pages<T>(self) -> PageStream<T> {
        let request = match &self.0 {
            State::Draft(draft) => Some(draft.clone()),
            State::Failed(_) | State::Ready(..) => None,
        };
        PageStream::new(request, self.send())
    }

    #[inline]
    pub fn items<T>(self) -> ItemStream<T> {
        ItemStream::new(self.pages())
    }
}

impl Call {
    /// A call of an endpoint that is not declared.
    pub(crate) fn raw(caller: &Caller, method: Method, path: &str) -> Call {
        let shown: Arc<str> = path.split(['?', '#']).next().unwrap_or_default().into();
        let token = caller.token_for(&[TokenKind::Tenant, TokenKind::User]);
        let target = Target::Raw { method, path: shown };
        let mut call = Call::start(caller, target, token, PayloadPlace::Data);
        let fault = if path.contains(['?', '#']) {
            Some("the path has a query: give each parameter with `query`")
        } else if !path.starts_with('/') {
            // Another server would be sent the token; it takes a declaration with a `host`.
            Some("the path does not start with `/`")
        } else if path.starts_with("/open-apis/") {
            Some("the path is relative to `/open-apis`: drop the prefix")
        } else if path.contains('\\') || path.contains(char::is_control) {
            Some("the path has a backslash or a control character")
        } else if path.split('/').any(is_dots) {
            Some("the path has a segment `.` or `..`")
        } else {
            None
        };
        match (fault, call.draft()) {
            (Some(fault), _) => call.fail(Error::argument(fault)),
            (None, Some(draft)) => {
                draft.begin_path(path);
                draft.url.push_str(path);
            }
            (None, None) => {}
        }
        call
    }

    fn start(
        caller: &Caller,
        target: Target,
        token: Option<TokenKind>,
        payload: PayloadPlace,
    ) -> Call {
        if let Some(Err(error)) = token.map(|kind| caller.check_token(kind)) {
            return Call(State::Failed(error.with_target(&target)));
        }
        let is_idempotent = target
            .endpoint()
            .is_some_and(|endpoint| endpoint.idempotent || endpoint.idempotency_key.is_some());
        Call(State::Draft(Box::new(Draft {
            caller: caller.clone(),
            target,
            token,
            payload,
            url: String::new(),
            template: "",
            query: Entries::default(),
            headers: HeaderMap::new(),
            body: Body::None,
            timeout: None,
            retry: None,
            is_idempotent,
        })))
    }

    fn draft(&mut self) -> Option<&mut Draft> {
        match &mut self.0 {
            State::Draft(draft) => Some(draft),
            State::Failed(_) | State::Ready(..) => None,
        }
    }

    /// Writes an argument into the request; if it cannot be sent, the call has failed.
    fn encode(&mut self, write: impl FnOnce(&mut Draft) -> Result<()>) {
        if let Some(draft) = self.draft()
            && let Err(error) = write(draft)
        {
            self.fail(error);
        }
    }

    fn fail(&mut self, error: Error) {
        if let State::Draft(draft) = &self.0 {
            self.0 = State::Failed(error.with_target(&draft.target));
        }
    }

    fn unserializable(&mut self, what: &str, error: serde_json::Error) {
        self.fail(unserializable(what, error));
    }

    fn insert_header(&mut self, name: &str, value: &str) {
        let Some(draft) = self.draft() else { return };
        let is_set_here = |name: &HeaderName| match *name {
            AUTHORIZATION => draft.token.is_some(),
            ref name => [CONTENT_LENGTH, HOST, TRANSFER_ENCODING, CONNECTION].contains(name),
        };
        match (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            (Ok(name), _) if is_set_here(&name) => {
                self.fail(Error::argument(format!("header `{name}` is set by the client")));
            }
            (Ok(name), Ok(value)) => {
                draft.headers.insert(name, value);
            }
            (Err(_), _) => self.fail(Error::argument(format!("{name:?} is not a header name"))),
            (_, Err(_)) => {
                let detail = format!(
                    "the value of header `{name}` has characters that a header cannot hold"
                );
                self.fail(Error::argument(detail));
            }
        }
    }

    fn body(&mut self, body: Body) {
        if let Some(draft) = self.draft() {
            draft.body = body;
        }
    }

    fn json_part(&mut self, name: &'static str, json: String) {
        if let Some(Draft { body: Body::Parts(parts), .. }) = self.draft() {
            parts.put_json(name, json);
        }
    }

    /// Sends the request to another address than the declared one.
    pub(crate) fn send_to(&mut self, url: Option<&str>) {
        if let (Some(draft), Some(url)) = (self.draft(), url) {
            url.clone_into(&mut draft.url);
        }
    }

    pub(crate) fn raw_query(&mut self, name: String, value: &dyn ToParam) {
        if let Some(draft) = self.draft() {
            draft.query.query(name, value);
        }
    }

    pub(crate) fn use_app_token(&mut self) {
        if let Some(draft) = self.draft() {
            draft.token = draft.caller.token_for(&[TokenKind::App, TokenKind::User]);
        }
    }

    pub(crate) fn use_no_token(&mut self) {
        if let Some(draft) = self.draft() {
            draft.token = None;
        }
    }

    pub(crate) fn set_idempotent(&mut self) {
        if let Some(draft) = self.draft() {
            draft.is_idempotent = true;
        }
    }

    pub(crate) fn set_payload(&mut self, payload: PayloadPlace) {
        if let Some(draft) = self.draft() {
            draft.payload = payload;
        }
    }

    fn sending(self) -> Sending {
        match self.0 {
            State::Draft(draft) => Sending::unsent(draft),
            State::Failed(error) => Sending::known(None, Err(error)),
            State::Ready(endpoint, answer) => {
                let answer = answer.into_inner().unwrap_or_else(PoisonError::into_inner);
                Sending::known(Some(Target::Declared(endpoint)), Ok(answer))
            }
        }
    }
}

impl fmt::Debug for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            State::Draft(draft) => write!(f, "Call({})", draft.target),
            State::Failed(error) => write!(f, "Call(failed: {error})"),
            State::Ready(endpoint, _) => write!(f, "Call({endpoint}, answered)"),
        }
    }
}

impl Draft {
    fn begin_path(&mut self, path: &str) {
        if path.starts_with('/') {
            let base = self.caller.base_url().path();
            self.url.reserve(base.len() + path.len() + 64);
            self.url.push_str(base);
        }
    }

    /// Appends the template up to its next placeholder.
    fn fill_literal(&mut self, template: &'static str) {
        let (literal, rest) = template.split_at(template.find('{').unwrap_or(template.len()));
        self.url.push_str(literal);
        self.template = rest;
    }

    pub(crate) fn target(&self) -> &Target {
        &self.target
    }

    /// The page token that the request was given, or the number that stands for it.
    pub(crate) fn page_token(&self) -> Option<String> {
        let Paging { style, token: name, token_place, .. } = Paging::of(self.target.endpoint());
        let given = match (token_place, &self.body) {
            (TokenPlace::Field | TokenPlace::Body, body) => match body.json_at(name) {
                Some(Value::String(token)) => Some(token),
                Some(Value::Number(number)) => Some(number.to_string()),
                _ => None,
            },
            (TokenPlace::Form, Body::Form(fields)) => fields.get(name).and_then(decoded),
            _ => self.query.get(name).and_then(decoded),
        };
        given.or(style.first().map(|number| number.to_string()))
    }

    /// Whether pages are asked for by a number, not by what came with the last one.
    pub(crate) fn counts_pages(&self) -> bool {
        Paging::of(self.target.endpoint()).style != PagingStyle::Token
    }

    /// The same request for another page.
    pub(crate) fn with_page_token<T>(&self, token: &str) -> Result<SendFuture<T>> {
        let mut next = self.clone();
        let Paging { style, token: name, token_place, .. } = Paging::of(self.target.endpoint());
        match (token_place, &mut next.body) {
            (TokenPlace::Field | TokenPlace::Body, body) => {
                // What was given as a number or as a text stays one.
                let is_number = match body.json_at(name) {
                    Some(given) => given.is_number(),
                    None => style != PagingStyle::Token,
                };
                let value = match token.parse::<u64>() {
                    Ok(number) if is_number => Value::from(number),
                    _ => Value::from(token),
                };
                body.set_json_at(name, &value).map_err(|error| self.blame(error))?;
            }
            (TokenPlace::Form, Body::Form(fields)) => fields.form(name, &token),
            _ => next.query.query(name, &token),
        }
        Ok(SendFuture::new(Sending::unsent(Box::new(next))))
    }

    /// Adds what is known of the call to an error.
    pub(crate) fn blame(&self, error: Error) -> Error {
        error.with_target(&self.target)
    }
}

fn unserializable(what: &str, error: serde_json::Error) -> Error {
    Error::argument(format!("`{what}` cannot be written as JSON")).with_source(error)
}

/// The value of `&name=value`.
fn decoded(entry: &str) -> Option<String> {
    let (_, value) = form_urlencoded::parse(entry.as_bytes()).next()?;
    Some(value.into_owned())
}

/// Whether a URL's parser would resolve the segment away, as it does with encoded dots too.
fn is_dots(segment: &str) -> bool {
    matches!(segment.to_ascii_lowercase().replace("%2e", ".").as_str(), "." | "..")
}

/// Implemented by each generated call.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not the call of an endpoint",
    label = "not a call",
    note = "the call of `UserApi::get` is `UserGetCall`: it stands beside the trait"
)]
pub trait EndpointCall {
    /// The declaration of the endpoint, as data.
    const ENDPOINT: &'static Endpoint;

    /// What the call answers with.
    type Payload: Payload;
}
