//! How a call is sent: limits, token, attempt, and then what the answer calls for.

use std::pin::pin;
use std::time::Duration;

use http::header::{ACCEPT, CONTENT_TYPE, HeaderValue};
use http::{Method, StatusCode};
use reqwest::Url;
use tokio::time::{Instant, sleep, timeout};
use tracing::Instrument;

use super::Draft;
use crate::body::{Body, Outgoing};
use crate::client::Caller;
use crate::endpoint::TokenKind;
use crate::error::{Error, ErrorClass, ErrorKind, Result};
use crate::incoming::Arriving;
use crate::limit;
use crate::observe::{Outcome, Trail};
use crate::reply::{Intake, RawReply, Reply, log_id};
use crate::retry::{self, Past, Repeatable, Step};
use crate::token::Sent;
use crate::transport::Request;

/// A body that is larger takes its time to be sent, before an answer can come.
const LARGE_BODY: usize = 256 * 1024;

impl Draft {
    /// Sends the request and answers with a reply that says success.
    pub(crate) async fn execute(self: Box<Self>, intake: Intake) -> Result<Box<Reply>> {
        let time = self.time();
        let mut trail = Trail::begin(&self.target, self.caller.observer());
        let span = trail.span().clone();
        // Futures are pinned where they are made: moved, all of what they hold would be copied.
        let sent = {
            let attempts = pin!(self.attempts(intake, time, &mut trail));
            timeout(time.allowed, attempts).instrument(span).await
        };
        let error = match sent {
            Ok(Ok(reply)) => return Ok(reply.with_trail(trail)),
            Ok(Err(error)) => error,
            Err(_) => time.over(),
        };
        let error = match trail.failure.take() {
            Some(failure) if error.kind() == ErrorKind::Timeout => error.with_source(failure),
            _ => error,
        };
        let error = error.with_target(&self.target);
        let error = error.after(trail.attempts, trail.has_reached, trail.may_have_acted);
        trail.end(Outcome::Failure(&error), None);
        Err(error)
    }

    fn time(&self) -> Time {
        let of_endpoint = self.target.endpoint().and_then(|endpoint| endpoint.timeout);
        let own = self.timeout.or(of_endpoint);
        let allowed = own.unwrap_or(self.caller.timeout());
        // A call that is given more time than all others is meant to be slow.
        let is_slow = allowed > self.caller.timeout();
        let for_headers = if is_slow { allowed } else { self.caller.header_timeout() };
        Time { began_at: Instant::now(), allowed, for_headers }
    }

    /// Sends the request until there is nothing more to be done about its answer.
    async fn attempts(&self, intake: Intake, time: Time, trail: &mut Trail) -> Result<Box<Reply>> {
        self.check_names()?;
        self.check_key()?;
        let mut url = Some(self.url()?);
        let policy = self.retry.unwrap_or(self.caller.retry());
        let repeatable = self.repeatable();
        let mut past = Past::default();
        let mut renewed: Option<Sent> = None;
        loop {
            if let Err(held) = self.wait_for_turn(time, trail).await {
                // What the platform has said tells more than what was not sent then.
                let is_held = held.kind() == ErrorKind::RateLimit;
                return Err(match trail.failure.take().filter(|_| is_held) {
                    Some(failure) => failure.with_retry_after(held.retry_after()),
                    None => held,
                });
            }
            let token = match (self.token, renewed.take()) {
                (None, _) => None,
                (Some(_), Some(renewed)) => Some(renewed),
                (Some(kind), None) => Some(time.token(&self.caller, kind).await?),
            };
            let url = match url.take() {
                Some(url) => url,
                None => self.url()?,
            };
            let error = match self.attempt(url, token.as_ref(), intake, time, trail).await {
                Ok(reply) => return Ok(reply),
                Err(error) => error,
            };
            trail.has_reached |= !error.is_unsent();
            trail.may_have_acted |= !error.is_undone();
            self.hold_others(&error);
            let step = policy.step(&repeatable, &mut past, &error, retry::random());
            let refused = token.filter(|_| error.class() == ErrorClass::Token);
            if let (Some(kind), Some(token)) = (self.token, refused) {
                let may_renew = step == Step::RenewToken;
                renewed = Some(self.renewed(kind, &token, may_renew, error, time).await?);
                continue;
            }
            match step {
                Step::Repeat(pause) if pause < time.left() => {
                    tracing::debug!(
                        target: "feishu_api",
                        pause_ms = pause.as_millis() as u64,
                        error.r#type = error.kind().name(),
                        feishu.code = error.code(),
                        "the call is repeated"
                    );
                    trail.failure = Some(error);
                    trail.wait(sleep(pause)).await;
                }
                _ => return Err(error),
            }
        }
    }

    fn repeatable(&self) -> Repeatable {
        let by_verb = [Method::GET, Method::HEAD, Method::PUT, Method::DELETE];
        Repeatable {
            is_safe: self.is_idempotent || by_verb.contains(self.target.method()),
            has_replayable_body: self.body.is_replayable(),
        }
    }

