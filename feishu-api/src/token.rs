//! The app's access tokens: fetched when first needed, kept, and shared by all clones of a client.

use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use http::HeaderValue;
use secrecy::{ExposeSecret, SecretString};
use tokio::sync::Mutex;
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
    current: RwLock<Option<Arc<Token>>>,
    /// Held while a token is fetched, so that concurrent callers make one request. If the fetching
    /// caller gives up, the next one in line fetches.
    fetching: Mutex<()>,
}

struct Token {
    authorization: HeaderValue,
    replace_at: Instant,
}

impl Tokens {
    /// The value of `Authorization`, from the cache or from the platform.
    pub(crate) async fn authorization(
        &self,
        kind: TokenKind,
        caller: &Caller,
    ) -> Result<HeaderValue> {
        let slot = match kind {
            TokenKind::App => &self.app,
            TokenKind::Tenant | TokenKind::User => &self.tenant,
        };
        if let Some(authorization) = slot.fresh() {
            return Ok(authorization);
        }
        let _fetching = slot.fetching.lock().await;
        if let Some(authorization) = slot.fresh() {
            return Ok(authorization);
        }
        self.fetch(kind, caller).await.map_err(Error::token)?;
        slot.fresh().ok_or_else(|| Error::new(ErrorKind::Token, "the token had already expired"))
    }

    async fn fetch(&self, kind: TokenKind, caller: &Caller) -> Result<()> {
        let auth = AuthApiClient::new(&caller.as_app());
        let app = caller.app();
        let secret = app.secret.expose_secret();
        // Counted from before the request: the token is no younger than that.
        let asked_at = Instant::now();
        match kind {
            TokenKind::App => {
                let tokens = auth.app_access_token_internal(&app.id, secret).await?;
                // One request answers with both tokens.
                self.app.keep(&tokens.app_access_token, asked_at, tokens.expire)?;
                self.tenant.keep(&tokens.tenant_access_token, asked_at, tokens.expire)
            }
            TokenKind::Tenant | TokenKind::User => {
                let token = auth.tenant_access_token_internal(&app.id, secret).await?;
                self.tenant.keep(&token.tenant_access_token, asked_at, token.expire)
            }
        }
    }
}

impl Slot {
    fn fresh(&self) -> Option<HeaderValue> {
        let current = self.current.read().unwrap_or_else(PoisonError::into_inner);
        let token = current.as_ref()?;
        (Instant::now() < token.replace_at).then(|| token.authorization.clone())
    }

    fn keep(&self, token: &SecretString, asked_at: Instant, expire: u64) -> Result<()> {
        let authorization = Some(token.expose_secret())
            .filter(|token| !token.is_empty())
            .and_then(bearer)
            .ok_or_else(|| Error::new(ErrorKind::Decode, "the token is no legal header value"))?;
        let life = Duration::from_secs(expire).min(LONGEST_LIFE);
        // A token that lives shorter than the margin serves for half its life.
        let used = life.saturating_sub(REPLACE_BEFORE_END).max(life / 2);
        let token = Token { authorization, replace_at: asked_at + used };
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(token));
        Ok(())
    }
}
