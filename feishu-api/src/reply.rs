//! From the bytes of a reply to what the platform said.

use std::any::TypeId;
use std::borrow::Cow;
use std::fmt;
use std::ops::Range;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use serde::Deserialize;
use serde::de::{DeserializeOwned, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::Value;
use serde_json::value::RawValue;

use crate::endpoint::PayloadPlace;
use crate::error::{Error, ErrorKind, FieldViolation};

/// What a server answered.
#[derive(Debug)]
pub(crate) struct RawReply {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl RawReply {
    /// The id under which the platform logged the call.
    fn log_id(&self) -> Option<&str> {
        log_id(&self.headers)
    }

    /// How long the server asks to wait.
    fn retry_after(&self) -> Option<Duration> {
        let seconds = |name| self.headers.get(name)?.to_str().ok()?.trim().parse::<f64>().ok();
        let seconds = seconds("x-ogw-ratelimit-reset").or_else(|| seconds("retry-after"))?;
        Duration::try_from_secs_f64(seconds).ok()
    }

    /// Accepts the reply of a call that succeeded, and turns any other into an error.
    pub(crate) fn open(self, place: PayloadPlace) -> Result<Reply, Error> {
        match self.payload(place) {
            Ok(payload) => Ok(Reply { raw: self, payload, place }),
            Err(error) => Err(error
                .with_status(self.status)
                .with_log_id(self.log_id())
                .with_retry_after(self.retry_after())),
        }
    }

    /// Where in the body the payload lies, if the call succeeded.
    fn payload(&self, place: PayloadPlace) -> Result<Option<Range<usize>>, Error> {
        if self.body.trim_ascii_start().first() != Some(&b'{') {
            return Err(self.foreign());
        }
        let key = match place {
            PayloadPlace::Data | PayloadPlace::DataField(_) => "data",
            PayloadPlace::Root(key) => key,
            PayloadPlace::Flat => "",
        };
        let [code, payload] = match pick(&self.body, ["code", key]) {
            Ok(found) => found,
            Err(error) => {
                let fault = without_value(&error);
                return Err(self.without_code(format!("the reply is not valid JSON: {fault}")));
            }
        };
        let code = code.filter(|code| code.get() != "null");
        match code.map(|code| code.get().trim_matches('"').parse::<i64>()) {
            Some(Ok(0)) => {}
            // A flat reply without a code is the payload itself.
            None if place == PayloadPlace::Flat && self.status.is_success() => {}
            Some(Ok(_)) => return Err(Error::api(ErrorReply::read(&self.body))),
            Some(Err(_)) => return Err(self.without_code("the reply's `code` is not a number")),
            None => return Err(self.without_code("the reply has no `code`")),
        }
        let payload = match (place, payload) {
            (PayloadPlace::Flat, _) => return Ok(Some(0..self.body.len())),
            (PayloadPlace::DataField(field), Some(data)) if data.get() != "null" => {
                let [payload] = pick(data.get().as_bytes(), [field])
                    .map_err(|error| decode_error("data", &error))?;
                payload
            }
            (_, payload) => payload,
        };
        Ok(payload.filter(|payload| payload.get() != "null").map(|payload| {
            // The payload is borrowed from the body: its place there is what can be kept.
            let start = payload.get().as_ptr().addr() - self.body.as_ptr().addr();
            start..start + payload.get().len()
        }))
    }

    /// The error for a reply that is no JSON object.
    fn foreign(&self) -> Error {
        let content = match self.headers.get(http::header::CONTENT_TYPE) {
            _ if self.body.trim_ascii().is_empty() => "an empty body".to_owned(),
            Some(content_type) => format!("{content_type:?}").trim_matches('"').to_owned(),
            None => "a body without a content type".to_owned(),
        };
        self.without_code(format!("the reply is not a JSON object, but {content}"))
    }

    /// The error if the platform's verdict cannot be found: with an error status the call has
    /// failed, with another one its reply.
    fn without_code(&self, detail: impl Into<Cow<'static, str>>) -> Error {
        let is_success = self.status.is_success();
        Error::new(if is_success { ErrorKind::Decode } else { ErrorKind::Http }, detail)
    }
}

pub(crate) fn log_id(headers: &HeaderMap) -> Option<&str> {
    let header = |name| headers.get(name)?.to_str().ok();
    header("x-tt-logid").or_else(|| header("x-request-id"))
}

/// The reply of a call that succeeded.
#[derive(Debug)]
pub struct Reply {
    pub(crate) raw: RawReply,
    /// Where in the body the payload lies; nothing if it is absent or null.
    payload: Option<Range<usize>>,
    place: PayloadPlace,
}

impl Reply {
    pub(crate) fn place(&self) -> PayloadPlace {
        self.place
    }

    /// The payload as JSON, if there is one.
    pub(crate) fn payload(&self) -> Option<&[u8]> {
        self.payload.clone().map(|range| &self.raw.body[range])
    }

    fn decode<T: DeserializeOwned + 'static>(&self) -> Result<T, Error> {
        // Replies without a payload leave it out, or have null or an empty object in its place.
        if TypeId::of::<T>() == TypeId::of::<()>() {
            return decode(b"null", self.place);
        }
        match self.payload() {
            Some(json) => decode(json, self.place),
            None => absent(self.place),
        }
    }
}

/// A payload: whatever [`Deserialize`] reads, or a [`Page`](crate::Page) of it.
///
/// A payload that is absent is read as the empty value of its type: `None`, a struct whose fields
/// are all optional, an empty list. Where the type has none, that is an error.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be read from a reply",
    label = "not a payload",
    note = "derive it: `#[derive(serde::Deserialize)]`"
)]
pub trait Payload: Sized + Send + 'static {
    #[doc(hidden)]
    fn read(reply: &Reply, endpoint: Option<&'static crate::Endpoint>) -> Result<Self, Error>;
}