    /// Waits until the limits let the call pass.
    async fn wait_for_turn(&self, time: Time, trail: &mut Trail) -> Result<()> {
        let limits = self.caller.limits();
        let declared = self.target.endpoint().map_or(&[][..], |endpoint| endpoint.rate_limits);
        if limits.are_idle(declared) {
            return Ok(());
        }
        // A turn that waits for its token would come late, with all others behind it.
        if let Some(kind) = self.token {
            time.token(&self.caller, kind).await?;
        }
        trail.wait(limits.wait(&self.limit_key(), declared, time.left())).await
    }

    /// Holds the other calls of the endpoint if this one was turned away for its rate.
    fn hold_others(&self, error: &Error) {
        let Some(hold) = retry::hold(error) else { return };
        let key = self.limit_key();
        self.caller.limits().hold(&key, hold);
        if self.caller.limits().are_shared() {
            let caller = self.caller.clone();
            tokio::spawn(async move { caller.limits().tell_hold(&key, hold).await });
        }
    }

    fn limit_key(&self) -> limit::Key {
        limit::Key::new(&self.caller.app().id, &self.target, self.caller.whose_limits(self.token))
    }

    /// Drops a token that the platform refuses, and comes back with another one if the call may be sent
    /// with it. If there is none, or none in time, the platform's refusal is what the call ends with.
    async fn renewed(
        &self,
        kind: TokenKind,
        refused: &Sent,
        may_renew: bool,
        refusal: Error,
        time: Time,
    ) -> Result<Sent> {
        let renewal = async {
            let is_managed = self.caller.refuse(kind, refused).await;
            if is_managed && may_renew { Some(self.caller.token(kind).await) } else { None }
        };
        match timeout(time.left(), renewal).await {
            Ok(Some(Ok(renewed))) if renewed.is_same(refused) => Err(refusal.with_detail(format!(
                "the platform refuses the {kind} access token and hands out the same again: the endpoint does not take this kind of token, or the app is disabled"
            ))),
            Ok(Some(Ok(renewed))) => Ok(renewed),
            Ok(Some(Err(failure)))
                if matches!(
                    failure.kind(),
                    ErrorKind::LoginRequired | ErrorKind::TicketRequired
                ) =>
            {
                Err(failure)
            }
            Ok(Some(Err(failure))) => Err(refusal.with_source(failure)),
            Ok(None) | Err(_) => Err(refusal),
        }
    }

    /// A key that is empty would keep nothing apart, and the call would be repeated for it all the same.
    fn check_key(&self) -> Result<()> {
        let key = self.target.endpoint().and_then(|endpoint| endpoint.idempotency_key);
        let Some(key) = key else { return Ok(()) };
        let is_empty = |entry: Option<&str>, end| entry.is_some_and(|entry| entry.ends_with(end));
        let is_empty = is_empty(self.query.get(key), "=")
            || self.headers.get(key).is_some_and(HeaderValue::is_empty)
            || match &self.body {
                Body::Fields(fields) => is_empty(fields.get(key), ":\"\""),
                Body::Form(fields) => is_empty(fields.get(key), "="),
                _ => false,
            };
        if is_empty {
            let detail =
                format!("the idempotency key `{key}` is empty: leave it unset to have one made");
            return Err(Error::argument(detail));
        }
        Ok(())
    }

    /// What is spread may have a name that something else has, too.
    fn check_names(&self) -> Result<()> {
        if let Some(key) = self.query.query_conflict() {
            return Err(Error::argument(format!("query parameter `{key}` is given twice")));
        }
        if let Body::Fields(fields) = &self.body
            && let Some(key) = fields.field_conflict()
        {
            return Err(Error::argument(format!("field `{key}` of the body is given twice")));
        }
        Ok(())
    }

    fn url(&self) -> Result<Url> {
        let mut url = match self.url.starts_with('/') {
            // The client's origin has been read once for all calls.
            true => {
                let mut url = self.caller.base_url().clone();
                url.set_path(&self.url);
                url
            }
            false => Url::parse(&self.url)
                .map_err(|error| Error::argument("the path makes no URL").with_source(error))?,
        };
        if let Some(query) = self.query.query_text() {
            url.set_query(Some(query));
        }
        Ok(url)
    }

    /// Sends the request once.
    async fn attempt(
        &self,
        url: Url,
        token: Option<&Sent>,
        intake: Intake,
        time: Time,
        trail: &mut Trail,
    ) -> Result<Box<Reply>> {
        let request = self.request(url, token, intake).await?;
        let attempt = trail.attempt(&request.url);
        let answer = pin!(self.answer(request, intake, time, trail.attempts));
        let answer = answer.instrument(attempt.span().clone()).await;
        match answer {
            Ok(reply) => {
                attempt.end(Outcome::Success { status: reply.status }, Some(&reply.headers));
                // Only a counted page has to know where it began.
                match self.counts_pages() {
                    true => Ok(reply.with_page_token(self.page_token())),
                    false => Ok(reply),
                }
            }
            Err(error) => {
                let error = error.with_target(&self.target);
                let url = self.caller.console_url(error.code(), error.missing_scopes(), self.token);
                let error = error.with_console_url(url);
                attempt.end(Outcome::Failure(&error), None);
                Err(error)
            }
        }
    }

