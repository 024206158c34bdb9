//! The login of a user: an access token that is replaced by its refresh token, which is good for once.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use tokio::time::{Instant, sleep};

use super::shared::{Lock, Look, Waited, in_time};
use super::slot::{Slot, Token};
use super::store::{StoreError, StoredToken, TokenStore};
use crate::api::authen_v2::OauthApiClient;
use crate::client::{Caller, Client};
use crate::error::{Error, ErrorKind, Result};
use crate::identity::{AsUser, Identity};
use crate::oauth::UserTokens;

/// What a refresh token is trusted to live if the platform does not say it.
const REFRESH_LIFE: Duration = Duration::from_secs(7 * 24 * 60 * 60);

/// The time allowed for a refresh.
const TIMEOUT: Duration = Duration::from_secs(10);

/// A refresh is tried again only if the whole stays within the life of the lock.
const TRY_AGAIN_WITHIN: Duration = Duration::from_secs(3);

/// How long to wait before that.
const PAUSE: Duration = Duration::from_millis(300);

/// How often the store is looked at for the tokens that have come of a used refresh token.
const MOST_LOOKS: u32 = 5;

/// How often new tokens are put into a store that fails.
const STORE_TRIES: u32 = 3;

/// Somebody else has used the refresh token first: the store has the one that came of it.
const ROTATED: &[i64] = &[20064, 20073];

/// The platform could not say it: the refresh token is as good as before.
const BUSY: &[i64] = &[20050, 20072];

/// The login of a user that lasts: the access token is replaced before it ends, as long as the user's
/// consent holds.
///
/// The tokens are in the client's [store](crate::ClientBuilder::token_store), where another process
/// finds them under the session's id. However many calls and processes there are, one of them
/// refreshes, and the new tokens are stored before the first call is sent with them: the platform
/// takes a refresh token once only.
///
/// ```
/// use feishu_api::authen_v1::UserInfoApiClient;
/// use feishu_api::prelude::*;
///
/// /// When the browser comes back from the login.
/// async fn log_in(app: &Client, code: &str) -> Result<String> {
///     let tokens = app.exchange_code(code).redirect_uri("https://app.example.com/back").await?;
///     let user = UserInfoApiClient::new(&app.as_user(tokens.access_token.clone())).get().await?;
///     let open_id = user.open_id.unwrap_or_default();
///     app.start_session(&open_id, tokens).await?;
///     Ok(open_id)
/// }
///
/// /// At any time later, in any process with the same store.
/// async fn greet(app: &Client, open_id: &str) -> Result<()> {
///     let session = app.resume_session(open_id).await?;
///     let user = UserInfoApiClient::new(&session.client()).get().await?;
///     println!("hello {}", user.name.as_deref().unwrap_or("you"));
///     Ok(())
/// }
/// ```
///
/// When the consent is over, calls fail with
/// [`ErrorKind::LoginRequired`](crate::ErrorKind::LoginRequired), and the user has to log in again.
#[derive(Clone)]
pub struct UserSession {
    app: Caller,
    session: Arc<Session>,
}

/// A session as one client has it.
pub(crate) struct Session {
    id: String,
    key: String,
    slot: Arc<Slot>,
    /// New tokens that the store has not taken yet.
    unstored: Mutex<Option<Pair>>,
}

/// What is told with each [rotation](crate::ClientBuilder::on_rotation).
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Rotation<'a> {
    /// The session's id.
    pub session: &'a str,
    /// The new tokens.
    pub tokens: &'a UserTokens,
}

/// The tokens of a session, as they stand in a store.
#[derive(Clone, Serialize, Deserialize)]
struct Pair {
    access_token: String,
    /// The seconds that the access token lived at first.
    access_life: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    refresh_token: Option<String>,
    /// The seconds that the pair lives in a store. What is gone of them, the store knows.
    life: u64,
}

impl UserSession {
    pub(crate) async fn start(app: &Caller, id: &str, tokens: &UserTokens) -> Result<Self> {
        let session = UserSession::new(app, id);
        let pair = Pair::from(tokens);
        let store = app.tokens().store();
        in_time(store.put(&session.session.key, pair.to_stored())).await.map_err(store_failed)?;
        let token = pair.token(Instant::now(), Duration::ZERO)?;
        session.session.slot.keep(Arc::new(token));
        Ok(session)
    }

