//! One endpoint of ours, and how it is held against the documentation.

use std::collections::BTreeSet;
use std::fmt::Debug;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;

use feishu_api::prelude::*;
use feishu_api::serde::de::DeserializeOwned;
use feishu_api::serde_json::{self, Map, Value, json};
use feishu_api::testing::{Mock, RecordedRequest};
use feishu_api::{Endpoint, EndpointCall, PayloadPlace, StatusCode, TokenKind};

use crate::documented::{Arguments, Documented, MADE, Sample};

/// An endpoint by its documented id, and a call of it.
pub(crate) struct Row {
    pub(crate) id: &'static str,
    make: fn(&Clients, &Arguments) -> Made,
}

/// What the documentation says, and we do otherwise: the endpoint, what is found, and why it is so.
pub(crate) type Contradiction = (&'static str, &'static str, &'static str);

pub(crate) fn row(id: &'static str, make: fn(&Clients, &Arguments) -> Made) -> Row {
    Row { id, make }
}

/// Those who call.
pub(crate) struct Clients {
    pub(crate) app: Client,
    pub(crate) user: Client<AsUser>,
}

/// A call that has been made, and how its reply is looked at.
pub(crate) struct Made {
    endpoint: &'static Endpoint,
    /// Sends it, and shows what it answers with.
    shown: Pin<Box<dyn Future<Output = Result<String>>>>,
    /// What of a reply is not read.
    ignored: fn(&Endpoint, &Value) -> Vec<String>,
    reply_with: fn(&Mock, Reply),
    requests: fn(&Mock) -> Vec<RecordedRequest>,
}

enum Reply {
    Json(String),
    File(&'static str),
}

/// A call that answers with a model.
pub(crate) fn answer<T, C>(call: C) -> Made
where
    C: EndpointCall<Payload = T> + IntoFuture<Output = Result<T>, IntoFuture: 'static>,
    T: DeserializeOwned + Debug,
{
    made::<C>(
        call,
        |value| format!("{value:?}"),
        |endpoint, reply| {
            let (payload, mut ignored) = payload(endpoint, reply);
            ignored.extend(ignored_in::<T>(&payload));
            ignored
        },
    )
}

/// A call that answers with a page.
pub(crate) fn page<T, C>(call: C) -> Made
where
    C: EndpointCall<Payload = Page<T>> + IntoFuture<Output = Result<Page<T>>, IntoFuture: 'static>,
    T: DeserializeOwned + Debug,
{
    made::<C>(
        call,
        |page| format!("{page:?}"),
        |endpoint, reply| {
            let (payload, mut ignored) = payload(endpoint, reply);
            let paging = endpoint.paging.expect("a page is declared as one");
            for (name, value) in payload.as_object().into_iter().flatten() {
                if name == paging.items {
                    ignored.extend(ignored_in::<Vec<T>>(value));
                } else if ![paging.next, paging.more, paging.total.unwrap_or_default()]
                    .contains(&&**name)
                {
                    ignored.push(name.clone());
                }
            }
            ignored
        },
    )
}

/// A call that answers with nothing.
pub(crate) fn done<C>(call: C) -> Made
where
    C: EndpointCall<Payload = ()> + IntoFuture<Output = Result<()>, IntoFuture: 'static>,
{
    made::<C>(
        call,
        |()| String::new(),
        |endpoint, reply| {
            let (payload, mut ignored) = payload(endpoint, reply);
            ignored.extend(payload.as_object().into_iter().flatten().map(|(name, _)| name.clone()));
            ignored
        },
    )
}

/// A call that answers with a file.
pub(crate) fn file<C>(call: C) -> Made
where
    C: EndpointCall<Payload = Download>
        + IntoFuture<Output = Result<Download>, IntoFuture: 'static>,
{
    let call = call.into_future();
    let shown = async move { call.await?.into_bytes().await.map(|bytes| format!("{bytes:?}")) };
    Made { shown: Box::pin(shown), ..of::<C>() }
}

fn made<C: EndpointCall + IntoFuture<Output = Result<C::Payload>, IntoFuture: 'static>>(
    call: C,
    show: fn(&C::Payload) -> String,
    ignored: fn(&Endpoint, &Value) -> Vec<String>,
) -> Made {
    let call = call.into_future();
    Made {
        shown: Box::pin(async move { call.await.map(|value| show(&value)) }),
        ignored,
        ..of::<C>()
    }
}

fn of<C: EndpointCall>() -> Made {
    Made {
        endpoint: C::ENDPOINT,
        shown: Box::pin(std::future::pending()),
        ignored: |_, _| Vec::new(),
        reply_with: |mock, reply| {
            let (content_type, body) = match reply {
                Reply::Json(json) => ("application/json", json),
                Reply::File(content) => ("application/octet-stream", content.to_owned()),
            };
            mock.on::<C>().reply_with(StatusCode::OK, content_type, body);
        },
        requests: |mock| mock.requests_of::<C>(),
    }
}

/// Sets what an example has of the optional arguments: `name`, `[name]` for a list, `{name}` for what is
/// borrowed, each with `= "wire"` in parentheses where the name on the wire is another.
macro_rules! set {
    ($call:expr, $at:expr $(, $setter:tt)* $(,)?) => {{
        let call = $call;
        $(let call = set!(@one call, $at, $setter);)*
        call
    }};
    (@one $call:ident, $at:expr, [$name:ident]) => { set!(@one $call, $at, [$name = (stringify!($name))]) };
    (@one $call:ident, $at:expr, {$name:ident}) => { set!(@one $call, $at, {$name = (stringify!($name))}) };
    (@one $call:ident, $at:expr, ($name:ident = $wire:tt)) => {
        match $at.opt($wire) { Some(value) => $call.$name(value), None => $call }
    };
    (@one $call:ident, $at:expr, [$name:ident = $wire:tt]) => {
        match $at.opt::<Vec<_>>($wire) { Some(value) => $call.$name(&value), None => $call }
    };
    (@one $call:ident, $at:expr, {$name:ident = $wire:tt}) => {
        match $at.opt($wire) { Some(value) => $call.$name(&value), None => $call }
    };
    (@one $call:ident, $at:expr, $name:ident) => { set!(@one $call, $at, ($name = (stringify!($name)))) };
}
pub(crate) use set;

impl Row {
    /// The endpoint that is called.
    pub(crate) fn endpoint(&self, documented: &Documented) -> &'static Endpoint {
        let (_, clients) = mocked();
        (self.make)(&clients, &documented.some_arguments()).endpoint
    }

    /// How the declaration differs from the documentation.
    pub(crate) fn compare(&self, documented: &Documented) -> Vec<(&'static str, String)> {
        let endpoint = self.endpoint(documented);
        let mut found = Vec::new();
        let mut compare = |what: &'static str, ours: String, theirs: String| {
            if ours != theirs {
                found.push((what, format!("{ours}, documented {theirs}")));
            }
        };
        let path = match &documented.host {
            Some(host) => format!("https://{host}{}", documented.path),
            None => documented.path.trim_start_matches("/open-apis").to_owned(),
        };
        compare("path", endpoint.to_string(), format!("{} {path}", documented.method));
        let tokens = endpoint.tokens.iter().map(TokenKind::to_string).collect();
        let theirs = documented.tokens.iter().filter(|token| *token != "none").cloned().collect();
        compare("tokens", joined(tokens), joined(theirs));
        let scopes = endpoint.scopes.iter().map(|scope| (*scope).to_owned()).collect();
        let theirs = documented.scopes.iter().flat_map(|scopes| scopes.any_of.clone()).collect();
        compare("scopes", joined(scopes), joined(theirs));
        let limits: Vec<String> = endpoint.rate_limits.iter().map(ToString::to_string).collect();
        compare("limits", limits.join(","), documented.rate_limit.clone().unwrap_or_default());
        compare("docs", endpoint.docs.unwrap_or_default().to_owned(), documented.doc_url.clone());
        let codes = endpoint.codes.iter().map(|(code, _)| code);
        let unknown = codes.filter(|code| documented.errors.iter().all(|it| it.code != **code));
        compare("codes", unknown.map(ToString::to_string).collect(), String::new());
        let parameters = documented.query_params.iter().chain(&documented.body);
        let key =
            parameters.map(|it| &*it.name).find(|name| ["uuid", "client_token"].contains(name));
        let (ours, theirs) =
            (endpoint.idempotency_key.unwrap_or_default(), key.unwrap_or_default());
        compare("key", ours.to_owned(), theirs.to_owned());
        if let Some(items) = documented.pagination.as_ref().and_then(|page| page.items.clone()) {
            let ours = endpoint.paging.map_or_else(String::new, |paging| paging.items.to_owned());
            compare("items", ours, items);
        }
        found
    }

    /// What of an example is not sent as it stands there, with the values.
    pub(crate) async fn check_request(
        &self,
        documented: &Documented,
        example: &Arguments,
    ) -> Vec<(String, String)> {
        let (mock, clients) = mocked();
        let made = match catch_unwind(AssertUnwindSafe(|| (self.make)(&clients, example))) {
            Ok(made) => made,
            Err(panic) => {
                let text = panic.downcast_ref::<String>().cloned().unwrap_or_default();
                return vec![("cannot be made".to_owned(), text)];
            }
        };
        (made.reply_with)(&mock, Reply::Json(r#"{"code":0,"data":{}}"#.to_owned()));
        let outcome = made.shown.await;
        let Some(request) = (made.requests)(&mock).pop() else {
            return vec![("not sent".to_owned(), outcome.unwrap_err().to_string())];
        };
        let mut found = Vec::new();
        for (name, value) in example.path_values() {
            let sent = request.path_value(name);
            if sent.as_deref() != Some(value) {
                found.push((format!("path `{name}`"), format!("{sent:?}, documented {value:?}")));
            }
        }
        let key = made.endpoint.idempotency_key;
        let (query, expected) = (request.query(), example.query_pairs());
        for (name, value) in query.iter().filter(|pair| !expected.contains(pair)) {
            if Some(&**name) != key {
                found.push((format!("query `{name}`"), format!("{value:?} is sent")));
            }
        }
        for (name, value) in expected.iter().filter(|pair| !query.contains(pair)) {
            found.push((format!("query `{name}`"), format!("{value:?} is not sent")));
        }
        let body = match documented.content_type.as_deref() {
            Some(kind) if kind.starts_with("multipart") => parts(&request, documented),
            _ => request.json(),
        };
        difference(&body, example.body(), "", &mut |path, sent, expected| {
            // A key that is not in the example is made; a body without fields is an empty object.
            let is_made_key = expected.is_null() && Some(path) == key;
            let is_empty_body = path.is_empty() && *sent == json!({});
            if !is_made_key && !is_empty_body {
                found.push((format!("body `{path}`"), format!("{sent}, documented {expected}")));
            }
        });
        found
    }

    /// What of a reply is not read, or lost.
    pub(crate) async fn check_reply(
        &self,
        documented: &Documented,
        reply: &Sample<Value>,
    ) -> Vec<(String, String)> {
        if documented.response_kind == "binary" {
            let shown = self.read(documented, Reply::File("the content")).await.unwrap();
            assert!(shown.contains("the content"), "{shown}");
            return Vec::new();
        }
        let Sample { name, value: reply } = reply;
        let shown = match self.read(documented, Reply::Json(reply.to_string())).await {
            Ok(shown) => shown,
            Err(error) => return vec![("cannot be read".to_owned(), error.to_string())],
        };
        let (_, clients) = mocked();
        let made = (self.make)(&clients, &documented.some_arguments());
        let ignored = (made.ignored)(made.endpoint, reply);
        let mut found = Vec::new();
        // What is made has the values that are documented, and all of them are declared.
        let unlisted = shown.split("Unlisted(").skip(1).filter(|_| name == MADE);
        for value in unlisted.filter(|value| !value.starts_with("\"made ")) {
            let value = value.split(')').next().unwrap_or_default();
            found.push(("a value is not listed".to_owned(), value.to_owned()));
        }
        if !shown.is_empty() {
            let place = place(made.endpoint);
            let mut leaves = Vec::new();
            collect(reply.pointer(&place).unwrap_or(&Value::Null), "", &mut leaves);
            for leaf in leaves.iter().filter(|leaf| !is_ignored(leaf, &ignored)) {
                let mut changed = reply.clone();
                let value = changed.pointer_mut(&format!("{place}{leaf}"));
                let value = value.expect("the leaf is there");
                let before = value.take();
                *value = other(&before);
                let read = self.read(documented, Reply::Json(changed.to_string())).await;
                let is_secret = shown.contains(&format!("{}: Some(SecretBox", last(leaf)));
                if read.is_ok_and(|read| read == shown) && !is_secret {
                    found.push((format!("`{leaf}` is lost"), before.to_string()));
                }
            }
        }
        found.extend(
            ignored.into_iter().map(|path| (format!("`{path}` is ignored"), String::new())),
        );
        found
    }

    /// What a call shows that is answered so.
    async fn read(&self, documented: &Documented, reply: Reply) -> Result<String> {
        let (mock, clients) = mocked();
        let made = (self.make)(&clients, &documented.some_arguments());
        (made.reply_with)(&mock, reply);
        made.shown.await
    }
}

fn mocked() -> (Mock, Clients) {
    let mock = Mock::new();
    let app = Client::builder("cli_mock", "secret").mock(&mock).build().unwrap();
    let user = app.as_user("u-mock");
    (mock, Clients { app, user })
}

fn joined(names: BTreeSet<String>) -> String {
    names.into_iter().collect::<Vec<_>>().join(" ")
}

/// What stands beside a payload.
const ENVELOPE: [&str; 3] = ["code", "msg", "message"];

/// What stands beside a flat payload, or in its place if the call has failed.
const FAILURE: [&str; 4] = ["code", "msg", "error", "error_description"];

/// The payload of a reply, and the names of what stands beside it.
fn payload(endpoint: &Endpoint, reply: &Value) -> (Value, Vec<String>) {
    let place = place(endpoint);
    if place.is_empty() {
        let mut fields = reply.as_object().cloned().unwrap_or_default();
        fields.retain(|name, _| !FAILURE.contains(&&**name));
        return (fields.into(), Vec::new());
    }
    let path: Vec<&str> = place.split('/').skip(1).collect();
    let (mut value, mut beside) = (reply, Vec::new());
    for (depth, key) in path.iter().enumerate() {
        let known: &[&str] = if depth == 0 { &ENVELOPE } else { &[] };
        let others = value.as_object().into_iter().flatten().map(|(name, _)| &**name);
        let others = others.filter(|name| name != key && !known.contains(name));
        beside.extend(others.map(|name| [&path[..depth], &[name]].concat().join(".")));
        value = &value[*key];
    }
    (value.clone(), beside)
}

fn ignored_in<T: DeserializeOwned>(payload: &Value) -> Vec<String> {
    let mut ignored = Vec::new();
    let text = payload.to_string();
    let mut from = serde_json::Deserializer::from_str(&text);
    let _ = serde_ignored::deserialize::<_, _, T>(&mut from, |path| ignored.push(path.to_string()));
    ignored
}

/// Where in a reply the payload is, as a pointer.
fn place(endpoint: &Endpoint) -> String {
    match endpoint.payload {
        PayloadPlace::Data => "/data".to_owned(),
        PayloadPlace::DataField(field) => format!("/data/{}", field.replace('.', "/")),
        PayloadPlace::Root(key) => format!("/{key}"),
        _ => String::new(),
    }
}

/// The pointers to all texts, numbers and truths.
fn collect(value: &Value, pointer: &str, leaves: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                collect(value, &format!("{pointer}/{name}"), leaves);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                collect(item, &format!("{pointer}/{index}"), leaves);
            }
        }
        Value::Null => {}
        _ => leaves.push(pointer.to_owned()),
    }
}

