//! The login of a user: an access token that is replaced by its refresh token, which is good for once.

use std::collections::HashMap;
use std::fmt;
use std::future::Future;
use std::panic::resume_unwind;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use tokio::time::{Instant, sleep};

use super::shared::{Lock, Look, Waited, in_time};
use super::slot::{Known, Slot, Token};
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

/// How long to wait before the store is tried or looked at again.
const PAUSE: Duration = Duration::from_millis(300);

/// How often the store is looked at for the tokens that have come of a used refresh token.
const MOST_LOOKS: u32 = 10;

/// How often new tokens are put into a store that fails.
const STORE_TRIES: u32 = 3;

/// Somebody else has used the refresh token first: the store has the one that came of it.
const ROTATED: &[i64] = &[20064, 20073];

/// The login of a user that lasts: the access token is replaced before it ends, as long as the user's
/// consent holds.
///
/// The tokens are in the client's [store](crate::ClientBuilder::token_store), where another process
/// finds them under the session's id. However many calls and processes there are, one of them
/// refreshes, and the new tokens are stored before the first call is sent with them: the platform
/// takes a refresh token once only.
///
/// ```
/// use feishu_api::UserTokens;
/// use feishu_api::authen_v1::UserInfoApiClient;
/// use feishu_api::prelude::*;
///
/// /// When the browser is back from the login with its state: see [`Client::exchange_code`].
/// async fn log_in(app: &Client, tokens: UserTokens) -> Result<Option<String>> {
///     let user = UserInfoApiClient::new(&app.as_user(tokens.access_token.clone())).get().await?;
///     // An id for all who have none would give them one session.
///     let Some(open_id) = user.open_id else { return Ok(None) };
///     app.start_session(&open_id, tokens).await?;
///     Ok(Some(open_id))
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
    unstored: Mutex<Option<Unstored>>,
}

/// New tokens that the store has not taken yet. The old ones are gone: these must not be lost.
#[derive(Clone)]
struct Unstored {
    tokens: UserTokens,
    got_at: Instant,
    /// The refresh token that they were had for.
    from: String,
}

/// The sessions of one client, so that all who resume one share its tokens.
#[derive(Default)]
pub(crate) struct Sessions(Mutex<Shelves>);

#[derive(Default)]
struct Shelves {
    live: HashMap<String, Weak<Session>>,
    /// Sessions that nobody may hold, and that have tokens which the store has not taken yet.
    pinned: HashMap<String, Arc<Session>>,
}

impl Sessions {
    fn get(&self, id: &str, key: String) -> Arc<Session> {
        let mut shelves = self.shelves();
        if let Some(session) = shelves.live.get(&key).and_then(Weak::upgrade) {
            return session;
        }
        let (slot, unstored) = (Arc::default(), Mutex::default());
        let session = Session { id: id.to_owned(), key: key.clone(), slot, unstored };
        let session = Arc::new(session);
        shelves.live.retain(|_, session| session.strong_count() > 0);
        shelves.live.insert(key, Arc::downgrade(&session));
        session
    }

    fn pin(&self, session: &Arc<Session>) {
        self.shelves().pinned.insert(session.key.clone(), session.clone());
    }

    fn unpin(&self, session: &Session) {
        self.shelves().pinned.remove(&session.key);
    }

    fn shelves(&self) -> MutexGuard<'_, Shelves> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
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
    pub(crate) async fn start(app: &Caller, id: &str, tokens: UserTokens) -> Result<Self> {
        let session = UserSession::new(app, id);
        // A refresh of the login before it would put its own tokens there.
        let lock = session.session.lock(app).await?;
        let started = session.clone();
        to_the_end(async move {
            let put = started.put(&tokens).await;
            lock.release().await;
            put.map_err(store_failed)
        })
        .await?;
        Ok(session)
    }

    async fn put(&self, tokens: &UserTokens) -> Result<(), StoreError> {
        let (store, session) = (self.app.tokens().store(), &self.session);
        let stored = Pair::from(tokens).to_stored(Duration::ZERO);
        in_time(store.put(&session.key, stored)).await?;
        session.forget(&self.app);
        // One that is over already is refreshed by the first call.
        let token = tokens.access_token.clone();
        if let Ok(token) = Token::new(token, Instant::now(), tokens.expires_in) {
            session.slot.keep(Arc::new(token));
        }
        Ok(())
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
        UserSession { app: app.clone(), session: app.tokens().sessions.get(id, key) }
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
    /// Once its tokens begin to be dropped, a caller who gives up does not stop that.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn end(self) -> Result<()> {
        self.session.forget(&self.app);
        // A refresh that is under way would bring it back.
        let lock = self.session.lock(&self.app).await?;
        to_the_end(async move {
            let dropped = self.drop_stored().await;
            self.session.forget(&self.app);
            lock.release().await;
            dropped.map_err(store_failed)
        })
        .await
    }