    async fn request(&self, url: Url, token: Option<&Sent>, intake: Intake) -> Result<Request> {
        let mut headers = self.headers.clone();
        let (body, content_type) = self.body.outgoing().await?;
        match (content_type, &self.body) {
            // Nobody but the body knows its boundary.
            (Some(content_type), Body::Parts(_)) => {
                drop(headers.insert(CONTENT_TYPE, content_type))
            }
            (Some(content_type), _) => drop(headers.entry(CONTENT_TYPE).or_insert(content_type)),
            (None, _) => {}
        }
        if intake == Intake::Events {
            headers.entry(ACCEPT).or_insert(HeaderValue::from_static("text/event-stream"));
        }
        Ok(Request {
            method: self.target.method().clone(),
            #[cfg(feature = "testing")]
            target: self.target.clone(),
            url,
            authorization: token.map(Sent::authorization),
            headers,
            body,
        })
    }

    async fn answer(
        &self,
        request: Request,
        intake: Intake,
        time: Time,
        attempts: u32,
    ) -> Result<Box<Reply>> {
        let Draft { caller, target, payload, .. } = self;
        let method = target.method();
        let reply = time.headers(caller, request).await?;
        let most = caller.max_response_size(intake);
        match intake {
            Intake::Json => time.whole(reply, method, most).await?.open(*payload, method),
            Intake::Whole => {
                let (status, log_id) = (reply.status, reply.log_id());
                let whole = async {
                    let reply = reply.pieces(target, attempts, time.allowed).open(method).await?;
                    reply.whole(most).await
                };
                time.of_reply(whole, status, log_id).await
            }
            Intake::Pieces | Intake::Events => {
                reply.pieces(target, attempts, time.allowed).open(method).await
            }
        }
    }
}

/// The time of a call.
#[derive(Clone, Copy)]
struct Time {
    began_at: Instant,
    allowed: Duration,
    /// How long one attempt waits for the headers of its answer.
    for_headers: Duration,
}

impl Time {
    fn over(&self) -> Error {
        let detail = format!("the call took longer than {:?}", self.allowed);
        Error::new(ErrorKind::Timeout, detail)
    }

    fn left(&self) -> Duration {
        self.allowed.saturating_sub(self.began_at.elapsed())
    }

    /// The token; if it does not come in time, nothing has been sent.
    async fn token(&self, caller: &Caller, kind: TokenKind) -> Result<Sent> {
        // Most calls find it, and need neither a timer nor a turn.
        if let Some(token) = caller.fresh_token(kind) {
            return Ok(token);
        }
        match timeout(self.left(), pin!(caller.token(kind))).await {
            Ok(token) => token,
            Err(_) => Err(self.over().unsent()),
        }
    }

    /// The reply to a request, when its headers have come. An upload takes its time before that.
    async fn headers(&self, caller: &Caller, request: Request) -> Result<RawReply<Arriving>> {
        let is_upload = match &request.body {
            Outgoing::Upload(_) => true,
            Outgoing::Bytes(bytes) => bytes.len() > LARGE_BODY,
            Outgoing::None => false,
        };
        let left = self.left();
        let allowed = if is_upload { left } else { self.for_headers.min(left) };
        match timeout(allowed, pin!(caller.send(request))).await {
            Ok(reply) => reply,
            Err(_) if allowed == left => Err(self.over()),
            Err(_) => {
                let detail = format!("the server did not answer within {allowed:?}");
                Err(Error::new(ErrorKind::Timeout, detail))
            }
        }
    }

    /// The whole reply, or an error that says to which reply the body did not come.
    async fn whole(
        &self,
        reply: RawReply<Arriving>,
        method: &Method,
        most: u64,
    ) -> Result<RawReply> {
        let RawReply { status, headers, body } = reply;
        let body = match timeout(self.left(), pin!(body.whole(method, most))).await {
            Ok(body) => body,
            Err(_) => Err(self.over()),
        };
        match body {
            Ok(body) => Ok(RawReply { status, headers, body }),
            Err(error) => Err(error.with_status(status).with_log_id(log_id(&headers))),
        }
    }

    /// What comes of a reply in time, or an error that says of which.
    async fn of_reply<T>(
        &self,
        rest: impl Future<Output = Result<T>>,
        status: StatusCode,
        log_id: Option<String>,
    ) -> Result<T> {
        match timeout(self.left(), pin!(rest)).await {
            Ok(outcome) => outcome,
            Err(_) => Err(self.over().with_status(status).with_log_id(log_id.as_deref())),
        }
    }
}
