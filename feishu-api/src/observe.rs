//! What can be seen of calls: spans of `tracing`, and an observer that is told of each end.

use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Duration;

use http::{HeaderMap, Method, StatusCode};
use reqwest::Url;
use tokio::time::Instant;
use tracing::Span;
use tracing::field::{self, Empty};

use crate::call::Target;
use crate::endpoint::Endpoint;
use crate::error::Error;
use crate::reply::log_id;

/// Is told when an attempt and when a call ends, to count and to time them: set one with
/// [`ClientBuilder::observer`](crate::ClientBuilder::observer).
///
/// It is called where the call is polled, so that it must not block. Requests for tokens are calls, too.
///
/// A call whose arguments cannot be sent never begins, and is not told of.
///
/// Whether or not there is an observer, [`tracing`](https://docs.rs/tracing) has a span for each call
/// (`feishu.call`) and one for each attempt in it (`feishu.attempt`), both at level INFO and under the
/// target `feishu_api`; at DEBUG there is an event for each pause, with its reason. The spans have the names of the
/// [semantic conventions for HTTP](https://opentelemetry.io/docs/specs/semconv/http/http-spans/), and
/// `feishu.api`, `feishu.code`, `feishu.log_id`, `feishu.attempts` and `feishu.waited_ms`. `error.type` is
/// the [`ErrorKind`](crate::ErrorKind) in snake case, or `cancelled`. `url.full` is left out on purpose:
/// it holds the values of parameters.
///
/// ```
/// use std::sync::atomic::{AtomicU64, Ordering};
/// use feishu_api::{CallEnd, Client, Observer, Result};
///
/// #[derive(Default)]
/// struct Failures(AtomicU64);
///
/// impl Observer for Failures {
///     fn call_ended(&self, call: &CallEnd<'_>) {
///         if call.outcome.error().is_some() {
///             self.0.fetch_add(1, Ordering::Relaxed);
///         }
///     }
/// }
///
/// fn client(app_secret: &str) -> Result<Client> {
///     Client::builder("cli_a1b2c3", app_secret).observer(Failures::default()).build()
/// }
/// ```
pub trait Observer: Send + Sync + 'static {
    /// An attempt has ended: the headers of an answer have come, and its body unless it is read as it
    /// comes, or the attempt has failed.
    fn attempt_ended(&self, attempt: &AttemptEnd<'_>) {
        let _ = attempt;
    }

    /// A call has ended: with the payload, with an error, or because nobody waits for it any more.
    ///
    /// Of the calls that the client makes by itself, `endpoint.module` is
    /// `feishu_api::auth_v3::...` or `feishu_api::authen_v2::...`.
    fn call_ended(&self, call: &CallEnd<'_>) {
        let _ = call;
    }
}

impl<O: Observer + ?Sized> Observer for Arc<O> {
    fn attempt_ended(&self, attempt: &AttemptEnd<'_>) {
        (**self).attempt_ended(attempt);
    }

    fn call_ended(&self, call: &CallEnd<'_>) {
        (**self).call_ended(call);
    }
}

/// The end of an attempt.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct AttemptEnd<'a> {
    /// The endpoint; nothing for a raw call.
    pub endpoint: Option<&'static Endpoint>,
    /// The request method.
    pub method: &'a Method,
    /// Which attempt of the call it was, from 1.
    pub attempt: u32,
    /// How it ended.
    pub outcome: Outcome<'a>,
    /// The time from when it was sent.
    pub duration: Duration,
}

/// The end of a call.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct CallEnd<'a> {
    /// The endpoint; nothing for a raw call.
    pub endpoint: Option<&'static Endpoint>,
    /// The request method.
    pub method: &'a Method,
    /// How often it was sent.
    pub attempts: u32,
    /// How it ended.
    pub outcome: Outcome<'a>,
    /// The time from when it was first polled.
    pub duration: Duration,
    /// The part of it that was spent on purpose: waiting for limits, and between attempts.
    pub waited: Duration,
}

/// How an attempt or a call ended.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum Outcome<'a> {
    /// It succeeded.
    #[non_exhaustive]
    Success {
        /// The HTTP status.
        status: StatusCode,
    },
    /// It failed.
    Failure(&'a Error),
    /// Nobody waited for its end.
    Cancelled,
}