    async fn drop_stored(&self) -> Result<(), StoreError> {
        let (store, key) = (self.app.tokens().store(), &self.session.key);
        while let Some(stored) = in_time(store.get(key)).await? {
            if in_time(store.compare_and_drop(key, &stored.value)).await? {
                break;
            }
        }
        Ok(())
    }
}

impl Session {
    pub(crate) fn id(&self) -> &str {
        &self.id
    }

    /// The access token, if it is here and nothing is to be done about it.
    pub(crate) fn fresh(&self) -> Option<Arc<Token>> {
        self.slot.fresh()
    }

    pub(crate) async fn token(self: &Arc<Self>, caller: &Caller) -> Result<Arc<Token>> {
        self.slot
            .token(|known| {
                let (session, caller) = (self.clone(), caller.clone());
                async move { session.fetch(&caller, &known).await }
            })
            .await
    }

    /// Drops an access token that the platform refuses, but no newer one.
    pub(crate) fn refuse(&self, token: &Arc<Token>) {
        self.slot.refuse(token);
    }

    fn unstored(&self) -> MutexGuard<'_, Option<Unstored>> {
        self.unstored.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Forgets all that is here.
    fn forget(&self, caller: &Caller) {
        *self.unstored() = None;
        caller.tokens().sessions.unpin(self);
        self.slot.clear();
    }

    async fn lock(&self, caller: &Caller) -> Result<Lock> {
        let never =
            || -> Look<'_, std::convert::Infallible, Error> { Box::pin(async { Ok(None) }) };
        match Lock::wait(caller.tokens().store(), &self.key, never, store_failed).await? {
            Waited::Locked(lock) => Ok(lock),
            Waited::Found(never) => match never {},
        }
    }

    async fn fetch(self: &Arc<Self>, caller: &Caller, known: &Known) -> Result<Token> {
        let store = caller.tokens().store();
        let look = || -> Look<'_, Token, Error> { Box::pin(self.look(&**store, known)) };
        match Lock::wait(store, &self.key, look, store_failed).await? {
            Waited::Found(token) => Ok(token),
            Waited::Locked(lock) => {
                let fetched = self.fetch_locked(caller, &lock, known).await;
                lock.release().await;
                fetched
            }
        }
    }

    /// The token in the store, if it is of use.
    async fn look(&self, store: &dyn TokenStore, known: &Known) -> Result<Option<Token>> {
        // What is not stored yet is, under the lock.
        if self.unstored().is_some() {
            return Ok(None);
        }
        let Some((pair, age)) = Pair::load(store, &self.key).await? else {
            return Err(no_session());
        };
        let left = pair.access_left(age);
        let token = Token::with_left(pair.access_token.into(), Instant::now(), left).ok();
        Ok(token.filter(|token| known.is_bettered_by(token, left)))
    }

    async fn fetch_locked(
        self: &Arc<Self>,
        caller: &Caller,
        lock: &Lock,
        known: &Known,
    ) -> Result<Token> {
        let store = &**caller.tokens().store();
        if let Some(token) = self.store_new(store, caller).await? {
            return Ok(token);
        }
        let mut looks = 0;
        // A refresh token that somebody else has used first, and what the platform says of it.
        let mut used: Option<(String, Error)> = None;
        loop {
            // Another process may have refreshed in spite of the lock.
            if let Some(token) = self.look(store, known).await? {
                return Ok(token);
            }
            let Some((pair, age)) = Pair::load(store, &self.key).await? else {
                return Err(no_session());
            };
            let Some(refresh_token) = pair.refresh_token.clone() else {
                return Err(login_required(
                    "the user access token is over, and there is no refresh token: the login was not for `offline_access`",
                ));
            };
            let error = match used.take() {
                // Who has used it may not have stored what came of it.
                Some((spent, error)) if spent == refresh_token && looks < MOST_LOOKS => {
                    looks += 1;
                    used = Some((spent, error));
                    sleep(PAUSE).await;
                    continue;
                }
                Some((spent, error)) if spent == refresh_token => error,
                _ => match refresh(caller, &refresh_token).await {
                    Ok(tokens) => {
                        let got_at = Instant::now();
                        let new = Unstored { tokens, got_at, from: refresh_token };
                        *self.unstored() = Some(new);
                        caller.tokens().sessions.pin(self);
                        lock.renew().await;
                        return self.store_new(store, caller).await?.ok_or_else(no_session);
                    }
                    Err(error) if error.code().is_some_and(|code| ROTATED.contains(&code)) => {
                        used = Some((refresh_token, error));
                        continue;
                    }
                    Err(error) => error,
                },
            };
            if error.kind() == ErrorKind::LoginRequired {
                let value = pair.to_stored(age).value;
                // If it stays there, the next refresh is refused in the same way.
                let _ = in_time(store.compare_and_drop(&self.key, &value)).await;
            }
            return Err(error);
        }
    }

