//! One token as a client has it: kept while it is good, and fetched once for all who wait.

use std::future::Future;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};
use std::time::Duration;

use http::HeaderValue;
use secrecy::{ExposeSecret, SecretString};
use tokio::sync::watch;
use tokio::time::Instant;

use super::shared::Known;
use crate::error::{Error, ErrorKind, Result};
use crate::identity::bearer;

/// With less time left than this, a token is replaced while it still serves. The platform hands out
/// a new one no earlier.
const REFRESH_BEFORE_END: Duration = Duration::from_secs(30 * 60);

/// A token with less time left than this is not sent: it could end on its way.
pub(super) const FLOOR: Duration = Duration::from_secs(3 * 60);

/// Tokens live two hours; whatever a server says, none is trusted for longer than this.
const LONGEST_LIFE: Duration = Duration::from_secs(24 * 60 * 60);

/// How long a token that could not be replaced serves before that is tried again.
const REFRESH_PAUSE: Duration = Duration::from_secs(30);

/// A fetch that takes longer is waited for by nobody who comes then.
const LONGEST_FLIGHT: Duration = Duration::from_secs(45);

/// A token, ready to be sent.
pub(crate) struct Token {
    value: SecretString,
    authorization: HeaderValue,
    refresh_at: Instant,
    over_at: Instant,
    ends_at: Instant,
}

/// What a token is good for at some time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    Fresh,
    /// It serves, and should be replaced.
    Due,
    /// It is not sent.
    Over,
}

impl Token {
    /// A token that had `life` left when it was asked for.
    pub(super) fn new(value: SecretString, asked_at: Instant, life: Duration) -> Result<Token> {
        let unusable = |what| Error::new(ErrorKind::Decode, what);
        let text = Some(value.expose_secret()).filter(|token| !token.is_empty());
        let authorization = text.and_then(bearer);
        let authorization =
            authorization.ok_or_else(|| unusable("the token is no legal header value"))?;
        if life.is_zero() {
            return Err(unusable("the token has no time left"));
        }
        let life = life.min(LONGEST_LIFE);
        // A token that lives shorter than the margins serves for half its life.
        let used = |margin| life.saturating_sub(margin).max(life / 2);
        Ok(Token {
            value,
            authorization,
            refresh_at: asked_at + used(REFRESH_BEFORE_END),
            over_at: asked_at + used(FLOOR),
            ends_at: asked_at + life,
        })
    }

    /// A token that has `life` left of one that is not known.
    pub(super) fn with_left(value: SecretString, now: Instant, life: Duration) -> Result<Token> {
        let token = Token::new(value, now, life)?;
        let until = |margin| now + life.min(LONGEST_LIFE).saturating_sub(margin);
        Ok(Token { refresh_at: until(REFRESH_BEFORE_END), over_at: until(FLOOR), ..token })
    }

    pub(crate) fn authorization(&self) -> HeaderValue {
        self.authorization.clone()
    }

    pub(crate) fn value(&self) -> &SecretString {
        &self.value
    }

    pub(crate) fn is_same(&self, other: &Token) -> bool {
        self.value.expose_secret() == other.value.expose_secret()
    }

    pub(super) fn state(&self, now: Instant) -> State {
        if now >= self.over_at {
            State::Over
        } else if now >= self.refresh_at {
            State::Due
        } else {
            State::Fresh
        }
    }

    /// The life that is left.
    pub(super) fn life(&self, now: Instant) -> Duration {
        self.ends_at.saturating_duration_since(now)
    }
}

/// The place of one token.
#[derive(Default)]
pub(crate) struct Slot {
    current: RwLock<Option<Arc<Token>>>,
    /// The last token that the platform has refused.
    refused: Mutex<Option<Arc<Token>>>,
    flight: Mutex<Flight>,
}

/// The fetch of a token, which all callers without one wait for.
#[derive(Default)]
struct Flight {
    under_way: Option<Landing>,
    /// When it began.
    began_at: Option<Instant>,
    /// When a token that still serves may be fetched for again.
    not_before: Option<Instant>,
}