    pub(crate) async fn resume(app: &Caller, id: &str) -> Result<Self> {
        let session = UserSession::new(app, id);
        match Pair::load(&**app.tokens().store(), &session.session.key).await? {
            Some(_) => Ok(session),
            None => Err(no_session()),
        }
    }

    fn new(app: &Caller, id: &str) -> Self {
        let key = format!("feishu-api:{}:user:{id}", app.app().id);
        let (slot, unstored) = (Arc::default(), Mutex::default());
        let session = Arc::new(Session { id: id.to_owned(), key, slot, unstored });
        UserSession { app: app.clone(), session }
    }

    /// The id that the session was started under.
    pub fn id(&self) -> &str {
        &self.session.id
    }

    /// A client that sends the user's access token.
    pub fn client(&self) -> Client<AsUser> {
        self.app.with_identity(Identity::Session(self.session.clone()))
    }

    /// The user access token as it is now, refreshed if need be: for what is not sent by this crate.
    pub async fn access_token(&self) -> Result<SecretString> {
        Ok(self.session.token(&self.app).await?.value().clone())
    }

    /// Ends the session: its tokens are dropped, here and in the store. The platform is told nothing.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn end(self) -> Result<()> {
        let store = self.app.tokens().store();
        let key = &self.session.key;
        if let Some(stored) = in_time(store.get(key)).await.map_err(store_failed)? {
            in_time(store.compare_and_drop(key, &stored.value)).await.map_err(store_failed)?;
        }
        *self.session.unstored() = None;
        self.session.slot.clear();
        Ok(())
    }
}

impl Session {
    pub(crate) async fn token(self: &Arc<Self>, caller: &Caller) -> Result<Arc<Token>> {
        self.slot
            .token(|| {
                let (session, caller) = (self.clone(), caller.clone());
                async move { session.fetch(&caller).await }
            })
            .await
    }

    /// Drops an access token that the platform refuses, but no newer one.
    pub(crate) fn refuse(&self, token: &Arc<Token>) {
        self.slot.refuse(token);
    }

    fn unstored(&self) -> MutexGuard<'_, Option<Pair>> {
        self.unstored.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn fetch(&self, caller: &Caller) -> Result<Token> {
        let store = caller.tokens().store();
        let look = || -> Look<'_, Token, Error> { Box::pin(self.look(&**store)) };
        match Lock::wait(store, &self.key, look, store_failed).await? {
            Waited::Found(token) => Ok(token),
            Waited::Locked(lock) => {
                let fetched = self.fetch_locked(&**store, caller).await;
                lock.release().await;
                fetched
            }
        }
    }

    /// The token in the store, if it is of use.
    async fn look(&self, store: &dyn TokenStore) -> Result<Option<Token>> {
        let unstored = self.unstored().clone();
        if let Some(pair) = unstored {
            self.store(store, &pair).await?;
        }
        let Some((pair, age)) = Pair::load(store, &self.key).await? else {
            return Err(no_session());
        };
        let token = pair.token(Instant::now(), age).ok();
        let known = self.slot.known();
        Ok(token.filter(|token| known.is_bettered_by(token, pair.access_left(age))))
    }

    async fn fetch_locked(&self, store: &dyn TokenStore, caller: &Caller) -> Result<Token> {
        let mut looks = 0;
        // A refresh token that somebody else has used first, and what the platform says of it.
        let mut used: Option<(String, Error)> = None;
        loop {
            // Another process may have refreshed in spite of the lock.
            if let Some(token) = self.look(store).await? {
                return Ok(token);
            }
            let Some((pair, _)) = Pair::load(store, &self.key).await? else {
                return Err(no_session());
            };
            let Some(refresh_token) = pair.refresh_token.clone() else {
                return Err(login_required(
                    "the user access token is over, and there is no refresh token: the login was not for `offline_access`",
                ));
            };
            let error = match used.take() {
                // Who has used it may not have stored what came of it.
                Some((known, error)) if known == refresh_token && looks < MOST_LOOKS => {
                    looks += 1;
                    used = Some((known, error));
                    sleep(PAUSE).await;
                    continue;
                }
                Some((known, error)) if known == refresh_token => error,
                _ => match refresh(caller, &refresh_token).await {
                    Ok(tokens) => return self.keep(store, caller, &tokens).await,
                    Err(error) if error.code().is_some_and(|code| ROTATED.contains(&code)) => {
                        used = Some((refresh_token, error));
                        continue;
                    }
                    Err(error) => error,
                },
            };
            if error.kind() == ErrorKind::LoginRequired {
                let value = pair.to_stored().value;
                // If it stays there, the next refresh is refused in the same way.
                let _ = in_time(store.compare_and_drop(&self.key, &value)).await;
            }
            return Err(error);
        }
    }