impl<'a> Outcome<'a> {
    /// The HTTP status, if an answer came.
    pub fn status(&self) -> Option<StatusCode> {
        match self {
            Outcome::Success { status } => Some(*status),
            Outcome::Failure(error) => error.status(),
            Outcome::Cancelled => None,
        }
    }

    /// The platform's code, 0 for a success.
    pub fn code(&self) -> Option<i64> {
        match self {
            Outcome::Success { .. } => Some(0),
            Outcome::Failure(error) => error.code(),
            Outcome::Cancelled => None,
        }
    }

    /// Why it failed.
    pub fn error(&self) -> Option<&'a Error> {
        match self {
            Outcome::Failure(error) => Some(error),
            Outcome::Success { .. } | Outcome::Cancelled => None,
        }
    }

    /// What OpenTelemetry calls `error.type`.
    fn error_type(&self) -> Option<&'static str> {
        match self {
            Outcome::Success { .. } => None,
            Outcome::Failure(error) => Some(error.kind().name()),
            Outcome::Cancelled => Some("cancelled"),
        }
    }

    fn record(&self, span: &Span, headers: Option<&HeaderMap>) {
        if span.is_disabled() {
            return;
        }
        let log_id = headers.and_then(log_id);
        span.record("http.response.status_code", self.status().map(|status| status.as_u16()));
        span.record("feishu.code", self.code());
        span.record("feishu.log_id", log_id.or(self.error().and_then(Error::log_id)));
        if let Some(error_type) = self.error_type() {
            span.record("error.type", error_type);
            span.record("otel.status_code", "ERROR");
        }
    }
}

/// What a call has been through so far. If it is dropped before its end, the call was cancelled.
pub(crate) struct Trail {
    observer: Option<Arc<dyn Observer>>,
    target: Target,
    span: Span,
    began_at: Instant,
    pub(crate) attempts: u32,
    waited: Duration,
    /// Since when the call waits on purpose.
    waits_since: Option<Instant>,
    /// Why the attempt before the last one failed, or the last one if it is to be repeated.
    pub(crate) failure: Option<Error>,
    /// Whether an attempt has reached the server.
    pub(crate) has_reached: bool,
    /// Whether one may have been carried out.
    pub(crate) may_have_acted: bool,
    has_ended: bool,
}

impl Trail {
    pub(crate) fn begin(target: &Target, observer: Option<Arc<dyn Observer>>) -> Self {
        let endpoint = target.endpoint();
        let span = tracing::info_span!(
            target: "feishu_api",
            "feishu.call",
            otel.name = %Name(target),
            otel.kind = "internal",
            otel.status_code = Empty,
            feishu.api = endpoint.map(|endpoint| field::display(Api(endpoint))),
            feishu.attempts = Empty,
            feishu.waited_ms = Empty,
            feishu.code = Empty,
            feishu.log_id = Empty,
            http.request.method = method(target),
            http.response.status_code = Empty,
            url.template = endpoint.map(|endpoint| field::display(endpoint.url_path())),
            error.type = Empty,
        );
        Trail {
            observer,
            target: target.clone(),
            span,
            began_at: Instant::now(),
            attempts: 0,
            waited: Duration::ZERO,
            waits_since: None,
            failure: None,
            has_reached: false,
            may_have_acted: false,
            has_ended: false,
        }
    }

    pub(crate) fn span(&self) -> &Span {
        &self.span
    }

    /// Waits for something on purpose.
    pub(crate) async fn wait<T>(&mut self, until: impl Future<Output = T>) -> T {
        self.waits_since = Some(Instant::now());
        let outcome = until.await;
        self.end_wait();
        outcome
    }

    fn end_wait(&mut self) {
        self.waited += self.waits_since.take().map_or(Duration::ZERO, |since| since.elapsed());
    }