/// How a fetch ends; nothing while it is under way.
type Landing = watch::Receiver<Option<Result<Arc<Token>, Arc<Error>>>>;

impl Slot {
    /// The token: the one that is here, or what `fetch` comes back with. The fetch runs on a task of
    /// its own: a caller that gives up, or is not polled for a while, holds up nobody else.
    pub(super) async fn token<F, T>(self: &Arc<Self>, fetch: F) -> Result<Arc<Token>>
    where
        F: FnOnce() -> T,
        T: Future<Output = Result<Token>> + Send + 'static,
    {
        if let Some(token) = self.fresh() {
            return Ok(token);
        }
        let mut landing = match self.serving_or_landing(fetch) {
            Ok(token) => return Ok(token),
            Err(landing) => landing,
        };
        let outcome = match landing.wait_for(Option::is_some).await {
            Ok(outcome) => outcome.clone(),
            Err(_) => None,
        };
        match outcome {
            Some(Ok(token)) => Ok(token),
            Some(Err(failure)) => Err(Error::token(failure)),
            None => Err(Error::new(
                ErrorKind::Token,
                "the task that fetched the token has ended without one",
            )),
        }
    }

    /// The token, if it is here and nothing is to be done about it.
    pub(super) fn fresh(&self) -> Option<Arc<Token>> {
        self.current().filter(|token| token.state(Instant::now()) == State::Fresh)
    }

    /// A token that serves, or the end of the fetch that is to be waited for. One that serves and
    /// should be replaced is fetched for, unless that is under way or has just failed.
    fn serving_or_landing<F, T>(self: &Arc<Self>, fetch: F) -> Result<Arc<Token>, Landing>
    where
        F: FnOnce() -> T,
        T: Future<Output = Result<Token>> + Send + 'static,
    {
        let mut flight = self.flight();
        // Looked at under the lock: a fetch may have ended since the caller found no token.
        let (current, now) = (self.current(), Instant::now());
        let is_under_way = flight.is_under_way();
        match current.map(|token| (token.state(now), token)) {
            Some((State::Fresh, token)) => Ok(token),
            Some((State::Due, token)) => {
                let may_fetch = flight.not_before.is_none_or(|not_before| not_before <= now);
                if may_fetch && !is_under_way {
                    flight.not_before = Some(now + REFRESH_PAUSE);
                    self.take_off(&mut flight, fetch());
                }
                Ok(token)
            }
            Some((State::Over, _)) | None => match &flight.under_way {
                Some(landing) if is_under_way => Err(landing.clone()),
                _ => Err(self.take_off(&mut flight, fetch())),
            },
        }
    }

    fn take_off<T>(self: &Arc<Self>, flight: &mut Flight, fetch: T) -> Landing
    where
        T: Future<Output = Result<Token>> + Send + 'static,
    {
        let (ended, landing) = watch::channel(None);
        flight.under_way = Some(landing.clone());
        flight.began_at = Some(Instant::now());
        let slot = self.clone();
        tokio::spawn(async move {
            let outcome = fetch.await.map(Arc::new).map_err(Arc::new);
            let mut flight = slot.flight();
            if let Ok(token) = &outcome {
                slot.keep(token.clone());
            }
            // Who comes from now on finds the token, or fetches anew.
            flight.under_way = None;
            drop(flight);
            ended.send_replace(Some(outcome));
        });
        landing
    }

