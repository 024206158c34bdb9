//! Everything that can go wrong with a call, as one type.

mod class;

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::StatusCode;

use crate::call::Target;
use crate::endpoint::Endpoint;
use crate::reply::ErrorReply;

pub use class::ErrorClass;

/// The result of a call.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a call did not answer.
///
/// [`kind`](Error::kind) says at which step it failed, and [`class`](Error::class) what to do about it;
/// [`code`](Error::code), [`msg`](Error::msg) and [`log_id`](Error::log_id) are what the platform said.
/// It prints as one line: what failed, the platform's words, the endpoint's verb and template, status
/// and log id, and the permissions or fields that it is about.
///
/// Neither that line nor the `Debug` text holds a token, a secret or the value of a parameter,
/// unless the platform repeats a value in its message. For a reply that cannot be read, it shows where,
/// and what is there if that is short and no secret. The path of a [raw call](crate::Client::raw) is
/// shown as it was given, and so are the names of files.
///
/// ```
/// use feishu_api::prelude::*;
/// use feishu_api::contact_v3::{User, UserApiClient};
///
/// async fn find(users: &UserApiClient, id: &str) -> Result<Option<User>> {
///     match users.get(id).await {
///         Ok(user) => Ok(Some(user)),
///         // 99992351: there is no user with this `open_id`.
///         Err(error) if error.code() == Some(99992351) => Ok(None),
///         Err(error) => Err(error),
///     }
/// }
/// ```
pub struct Error(Box<Inner>);

struct Inner {
    kind: ErrorKind,
    /// What failed, where the platform did not say it.
    detail: Cow<'static, str>,
    target: Option<Target>,
    status: Option<StatusCode>,
    reply: ErrorReply,
    retry_after: Option<Duration>,
    console_url: Option<String>,
    /// Whether nothing was sent although the kind does not say so.
    unsent: bool,
    attempts: u32,
    /// Whether an attempt before the one that failed so has reached the server.
    reached: bool,
    /// Whether one may have been carried out.
    may_have_acted: bool,
    source: Option<Source>,
}

#[derive(Debug)]
enum Source {
    Own(Box<dyn std::error::Error + Send + Sync>),
    /// A failure that several callers waited for.
    Shared(Arc<Error>),
}

/// The step at which a call failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The client cannot be built as asked for. Nothing was sent.
    Config,
    /// An argument cannot be sent: an empty path segment, a header with a line break, a body that
    /// does not serialize. Nothing was sent.
    Argument,
    /// An implementation of the trait does not have the method: a fake in a test, as a rule.
    /// Nothing was sent.
    NotImplemented,
    /// No access token was to be had; the call itself was not sent. (A call whose token the platform has
    /// refused is of kind `Api` and class [`Token`](ErrorClass::Token).) What the token endpoint said
    /// is in [`code`](Error::code), [`msg`](Error::msg) and the [source](std::error::Error::source).
    Token,
    /// The login of the user is over, or there is none: the user has to log in again. The call was not
    /// sent, or refused for its token before it did anything.
    LoginRequired,
    /// The [marketplace app](crate::ClientBuilder::marketplace) has no ticket, or the platform refuses the
    /// one that it has. The platform was asked for another: [wait](crate::Client::wait_for_ticket) for it.
    /// The call was not sent, or refused for its token before it did anything.
    TicketRequired,
    /// The call would have had to wait for its turn for longer than its time allows: too many were
    /// sent. It was not. A call that the platform has turned away is of kind `Api`, and both are of
    /// class [`RateLimited`](ErrorClass::RateLimited).
    RateLimit,
    /// The server could not be reached. Nothing was sent.
    Connect,
    /// The connection failed while the call was under way; the server may have acted on it.
    Transport,
    /// The time allowed for the call is over; the server may have acted on it.
    Timeout,
    /// The platform refused the call with a `code` other than 0.
    Api,
    /// The reply has an error status and does not come from the platform's API: a gateway's page,
    /// or "page not found" for a path that does not exist.
    Http,
    /// The call succeeded, and its reply cannot be read: it was carried out.
    Decode,
    /// What the server sends is larger than allowed; it may have acted on the call.
    TooLarge,
    /// A file on this side could not be read or written. If it was to be sent, the server got no
    /// more than a part of the request.
    File,
}

