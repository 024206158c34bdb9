//! From the bytes of a reply to what the platform said.

mod decode;
mod envelope;
mod json;
mod refusal;
mod trace;

use std::any::{Any, TypeId};
use std::borrow::Cow;
use std::time::Duration;

use bytes::Bytes;
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use http::{HeaderMap, HeaderName, Method, StatusCode};
use serde::de::DeserializeOwned;

use crate::call::Target;
use crate::endpoint::PayloadPlace;
use crate::error::{Error, ErrorKind};
use crate::incoming::Incoming;
use crate::observe::{Outcome, Trail};

pub(crate) use decode::{decode, decode_error};
use decode::{misfit, without_value};
pub(crate) use json::{Key, descend, pick, some_text};
pub(crate) use refusal::ErrorReply;

/// An error reply is no longer than this.
const LONGEST_ERROR: usize = 64 * 1024;

/// What a server answered.
pub(crate) struct RawReply<Body = Bytes> {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Body,
}

impl<Body> RawReply<Body> {
    pub(crate) fn log_id(&self) -> Option<String> {
        log_id(&self.headers).map(str::to_owned)
    }

    /// Adds what came with the reply to an error that comes of it.
    fn blame(&self, error: Error) -> Error {
        error.with_status(self.status).with_log_id(log_id(&self.headers))
    }
}

impl RawReply<Incoming> {
    /// Accepts the reply of a call that answers with a file or a stream. If the call failed, the
    /// platform says so in JSON, under any status.
    pub(crate) async fn open(mut self, method: &Method) -> Result<Box<Reply>, Error> {
        if !self.status.is_success() || self.may_be_json().await? {
            let start = self.body.peek(LONGEST_ERROR).await?;
            let (status, headers) = (self.status, self.headers.clone());
            let error = match (RawReply { status, headers, body: start })
                .open(PayloadPlace::Flat, method)
            {
                Ok(_) => self.blame(Error::new(ErrorKind::Http, "the reply holds no file")),
                Err(error) => error,
            };
            if error.code().is_some() || !self.status.is_success() {
                return Err(error);
            }
        }
        let RawReply { status, headers, body } = self;
        Ok(Box::new(Reply {
            status,
            headers,
            content: Content::Pieces(Box::new(body)),
            place: PayloadPlace::Flat,
            page_token: None,
            trail: None,
        }))
    }

    /// Whether the body may say that the call failed. Without a name, JSON may be a file or an error,
    /// and errors come as plain text, too: what it says decides.
    async fn may_be_json(&mut self) -> Result<bool, Error> {
        let is_text = media_type(&self.headers).is_none_or(|media_type| {
            let is_text = media_type.starts_with("text/") || media_type.ends_with("json");
            is_text && media_type != "text/event-stream"
        });
        if !is_text || self.headers.contains_key(CONTENT_DISPOSITION) {
            return Ok(false);
        }
        let start = self.body.peek(0).await?;
        Ok(start.trim_ascii_start().first().is_none_or(|first| *first == b'{'))
    }
}

impl RawReply {
    /// How long the server asks to wait.
    fn retry_after(&self) -> Option<Duration> {
        let seconds = |name| {
            let seconds = self.headers.get(name)?.to_str().ok()?.trim().parse::<f64>().ok()?;
            Duration::try_from_secs_f64(seconds).ok()
        };
        seconds("x-ogw-ratelimit-reset").or_else(|| seconds("retry-after"))
    }

    /// Accepts the reply of a call that succeeded, and turns any other into an error.
    pub(crate) fn open(self, place: PayloadPlace, method: &Method) -> Result<Box<Reply>, Error> {
        // Without a body, there is nothing but the status to tell.
        let has_no_body = *method == Method::HEAD || self.status == StatusCode::NO_CONTENT;
        let payload = match has_no_body && self.body.is_empty() && self.status.is_success() {
            true => Ok(Content::NoBody),
            false => match envelope::guess(&self.body, place) {
                Some(range) if self.status.is_success() => {
                    let body = self.body.clone();
                    Ok(Content::Guessed { payload: body.slice(range), body })
                }
                _ => self.payload(place),
            },
        };
        match payload {
            Ok(content) => {
                let (status, headers) = (self.status, self.headers);
                let trail = None;
                Ok(Box::new(Reply { status, headers, content, place, page_token: None, trail }))
            }
            Err(error) => Err(self.blame(error).with_retry_after(self.retry_after())),
        }
    }

