//! Where tokens are kept beyond one client.

use std::collections::HashMap;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};
use tokio::time::Instant;

/// Keeps tokens for all who ask with the same key, so that a fleet of processes asks the platform
/// once. Set one with [`ClientBuilder::token_store`](crate::ClientBuilder::token_store); a client
/// that has none set has a [`MemoryStore`] of its own.
///
/// Keys are made by the client: they hold the app's id and what the token is for, and no secret. A
/// client keeps a copy of each token that it uses, and asks its store when it has none that is fresh.
/// A store of an app's tokens that fails costs a request to the platform, and no call.
///
/// Methods answer with boxed futures, so that a store is an object:
///
/// ```
/// use std::time::Duration;
/// use feishu_api::{MemoryStore, SecretString, StoreFuture, StoredToken, TokenStore};
///
/// /// A store that says what it does.
/// struct Talkative(MemoryStore);
///
/// impl TokenStore for Talkative {
///     fn get<'a>(&'a self, key: &'a str) -> StoreFuture<'a, Option<StoredToken>> {
///         println!("get {key}");
///         self.0.get(key)
///     }
///     fn put<'a>(&'a self, key: &'a str, token: StoredToken) -> StoreFuture<'a, ()> {
///         Box::pin(async move {
///             println!("put {key}");
///             self.0.put(key, token).await
///         })
///     }
///     # fn compare_and_drop<'a>(&'a self, key: &'a str, value: &'a SecretString) -> StoreFuture<'a, bool> {
///     #     self.0.compare_and_drop(key, value)
///     # }
///     # fn try_lock<'a>(&'a self, key: &'a str, owner: &'a str, life: Duration) -> StoreFuture<'a, bool> {
///     #     self.0.try_lock(key, owner, life)
///     # }
///     # fn unlock<'a>(&'a self, key: &'a str, owner: &'a str) -> StoreFuture<'a, ()> {
///     #     self.0.unlock(key, owner)
///     # }
///     // and so on
/// }
/// ```
pub trait TokenStore: Send + Sync + 'static {
    /// The token under a key, with the life that it has left.
    fn get<'a>(&'a self, key: &'a str) -> StoreFuture<'a, Option<StoredToken>>;

    /// Puts a token under a key until its life is over, in place of what is there.
    fn put<'a>(&'a self, key: &'a str, token: StoredToken) -> StoreFuture<'a, ()>;

    /// Drops the token under a key if it has this value, in one step, and says whether it had.
    fn compare_and_drop<'a>(
        &'a self,
        key: &'a str,
        value: &'a SecretString,
    ) -> StoreFuture<'a, bool>;

    /// Locks a key for an owner, a random text, if nobody else has it locked, and says whether it is
    /// the owner's now. The lock ends by itself after its life.
    fn try_lock<'a>(
        &'a self,
        key: &'a str,
        owner: &'a str,
        life: Duration,
    ) -> StoreFuture<'a, bool>;

    /// Ends the lock of a key if it is still the owner's.
    fn unlock<'a>(&'a self, key: &'a str, owner: &'a str) -> StoreFuture<'a, ()>;
}

impl<S: TokenStore + ?Sized> TokenStore for Arc<S> {
    fn get<'a>(&'a self, key: &'a str) -> StoreFuture<'a, Option<StoredToken>> {
        (**self).get(key)
    }

    fn put<'a>(&'a self, key: &'a str, token: StoredToken) -> StoreFuture<'a, ()> {
        (**self).put(key, token)
    }

    fn compare_and_drop<'a>(
        &'a self,
        key: &'a str,
        value: &'a SecretString,
    ) -> StoreFuture<'a, bool> {
        (**self).compare_and_drop(key, value)
    }

    fn try_lock<'a>(
        &'a self,
        key: &'a str,
        owner: &'a str,
        life: Duration,
    ) -> StoreFuture<'a, bool> {
        (**self).try_lock(key, owner, life)
    }

    fn unlock<'a>(&'a self, key: &'a str, owner: &'a str) -> StoreFuture<'a, ()> {
        (**self).unlock(key, owner)
    }
}