/// A field that the platform did not accept.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct FieldViolation {
    /// The field's name, with dots for nested ones.
    pub field: String,
    /// What is wrong with it, in the platform's words.
    pub description: String,
}

impl Error {
    /// The step at which the call failed.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// What the error means for the call, whatever the platform's number for it.
    pub fn class(&self) -> ErrorClass {
        let Inner { kind, status, target, source, .. } = &*self.0;
        match kind {
            ErrorKind::LoginRequired => return ErrorClass::Login,
            ErrorKind::RateLimit => return ErrorClass::RateLimited,
            ErrorKind::Connect | ErrorKind::Transport | ErrorKind::Timeout => {
                return ErrorClass::Unavailable;
            }
            ErrorKind::Token | ErrorKind::TicketRequired => {
                return match source {
                    Some(Source::Shared(cause)) => cause.class(),
                    _ if *kind == ErrorKind::TicketRequired => ErrorClass::Busy,
                    _ => ErrorClass::Unavailable,
                };
            }
            ErrorKind::Api | ErrorKind::Http => {}
            ErrorKind::TooLarge => {}
            _ => return ErrorClass::Other,
        }
        let own = self.endpoint().map_or(&[][..], |endpoint| endpoint.codes);
        let is_elsewhere = target.as_ref().is_some_and(Target::is_elsewhere);
        let of_code = |code: i64| match own.iter().find(|(own, _)| *own == code) {
            Some((_, class)) => Some(*class),
            None if is_elsewhere => None,
            None => ErrorClass::of_code(code),
        };
        let of_status = |status: StatusCode| match status.as_u16() {
            429 => Some(ErrorClass::RateLimited),
            501 => None,
            408 | 500.. => Some(ErrorClass::Unavailable),
            _ => None,
        };
        let of_code = self.code().and_then(of_code);
        of_code.or_else(|| status.and_then(of_status)).unwrap_or(ErrorClass::Other)
    }

    /// How often the call was tried: not at all, or more than once if it was
    /// [repeated](crate::RetryPolicy). A server that could not be reached counts.
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// The platform's error code. Some numbers mean different things on different endpoints.
    pub fn code(&self) -> Option<i64> {
        self.0.reply.code
    }

    /// The platform's message. It is made for people: branch on [`code`](Error::code).
    pub fn msg(&self) -> Option<&str> {
        self.0.reply.msg.as_deref()
    }

    /// The id under which the platform logged the call, for its support.
    pub fn log_id(&self) -> Option<&str> {
        self.0.reply.log_id.as_deref()
    }

    /// The HTTP status of the reply. The platform's code decides, the status is advisory.
    pub fn status(&self) -> Option<StatusCode> {
        self.0.status
    }