    /// The payload, if the call succeeded.
    fn payload(&self, place: PayloadPlace) -> Result<Content, Error> {
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
        let reply = |code| ErrorReply::read(code, &self.body);
        match code.map(|code| code.get().trim_matches('"').parse::<i64>()) {
            Some(Ok(0)) => {}
            // A flat reply without a code is the payload itself.
            None if place == PayloadPlace::Flat && self.status.is_success() => {}
            Some(Ok(code)) => return Err(Error::api(reply(Some(code)))),
            Some(Err(_)) => {
                let error = self.without_code("the reply's `code` is not a number");
                return Err(error.with_reply(reply(None)));
            }
            None => {
                return Err(self.without_code("the reply has no `code`").with_reply(reply(None)));
            }
        }
        let payload = match (place, payload) {
            (PayloadPlace::Flat, _) => return Ok(Content::Json(self.body.clone())),
            (PayloadPlace::DataField(field), Some(data)) => {
                descend(data, field).map_err(|error| decode_error("data", &error))?
            }
            (_, payload) => payload,
        };
        let Some(payload) = payload.filter(|payload| payload.get() != "null") else {
            return Ok(Content::Absent);
        };
        Ok(Content::Json(self.body.slice_ref(payload.get().as_bytes())))
    }

    /// The error for a reply that is no JSON object.
    fn foreign(&self) -> Error {
        let content = match self.headers.get(CONTENT_TYPE) {
            _ if self.body.trim_ascii().is_empty() => "an empty body".to_owned(),
            Some(content_type) => format!("{content_type:?}").trim_matches('"').to_owned(),
            None => "a body without a content type".to_owned(),
        };
        self.without_code(match self.status.is_success() {
            true => format!("the reply is not a JSON object, but {content}"),
            false => format!("the server answered with {} and {content}", self.status),
        })
    }

    /// The error if the platform's verdict cannot be found: with an error status the call has
    /// failed, with another one its reply.
    fn without_code(&self, detail: impl Into<Cow<'static, str>>) -> Error {
        let is_success = self.status.is_success();
        Error::new(if is_success { ErrorKind::Decode } else { ErrorKind::Http }, detail)
    }
}

fn media_type(headers: &HeaderMap) -> Option<String> {
    let content_type = headers.get(CONTENT_TYPE)?.to_str().ok()?;
    Some(content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase())
}

pub(crate) fn log_id(headers: &HeaderMap) -> Option<&str> {
    const NAMES: [HeaderName; 2] =
        [HeaderName::from_static("x-tt-logid"), HeaderName::from_static("x-request-id")];
    NAMES.iter().find_map(|name| headers.get(name)?.to_str().ok())
}

/// The reply of a call that succeeded. It goes through many hands, and is boxed for that.
pub struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    content: Content,
    place: PayloadPlace,
    /// What the page was asked for with, if this is one.
    page_token: Option<String>,
    /// The call's, which ends when the payload has been read.
    trail: Option<Trail>,
}

/// What there is of the payload.
enum Content {
    /// What looks like the payload: it is, if it can be read.
    Guessed { payload: Bytes, body: Bytes },
    /// The payload: a part of the body, without a copy.
    Json(Bytes),
    /// It is absent, or null.
    Absent,
    /// There is no body at all.
    NoBody,
    /// The body is the payload, whole.
    Whole(Bytes),
    /// The body is the payload, piece by piece.
    Pieces(Box<Incoming>),
}

/// How a reply is taken in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Intake {
    /// The platform's JSON.
    Json,
    /// The whole body as it is.
    Whole,
    /// The body piece by piece, as the payload asks for them.
    Pieces,
    /// The same, of server-sent events.
    Events,
}

impl Reply {
    pub(crate) fn place(&self) -> PayloadPlace {
        self.place
    }

    pub(crate) fn page_token(&self) -> Option<&str> {
        self.page_token.as_deref()
    }

    pub(crate) fn with_page_token(mut self: Box<Self>, page_token: Option<String>) -> Box<Self> {
        self.page_token = page_token;
        self
    }

    pub(crate) fn with_trail(mut self: Box<Self>, trail: Trail) -> Box<Self> {
        self.trail = Some(trail);
        self
    }

    /// Ends the call, whose payload has been read, and says how often it was sent.
    pub(crate) fn end(&mut self) -> u32 {
        let Some(trail) = self.trail.take() else { return 0 };
        let attempts = trail.attempts;
        trail.end(Outcome::Success { status: self.status }, Some(&self.headers));
        attempts
    }

    /// Ends the call with the error that has come of reading its payload.
    pub(crate) fn end_with(mut self: Box<Self>, error: Error, target: Option<&Target>) -> Error {
        let mut error = self.blame(error);
        if let Some(target) = target {
            error = error.with_target(target);
        }
        if let Some(trail) = self.trail.take() {
            error = error.after(trail.attempts, true, true);
            trail.end(Outcome::Failure(&error), None);
        }
        error
    }

    /// The media type of the body, in lower case and without its parameters.
    pub(crate) fn media_type(&self) -> Option<String> {
        media_type(&self.headers)
    }

    /// Adds what came with the reply to an error that comes of it.
    pub(crate) fn blame(&self, error: Error) -> Error {
        error.with_status(self.status).with_log_id(log_id(&self.headers))
    }

    /// Waits for the rest of the body, if it comes piece by piece; it may have `most` bytes.
    pub(crate) async fn whole(mut self: Box<Self>, most: u64) -> Result<Box<Self>, Error> {
        if let Content::Pieces(body) = self.content {
            self.content = Content::Whole(body.collect(most).await?);
        }
        Ok(self)
    }

