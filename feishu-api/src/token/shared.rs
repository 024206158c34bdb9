//! A token that many processes share: one of them asks the platform, the others find it in the store.

use std::future::Future;
use std::mem::take;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use tokio::runtime::Handle;
use tokio::time::{Instant, sleep, timeout};
use uuid::Uuid;

use super::slot::{Known, Token};
use super::store::{StoreError, StoreFuture, StoredToken, TokenStore};
use crate::error::Result;

/// The life of a lock: longer than the platform is given to answer. A process that dies with the lock
/// holds up the others for no longer than this.
const LOCK_LIFE: Duration = Duration::from_secs(15);

/// How long to wait before looking again whether the process with the lock has put the token there.
const LOCK_PAUSE: Duration = Duration::from_millis(100);

/// A store that takes longer is done without.
const STORE_TIMEOUT: Duration = Duration::from_secs(3);

/// How long to wait for a lock. One that is not free then has no life: the store has failed.
const LONGEST_WAIT: Duration = Duration::from_secs(20);

/// The token that a store has, or what `ask` comes back with, which is put there for the others. A
/// store that fails is done without, until the next time.
pub(super) async fn fetch(
    store: &Arc<dyn TokenStore>,
    key: &str,
    known: &Known,
    ask: impl AsyncFnOnce() -> Result<Token>,
) -> Result<Token> {
    let look = || -> Look<'_, Token, StoreError> { Box::pin(look(&**store, key, known)) };
    let lock = Lock::wait(store, key, look, std::convert::identity).await;
    let lock = match lock {
        Ok(Waited::Found(token)) => return Ok(token),
        Ok(Waited::Locked(lock)) => Some(lock),
        Err(_) => None,
    };
    let asked = ask().await;
    let stored = asked
        .as_ref()
        .ok()
        .map(|token| StoredToken::new(token.value().clone(), token.life(Instant::now())));
    match (lock, stored) {
        (Some(lock), stored) => {
            if let Some(stored) = stored {
                // The token is good without the store, too.
                let _ = in_time(store.put(key, stored)).await;
            }
            lock.release().await;
        }
        // Nobody waits for a store that has just failed.
        (None, Some(stored)) => {
            let (store, key) = (store.clone(), key.to_owned());
            tokio::spawn(async move { in_time(store.put(&key, stored)).await });
        }
        (None, None) => {}
    }
    asked
}

async fn look(
    store: &dyn TokenStore,
    key: &str,
    known: &Known,
) -> Result<Option<Token>, StoreError> {
    let Some(stored) = in_time(store.get(key)).await? else { return Ok(None) };
    let token = Token::with_left(stored.value, Instant::now(), stored.life).ok();
    Ok(token.filter(|token| known.is_bettered_by(token, stored.life)))
}

/// Looks whether the store has what a lock is waited for.
pub(super) type Look<'a, T, E> = Pin<Box<dyn Future<Output = Result<Option<T>, E>> + Send + 'a>>;

/// What comes of waiting for a lock.
pub(super) enum Waited<T> {
    /// What another process has put into the store.
    Found(T),
    Locked(Lock),
}

/// The lock of a key. If it is dropped, for a caller has given up or panics, it is released, too.
pub(super) struct Lock {
    store: Arc<dyn TokenStore>,
    key: String,
    owner: String,
    may_be_held: bool,
}

impl Lock {
    /// Waits until the lock is free, and looks all the time whether there is no need of it any more.
    pub(super) async fn wait<'a, T, E>(
        store: &Arc<dyn TokenStore>,
        key: &str,
        look: impl Fn() -> Look<'a, T, E>,
        failed: fn(StoreError) -> E,
    ) -> Result<Waited<T>, E> {
        let (store, key, owner) = (store.clone(), key.to_owned(), Uuid::new_v4().to_string());
        let mut lock = Lock { store, key, owner, may_be_held: false };
        let began_at = Instant::now();
        loop {
            if let Some(found) = look().await? {
                return Ok(Waited::Found(found));
            }
            // It may be even if the store fails, or is not waited for to the end.
            lock.may_be_held = true;
            lock.may_be_held = lock.try_take().await.map_err(failed)?;
            if lock.may_be_held {
                break;
            }
            if began_at.elapsed() > LONGEST_WAIT {
                return Err(failed("a lock in the token store does not end".into()));
            }
            sleep(LOCK_PAUSE).await;
        }
        // It may have been put there just before the lock was free.
        match look().await? {
            None => Ok(Waited::Locked(lock)),
            Some(found) => {
                lock.release().await;
                Ok(Waited::Found(found))
            }
        }
    }

    async fn try_take(&self) -> Result<bool, StoreError> {
        in_time(self.store.try_lock(&self.key, &self.owner, LOCK_LIFE)).await
    }

    /// Takes the lock for a whole life more.
    pub(super) async fn renew(&self) {
        // What it is for is done in any case.
        let _ = self.try_take().await;
    }

    pub(super) async fn release(mut self) {
        // It ends by itself, too.
        let _ = in_time(self.store.unlock(&self.key, &self.owner)).await;
        self.may_be_held = false;
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        if self.may_be_held
            && let Ok(runtime) = Handle::try_current()
        {
            let (store, key, owner) =
                (self.store.clone(), take(&mut self.key), take(&mut self.owner));
            runtime.spawn(async move { in_time(store.unlock(&key, &owner)).await });
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

#[cfg(test)]
mod tests {
    use std::convert::identity;

    use super::*;
    use crate::token::MemoryStore;

    #[tokio::test]
    async fn a_lock_that_is_dropped_is_free() {
        let store: Arc<dyn TokenStore> = Arc::new(MemoryStore::new());
        let never = || -> Look<'_, (), StoreError> { Box::pin(async { Ok(None) }) };
        let waited = Lock::wait(&store, "key", never, identity).await.unwrap();
        assert!(!store.try_lock("key", "other", LOCK_LIFE).await.unwrap());
        drop(waited);
        tokio::task::yield_now().await;
        assert!(store.try_lock("key", "other", LOCK_LIFE).await.unwrap());
    }
}
