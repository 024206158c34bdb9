//! Where limits are kept for more than one client.

use std::sync::Arc;
use std::time::Duration;

use crate::endpoint::RateLimit;
use crate::token::StoreFuture;

/// Keeps the limits of an endpoint for all processes that call it as the same app: set one with
/// [`ClientBuilder::limit_store`](crate::ClientBuilder::limit_store).
///
/// It is asked before each attempt of each call, those for tokens too. Keys are made by the client: they hold the app's id, verb and path
/// template (of a [raw call](crate::Client::raw) its path), and the tenant of a marketplace app. If a store fails, or takes longer than a second, each
/// client keeps the limits for itself, and asks the store again ten seconds later. `RedisStore`, with the
/// feature `redis`, is one.
pub trait LimitStore: Send + Sync + 'static {
    /// Reserves a place for a call, in one step: no more calls in any stretch of time than `limits` say,
    /// and none before a [hold](LimitStore::hold) is over. Answers with how long it is until then. If
    /// that is longer than `most`, nothing is reserved.
    ///
    /// Without limits there is nothing to count, and only a hold to look for; so it is for
    /// [`RateLimit::Special`], which has no number. The place of a call that is given up is lost.
    fn reserve<'a>(
        &'a self,
        key: &'a str,
        limits: &'a [RateLimit],
        most: Duration,
    ) -> StoreFuture<'a, Duration>;

    /// Holds the calls of a key for a time; a longer hold stays.
    fn hold<'a>(&'a self, key: &'a str, time: Duration) -> StoreFuture<'a, ()>;
}

impl<S: LimitStore + ?Sized> LimitStore for Arc<S> {
    fn reserve<'a>(
        &'a self,
        key: &'a str,
        limits: &'a [RateLimit],
        most: Duration,
    ) -> StoreFuture<'a, Duration> {
        (**self).reserve(key, limits, most)
    }

    fn hold<'a>(&'a self, key: &'a str, time: Duration) -> StoreFuture<'a, ()> {
        (**self).hold(key, time)
    }
}