fn last(pointer: &str) -> &str {
    pointer.rsplit('/').next().unwrap_or_default()
}

/// Whether a leaf is not the payload's: ignored, which is told by itself, or of the page or the envelope.
fn is_ignored(leaf: &str, ignored: &[String]) -> bool {
    const AROUND: [&str; 7] =
        ["/page_token", "/has_more", "/total", "/code", "/msg", "/error", "/error_description"];
    let path = leaf.trim_start_matches('/').replace('/', ".");
    let is_part = |of: &String| path == **of || path.starts_with(&format!("{of}."));
    AROUND.contains(&leaf) || ignored.iter().any(is_part)
}

/// Another value of the same kind.
fn other(value: &Value) -> Value {
    match value {
        Value::Bool(value) => json!(!value),
        Value::Number(number) => json!(number.as_i64().unwrap_or_default() + 1),
        Value::String(text) => match text.parse::<i64>() {
            Ok(number) => json!((number + 1).to_string()),
            Err(_) if text.starts_with('{') => json!(text.replacen('{', "{ ", 1)),
            Err(_) => json!(format!("{text}x")),
        },
        other => other.clone(),
    }
}

/// The parts of a multipart body that are texts, in the types that the documentation has.
fn parts(request: &RecordedRequest, documented: &Documented) -> Value {
    let mut body = Map::new();
    for part in request.parts() {
        let field = documented.body.iter().find(|field| field.name == part.name);
        let is_text =
            field.is_none_or(|field| !["int", "number", "boolean"].contains(&&*field.kind));
        let text = part.text();
        let value = if is_text { json!(text) } else { serde_json::from_str(&text).unwrap() };
        body.insert(part.name, value);
    }
    body.into()
}