    /// The endpoint that was called; nothing for [`Client::raw`](crate::Client::raw).
    pub fn endpoint(&self) -> Option<&'static Endpoint> {
        self.0.target.as_ref().and_then(Target::endpoint)
    }

    /// How long to wait before another call: what the server said, by `x-ogw-ratelimit-reset` or
    /// `Retry-After` in seconds, or when the turn of a call of kind [`RateLimit`](ErrorKind::RateLimit)
    /// would have been. Nothing if nobody knows.
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after
    }

    /// The permissions any one of which would let the call pass, if the platform named them.
    pub fn missing_scopes(&self) -> &[String] {
        &self.0.reply.scopes
    }

    /// The page of the developer console on which the app can be given the
    /// [missing permissions](Error::missing_scopes).
    pub fn console_url(&self) -> Option<&str> {
        self.0.console_url.as_deref()
    }

    /// The fields that the platform did not accept, if it named them.
    pub fn field_violations(&self) -> &[FieldViolation] {
        &self.0.reply.fields
    }

    /// Whether nothing of the call reached the server. If something did, that does not mean that it was
    /// carried out: see [`is_undone`](Error::is_undone).
    pub fn is_unsent(&self) -> bool {
        use ErrorKind::*;
        let Inner { kind, unsent, reached, .. } = &*self.0;
        let by_kind = matches!(
            kind,
            Config
                | Argument
                | NotImplemented
                | Token
                | LoginRequired
                | TicketRequired
                | RateLimit
                | Connect
        );
        (*unsent || by_kind) && !reached
    }

    /// Whether the call has certainly not been carried out: nothing of it reached the server, or the
    /// platform turned it away before it did anything. Of another error one cannot know: a call that was
    /// cut off may have been carried out, and one that was refused may have done a part.
    ///
    /// ```
    /// # fn example(error: &feishu_api::Error) {
    /// if error.is_retryable() && error.is_undone() {
    ///     // Sending it again later does no harm, and may help.
    /// }
    /// # }
    /// ```
    pub fn is_undone(&self) -> bool {
        use ErrorClass::*;
        let was_turned_away =
            matches!(self.class(), Token | RateLimited | Busy | Quota | Permission | Login | App);
        !self.0.may_have_acted && (self.is_unsent() || was_turned_away)
    }

    /// Whether the same call may succeed later, without a change. That does not say that it is safe to
    /// send it again: that is what is [undone](Error::is_undone), or may be carried out twice.
    pub fn is_retryable(&self) -> bool {
        use ErrorClass::*;
        matches!(self.class(), RateLimited | Busy | Unavailable)
    }

    /// Whether the time allowed for the call, or for its token, was too short.
    pub fn is_timeout(&self) -> bool {
        match &self.0.source {
            Some(Source::Shared(cause)) => cause.is_timeout(),
            _ => self.0.kind == ErrorKind::Timeout,
        }
    }

    /// Whether there are too many calls: the platform has turned this one away, or the client has not
    /// sent it. See [`retry_after`](Error::retry_after).
    pub fn is_rate_limited(&self) -> bool {
        self.class() == ErrorClass::RateLimited
    }

    /// Whether the calls of a day or a month are used up.
    pub fn is_quota_exceeded(&self) -> bool {
        self.class() == ErrorClass::Quota
    }

    /// Whether a permission is missing: see [`missing_scopes`](Error::missing_scopes) and
    /// [`console_url`](Error::console_url).
    pub fn is_permission_denied(&self) -> bool {
        self.class() == ErrorClass::Permission
    }

    /// Whether the user has to log in again.
    pub fn is_login_required(&self) -> bool {
        self.class() == ErrorClass::Login
    }

    /// Whether the call was carried out, and only a part of it failed.
    pub fn is_partial(&self) -> bool {
        self.class() == ErrorClass::Partial
    }
}

impl ErrorKind {
    /// As OpenTelemetry has it in `error.type`: a word that stays the same.
    pub(crate) fn name(self) -> &'static str {
        match self {
            ErrorKind::Config => "config",
            ErrorKind::Argument => "argument",
            ErrorKind::NotImplemented => "not_implemented",
            ErrorKind::Token => "token",
            ErrorKind::LoginRequired => "login_required",
            ErrorKind::TicketRequired => "ticket_required",
            ErrorKind::RateLimit => "rate_limit",
            ErrorKind::Connect => "connect",
            ErrorKind::Transport => "transport",
            ErrorKind::Timeout => "timeout",
            ErrorKind::Api => "api",
            ErrorKind::Http => "http",
            ErrorKind::Decode => "decode",
            ErrorKind::TooLarge => "too_large",
            ErrorKind::File => "file",
        }
    }
}

/// How errors come to be.
impl Error {
    /// Whether the platform refuses a refresh token for good.
    pub(crate) fn ends_consent(&self) -> bool {
        /// The user may not use the app any more.
        const USER_IS_SHUT_OUT: i64 = 20010;
        self.class() == ErrorClass::Login || self.code() == Some(USER_IS_SHUT_OUT)
    }

    /// Adds how often the call was sent, and whether an attempt has reached the server, or may have been
    /// carried out.
    pub(crate) fn after(mut self, attempts: u32, reached: bool, may_have_acted: bool) -> Self {
        self.0.attempts = attempts;
        self.0.reached |= reached;
        self.0.may_have_acted |= may_have_acted;
        self.0.unsent |= attempts == 0;
        self
    }

    pub(crate) fn unsent(mut self) -> Self {
        self.0.unsent = true;
        self
    }

    pub(crate) fn with_kind(mut self, kind: ErrorKind) -> Self {
        self.0.kind = kind;
        self
    }

