//! How many calls may be sent: the limits that are declared, and the pauses that the platform asks for.

mod lanes;
#[cfg(feature = "redis")]
mod redis;
mod store;

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::time::{Instant, sleep, timeout};

use crate::call::Target;
use crate::endpoint::RateLimit;
use crate::error::{Error, ErrorKind, Result};
use crate::retry::random;
use crate::token::StoreFuture;
use lanes::{Lanes, Place};

pub use store::LimitStore;

/// How much later than the end of a hold a call is sent at most, so that not all come at once.
const SPREAD: Duration = Duration::from_millis(250);

/// What each of many that wait adds to that: no limit of the platform is above 100 calls a second.
const SPREAD_OF_EACH: Duration = Duration::from_millis(10);

/// A store that takes longer is done without.
const STORE_TIMEOUT: Duration = Duration::from_secs(1);

/// How long a store that fails is done without.
const STORE_REST: Duration = Duration::from_secs(10);

/// The limits of one client.
pub(crate) struct Limits {
    /// Whether declared limits are kept before the platform turns calls away.
    keeps_declared: bool,
    lanes: Lanes,
    store: Option<Arc<dyn LimitStore>>,
    /// Until when the store is done without.
    rests_until: Mutex<Option<Instant>>,
}

/// What a limit holds for, as a text that holds no secret: the platform counts by endpoint, app and
/// tenant.
pub(crate) struct Key {
    text: String,
    /// Whether other processes count the same calls under it.
    is_shared: bool,
}

/// Whose calls are counted together.
pub(crate) enum Whose<'a> {
    /// The app's; of a self-built one those of its users, too: all are in the same tenant.
    App,
    /// Those of a marketplace app in a tenant.
    Tenant(&'a str),
    /// Those of a user of a marketplace app, whose tenant is not known: by a hash of what tells users
    /// apart here.
    User(u64),
}

impl Whose<'_> {
    pub(crate) fn user(who: &impl Hash) -> Self {
        let mut hasher = DefaultHasher::new();
        who.hash(&mut hasher);
        Whose::User(hasher.finish())
    }
}

impl Key {
    pub(crate) fn new(app_id: &str, target: &Target, whose: Whose<'_>) -> Self {
        let (whose, is_shared) = match whose {
            Whose::App => (String::new(), true),
            Whose::Tenant(key) => (format!(":tenant:{key}"), true),
            Whose::User(hash) => (format!(":user:{hash:x}"), false),
        };
        Key { text: format!("feishu-api:{app_id}:limit:{target}{whose}"), is_shared }
    }
}

impl Limits {
    pub(crate) fn new(keeps_declared: bool, store: Option<Arc<dyn LimitStore>>) -> Self {
        Limits { keeps_declared, lanes: Lanes::default(), store, rests_until: Mutex::default() }
    }

    /// Whether a call with such limits has nothing to wait for.
    pub(crate) fn are_idle(&self, declared: &[RateLimit]) -> bool {
        let are_counted = self.keeps_declared && !declared.is_empty();
        !are_counted && self.store.is_none() && self.lanes.are_empty()
    }

    /// Waits until a call may be sent, but no longer than `left`; it fails at once if it would take
    /// longer.
    pub(crate) async fn wait(
        &self,
        key: &Key,
        declared: &[RateLimit],
        left: Duration,
    ) -> Result<()> {
        let declared = if self.keeps_declared { declared } else { &[] };
        let end = Instant::now().checked_add(left);
        let left =
            || end.map_or(Duration::MAX, |end| end.saturating_duration_since(Instant::now()));
        loop {
            // First the hold, so that places are counted from its end.
            let (held, others) = self.lanes.wait(&key.text);
            if !held.is_zero() {
                in_time_left(held, left())?;
                tracing::debug!(target: "feishu_api", wait_ms = held.as_millis() as u64, "waiting for the rate limit");
                let spread = SPREAD.max(SPREAD_OF_EACH.saturating_mul(others));
                let spread = spread.min(left().saturating_sub(held) / 2);
                sleep(held + spread.mul_f64(random())).await;
                continue;
            }
            let (wait, place) = self.place(key, declared, left()).await;
            if !wait.is_zero() {
                in_time_left(wait, left())?;
                tracing::debug!(target: "feishu_api", wait_ms = wait.as_millis() as u64, "waiting for the rate limit");
                sleep(wait).await;
            }
            // The platform may have asked for a pause meanwhile: then the place is given back.
            if wait.is_zero() || !self.lanes.is_held(&key.text) {
                place.take();
                return Ok(());
            }
        }
    }

    /// Holds all calls of a key, because the platform has turned one away.
    pub(crate) fn hold(&self, key: &Key, time: Duration) {
        self.lanes.hold(&key.text, time);
    }

    /// Tells the others of a hold, if there are any.
    pub(crate) async fn tell_hold(&self, key: &Key, time: Duration) {
        if let Some(store) = self.store(key) {
            self.in_time(store.hold(&key.text, time)).await;
        }
    }

    pub(crate) fn are_shared(&self) -> bool {
        self.store.is_some()
    }

    /// A place among the calls of a key, and how long it is until its turn.
    async fn place(
        &self,
        key: &Key,
        declared: &[RateLimit],
        left: Duration,
    ) -> (Duration, Place<'_>) {
        if let Some(store) = self.store(key)
            && let Some(wait) = self.in_time(store.reserve(&key.text, declared, left)).await
        {
            return (wait, Place::elsewhere());
        }
        self.lanes.reserve(&key.text, declared, left)
    }

    /// The store, if it is of use for a key. One that has failed is asked by one call at a time.
    fn store(&self, key: &Key) -> Option<&Arc<dyn LimitStore>> {
        let store = self.store.as_ref().filter(|_| key.is_shared)?;
        let mut rests_until = self.rests_until.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Instant::now();
        match *rests_until {
            Some(end) if end > now => None,
            Some(_) => {
                *rests_until = Some(now + STORE_REST);
                Some(store)
            }
            None => Some(store),
        }
    }

    /// What the store answers; nothing if it fails, and then it is done without for a while.
    async fn in_time<T>(&self, answer: StoreFuture<'_, T>) -> Option<T> {
        let answer = match timeout(STORE_TIMEOUT, answer).await {
            Ok(answer) => answer,
            Err(_) => Err("it did not answer in time".into()),
        };
        let mut rests_until = self.rests_until.lock().unwrap_or_else(PoisonError::into_inner);
        match answer {
            Ok(answer) => {
                *rests_until = None;
                Some(answer)
            }
            Err(error) => {
                *rests_until = Some(Instant::now() + STORE_REST);
                tracing::warn!(target: "feishu_api", %error, "the store of limits fails: this process keeps them alone");
                None
            }
        }
    }
}

/// An error if a turn comes when the time is over.
fn in_time_left(wait: Duration, left: Duration) -> Result<()> {
    if wait < left {
        return Ok(());
    }
    let detail = format!("the call would have to wait {wait:.1?} for its turn");
    Err(Error::new(ErrorKind::RateLimit, detail).with_retry_after(Some(wait)))
}