    /// What looks like the payload, and can be read only if it is.
    pub(crate) fn guess(&self) -> Option<&[u8]> {
        match &self.content {
            Content::Guessed { payload, .. } => Some(payload),
            _ => None,
        }
    }

    /// Finds the payload by the rules, if it was only guessed where it is.
    fn find_payload(&mut self) -> Result<(), Error> {
        if let Content::Guessed { body, .. } = &self.content {
            let (status, headers, body) = (self.status, self.headers.clone(), body.clone());
            self.content = RawReply { status, headers, body }.payload(self.place)?;
        }
        Ok(())
    }

    /// The payload as JSON, if there is one.
    pub(crate) fn payload(&mut self) -> Result<Option<&[u8]>, Error> {
        self.find_payload()?;
        match &self.content {
            Content::Json(json) => Ok(Some(json)),
            Content::Guessed { .. } | Content::Whole(_) | Content::Pieces(_) | Content::Absent => {
                Ok(None)
            }
            Content::NoBody => Err(Error::new(ErrorKind::Decode, "the reply has no body")),
        }
    }

    /// The body as it comes, for a payload that takes it in so.
    pub(crate) fn take_pieces(&mut self) -> Incoming {
        match std::mem::replace(&mut self.content, Content::NoBody) {
            Content::Pieces(body) => *body,
            Content::Whole(bytes) => Incoming::here(bytes),
            Content::Guessed { .. } | Content::Json(_) | Content::Absent | Content::NoBody => {
                Incoming::here(Bytes::new())
            }
        }
    }

    /// Reads the payload, `null` for one that nobody asks for. Not generic, as `read` is: this is
    /// compiled once, and not for each model.
    fn decode(&mut self, is_asked_for: bool, read: &mut Read<'_>) -> Result<(), Error> {
        let place = self.place;
        if !is_asked_for {
            // Replies without a payload leave it out, or have null or an empty object in its place.
            self.find_payload()?;
            return read(b"null").map_err(|error| misfit(b"null", &place, &error, read));
        }
        if let Some(guess) = self.guess()
            && read(guess).is_ok()
        {
            return Ok(());
        }
        match self.payload()? {
            Some(json) => read(json).map_err(|error| misfit(json, &place, &error, read)),
            // It is read as the empty value of its type, if there is one.
            None if [&b"null"[..], b"{}", b"[]", b"false"]
                .iter()
                .any(|empty| read(empty).is_ok()) =>
            {
                Ok(())
            }
            None => Err(Error::new(ErrorKind::Decode, format!("the reply has no `{place}`"))),
        }
    }

    /// The body, if it is taken as it is.
    fn whole_body(&self) -> Option<Bytes> {
        match &self.content {
            Content::Whole(bytes) => Some(bytes.clone()),
            _ => None,
        }
    }
}

/// Keeps what it reads from some JSON, if that can be read.
type Read<'a> = dyn FnMut(&[u8]) -> Result<(), serde_json::Error> + 'a;

fn is<T: 'static, U: 'static>() -> bool {
    TypeId::of::<T>() == TypeId::of::<U>()
}

/// What a call answers with: whatever [`Deserialize`](serde::Deserialize) reads, a
/// [`Page`](crate::Page) of it, [`Bytes`], a [`Download`](crate::Download) or an
/// [`EventStream`](crate::EventStream).
///
/// A payload that is absent is read as the empty value of its type: `None`, a struct whose fields
/// are all optional, an empty list, `false`. Where the type has none, that is an error. So is a reply without
/// a body, as to HEAD or with status 204, for any payload but `()`.
///
/// [`Bytes`] and [`Download`](crate::Download) take the body as it is, unless it is an error of the
/// platform.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be read from a reply",
    label = "not a payload",
    note = "derive `serde::Deserialize` for it, or answer with a `Download` for a file"
)]
pub trait Payload: Sized + Send + 'static {
    #[doc(hidden)]
    fn intake() -> Intake;

    #[doc(hidden)]
    fn read(reply: &mut Reply, endpoint: Option<&'static crate::Endpoint>) -> Result<Self, Error>;
}

impl<T: DeserializeOwned + Send + 'static> Payload for T {
    // `Bytes` can be deserialized, too, and an implementation of its own would overlap with this.
    #[inline]
    fn intake() -> Intake {
        if is::<T, Bytes>() { Intake::Whole } else { Intake::Json }
    }

    fn read(reply: &mut Reply, _: Option<&'static crate::Endpoint>) -> Result<Self, Error> {
        let mut payload = None;
        if is::<T, Bytes>()
            && let Some(body) = reply.whole_body()
        {
            payload = (&mut Some(body) as &mut dyn Any).downcast_mut().and_then(Option::take);
        } else {
            reply.decode(!is::<T, ()>(), &mut |json| {
                payload = Some(serde_json::from_slice(json)?);
                Ok(())
            })?;
        }
        Ok(payload.expect("the payload has been read"))
    }
}
