//! The app's access tokens: fetched when first needed, kept, and shared by all clones of a client.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};
use std::time::Duration;

use http::HeaderValue;
use secrecy::{ExposeSecret, SecretString};
use tokio::sync::watch;
use tokio::time::Instant;

use crate::api::auth_v3::AuthApiClient;
use crate::client::Caller;
use crate::endpoint::TokenKind;
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

/// One kind of token.
#[derive(Default)]
struct Slot {
    current: RwLock<Option<Token>>,
    /// The fetch that is under way, which all callers without a token wait for.
    fetch: Mutex<Option<Fetch>>,
}

struct Token {
    authorization: HeaderValue,
    replace_at: Instant,
}

/// How a fetch ends; nothing while it is under way.
type Fetch = watch::Receiver<Option<Result<(), Arc<Error>>>>;

impl Tokens {
    /// The value of `Authorization` with the app's token of a kind, from here or from the platform.
    pub(crate) async fn authorization(
        &self,
        kind: TokenKind,
        caller: &Caller,
    ) -> Result<HeaderValue> {
        let slot = self.slot(kind)?;
        if let Some(authorization) = slot.fresh() {
            return Ok(authorization);
        }
        let mut fetch = self.join_fetch(kind, slot, caller);
        let outcome = match fetch.wait_for(Option::is_some).await {
            Ok(outcome) => outcome.clone(),
            Err(_) => None,
        };
        match outcome {
            Some(Ok(())) => slot.fresh().ok_or_else(|| {
                Error::new(ErrorKind::Token, "the token expired before it could be used")
            }),
            Some(Err(failure)) => Err(Error::token(failure)),
            None => {
                Err(Error::new(ErrorKind::Token, "the runtime that fetched the token has ended"))
            }
        }
    }

    fn slot(&self, kind: TokenKind) -> Result<&Slot> {
        match kind {
            TokenKind::Tenant => Ok(&self.tenant),
            TokenKind::App => Ok(&self.app),
            TokenKind::User => {
                Err(Error::argument("the app has no user access token: use `as_user`"))
            }
        }
    }

    /// The fetch that is under way, or a new one. It runs on a task of its own: a caller that gives
    /// up, or is not polled for a while, holds up nobody else.
    fn join_fetch(&self, kind: TokenKind, slot: &Slot, caller: &Caller) -> Fetch {
        let mut current = slot.fetch();
        if let Some(fetch) = &*current
            && fetch.has_changed().is_ok()
        {
            return fetch.clone();
        }
        let (ended, fetch) = watch::channel(None);
        *current = Some(fetch.clone());
        let caller = caller.clone();
        tokio::spawn(async move {
            let tokens = caller.tokens();
            let outcome = tokens.fetch(kind, &caller).await.map_err(Arc::new);
            // Who comes from now on finds the token, or fetches anew.
            if let Ok(slot) = tokens.slot(kind) {
                *slot.fetch() = None;
            }
            ended.send_replace(Some(outcome));
        });
        fetch
    }

    async fn fetch(&self, kind: TokenKind, caller: &Caller) -> Result<()> {
        let auth = AuthApiClient::new(&caller.as_app());
        let app = caller.app();
        let secret = app.secret.expose_secret();
        // Counted from before the request: the token is no younger than that.
        let asked_at = Instant::now();
        if kind == TokenKind::App {
            let answer = auth.app_access_token_internal(&app.id, secret).await?;
            self.app.keep(answer.app_access_token, asked_at, answer.expire)?;
            // The platform adds a tenant access token, which saves a request if it is one.
            let _ = self.tenant.keep(answer.tenant_access_token, asked_at, answer.expire);
            return Ok(());
        }
        let answer = auth.tenant_access_token_internal(&app.id, secret).await?;
        self.tenant.keep(answer.tenant_access_token, asked_at, answer.expire)
    }
}

impl Slot {
    fn fetch(&self) -> MutexGuard<'_, Option<Fetch>> {
        self.fetch.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn fresh(&self) -> Option<HeaderValue> {
        let current = self.current.read().unwrap_or_else(PoisonError::into_inner);
        let token = current.as_ref()?;
        (Instant::now() < token.replace_at).then(|| token.authorization.clone())
    }

    fn keep(
        &self,
        token: Option<SecretString>,
        asked_at: Instant,
        expire: Option<u64>,
    ) -> Result<()> {
        let unusable = |what| Error::new(ErrorKind::Decode, what);
        let token = token.ok_or_else(|| unusable("the reply has no token"))?;
        let token = token.expose_secret();
        let authorization = Some(token).filter(|token| !token.is_empty()).and_then(bearer);
        let authorization =
            authorization.ok_or_else(|| unusable("the token is no legal header value"))?;
        let expire = expire.filter(|&expire| expire > 0);
        let expire = expire.ok_or_else(|| unusable("the token has no time left"))?;
        let life = Duration::from_secs(expire).min(LONGEST_LIFE);
        // A token that lives shorter than the margin serves for half its life.
        let used = life.saturating_sub(REPLACE_BEFORE_END).max(life / 2);
        let token = Token { authorization, replace_at: asked_at + used };
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = Some(token);
        Ok(())
    }
}