    /// Stores new tokens and tells the program, before anything is sent with them.
    async fn keep(
        &self,
        store: &dyn TokenStore,
        caller: &Caller,
        tokens: &UserTokens,
    ) -> Result<Token> {
        let pair = Pair::from(tokens);
        let token = pair.token(Instant::now(), Duration::ZERO)?;
        // The old ones are gone: these must not be lost, even if the store fails.
        *self.unstored() = Some(pair.clone());
        self.store(store, &pair).await?;
        caller.tell_rotation(Rotation { session: &self.id, tokens });
        Ok(token)
    }

    async fn store(&self, store: &dyn TokenStore, pair: &Pair) -> Result<()> {
        let mut tries = 0;
        loop {
            tries += 1;
            match in_time(store.put(&self.key, pair.to_stored())).await {
                Ok(()) => break,
                Err(error) if tries == STORE_TRIES => return Err(store_failed(error)),
                Err(_) => sleep(PAUSE).await,
            }
        }
        *self.unstored() = None;
        Ok(())
    }
}

/// Exchanges a refresh token; once more if the platform could not say whether it is good.
async fn refresh(caller: &Caller, refresh_token: &str) -> Result<UserTokens> {
    let began_at = Instant::now();
    loop {
        let (oauth, app) = (OauthApiClient::new(&caller.as_app()), caller.app());
        let secret = app.secret.expose_secret();
        let call = oauth.refresh_user_access_token(&app.id, secret, refresh_token);
        let call = call.with_timeout(caller.timeout().min(TIMEOUT)).at(caller.token_url());
        match call.await {
            Ok(answer) => return UserTokens::read(answer),
            Err(error)
                if error.code().is_some_and(|code| BUSY.contains(&code))
                    && began_at.elapsed() < TRY_AGAIN_WITHIN =>
            {
                sleep(PAUSE).await;
            }
            Err(error) if error.ends_consent() => {
                return Err(error.with_kind(ErrorKind::LoginRequired).with_detail(
                    "the user's consent is over, or the login was ended: the user has to log in again",
                ));
            }
            Err(error) => return Err(error),
        }
    }
}

impl Pair {
    async fn load(store: &dyn TokenStore, key: &str) -> Result<Option<(Pair, Duration)>> {
        let Some(stored) = in_time(store.get(key)).await.map_err(store_failed)? else {
            return Ok(None);
        };
        let pair: Pair = serde_json::from_str(stored.value.expose_secret()).map_err(|_| {
            // The error would show what stands there.
            Error::new(ErrorKind::Token, "the token store has something else than a session there")
        })?;
        let age = Duration::from_secs(pair.life).saturating_sub(stored.life);
        Ok(Some((pair, age)))
    }

    fn to_stored(&self) -> StoredToken {
        // A struct of texts and numbers can always be written.
        let value = serde_json::to_string(self).unwrap_or_default();
        StoredToken::new(value, Duration::from_secs(self.life))
    }

    fn access_left(&self, age: Duration) -> Duration {
        Duration::from_secs(self.access_life).saturating_sub(age)
    }

    fn token(&self, now: Instant, age: Duration) -> Result<Token> {
        Token::new(self.access_token.clone().into(), now, self.access_left(age))
    }
}

impl From<&UserTokens> for Pair {
    fn from(tokens: &UserTokens) -> Self {
        let life = match &tokens.refresh_token {
            Some(_) => tokens.refresh_token_expires_in.unwrap_or(REFRESH_LIFE),
            None => tokens.expires_in,
        };
        let text = |secret: &SecretString| secret.expose_secret().to_owned();
        Pair {
            access_token: text(&tokens.access_token),
            access_life: tokens.expires_in.as_secs(),
            refresh_token: tokens.refresh_token.as_ref().map(text),
            life: life.as_secs(),
        }
    }
}

fn no_session() -> Error {
    login_required("there is no such session, or it is over: the user has to log in")
}

fn login_required(detail: &'static str) -> Error {
    Error::new(ErrorKind::LoginRequired, detail)
}

fn store_failed(error: StoreError) -> Error {
    Error::new(ErrorKind::Token, "the token store failed").with_source(error)
}

impl fmt::Debug for UserSession {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UserSession").field("id", &self.session.id).finish_non_exhaustive()
    }
}