    pub(crate) fn with_detail(mut self, detail: impl Into<Cow<'static, str>>) -> Self {
        self.0.detail = detail.into();
        self
    }

    pub(crate) fn new(kind: ErrorKind, detail: impl Into<Cow<'static, str>>) -> Self {
        Error(Box::new(Inner {
            kind,
            detail: detail.into(),
            target: None,
            status: None,
            reply: ErrorReply::default(),
            retry_after: None,
            console_url: None,
            unsent: false,
            attempts: 0,
            reached: false,
            may_have_acted: false,
            source: None,
        }))
    }

    /// Sets the platform's code and message.
    #[cfg(any(test, feature = "testing"))]
    pub(crate) fn with_code(mut self, code: i64, msg: &str) -> Self {
        self.0.reply.code = Some(code);
        self.0.reply.msg = Some(msg.to_owned());
        self
    }

    pub(crate) fn config(detail: impl Into<Cow<'static, str>>) -> Self {
        Error::new(ErrorKind::Config, detail)
    }

    pub(crate) fn argument(detail: impl Into<Cow<'static, str>>) -> Self {
        Error::new(ErrorKind::Argument, detail)
    }

    /// The platform refused: `reply` is what it said.
    pub(crate) fn api(reply: ErrorReply) -> Self {
        Error::new(ErrorKind::Api, "the platform refused the call").with_reply(reply)
    }

    pub(crate) fn with_reply(mut self, reply: ErrorReply) -> Self {
        self.0.reply = reply;
        self
    }

    pub(crate) fn http(error: reqwest::Error) -> Self {
        // Connecting can take too long, too, and then nothing has been sent.
        let (kind, detail) = if error.is_connect() {
            (ErrorKind::Connect, "the server could not be reached")
        } else if error.is_timeout() {
            (ErrorKind::Timeout, "the server did not answer in time")
        } else if error.is_builder() {
            (ErrorKind::Argument, "the request could not be built")
        } else {
            (ErrorKind::Transport, "the connection failed")
        };
        // The URL has the values of the query in it.
        Error::new(kind, detail).with_source(error.without_url())
    }

    /// No token could be had because of `error`, which stays readable through this one.
    pub(crate) fn token(error: Arc<Error>) -> Self {
        match error.0.kind {
            // These say what is to be done, and an error of a token for a token has been put into words.
            kind @ (ErrorKind::LoginRequired | ErrorKind::TicketRequired | ErrorKind::Token) => {
                let detail = error.0.detail.clone();
                Error::shared(kind, detail, error)
            }
            _ => Error::because(ErrorKind::Token, "no access token could be had", error),
        }
    }

    /// The platform could not be asked for the app ticket because of `error`.
    pub(crate) fn ticket(error: Arc<Error>) -> Self {
        Error::because(ErrorKind::TicketRequired, "the app ticket could not be asked for", error)
    }

    fn because(kind: ErrorKind, what: &str, error: Arc<Error>) -> Self {
        let why = &error.0.detail;
        let detail = match &error.0.target {
            Some(target) => format!("{what} by `{target}`: {why}"),
            None => format!("{what}: {why}"),
        };
        Error::shared(kind, detail.into(), error)
    }

    /// What `error`, which others may have a part in, means for one of them.
    fn shared(kind: ErrorKind, detail: Cow<'static, str>, error: Arc<Error>) -> Self {
        let mut outer = Error::new(kind, detail);
        outer.0.status = error.0.status;
        outer.0.reply = error.0.reply.clone();
        outer.0.retry_after = error.0.retry_after;
        outer.0.source = Some(Source::Shared(error));
        outer
    }

    /// The platform refuses the app ticket.
    pub(crate) fn into_ticket_required(mut self) -> Self {
        self.0.kind = ErrorKind::TicketRequired;
        self.0.detail = match &self.0.target {
            Some(target) => format!("the app ticket was refused by `{target}`").into(),
            None => "the app ticket was refused".into(),
        };
        self
    }

    pub(crate) fn with_target(mut self, target: &Target) -> Self {
        self.0.target.get_or_insert_with(|| target.clone());
        self
    }

    pub(crate) fn with_status(mut self, status: StatusCode) -> Self {
        self.0.status = Some(status);
        self
    }