    /// Stores new tokens and tells the program, before anything is sent with them. The lock is held;
    /// nothing comes of it if there are none, or if they have been overtaken by another login.
    async fn store_new(&self, store: &dyn TokenStore, caller: &Caller) -> Result<Option<Token>> {
        let Some(Unstored { tokens, got_at, from }) = self.unstored().clone() else {
            return Ok(None);
        };
        let pair = Pair::from(&tokens);
        let mut tries = 0;
        loop {
            tries += 1;
            match self.store_in_place_of(store, &from, &pair, got_at).await {
                Ok(true) => break,
                Ok(false) => {
                    *self.unstored() = None;
                    caller.tokens().sessions.unpin(self);
                    return Ok(None);
                }
                Err(error) if tries == STORE_TRIES => return Err(error),
                Err(_) => sleep(PAUSE).await,
            }
        }
        *self.unstored() = None;
        caller.tokens().sessions.unpin(self);
        caller.tell_rotation(Rotation { session: &self.id, tokens: &tokens });
        Token::new(tokens.access_token, got_at, tokens.expires_in).map(Some)
    }

    /// Stores a pair in place of that with a refresh token, and says whether it is there.
    async fn store_in_place_of(
        &self,
        store: &dyn TokenStore,
        old: &str,
        pair: &Pair,
        got_at: Instant,
    ) -> Result<bool> {
        let Some((stored, _)) = Pair::load(store, &self.key).await? else { return Ok(false) };
        // It may have been put there although that seemed to fail.
        if stored.refresh_token == pair.refresh_token && stored.access_token == pair.access_token {
            return Ok(true);
        }
        if stored.refresh_token.as_deref() != Some(old) {
            return Ok(false);
        }
        let put = in_time(store.put(&self.key, pair.to_stored(got_at.elapsed()))).await;
        put.map(|()| true).map_err(store_failed)
    }
}

/// Does the whole of a change to a locked session, even if the caller gives up: half of it would leave
/// another login in the store than there is here.
async fn to_the_end(change: impl Future<Output = Result<()>> + Send + 'static) -> Result<()> {
    match tokio::spawn(change).await {
        Ok(changed) => changed,
        Err(stopped) => match stopped.try_into_panic() {
            Ok(panic) => resume_unwind(panic),
            Err(_) => Err(Error::new(ErrorKind::Token, "the runtime was shut down in the middle")),
        },
    }
}

async fn refresh(caller: &Caller, refresh_token: &str) -> Result<UserTokens> {
    let (oauth, app) = (OauthApiClient::new(&caller.as_app()), caller.app());
    let secret = app.secret.expose_secret();
    let call = oauth.refresh_user_access_token(&app.id, secret, refresh_token);
    let call = call.with_timeout(caller.timeout().min(TIMEOUT)).at(caller.token_url());
    match call.await {
        Ok(answer) => UserTokens::read(answer),
        Err(error) if error.ends_consent() => {
            Err(error.with_kind(ErrorKind::LoginRequired).with_detail(
                "the user's consent is over, or the login was ended: the user has to log in again",
            ))
        }
        Err(error) => Err(error),
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

    fn to_stored(&self, age: Duration) -> StoredToken {
        // A struct of texts and numbers can always be written.
        let value = serde_json::to_string(self).unwrap_or_default();
        StoredToken::new(value, Duration::from_secs(self.life).saturating_sub(age))
    }

    fn access_left(&self, age: Duration) -> Duration {
        Duration::from_secs(self.access_life).saturating_sub(age)
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
