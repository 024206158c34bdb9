//! One token as a client has it: kept while it is good, and fetched once for all who wait.

use std::future::Future;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};
use std::time::Duration;

use http::HeaderValue;
use secrecy::{ExposeSecret, SecretString};
use tokio::time::Instant;

use super::flight::Flight;
use crate::error::{Error, ErrorKind, Result};
use crate::identity::bearer;

/// With less time left than this, a token is replaced while it still serves. The platform hands out
/// a new one no earlier.
const REFRESH_BEFORE_END: Duration = Duration::from_secs(30 * 60);

/// A token with less time left than this is not sent: it could end on its way.
const FLOOR: Duration = Duration::from_secs(3 * 60);

/// Tokens live two hours; whatever a server says, none is trusted for longer than this.
const LONGEST_LIFE: Duration = Duration::from_secs(24 * 60 * 60);

/// How long a token that could not be replaced serves before that is tried again.
const REFRESH_PAUSE: Duration = Duration::from_secs(30);

/// A fetch that takes longer is waited for by nobody any more.
const LONGEST_FETCH: Duration = Duration::from_secs(45);

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

/// What is known of a token.
#[derive(Clone, Default)]
pub(super) struct Known {
    /// The token that is here: only one that lives longer is of use.
    current: Option<Arc<Token>>,
    /// The last one that the platform has refused.
    refused: Option<Arc<Token>>,
}

impl Known {
    /// Whether another token, with this life left, is of use.
    pub(super) fn is_bettered_by(&self, token: &Token, life: Duration) -> bool {
        let is_new = |known: &Arc<Token>| !known.is_same(token);
        let outlives = |known: &Arc<Token>| life > known.life(Instant::now());
        life > FLOOR
            && self.refused.as_ref().is_none_or(is_new)
            && self.current.as_ref().is_none_or(|known| is_new(known) && outlives(known))
    }
}

/// The place of one token.
#[derive(Default)]
pub(crate) struct Slot {
    known: RwLock<Known>,
    flights: Mutex<Flights>,
}

#[derive(Default)]
struct Flights {
    /// The last fetch, as long as it is waited for by all callers without a token.
    current: Option<Flight<Outcome>>,
    /// Its number.
    last: u64,
    /// When a token that still serves may be fetched for again.
    not_before: Option<Instant>,
}

type Outcome = Result<Arc<Token>, Arc<Error>>;

/// What there is for a caller.
enum Found {
    Here(Arc<Token>),
    /// The fetch that it has begun.
    Begun(Flight<Outcome>),
    /// One that somebody else has begun.
    Joined(Flight<Outcome>),
}

impl Slot {
    /// The token: the one that is here, or what `fetch` comes back with.
    pub(super) async fn token<F, T>(self: &Arc<Self>, fetch: F) -> Result<Arc<Token>>
    where
        F: Fn(Known) -> T,
        T: Future<Output = Result<Token>> + Send + 'static,
    {
        let mut found = self.find(&fetch);
        if let Found::Joined(flight) = found {
            if let Some(outcome) = flight.landed().await {
                return outcome.map_err(Error::token);
            }
            // It has gone down with the runtime that it was on, or is overdue.
            found = self.find(&fetch);
        }
        let outcome = match found {
            Found::Here(token) => return Ok(token),
            Found::Begun(flight) | Found::Joined(flight) => flight.landed().await,
        };
        let lost =
            || Error::new(ErrorKind::Token, "the fetch of the token did not come to its end");
        outcome.ok_or_else(lost)?.map_err(Error::token)
    }

    /// The token, if it is here and nothing is to be done about it.
    pub(super) fn fresh(&self) -> Option<Arc<Token>> {
        let current = self.read().current.clone();
        current.filter(|token| token.state(Instant::now()) == State::Fresh)
    }