impl<T: DeserializeOwned + Send + 'static> Payload for T {
    fn read(reply: &Reply, _: Option<&'static crate::Endpoint>) -> Result<Self, Error> {
        reply.decode()
    }
}

/// Reads JSON that lies at `place`; an error names the path to the value that does not fit.
pub(crate) fn decode<T: DeserializeOwned>(
    json: &[u8],
    place: impl fmt::Display,
) -> Result<T, Error> {
    serde_json::from_slice(json).map_err(|error| {
        // Only a failed reply is worth the bookkeeping that a path needs.
        let mut deserializer = serde_json::Deserializer::from_slice(json);
        match serde_path_to_error::deserialize::<_, T>(&mut deserializer) {
            Err(traced) if traced.path().iter().next().is_some() => {
                let path = traced.path().to_string();
                let dot = if path.starts_with('[') { "" } else { "." };
                decode_error(format_args!("{place}{dot}{path}"), traced.inner())
            }
            _ => decode_error(place, &error),
        }
    })
}

/// Reads a payload that is not there.
fn absent<T: DeserializeOwned>(place: PayloadPlace) -> Result<T, Error> {
    let empty = ["null", "{}", "[]"].into_iter().find_map(|empty| serde_json::from_str(empty).ok());
    empty.ok_or_else(|| Error::new(ErrorKind::Decode, format!("the reply has no `{place}`")))
}

pub(crate) fn decode_error(path: impl fmt::Display, error: &serde_json::Error) -> Error {
    Error::new(
        ErrorKind::Decode,
        format!("the reply cannot be read at `{path}`: {}", without_value(error)),
    )
}