/// What a method of a [`TokenStore`] or a [`LimitStore`](crate::LimitStore) answers with.
pub type StoreFuture<'a, T> = Pin<Box<dyn Future<Output = Result<T, StoreError>> + Send + 'a>>;

/// Why a store cannot answer. It is shown as it prints, so that it must hold no secret.
pub type StoreError = Box<dyn std::error::Error + Send + Sync>;

/// A token in a [`TokenStore`].
#[derive(Clone)]
#[non_exhaustive]
pub struct StoredToken {
    /// The token; of a user's login, access and refresh token as a text of the client's own.
    pub value: SecretString,
    /// The life that is left.
    pub life: Duration,
}

impl StoredToken {
    /// A token with the life that it has left.
    pub fn new(value: impl Into<SecretString>, life: Duration) -> Self {
        StoredToken { value: value.into(), life }
    }
}

impl fmt::Debug for StoredToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StoredToken").field("life", &self.life).finish_non_exhaustive()
    }
}

/// Nothing is kept longer in memory, whatever life it has: a clock can be added so much to.
const LONGEST_LIFE: Duration = Duration::from_secs(10 * 365 * 24 * 60 * 60);

/// Keeps tokens in memory, for the clients that share it.
#[derive(Default)]
pub struct MemoryStore(Mutex<Shelves>);

#[derive(Default)]
struct Shelves {
    tokens: HashMap<String, (SecretString, Instant)>,
    /// Owners of locks.
    locks: HashMap<String, (String, Instant)>,
}

impl MemoryStore {
    /// An empty store.
    pub fn new() -> Self {
        MemoryStore::default()
    }

    fn shelves(&self) -> MutexGuard<'_, Shelves> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl TokenStore for MemoryStore {
    fn get<'a>(&'a self, key: &'a str) -> StoreFuture<'a, Option<StoredToken>> {
        Box::pin(async move {
            let now = Instant::now();
            let shelves = self.shelves();
            let stored = shelves.tokens.get(key).filter(|(_, end)| *end > now);
            Ok(stored.map(|(value, end)| StoredToken::new(value.clone(), *end - now)))
        })
    }

    fn put<'a>(&'a self, key: &'a str, token: StoredToken) -> StoreFuture<'a, ()> {
        Box::pin(async move {
            let now = Instant::now();
            let mut shelves = self.shelves();
            // Keys that nobody asks for any more would stay for ever.
            shelves.tokens.retain(|_, (_, end)| *end > now);
            shelves
                .tokens
                .insert(key.to_owned(), (token.value, now + token.life.min(LONGEST_LIFE)));
            Ok(())
        })
    }

    fn compare_and_drop<'a>(
        &'a self,
        key: &'a str,
        value: &'a SecretString,
    ) -> StoreFuture<'a, bool> {
        Box::pin(async move {
            let mut shelves = self.shelves();
            let is_same =
                |(stored, _): &(SecretString, _)| stored.expose_secret() == value.expose_secret();
            let dropped = shelves.tokens.get(key).is_some_and(is_same);
            if dropped {
                shelves.tokens.remove(key);
            }
            Ok(dropped)
        })
    }

    fn try_lock<'a>(
        &'a self,
        key: &'a str,
        owner: &'a str,
        life: Duration,
    ) -> StoreFuture<'a, bool> {
        Box::pin(async move {
            let now = Instant::now();
            let mut shelves = self.shelves();
            let held = shelves.locks.get(key);
            let is_free = held.is_none_or(|(held_by, end)| held_by == owner || *end <= now);
            if is_free {
                shelves
                    .locks
                    .insert(key.to_owned(), (owner.to_owned(), now + life.min(LONGEST_LIFE)));
            }
            Ok(is_free)
        })
    }

    fn unlock<'a>(&'a self, key: &'a str, owner: &'a str) -> StoreFuture<'a, ()> {
        Box::pin(async move {
            let mut shelves = self.shelves();
            if shelves.locks.get(key).is_some_and(|(held_by, _)| held_by == owner) {
                shelves.locks.remove(key);
            }
            Ok(())
        })
    }
}

impl fmt::Debug for MemoryStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MemoryStore")
            .field("tokens", &self.shelves().tokens.len())
            .finish_non_exhaustive()
    }
}