    pub(crate) fn with_log_id(mut self, log_id: Option<&str>) -> Self {
        let known = &mut self.0.reply.log_id;
        if let (None, Some(log_id)) = (&known, log_id) {
            *known = Some(log_id.to_owned());
        }
        self
    }

    pub(crate) fn with_retry_after(mut self, wait: Option<Duration>) -> Self {
        self.0.retry_after = wait;
        self
    }

    pub(crate) fn with_console_url(mut self, url: Option<String>) -> Self {
        self.0.console_url = url;
        self
    }

    pub(crate) fn with_source(
        mut self,
        source: impl Into<Box<dyn std::error::Error + Send + Sync>>,
    ) -> Self {
        self.0.source = Some(Source::Own(source.into()));
        self
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inner = &*self.0;
        f.write_str(&one_line(&inner.detail))?;
        match (inner.reply.code, inner.reply.msg.as_deref()) {
            (Some(code), Some(msg)) => write!(f, ": {} (code {code}", one_line(msg))?,
            (Some(code), None) => write!(f, " (code {code}")?,
            (None, Some(msg)) => write!(f, ": {} (", one_line(msg))?,
            (None, None) => f.write_str(" (")?,
        }
        let mut separator = if inner.reply.code.is_some() { ", " } else { "" };
        let mut part = |f: &mut fmt::Formatter<'_>, part: fmt::Arguments<'_>| {
            let written = write!(f, "{separator}{part}");
            separator = ", ";
            written
        };
        if let Some(target) = &inner.target {
            part(f, format_args!("{}", one_line(&target.to_string())))?;
        }
        if let Some(status) = inner.status {
            part(f, format_args!("HTTP {}", status.as_u16()))?;
        }
        if let Some(log_id) = &inner.reply.log_id {
            part(f, format_args!("log id {}", one_line(log_id)))?;
        }
        if inner.attempts > 1 {
            part(f, format_args!("{} attempts", inner.attempts))?;
        }
        // What to do about it, where the platform's message does not say it.
        let msg = inner.reply.msg.as_deref().unwrap_or_default();
        if inner.reply.scopes.iter().any(|scope| !msg.contains(scope)) {
            let scopes = inner.reply.scopes.join(" or ");
            part(f, format_args!("needs {}", one_line(&scopes)))?;
        }
        if inner.reply.fields.iter().any(|violation| !msg.contains(&violation.field)) {
            let fields: Vec<&str> =
                inner.reply.fields.iter().map(|violation| &*violation.field).collect();
            part(f, format_args!("fields {}", one_line(&fields.join(", "))))?;
        }
        if inner.target.is_none() && inner.status.is_none() && inner.reply.log_id.is_none() {
            part(f, format_args!("{:?}", inner.kind))?;
        }
        f.write_str(")")
    }
}

/// A server's text, fit for one line of a log.
fn one_line(text: &str) -> Cow<'_, str> {
    const LONGEST: usize = 300;
    if text.len() <= LONGEST && !text.contains(char::is_control) {
        return Cow::Borrowed(text);
    }
    let mut line: String =
        text.chars().take(LONGEST).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if text.chars().nth(LONGEST).is_some() {
        line.push('…');
    }
    Cow::Owned(line)
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inner = &*self.0;
        let mut debug = f.debug_struct("Error");
        debug.field("kind", &inner.kind).field("detail", &inner.detail);
        let mut part = |name, value: Option<&dyn fmt::Debug>| {
            if let Some(value) = value {
                debug.field(name, value);
            }
        };
        part("code", inner.reply.code.as_ref().map(|value| value as _));
        part("msg", inner.reply.msg.as_ref().map(|value| value as _));
        part("target", inner.target.as_ref().map(|value| value as _));
        part("status", inner.status.as_ref().map(|value| value as _));
        part("log_id", inner.reply.log_id.as_ref().map(|value| value as _));
        part(
            "attempts",
            Some(&inner.attempts).filter(|attempts| **attempts > 0).map(|value| value as _),
        );
        part("source", inner.source.as_ref().map(|value| value as _));
        debug.finish()
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0.source.as_ref().map(|source| match source {
            Source::Own(source) => &**source as _,
            Source::Shared(source) => &**source as _,
        })
    }
}