fn difference(
    sent: &Value,
    expected: &Value,
    path: &str,
    tell: &mut impl FnMut(&str, &Value, &Value),
) {
    match (sent, expected) {
        (Value::Object(ours), Value::Object(theirs)) => {
            let names: BTreeSet<&String> = ours.keys().chain(theirs.keys()).collect();
            for name in names {
                let dot = if path.is_empty() { "" } else { "." };
                let path = format!("{path}{dot}{name}");
                match (ours.get(name), theirs.get(name)) {
                    (Some(sent), Some(expected)) => difference(sent, expected, &path, tell),
                    // Null is a value, too: it is not the same as nothing.
                    _ => tell(&path, &sent[name], &expected[name]),
                }
            }
        }
        (Value::Array(ours), Value::Array(theirs)) if ours.len() == theirs.len() => {
            for (index, (ours, theirs)) in ours.iter().zip(theirs).enumerate() {
                difference(ours, theirs, &format!("{path}[{index}]"), tell);
            }
        }
        _ if sent == expected || is_same_json(sent, expected) => {}
        _ => tell(path, sent, expected),
    }
}

/// Whether two texts hold the same JSON.
fn is_same_json(sent: &Value, expected: &Value) -> bool {
    let read = |value: &Value| serde_json::from_str::<Value>(value.as_str()?).ok();
    read(sent).is_some_and(|sent| read(expected) == Some(sent))
}