    fn current(&self) -> Option<Arc<Token>> {
        self.current.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(super) fn keep(&self, token: Arc<Token>) {
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = Some(token);
    }

    /// Drops a token that the platform refuses, unless it has been replaced.
    pub(super) fn refuse(&self, refused: &Arc<Token>) {
        *self.refused.lock().unwrap_or_else(PoisonError::into_inner) = Some(refused.clone());
        let mut current = self.current.write().unwrap_or_else(PoisonError::into_inner);
        if current.as_ref().is_some_and(|token| token.is_same(refused)) {
            *current = None;
        }
    }

    /// What another token has to be better than.
    pub(super) fn known(&self) -> Known {
        let refused = self.refused.lock().unwrap_or_else(PoisonError::into_inner).clone();
        Known { current: self.current(), refused }
    }

    pub(super) fn clear(&self) {
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = None;
    }

    fn flight(&self) -> MutexGuard<'_, Flight> {
        self.flight.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Flight {
    /// Whether there is a fetch whose task is alive, and on a runtime that is still driven.
    fn is_under_way(&self) -> bool {
        let is_alive = |landing: &Landing| landing.has_changed().is_ok();
        let is_young = |began_at: Instant| began_at.elapsed() < LONGEST_FLIGHT;
        self.under_way.as_ref().is_some_and(is_alive) && self.began_at.is_some_and(is_young)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use tokio::task::JoinSet;

    use super::*;

    fn token(life: u64) -> (Instant, Token) {
        let asked_at = Instant::now();
        let token = Token::new("t-1".to_owned().into(), asked_at, Duration::from_secs(life));
        (asked_at, token.unwrap())
    }

    #[test]
    fn a_token_is_replaced_in_its_last_half_hour_and_not_sent_at_its_end() {
        let (asked_at, token) = token(7200);
        let state = |minutes: u64| token.state(asked_at + Duration::from_secs(minutes * 60));
        assert_eq!([state(0), state(89)], [State::Fresh; 2]);
        assert_eq!([state(90), state(116)], [State::Due; 2]);
        assert_eq!([state(117), state(10_000)], [State::Over; 2]);
    }

    #[test]
    fn a_clock_that_jumps_back_ends_no_token() {
        let (asked_at, token) = token(7200);
        if let Some(before) = asked_at.checked_sub(Duration::from_secs(3600)) {
            assert_eq!(token.state(before), State::Fresh);
            assert_eq!(token.life(before), Duration::from_secs(3 * 3600));
        }
    }

    #[test]
    fn a_short_life_is_half_used() {
        let (asked_at, token) = token(60);
        let state = |seconds: u64| token.state(asked_at + Duration::from_secs(seconds));
        assert_eq!([state(29), state(30)], [State::Fresh, State::Over]);
    }

    #[test]
    fn a_life_that_is_none_or_too_long_is_not_believed() {
        let now = Instant::now();
        assert!(Token::new("t".to_owned().into(), now, Duration::ZERO).is_err());
        assert!(Token::new(String::new().into(), now, Duration::from_secs(9)).is_err());
        assert!(Token::new("a\nb".to_owned().into(), now, Duration::from_secs(9)).is_err());
        let forever = Token::new("t".to_owned().into(), now, Duration::MAX).unwrap();
        assert_eq!(forever.life(now), LONGEST_LIFE);
    }

    #[test]
    fn a_token_that_came_while_a_caller_waited_for_the_lock_is_not_fetched_again() {
        let slot = Arc::new(Slot::default());
        let (_, kept) = token(7200);
        slot.keep(Arc::new(kept));
        let found = slot.serving_or_landing(|| async { unreachable!("there is a token") });
        assert!(found.is_ok_and(|token| token.value().expose_secret() == "t-1"));
    }

    /// Callers come just when the fetch of another one ends.
    #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
    async fn callers_who_come_as_a_fetch_ends_share_it() {
        for _ in 0..2_000 {
            let (slot, fetches) = (Arc::new(Slot::default()), Arc::new(AtomicUsize::new(0)));
            let mut callers = JoinSet::new();
            for _ in 0..8 {
                let (slot, fetches) = (slot.clone(), fetches.clone());
                callers.spawn(async move {
                    let fetch = || async move {
                        fetches.fetch_add(1, Ordering::Relaxed);
                        Ok(token(7200).1)
                    };
                    slot.token(fetch).await.map(|_| ())
                });
            }
            while let Some(outcome) = callers.join_next().await {
                outcome.unwrap().unwrap();
            }
            assert_eq!(fetches.load(Ordering::Relaxed), 1);
        }
    }
}
