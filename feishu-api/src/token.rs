//! The app's access tokens: fetched when first needed, kept, and shared by all clones of a client.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use http::HeaderValue;
use secrecy::{ExposeSecret, SecretString};
use tokio::sync::Mutex;
use tokio::time::Instant;

use crate::api::auth_v3::AuthApiClient;
use crate::client::Caller;
use crate::error::{Error, ErrorKind, Result};
use crate::identity::bearer;

/// A token with less time left than this is replaced before it is sent. The server hands out a new
/// one only in the last 30 minutes of the old one's life.
const REPLACE_BEFORE_END: Duration = Duration::from_secs(5 * 60);

/// Tokens live two hours; whatever a server says, none is trusted for longer than this.
const LONGEST_LIFE: Duration = Duration::from_secs(24 * 60 * 60);

/// The tokens of one app.
#[derive(Default)]
pub(crate) struct Tokens {
    tenant: Slot,
    app: Slot,
}

impl Tokens {
    /// The value of `Authorization` with a tenant access token.
    pub(crate) async fn tenant(&self, caller: &Caller) -> Result<HeaderValue> {
        self.tenant.get(|| self.fetch_tenant(caller)).await
    }

    /// The value of `Authorization` with an app access token.
    pub(crate) async fn app(&self, caller: &Caller) -> Result<HeaderValue> {
        self.app.get(|| self.fetch_app(caller)).await
    }

    async fn fetch_tenant(&self, caller: &Caller) -> Result<()> {
        let asked_at = Instant::now();
        let (auth, app) = (AuthApiClient::new(&caller.as_app()), caller.app());
        let secret = app.secret.expose_secret();
        let answer = auth.tenant_access_token_internal(&app.id, secret).await?;
        self.tenant.keep(answer.tenant_access_token, asked_at, answer.expire)
    }

    async fn fetch_app(&self, caller: &Caller) -> Result<()> {
        let asked_at = Instant::now();
        let (auth, app) = (AuthApiClient::new(&caller.as_app()), caller.app());
        let secret = app.secret.expose_secret();
        let answer = auth.app_access_token_internal(&app.id, secret).await?;
        self.app.keep(answer.app_access_token, asked_at, answer.expire)?;
        // The platform adds a tenant access token, which saves a request if it is one.
        let _ = self.tenant.keep(answer.tenant_access_token, asked_at, answer.expire);
        Ok(())
    }
}

/// One kind of token.
#[derive(Default)]
struct Slot {
    current: RwLock<Option<Token>>,
    /// Held while a token is fetched, so that concurrent callers make one request. If the fetching
    /// caller gives up, the next one in line fetches.
    fetching: Mutex<LastFetch>,
    /// How many fetches have come to an end.
    ended: AtomicU64,
}

/// How the last fetch ended, for those who waited for it.
#[derive(Default)]
struct LastFetch {
    failure: Option<Arc<Error>>,
}

struct Token {
    authorization: HeaderValue,
    replace_at: Instant,
}

impl Slot {
    /// The token, from here or as `fetch` brings it.
    async fn get<F: Future<Output = Result<()>>>(
        &self,
        fetch: impl FnOnce() -> F,
    ) -> Result<HeaderValue> {
        if let Some(authorization) = self.fresh() {
            return Ok(authorization);
        }
        let ended = self.ended.load(Ordering::Acquire);
        let mut last = self.fetching.lock().await;
        if let Some(authorization) = self.fresh() {
            return Ok(authorization);
        }
        // A fetch that failed while this caller waited for it has failed for this caller, too.
        if let (Some(failure), true) = (&last.failure, self.ended.load(Ordering::Acquire) != ended)
        {
            return Err(Error::token(failure.clone()));
        }
        last.failure = fetch().await.err().map(Arc::new);
        self.ended.fetch_add(1, Ordering::Release);
        match &last.failure {
            Some(failure) => Err(Error::token(failure.clone())),
            None => self
                .fresh()
                .ok_or_else(|| Error::new(ErrorKind::Token, "the token had already expired")),
        }
    }

    fn fresh(&self) -> Option<HeaderValue> {
        let current = self.current.read().unwrap_or_else(PoisonError::into_inner);
        let token = current.as_ref()?;
        (Instant::now() < token.replace_at).then(|| token.authorization.clone())
    }

    /// Keeps a token whose seconds count from before it was asked for: it is no younger than that.
    fn keep(
        &self,
        token: Option<SecretString>,
        asked_at: Instant,
        expire: Option<u64>,
    ) -> Result<()> {
        let token = token.filter(|token| !token.expose_secret().is_empty());
        let (Some(token), Some(expire)) = (token, expire) else {
            return Err(Error::new(ErrorKind::Decode, "the reply has no token, or not its end"));
        };
        let authorization = bearer(token.expose_secret())
            .ok_or_else(|| Error::new(ErrorKind::Decode, "the token is no legal header value"))?;
        let life = Duration::from_secs(expire).min(LONGEST_LIFE);
        // A token that lives shorter than the margin serves for half its life.
        let used = life.saturating_sub(REPLACE_BEFORE_END).max(life / 2);
        let token = Token { authorization, replace_at: asked_at + used };
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = Some(token);
        Ok(())
    }
}