    /// A token that serves, or the fetch to be waited for. For one that should be replaced a fetch is
    /// begun, unless that is under way or has just failed.
    fn find<F, T>(self: &Arc<Self>, fetch: &F) -> Found
    where
        F: Fn(Known) -> T,
        T: Future<Output = Result<Token>> + Send + 'static,
    {
        let mut flights = self.flights();
        // Under the lock: a fetch may have ended since the caller found no token.
        let (known, now) = (self.known(), Instant::now());
        let under_way = flights.current.clone().filter(Flight::is_under_way);
        let serves = |token: &Arc<Token>| token.state(now) != State::Over;
        let Some(token) = known.current.clone().filter(serves) else {
            let begin = || Found::Begun(self.begin(&mut flights, fetch(known)));
            return under_way.map_or_else(begin, Found::Joined);
        };
        let may_fetch = flights.not_before.is_none_or(|not_before| not_before <= now);
        if token.state(now) == State::Due && may_fetch && under_way.is_none() {
            flights.not_before = Some(now + REFRESH_PAUSE);
            self.begin(&mut flights, fetch(known));
        }
        Found::Here(token)
    }

    fn begin<T>(self: &Arc<Self>, flights: &mut Flights, fetch: T) -> Flight<Outcome>
    where
        T: Future<Output = Result<Token>> + Send + 'static,
    {
        flights.last += 1;
        let (slot, number) = (self.clone(), flights.last);
        let flight = Flight::begin(LONGEST_FETCH, async move {
            let outcome = fetch.await.map(Arc::new).map_err(Arc::new);
            slot.land(number, outcome.as_ref().ok());
            outcome
        });
        flights.current.insert(flight).clone()
    }

    /// Takes in what a fetch comes back with, unless it has been overtaken by another one, or what it
    /// was for has been forgotten.
    fn land(&self, number: u64, token: Option<&Arc<Token>>) {
        let mut flights = self.flights();
        if flights.last == number && flights.current.is_some() {
            if let Some(token) = token {
                self.keep(token.clone());
            }
            // Who comes from now on finds the token, or fetches anew.
            flights.current = None;
        }
    }

    pub(super) fn keep(&self, token: Arc<Token>) {
        self.write().current = Some(token);
    }

    /// Drops a token that the platform refuses, unless it has been replaced.
    pub(super) fn refuse(&self, refused: &Arc<Token>) {
        let mut known = self.write();
        if known.current.as_ref().is_none_or(|token| token.is_same(refused)) {
            *known = Known { current: None, refused: Some(refused.clone()) };
        }
    }

    /// What another token has to be better than.
    pub(super) fn known(&self) -> Known {
        self.read().clone()
    }

    /// Forgets the token, and what is under way for it.
    pub(super) fn clear(&self) {
        let mut flights = self.flights();
        flights.current = None;
        self.write().current = None;
    }

    fn read(&self) -> RwLockReadGuard<'_, Known> {
        self.known.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, Known> {
        self.known.write().unwrap_or_else(PoisonError::into_inner)
    }

    fn flights(&self) -> MutexGuard<'_, Flights> {
        self.flights.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::future::pending;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use tokio::sync::Notify;
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

    #[tokio::test]
    async fn a_fetch_for_what_was_forgotten_leaves_nothing() {
        let slot = Arc::new(Slot::default());
        let end = Arc::new(Notify::new());
        let fetch = |_| {
            let end = end.clone();
            async move {
                end.notified().await;
                Ok(token(7200).1)
            }
        };
        let Found::Begun(flight) = slot.find(&fetch) else { panic!("there was no token") };
        slot.clear();
        end.notify_one();
        assert!(flight.landed().await.unwrap().is_ok());
        assert!(slot.fresh().is_none());
    }

    #[test]
    fn a_fetch_that_goes_down_with_its_runtime_is_begun_anew() {
        let runtime =
            || tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let (slot, first) = (Arc::new(Slot::default()), runtime());
        first.block_on(async { slot.find(&|_| pending()) });
        runtime().block_on(async {
            let waiter = slot.token(|_| async { Ok(token(7200).1) });
            let (outcome, ()) = tokio::join!(waiter, async { first.shutdown_background() });
            outcome.unwrap();
        });
    }

    #[tokio::test(start_paused = true)]
    async fn a_fetch_on_a_runtime_that_stands_still_is_begun_anew() {
        let slot = Arc::new(Slot::default());
        let Found::Begun(still) = slot.find(&|_| pending()) else { panic!("there was no token") };
        slot.token(|_| async { Ok(token(7200).1) }).await.unwrap();
        assert!(!still.is_under_way());
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
                    let fetch = |_| {
                        let fetches = fetches.clone();
                        async move {
                            fetches.fetch_add(1, Ordering::Relaxed);
                            Ok(token(7200).1)
                        }
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
