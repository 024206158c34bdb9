//! Tokens in Redis.

use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};

use super::store::{StoreError, StoreFuture, StoredToken, TokenStore};
use crate::redis::{RedisStore, millis};

/// Locks a key for an owner, once more if it is the owner's already: a command may be sent twice.
const LOCK: &str = "local owner = redis.call('get', KEYS[1]) \
    if owner and owner ~= ARGV[1] then return 0 end \
    redis.call('set', KEYS[1], ARGV[1], 'px', ARGV[2]) return 1";

/// Deletes a key if it has a value.
const DELETE_IF: &str = "if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) else return 0 end";

impl TokenStore for RedisStore {
    fn get<'a>(&'a self, key: &'a str) -> StoreFuture<'a, Option<StoredToken>> {
        Box::pin(async move {
            let key = self.key(key);
            let mut commands = redis::pipe();
            commands.atomic().cmd("GET").arg(&key).cmd("PTTL").arg(&key);
            let (stored, millis): (Option<Vec<u8>>, i64) = self.run(&commands).await?;
            // Without an end of its own, or just at it, it is of no use.
            let (Some(stored), Ok(millis @ 1..)) = (stored, u64::try_from(millis)) else {
                return Ok(None);
            };
            let life = Duration::from_millis(millis);
            Ok(self.open(&key, stored).map(|value| StoredToken::new(value, life)))
        })
    }

    fn put<'a>(&'a self, key: &'a str, token: StoredToken) -> StoreFuture<'a, ()> {
        Box::pin(async move {
            let key = self.key(key);
            let sealed = self.seal(&key, &token.value)?;
            let mut commands = redis::pipe();
            commands.cmd("SET").arg(&key).arg(sealed).arg("PX").arg(millis(token.life)).ignore();
            self.run(&commands).await
        })
    }

    fn compare_and_drop<'a>(
        &'a self,
        key: &'a str,
        value: &'a SecretString,
    ) -> StoreFuture<'a, bool> {
        Box::pin(async move {
            let key = self.key(key);
            let mut commands = redis::pipe();
            commands.cmd("GET").arg(&key);
            let (stored,): (Option<Vec<u8>>,) = self.run(&commands).await?;
            let Some(stored) = stored else { return Ok(false) };
            // Encrypted anew, the same value is another: what stands there is compared in Redis.
            let opened = self.open(&key, stored.clone());
            let is_same =
                opened.is_some_and(|opened| opened.expose_secret() == value.expose_secret());
            Ok(is_same && self.delete_if(&key, &stored).await?)
        })
    }

    fn try_lock<'a>(
        &'a self,
        key: &'a str,
        owner: &'a str,
        life: Duration,
    ) -> StoreFuture<'a, bool> {
        Box::pin(async move {
            let mut commands = redis::pipe();
            commands.cmd("EVAL").arg(LOCK).arg(1).arg(self.lock(key)).arg(owner).arg(millis(life));
            let (locked,): (i64,) = self.run(&commands).await?;
            Ok(locked == 1)
        })
    }

    fn unlock<'a>(&'a self, key: &'a str, owner: &'a str) -> StoreFuture<'a, ()> {
        Box::pin(async move {
            self.delete_if(&self.lock(key), owner.as_bytes()).await?;
            Ok(())
        })
    }
}

impl RedisStore {
    fn lock(&self, key: &str) -> String {
        self.key(&format!("lock:{key}"))
    }

    async fn delete_if(&self, key: &str, value: &[u8]) -> Result<bool, StoreError> {
        let mut commands = redis::pipe();
        commands.cmd("EVAL").arg(DELETE_IF).arg(1).arg(key).arg(value);
        let (deleted,): (i64,) = self.run(&commands).await?;
        Ok(deleted == 1)
    }
}
