//! A token that many processes share: one of them asks the platform, the others find it in the store.

use std::time::Duration;

use tokio::time::{Instant, sleep, timeout};
use uuid::Uuid;

use super::slot::{FLOOR, Token};
use super::store::{StoreError, StoreFuture, StoredToken, TokenStore};
use crate::error::Result;

/// The life of a lock: longer than the platform is given to answer. A process that dies with the lock
/// holds up the others for no longer than this.
const LOCK_LIFE: Duration = Duration::from_secs(15);

/// How long to wait before looking again whether the process with the lock has put the token there.
pub(super) const LOCK_PAUSE: Duration = Duration::from_millis(100);

/// A store that takes longer is done without.
const STORE_TIMEOUT: Duration = Duration::from_secs(3);

/// The token that a store has, or what `ask` comes back with, which is put there for the others. If
/// there is one that still serves, only a token that lives longer is of use.
pub(super) async fn fetch(
    store: &dyn TokenStore,
    key: &str,
    current: Option<&Token>,
    ask: impl AsyncFnOnce() -> Result<Token>,
) -> Result<Token> {
    let lock = loop {
        if let Some(token) = look(store, key, current).await {
            return Ok(token);
        }
        match Lock::take(store, key).await {
            Some(lock) => break lock,
            None => sleep(LOCK_PAUSE).await,
        }
    };
    // Another process may have put it there just before the lock was free.
    if let Some(token) = look(store, key, current).await {
        lock.release().await;
        return Ok(token);
    }
    let asked = ask().await;
    if let Ok(token) = &asked {
        let stored = StoredToken::new(token.value().clone(), token.life(Instant::now()));
        // The token is good without the store, too.
        let _ = in_time(store.put(key, stored)).await;
    }
    lock.release().await;
    asked
}

async fn look(store: &dyn TokenStore, key: &str, current: Option<&Token>) -> Option<Token> {
    let stored = in_time(store.get(key)).await.ok()??;
    let now = Instant::now();
    let token = Token::new(stored.value, now, stored.life).ok()?;
    let is_better =
        current.is_none_or(|current| !token.is_same(current) && stored.life > current.life(now));
    Some(token).filter(|_| is_better && stored.life > FLOOR)
}

/// The lock of a key, as far as there is a store to have one.
pub(super) struct Lock<'a> {
    store: &'a dyn TokenStore,
    key: &'a str,
    /// Nothing if the store fails: then everybody goes ahead.
    owner: Option<String>,
}

impl<'a> Lock<'a> {
    /// Takes the lock if it is free.
    pub(super) async fn take(store: &'a dyn TokenStore, key: &'a str) -> Option<Lock<'a>> {
        let owner = Uuid::new_v4().to_string();
        match in_time(store.try_lock(key, &owner, LOCK_LIFE)).await {
            Ok(true) => Some(Lock { store, key, owner: Some(owner) }),
            Ok(false) => None,
            Err(_) => Some(Lock { store, key, owner: None }),
        }
    }

    pub(super) async fn release(self) {
        if let Some(owner) = &self.owner {
            // It ends by itself, too.
            let _ = in_time(self.store.unlock(self.key, owner)).await;
        }
    }
}

/// What a store answers in time.
pub(super) async fn in_time<T>(answer: StoreFuture<'_, T>) -> Result<T, StoreError> {
    match timeout(STORE_TIMEOUT, answer).await {
        Ok(answer) => answer,
        Err(_) => Err("the token store did not answer in time".into()),
    }
}
