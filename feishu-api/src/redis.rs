//! A Redis that a fleet of processes shares: what it keeps is in `token/redis.rs` and
//! `limit/redis.rs`.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use redis::FromRedisValue;
use redis::aio::{ConnectionManager, ConnectionManagerConfig};
use ring::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use ring::rand::{SecureRandom, SystemRandom};
use secrecy::{ExposeSecret, SecretString};

use crate::error::{Error, Result};
use crate::token::StoreError;

/// How long one command may take: less than whoever asks waits for it, so that a connection which is dead
/// unnoticed is replaced.
const COMMAND_TIMEOUT: Duration = Duration::from_millis(700);

/// A [`TokenStore`](crate::TokenStore) and [`LimitStore`](crate::LimitStore) on a Redis, version 6 or
/// newer: a fleet of processes that share it makes one token request, keeps to the limits as one, and
/// goes on by itself if the Redis fails.
///
/// ```no_run
/// use std::sync::Arc;
/// use feishu_api::RedisStore;
/// use feishu_api::prelude::*;
///
/// fn client(app_secret: &str, key: [u8; 32]) -> Result<Client> {
///     let redis = RedisStore::new("redis://10.0.0.7:6379/0")?.with_encryption(key);
///     let redis = Arc::new(redis);
///     Client::builder("cli_a1b2c3", app_secret)
///         .token_store(redis.clone())
///         .limit_store(redis)
///         .rate_limits(true)
///         .build()
/// }
/// ```
///
/// Without [encryption](RedisStore::with_encryption), tokens stand in the Redis as they are: whoever
/// reads it can act as the app and its users.
pub struct RedisStore {
    client: redis::Client,
    /// Made when it is first needed, and anew when a command fails.
    connection: Mutex<Option<Arc<ConnectionManager>>>,
    prefix: String,
    encryption: Option<LessSafeKey>,
}

impl RedisStore {
    /// A store on the Redis at a URL: `redis://[user:password@]host[:port][/database]`, or `rediss://`
    /// for TLS, by rustls with the crypto provider of the process: *ring* if it has none. It is connected to when it is first used, and again when the connection is lost.
    ///
    /// # Errors
    /// [`ErrorKind::Config`](crate::ErrorKind::Config) if the URL is none.
    pub fn new(url: &str) -> Result<Self> {
        // The error of the library may show the password.
        let unusable = |_| Error::config("the URL of the Redis is none, like redis://host:6379");
        let client = redis::Client::open(url).map_err(unusable)?;
        if url.starts_with("rediss:") {
            // The library takes the provider of the process; without one it would panic.
            let _ = rustls::crypto::ring::default_provider().install_default();
        }
        Ok(RedisStore {
            client,
            connection: Mutex::default(),
            prefix: String::new(),
            encryption: None,
        })
    }

    /// Sets what stands before each key; nothing if it is not set. Keys begin with `feishu-api:` and
    /// the app's id.
    pub fn with_prefix(mut self, prefix: impl Into<String>) -> Self {
        self.prefix = prefix.into();
        self
    }

    /// Encrypts what is stored, with AES-256-GCM under a key of the program's. What was stored under
    /// another key, or under none, cannot be read any more: an app's tokens are fetched anew, and users
    /// have to log in again.
    pub fn with_encryption(mut self, key: [u8; 32]) -> Self {
        let key = UnboundKey::new(&AES_256_GCM, &key).expect("AES-256 takes 32 bytes");
        self.encryption = Some(LessSafeKey::new(key));
        self
    }

    pub(crate) fn key(&self, key: &str) -> String {
        format!("{}{key}", self.prefix)
    }

    /// What is stored for a value: a nonce and the encrypted text, bound to its key.
    pub(crate) fn seal(&self, key: &str, value: &SecretString) -> Result<Vec<u8>, StoreError> {
        let value = value.expose_secret().as_bytes();
        let Some(encryption) = &self.encryption else { return Ok(value.to_vec()) };
        let mut nonce = [0; NONCE_LEN];
        SystemRandom::new().fill(&mut nonce).map_err(|_| "no random numbers can be had")?;
        let mut sealed = value.to_vec();
        let unique = Nonce::assume_unique_for_key(nonce);
        encryption
            .seal_in_place_append_tag(unique, Aad::from(key.as_bytes()), &mut sealed)
            .map_err(|_| "the token cannot be encrypted")?;
        sealed.splice(..0, nonce);
        Ok(sealed)
    }