    /// Begins the next attempt.
    pub(crate) fn attempt(&mut self, url: &Url) -> Attempt {
        self.attempts += 1;
        let resends = self.attempts - 1;
        let endpoint = self.target.endpoint();
        let span = tracing::info_span!(
            target: "feishu_api",
            parent: &self.span,
            "feishu.attempt",
            otel.name = %Name(&self.target),
            otel.kind = "client",
            otel.status_code = Empty,
            feishu.code = Empty,
            feishu.log_id = Empty,
            http.request.method = method(&self.target),
            http.request.resend_count = (resends > 0).then_some(resends),
            http.response.status_code = Empty,
            server.address = url.host_str(),
            server.port = url.port_or_known_default(),
            url.template = endpoint.map(|endpoint| field::display(endpoint.url_path())),
            error.type = Empty,
        );
        Attempt {
            observer: self.observer.clone(),
            target: self.target.clone(),
            span,
            began_at: Instant::now(),
            attempt: self.attempts,
            has_ended: false,
        }
    }

    /// Tells of the end of the call.
    pub(crate) fn end(mut self, outcome: Outcome<'_>, headers: Option<&HeaderMap>) {
        self.tell(outcome, headers);
    }

    fn tell(&mut self, outcome: Outcome<'_>, headers: Option<&HeaderMap>) {
        self.has_ended = true;
        self.end_wait();
        outcome.record(&self.span, headers);
        self.span.record("feishu.attempts", self.attempts);
        self.span.record("feishu.waited_ms", self.waited.as_millis() as u64);
        if let Some(observer) = &self.observer {
            let end = CallEnd {
                endpoint: self.target.endpoint(),
                method: self.target.method(),
                attempts: self.attempts,
                outcome,
                duration: self.began_at.elapsed(),
                waited: self.waited,
            };
            guarded(|| observer.call_ended(&end));
        }
    }
}

impl Drop for Trail {
    fn drop(&mut self) {
        if !self.has_ended {
            self.tell(Outcome::Cancelled, None);
        }
    }
}

/// An attempt that is under way. If it is dropped before its end, it was cancelled.
pub(crate) struct Attempt {
    observer: Option<Arc<dyn Observer>>,
    target: Target,
    span: Span,
    began_at: Instant,
    attempt: u32,
    has_ended: bool,
}

impl Attempt {
    pub(crate) fn span(&self) -> &Span {
        &self.span
    }

    pub(crate) fn end(mut self, outcome: Outcome<'_>, headers: Option<&HeaderMap>) {
        self.tell(outcome, headers);
    }

    fn tell(&mut self, outcome: Outcome<'_>, headers: Option<&HeaderMap>) {
        self.has_ended = true;
        outcome.record(&self.span, headers);
        if let Some(observer) = &self.observer {
            let end = AttemptEnd {
                endpoint: self.target.endpoint(),
                method: self.target.method(),
                attempt: self.attempt,
                outcome,
                duration: self.began_at.elapsed(),
            };
            guarded(|| observer.attempt_ended(&end));
        }
    }
}

impl Drop for Attempt {
    fn drop(&mut self) {
        if !self.has_ended {
            self.tell(Outcome::Cancelled, None);
        }
    }
}

/// The span's name as OpenTelemetry has it: the method, and the template if there is one. Not a text: with
/// its feature `log`, `tracing` asks for fields also when nobody looks at them.
struct Name<'a>(&'a Target);

impl fmt::Display for Name<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(method(self.0))?;
        self.0.endpoint().map_or(Ok(()), |endpoint| write!(f, " {}", endpoint.url_path()))
    }
}

/// `UserApi::get`
struct Api<'a>(&'a Endpoint);

impl fmt::Display for Api<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}::{}", self.0.api, self.0.name)
    }
}

/// The request method, or what OpenTelemetry has for one that is not of HTTP.
fn method(target: &Target) -> &str {
    const KNOWN: [Method; 9] = [
        Method::GET,
        Method::POST,
        Method::PUT,
        Method::PATCH,
        Method::DELETE,
        Method::HEAD,
        Method::OPTIONS,
        Method::TRACE,
        Method::CONNECT,
    ];
    let method = target.method();
    if KNOWN.contains(method) { method.as_str() } else { "_OTHER" }
}

/// A program's panic is shown, and is no reason to fail a call.
pub(crate) fn guarded(tell: impl FnOnce()) {
    let _ = catch_unwind(AssertUnwindSafe(tell));
}
