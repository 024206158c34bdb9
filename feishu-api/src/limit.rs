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
use lanes::{Lanes, Place};

pub use store::LimitStore;

/// How much later than the end of a pause a call is sent at most, so that not all come at once.
const SPREAD: Duration = Duration::from_millis(250);

/// No hold is longer, whatever the platform says: its limits are by the second and the minute, and a
/// header that is wrong must not stop an endpoint for good.
const LONGEST_HOLD: Duration = Duration::from_secs(5 * 60);

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

    /// Whether nobody has to wait for anything.
    pub(crate) fn are_idle(&self) -> bool {
        !self.keeps_declared && self.store.is_none() && self.lanes.are_empty()
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
            let (wait, place) = self.place(key, declared, left()).await;
            // A turn that comes when the time is over is none.
            if !wait.is_zero() && wait >= left() {
                let detail = format!("the call would have to wait {wait:.1?} for its turn");
                let error = Error::new(ErrorKind::RateLimit, detail);
                return Err(error.with_retry_after(Some(wait)));
            }
            if !wait.is_zero() {
                tracing::debug!(wait_ms = wait.as_millis() as u64, "waiting for the rate limit");
                // Those whose places are counted come one after the other anyhow.
                let spread = match declared.is_empty() {
                    true => SPREAD.min(left().saturating_sub(wait) / 2).mul_f64(random()),
                    false => Duration::ZERO,
                };
                sleep(wait + spread).await;
            }
            // The platform may have asked for a pause meanwhile: then the place is given back.
            if wait.is_zero() || self.lanes.held_for(&key.text).is_zero() {
                place.take();
                return Ok(());
            }
        }
    }

    /// Holds all calls of a key, because the platform has turned one away.
    pub(crate) async fn hold(&self, key: &Key, time: Duration) {
        let time = time.min(LONGEST_HOLD);
        self.lanes.hold(&key.text, time);
        if let Some(store) = self.store(key) {
            self.in_time(store.hold(&key.text, time)).await;
        }
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
            // What this client knows of holds too: the store may have failed to take it.
            return (wait.max(self.lanes.held_for(&key.text)), Place::elsewhere());
        }
        self.lanes.reserve(&key.text, declared, left)
    }

    /// The store, if it is of use for a key.
    fn store(&self, key: &Key) -> Option<&Arc<dyn LimitStore>> {
        let rests_until = *self.rests_until.lock().unwrap_or_else(PoisonError::into_inner);
        let rests = rests_until.is_some_and(|rests_until| rests_until > Instant::now());
        self.store.as_ref().filter(|_| key.is_shared && !rests)
    }

    /// What the store answers; nothing if it fails, and then it is done without for a while.
    async fn in_time<T>(&self, answer: crate::StoreFuture<'_, T>) -> Option<T> {
        let answer = match timeout(STORE_TIMEOUT, answer).await {
            Ok(Ok(answer)) => return Some(answer),
            Ok(Err(error)) => error.to_string(),
            Err(_) => "it did not answer in time".to_owned(),
        };
        tracing::warn!(error = answer, "the store of limits fails: this process keeps them alone");
        *self.rests_until.lock().unwrap_or_else(PoisonError::into_inner) =
            Some(Instant::now() + STORE_REST);
        None
    }
}