/// What was expected, without the value that was found: it may be a secret.
fn without_value(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let text = text.split(" at line ").next().unwrap_or_default();
    let found_value = ["invalid type: ", "invalid value: ", "invalid length "];
    match text.split_once(", expected ") {
        Some((found, expected)) if found_value.iter().any(|prefix| found.starts_with(prefix)) => {
            // "string "abc"", "integer `1`": the value follows the name of its type.
            let kind = found.split(['"', '`']).next().unwrap_or_default().trim_end();
            format!("{kind}, expected {expected}")
        }
        _ if text.starts_with("unknown variant ") => "unknown variant".to_owned(),
        _ if text.starts_with("missing field ") || text.starts_with("duplicate field ") => {
            text.to_owned()
        }
        _ if error.is_syntax() || error.is_eof() => text.to_owned(),
        _ => "a value that its type does not accept".to_owned(),
    }
}

/// What the platform says of a call that it refused.
#[derive(Debug, Clone, Default)]
pub(crate) struct ErrorReply {
    pub(crate) code: Option<i64>,
    pub(crate) msg: Option<String>,
    pub(crate) log_id: Option<String>,
    /// The permissions that are missing.
    pub(crate) scopes: Vec<String>,
    pub(crate) fields: Vec<FieldViolation>,
}

impl ErrorReply {
    /// Every part is optional and some have two spellings, so nothing is taken for granted.
    fn read(body: &[u8]) -> ErrorReply {
        let reply: Value = serde_json::from_slice(body).unwrap_or_default();
        let error = &reply["error"];
        let text =
            |value: &Value| value.as_str().filter(|text| !text.is_empty()).map(str::to_owned);
        let violations = |name: &str| error[name].as_array().into_iter().flatten();
        let mut scopes: Vec<String> = violations("permission_violations")
            .filter_map(|violation| {
                text(&violation["subject"]).or_else(|| text(&violation["scope"]))
            })
            .collect();
        scopes.dedup();
        ErrorReply {
            code: reply["code"]
                .as_i64()
                .or_else(|| reply["code"].as_str().and_then(|code| code.parse().ok())),
            msg: [
                &reply["msg"],
                &reply["message"],
                &reply["error_description"],
                error,
                &error["message"],
            ]
            .into_iter()
            .find_map(text),
            log_id: [&error["log_id"], &error["logid"], &reply["log_id"]]
                .into_iter()
                .find_map(text),
            scopes,
            fields: violations("field_violations")
                .map(|violation| FieldViolation {
                    field: text(&violation["field"]).unwrap_or_default(),
                    description: text(&violation["description"]).unwrap_or_default(),
                })
                .collect(),
        }
    }
}

/// Finds the values of some keys of a JSON object, without reading any value.
pub(crate) fn pick<'a, const N: usize>(
    json: &'a [u8],
    keys: [&str; N],
) -> Result<[Option<&'a RawValue>; N], serde_json::Error> {
    struct Object<'k, const N: usize>([&'k str; N]);

    impl<'de, const N: usize> Visitor<'de> for Object<'_, N> {
        type Value = [Option<&'de RawValue>; N];

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an object")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let mut found = [None; N];
            while let Some(index) = map.next_key_seed(Key(&self.0))? {
                match index {
                    Some(index) => found[index] = Some(map.next_value()?),
                    None => drop(map.next_value::<IgnoredAny>()?),
                }
            }
            Ok(found)
        }
    }

    /// Which of the names a key is.
    struct Key<'k>(&'k [&'k str]);

    impl<'de> DeserializeSeed<'de> for Key<'_> {
        type Value = Option<usize>;

        fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Self::Value, D::Error> {
            from.deserialize_identifier(self)
        }
    }

    impl Visitor<'_> for Key<'_> {
        type Value = Option<usize>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a key")
        }

        fn visit_str<E>(self, key: &str) -> Result<Self::Value, E> {
            Ok(self.0.iter().position(|name| *name == key))
        }
    }

    let mut deserializer = serde_json::Deserializer::from_slice(json);
    let found = deserializer.deserialize_map(Object(keys))?;
    deserializer.end()?;
    Ok(found)
}

/// A text, with the empty one taken for none.
pub(crate) fn some_text(value: Option<&RawValue>) -> Option<String> {
    let text: Option<String> = value.and_then(|value| Option::deserialize(value).ok().flatten());
    text.filter(|text| !text.is_empty())
}