    /// What was sealed; nothing if it was stored under another key, or under none.
    pub(crate) fn open(&self, key: &str, mut stored: Vec<u8>) -> Option<SecretString> {
        if let Some(encryption) = &self.encryption {
            let nonce = Nonce::try_assume_unique_for_key(stored.get(..NONCE_LEN)?).ok()?;
            let aad = Aad::from(key.as_bytes());
            stored = encryption.open_within(nonce, aad, &mut stored, NONCE_LEN..).ok()?.to_vec();
        }
        String::from_utf8(stored).ok().map(SecretString::from)
    }

    /// Runs commands, each of which may be run twice: a connection that is lost is only found to be so
    /// by the next command, which is worth another try.
    pub(crate) async fn run<T: FromRedisValue>(
        &self,
        commands: &redis::Pipeline,
    ) -> Result<T, StoreError> {
        let connection = self.connection()?;
        let error = match commands.query_async(&mut connection.as_ref().clone()).await {
            Ok(answer) => return Ok(answer),
            Err(error) => error,
        };
        self.replace(&connection);
        if !error.is_unrecoverable_error() || error.is_timeout() {
            return Err(error.into());
        }
        let connection = self.connection()?;
        let second = commands.query_async(&mut connection.as_ref().clone()).await;
        second.map_err(|error| {
            self.replace(&connection);
            error.into()
        })
    }

    fn connection(&self) -> Result<Arc<ConnectionManager>, StoreError> {
        let mut current = self.current();
        if let Some(connection) = &*current {
            return Ok(connection.clone());
        }
        let config = ConnectionManagerConfig::new()
            .set_number_of_retries(0)
            .set_connection_timeout(Some(COMMAND_TIMEOUT))
            .set_response_timeout(Some(COMMAND_TIMEOUT));
        let made = ConnectionManager::new_lazy_with_config(self.client.clone(), config)?;
        Ok(current.insert(Arc::new(made)).clone())
    }

    /// Lets the next command connect: a connection whose login has failed would fail for ever. All the
    /// commands on one fail, and the first of them has it replaced.
    fn replace(&self, failed: &Arc<ConnectionManager>) {
        let mut current = self.current();
        if current.as_ref().is_some_and(|connection| Arc::ptr_eq(connection, failed)) {
            *current = None;
        }
    }

    fn current(&self) -> MutexGuard<'_, Option<Arc<ConnectionManager>>> {
        self.connection.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A time in the milliseconds that Redis takes: at least one.
pub(crate) fn millis(life: Duration) -> u64 {
    u64::try_from(life.as_millis()).unwrap_or(u64::MAX).clamp(1, i64::MAX as u64 / 1_000_000)
}

impl fmt::Debug for RedisStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RedisStore")
            .field("prefix", &self.prefix)
            .field("is_encrypted", &self.encryption.is_some())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn store(key: Option<[u8; 32]>) -> RedisStore {
        let store = RedisStore::new("redis://127.0.0.1:1").unwrap();
        key.into_iter().fold(store, RedisStore::with_encryption)
    }

    #[test]
    fn what_is_encrypted_is_read_with_its_key_in_its_place_only() {
        let (ours, other) = (store(Some([7; 32])), store(Some([8; 32])));
        let value = SecretString::from("t-secret");
        let sealed = ours.seal("k", &value).unwrap();
        assert!(!sealed.windows(8).any(|window| window == b"t-secret"));
        assert_ne!(sealed, ours.seal("k", &value).unwrap());
        assert_eq!(ours.open("k", sealed.clone()).unwrap().expose_secret(), "t-secret");
        assert!(ours.open("another", sealed.clone()).is_none());
        assert!(other.open("k", sealed.clone()).is_none());
        let mut changed = sealed.clone();
        changed[NONCE_LEN] ^= 1;
        for stored in [changed, sealed[..5].to_vec(), b"t-secret".to_vec(), Vec::new()] {
            assert!(ours.open("k", stored).is_none());
        }
    }

    #[tokio::test]
    async fn a_connection_is_replaced_once_however_many_commands_fail_on_it() {
        let store = store(None);
        let first = store.connection().unwrap();
        store.replace(&first);
        let second = store.connection().unwrap();
        assert!(!Arc::ptr_eq(&first, &second));
        store.replace(&first);
        assert!(Arc::ptr_eq(&second, &store.connection().unwrap()));
    }

    #[test]
    fn a_url_that_is_none_is_an_error_that_does_not_show_it() {
        for url in ["", "http://x:secret@y", "redis://x:secret@y:port"] {
            let error = RedisStore::new(url).unwrap_err();
            assert!(!format!("{error:?}").contains("secret"), "{error:?}");
        }
    }
}
