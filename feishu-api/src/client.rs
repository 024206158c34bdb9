//! The client: where calls go, and as whom.

use std::collections::HashMap;
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use http::{HeaderName, HeaderValue, Method};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use reqwest::Url;
use secrecy::{ExposeSecret, SecretString};

use crate::endpoint::TokenKind;
use crate::error::{Error, Result};
use crate::identity::{AsApp, AsUser, Identity, unusable_user_token};
use crate::incoming::Arriving;
use crate::oauth::{AuthorizeUrl, ExchangeCode, UserTokens};
use crate::raw::RawCall;
use crate::reply::RawReply;
use crate::token::{MemoryStore, Rotation, Sent, TokenStore, Tokens, UserSession};
use crate::transport::{self, Request, Transport};

/// The time allowed for a whole call if nobody says otherwise.
const TIMEOUT: Duration = Duration::from_secs(60);

/// Sends calls as one identity. Cheap to clone; clones share connections and tokens.
///
/// ```no_run
/// use feishu_api::prelude::*;
/// use feishu_api::contact_v3::UserApiClient;
///
/// # async fn example(app_secret: &str) -> Result<()> {
/// let client = Client::builder("cli_a1b2c3", app_secret).build()?;
/// let user = UserApiClient::new(&client).get("ou_1").await?;
/// # Ok(())
/// # }
/// ```
///
/// # Panics
/// Calls are awaited on a Tokio runtime with I/O and time enabled; elsewhere they panic.
pub struct Client<I = AsApp> {
    caller: Caller,
    identity: PhantomData<fn() -> I>,
}

/// A client without its type: what a call needs of it.
#[derive(Clone)]
pub(crate) struct Caller {
    shared: Arc<Shared>,
    pub(crate) identity: Identity,
}

/// What all clones of a client share.
struct Shared {
    app: App,
    /// The platform's origin with `/open-apis`.
    base_url: String,
    timeout: Duration,
    transport: Transport,
    tokens: Tokens,
    /// Whether the app is from the marketplace, rather than self-built.
    marketplace: bool,
    accounts_url: String,
    token_url: Option<String>,
    on_rotation: Option<OnRotation>,
    credentials: HashMap<String, Credential>,
}

/// What is sent beside a token, for endpoints that are declared with `#[credential(...)]`.
#[derive(Clone)]
pub(crate) struct Credential {
    pub(crate) header: HeaderName,
    pub(crate) value: HeaderValue,
}

/// What is called when a user's tokens have been replaced.
type OnRotation = Arc<dyn Fn(Rotation<'_>) + Send + Sync>;

/// The credentials of an app.
pub(crate) struct App {
    pub(crate) id: String,
    pub(crate) secret: SecretString,
}

/// One of the platform's two installations, for [`ClientBuilder::base_url`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Region {
    /// `https://open.feishu.cn`
    Feishu,
    /// `https://open.larksuite.com`
    Lark,
}

impl Region {
    /// The address of the pages on which users log in.
    fn accounts(self) -> &'static str {
        match self {
            Region::Feishu => "https://accounts.feishu.cn",
            Region::Lark => "https://accounts.larksuite.com",
        }
    }
}

impl AsRef<str> for Region {
    fn as_ref(&self) -> &str {
        match self {
            Region::Feishu => "https://open.feishu.cn",
            Region::Lark => "https://open.larksuite.com",
        }
    }
}

impl Client {
    /// Begins a client of an app: its id and secret stand in the developer console under
    /// *Credentials & Basic Info*.
    pub fn builder(
        app_id: impl Into<String>,
        app_secret: impl Into<SecretString>,
    ) -> ClientBuilder {
        ClientBuilder {
            app: App { id: app_id.into(), secret: app_secret.into() },
            base_url: Region::Feishu.as_ref().to_owned(),
            timeout: TIMEOUT,
            user_agent: None,
            transport: None,
            credentials: Vec::new(),
            marketplace: false,
            app_ticket: None,
            token_store: None,
            accounts_url: None,
            token_url: None,
            on_rotation: None,
        }
    }

    /// A client of the app that the environment names: `FEISHU_APP_ID` and `FEISHU_APP_SECRET`,
    /// with `FEISHU_BASE_URL` for another address than that of Feishu, such as
    /// `https://open.larksuite.com`.
    ///
    /// # Errors
    /// If one of the first two is missing, or one of the three cannot be used.
    pub fn from_env() -> Result<Client> {
        let read = |name| match std::env::var(name) {
            Ok(value) if !value.is_empty() => Ok(Some(value)),
            Ok(_) | Err(std::env::VarError::NotPresent) => Ok(None),
            // The error would print the value.
            Err(std::env::VarError::NotUnicode(_)) => {
                Err(Error::config(format!("{name} is not valid Unicode")))
            }
        };
        let required = |name| {
            read(name)?.ok_or_else(|| {
                Error::config(format!("{name} is not set in the environment, or empty"))
            })
        };
        let mut builder =
            Client::builder(required("FEISHU_APP_ID")?, required("FEISHU_APP_SECRET")?);
        if let Some(base_url) = read("FEISHU_BASE_URL")? {
            builder = builder.base_url(base_url);
        }
        builder.build()
    }

    /// The same client as a user who has logged in, sending that user's access token (`u-...`)
    /// where an endpoint takes one.
    pub fn as_user(&self, user_access_token: impl Into<SecretString>) -> Client<AsUser> {
        let token = user_access_token.into();
        self.caller.with_identity(Identity::user(token.expose_secret()))
    }
}

/// The logins of users.
impl Client {
    /// Begins the login of a user, whom the browser brings back to `redirect_uri` with a code. The
    /// redirect URI has to stand in the developer console under *Security Settings*.
    ///
    /// ```
    /// use feishu_api::{Login, prelude::*};
    ///
    /// fn begin(app: &Client) -> Result<Login> {
    ///     // Send the browser to `login.url`, and keep `login.state` and `login.code_verifier` for
    ///     // when it comes back.
    ///     app.authorize_url("https://app.example.com/back").scopes(["offline_access"]).build()
    /// }
    /// ```
    pub fn authorize_url(&self, redirect_uri: &str) -> AuthorizeUrl {
        let accounts = &self.caller.shared.accounts_url;
        let page = format!("{accounts}/open-apis/authen/v1/authorize");
        AuthorizeUrl::new(page, self.app_id(), redirect_uri)
    }

    /// Exchanges the code that the browser has come back with for the user's tokens. Check first
    /// that the `state` it has come with is that of the login.
    ///
    /// ```
    /// use feishu_api::{Login, UserSession, prelude::*};
    ///
    /// async fn finish(app: &Client, login: Login, state: &str, code: &str) -> Result<Option<UserSession>> {
    ///     if state != login.state {
    ///         return Ok(None);
    ///     }
    ///     let mut exchange = app.exchange_code(code).redirect_uri("https://app.example.com/back");
    ///     if let Some(code_verifier) = login.code_verifier {
    ///         exchange = exchange.code_verifier(code_verifier);
    ///     }
    ///     let tokens = exchange.await?;
    ///     app.start_session("an id of your own for the user", tokens).await.map(Some)
    /// }
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::Api`](crate::ErrorKind::Api) with 20003, 20004 or 20065 if the code is unknown, too
    /// old or used.
    pub fn exchange_code(&self, code: impl Into<SecretString>) -> ExchangeCode {
        ExchangeCode::new(&self.caller, code.into())
    }

    /// Keeps the tokens of a user in the [store](ClientBuilder::token_store), under an id of your
    /// choice: the user's `open_id`, say.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn start_session(&self, id: &str, tokens: UserTokens) -> Result<UserSession> {
        UserSession::start(&self.caller, id, &tokens).await
    }

    /// Goes on with a session that was started here or in another process with the same store.
    ///
    /// # Errors
    /// [`ErrorKind::LoginRequired`](crate::ErrorKind::LoginRequired) if there is none, or the store's
    /// failure.
    pub async fn resume_session(&self, id: &str) -> Result<UserSession> {
        UserSession::resume(&self.caller, id).await
    }
}

/// A marketplace app.
impl Client {
    /// The same client in one of the tenants that have installed the marketplace app. The tenant's
    /// key comes with the event of the installation, and with every other event.
    ///
    /// ```
    /// use feishu_api::prelude::*;
    /// use feishu_api::contact_v3::UserApiClient;
    ///
    /// async fn greet(app: &Client, tenant_key: &str, user_id: &str) -> Result<()> {
    ///     let user = UserApiClient::new(&app.for_tenant(tenant_key)).get(user_id).await?;
    ///     println!("hello {}", user.name.as_deref().unwrap_or("you"));
    ///     Ok(())
    /// }
    /// ```
    ///
    /// Calls with a tenant access token fail before anything is sent if the app is not from the
    /// [marketplace](ClientBuilder::marketplace).
    pub fn for_tenant(&self, tenant_key: &str) -> Client {
        let tenant = self.caller.shared.tokens.tenant(tenant_key);
        self.caller.with_identity(Identity::Tenant(tenant))
    }

    /// Hands over the ticket of a marketplace app: the platform pushes it every hour with the event
    /// `app_ticket`. It goes into the [store](ClientBuilder::token_store), for the other processes too.
    ///
    /// # Errors
    /// If the store does not take it. This client uses it all the same.
    pub async fn set_app_ticket(&self, ticket: impl Into<SecretString>) -> Result<()> {
        self.caller.shared.tokens.set_ticket(ticket.into()).await
    }

    /// Waits until there is a ticket, here or in the store, and asks the platform to push it if there
    /// is none.
    ///
    /// # Errors
    /// [`ErrorKind::Timeout`](crate::ErrorKind::Timeout) if there is none in time.
    pub async fn wait_for_ticket(&self, timeout: Duration) -> Result<()> {
        let tokens = &self.caller.shared.tokens;
        if !tokens.has_ticket().await {
            tokens.ask_for_ticket(&self.caller).await?;
        }
        tokens.wait_for_ticket(timeout).await
    }
}

impl<I> Client<I> {
    fn with(caller: Caller) -> Self {
        Client { caller, identity: PhantomData }
    }

    /// The app's id.
    pub fn app_id(&self) -> &str {
        &self.caller.shared.app.id
    }

    /// A call of an endpoint that is not declared, with the same tokens and errors.
    ///
    /// `path` is relative to `/open-apis` and has its values in it, percent-encoded where needed;
    /// errors show it. The payload is `data`, read as the type that the call is asked for. The call
    /// sends the client's own token: a tenant access token for the app, the user's for a user.
    ///
    /// ```no_run
    /// use feishu_api::Method;
    /// use feishu_api::prelude::*;
    ///
    /// #[derive(serde::Deserialize)]
    /// struct Tenant {
    ///     tenant: TenantInfo,
    /// }
    /// # #[derive(serde::Deserialize)]
    /// # struct TenantInfo { name: String }
    ///
    /// # async fn example(client: &Client) -> Result<()> {
    /// let answer: Tenant = client.raw(Method::GET, "/tenant/v2/tenant/query").await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn raw<T>(&self, method: Method, path: &str) -> RawCall<T> {
        RawCall::new(&self.caller, method, path)
    }

    pub(crate) fn caller(&self) -> &Caller {
        &self.caller
    }
}

impl<I> Clone for Client<I> {
    fn clone(&self) -> Self {
        Client::with(self.caller.clone())
    }
}

impl<I> fmt::Debug for Client<I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("app_id", &self.app_id())
            .field("identity", &self.caller.identity)
            .field("base_url", &self.caller.shared.base_url)
            .finish_non_exhaustive()
    }
}

impl Caller {
    /// The platform's origin with `/open-apis`.
    pub(crate) fn base_url(&self) -> &str {
        &self.shared.base_url
    }

    pub(crate) fn timeout(&self) -> Duration {
        self.shared.timeout
    }

    pub(crate) fn tokens(&self) -> &Tokens {
        &self.shared.tokens
    }

    pub(crate) fn app(&self) -> &App {
        &self.shared.app
    }

    /// The same caller as the app, whoever the user is.
    pub(crate) fn as_app(&self) -> Client {
        self.with_identity(Identity::App)
    }

    pub(crate) fn with_identity<I>(&self, identity: Identity) -> Client<I> {
        Client::with(Caller { shared: self.shared.clone(), identity })
    }

    /// Where the tokens of users are fetched, if not at the declared address.
    pub(crate) fn token_url(&self) -> Option<&str> {
        self.shared.token_url.as_deref()
    }

    pub(crate) fn tell_rotation(&self, rotation: Rotation<'_>) {
        if let Some(tell) = &self.shared.on_rotation {
            tell(rotation);
        }
    }

    pub(crate) fn is_marketplace(&self) -> bool {
        self.shared.marketplace
    }

    /// The kind of token that this identity sends to an endpoint which takes `kinds`.
    pub(crate) fn token_for(&self, kinds: &[TokenKind]) -> Option<TokenKind> {
        let own: &[TokenKind] = match self.identity {
            Identity::App | Identity::Tenant(_) => &[TokenKind::Tenant, TokenKind::App],
            Identity::User(_) | Identity::Session(_) => &[TokenKind::User],
        };
        own.iter().copied().find(|kind| kinds.contains(kind))
    }

    /// Whether a token of a kind can be had at all; nothing is sent otherwise.
    pub(crate) fn check_token(&self, kind: TokenKind) -> Result<()> {
        match (&self.identity, kind) {
            (Identity::User(None), TokenKind::User) => Err(unusable_user_token()),
            (Identity::App, TokenKind::Tenant) if self.shared.marketplace => Err(Error::argument(
                "a marketplace app acts in a tenant: make the client with `client.for_tenant(tenant_key)`",
            )),
            (Identity::Tenant(_), TokenKind::Tenant) if !self.shared.marketplace => {
                Err(Error::argument(
                    "a self-built app has no tenants: drop `for_tenant`, or build the client with `marketplace()`",
                ))
            }
            _ => Ok(()),
        }
    }

    /// The credential that the client was built with under a name.
    pub(crate) fn credential(&self, name: &str) -> Option<&Credential> {
        self.shared.credentials.get(name)
    }

    /// The token of a kind.
    pub(crate) async fn token(&self, kind: TokenKind) -> Result<Sent> {
        match &self.identity {
            Identity::User(header) => {
                header.clone().map(Sent::Given).ok_or_else(unusable_user_token)
            }
            Identity::Session(session) => session.token(self).await.map(Sent::Managed),
            identity => {
                let token = self.shared.tokens.token(kind, identity.tenant(), self).await?;
                Ok(Sent::Managed(token))
            }
        }
    }

    /// The token that is to be sent in place of one that the platform refuses; nothing if there can
    /// be no other.
    pub(crate) async fn renewed(&self, kind: TokenKind, refused: &Sent) -> Option<Result<Sent>> {
        let Sent::Managed(refused) = refused else { return None };
        match &self.identity {
            Identity::Session(session) => session.refuse(refused),
            identity => self.shared.tokens.refuse(kind, identity.tenant(), refused).await,
        }
        Some(self.token(kind).await)
    }

    pub(crate) async fn send(&self, request: Request) -> Result<RawReply<Arriving>> {
        self.shared.transport.send(request).await
    }

    /// The console page for the permissions that a refused call lacks.
    pub(crate) fn console_url(
        &self,
        code: Option<i64>,
        scopes: &[String],
        token: Option<TokenKind>,
    ) -> Option<String> {
        const APP_LACKS_SCOPE: i64 = 99991672;
        const QUERY: &AsciiSet =
            &CONTROLS.add(b' ').add(b'"').add(b'#').add(b'&').add(b'%').add(b'+');
        if code != Some(APP_LACKS_SCOPE) || scopes.is_empty() {
            return None;
        }
        let lark = self.shared.base_url.starts_with(Region::Lark.as_ref());
        let origin = if lark { Region::Lark } else { Region::Feishu };
        let token = token.filter(|token| *token == TokenKind::User).unwrap_or(TokenKind::Tenant);
        Some(format!(
            "{}/app/{}/auth?q={}&op_from=openapi&token_type={token}",
            origin.as_ref(),
            self.shared.app.id,
            utf8_percent_encode(&scopes.join(","), QUERY),
        ))
    }
}

/// Builds a [`Client`].
#[must_use = "a builder does nothing until `build`"]
pub struct ClientBuilder {
    app: App,
    base_url: String,
    timeout: Duration,
    user_agent: Option<String>,
    transport: Option<Transport>,
    credentials: Vec<(String, String, SecretString)>,
    marketplace: bool,
    app_ticket: Option<SecretString>,
    token_store: Option<Arc<dyn TokenStore>>,
    accounts_url: Option<String>,
    token_url: Option<String>,
    on_rotation: Option<OnRotation>,
}

impl ClientBuilder {
    /// Sets the address of the platform: [`Region::Lark`], or that of a proxy or a test server,
    /// with a path if it has one, to which `/open-apis` is added. [`Region::Feishu`] if it is not set.
    pub fn base_url(mut self, url: impl AsRef<str>) -> Self {
        self.base_url = url.as_ref().to_owned();
        self
    }

    /// Sets the time allowed for a whole call, from the token to the last byte; 60 seconds if it
    /// is not set. An endpoint may declare its own, and a call has `with_timeout`.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// Sets the `User-Agent` header; `feishu-api/<version>` if it is not set. A client of your own
    /// ([`http`](Self::http)) brings its own.
    pub fn user_agent(mut self, user_agent: impl Into<String>) -> Self {
        self.user_agent = Some(user_agent.into());
        self
    }

    /// Sends through a [`reqwest::Client`] of your own, for a proxy, a resolver and the like. Begin
    /// it with [`http_client`](crate::http_client), which brings TLS and keeps redirects from
    /// carrying secrets to other servers.
    pub fn http(mut self, client: reqwest::Client) -> Self {
        self.transport = Some(Transport::Http(client));
        self
    }

    /// Sets the credential of the helpdesk, which the platform's console shows as its id and token:
    /// for endpoints that are declared with `#[credential(Helpdesk)]`.
    pub fn helpdesk(self, id: &str, token: impl Into<SecretString>) -> Self {
        let token = token.into();
        let pair = BASE64_STANDARD.encode(format!("{id}:{}", token.expose_secret()));
        self.credential("Helpdesk", "X-Lark-Helpdesk-Authorization", pair)
    }

    /// Sets a credential that is sent in a header of its own beside the token: for endpoints that
    /// are declared with `#[credential(Name)]`. A name that is set again replaces.
    ///
    /// ```
    /// use feishu_api::prelude::*;
    ///
    /// #[feishu_api(host = "https://gateway.example.com", credential(Canteen), token(None))]
    /// trait OrderApi {
    ///     #[delete("/orders/{order_id}")]
    ///     async fn delete(&self, #[path] order_id: &str) -> Result<()>;
    /// }
    ///
    /// # fn example(app_secret: &str, key: &str) -> Result<()> {
    /// let builder = Client::builder("cli_a1b2c3", app_secret);
    /// let client = builder.credential("Canteen", "X-Canteen-Key", key).build()?;
    /// # Ok(())
    /// # }
    /// # example("secret", "key").unwrap();
    /// ```
    pub fn credential(
        mut self,
        name: impl Into<String>,
        header: &str,
        value: impl Into<SecretString>,
    ) -> Self {
        self.credentials.push((name.into(), header.to_owned(), value.into()));
        self
    }

    /// Says that the app is from the marketplace: it acts in the tenants that have installed it,
    /// [one by one](Client::for_tenant), and gets its tokens for a
    /// [ticket](Client::set_app_ticket) that the platform pushes.
    pub fn marketplace(mut self) -> Self {
        self.marketplace = true;
        self
    }

    /// Sets the ticket of a marketplace app, if there is one from before; see
    /// [`Client::set_app_ticket`].
    pub fn app_ticket(mut self, ticket: impl Into<SecretString>) -> Self {
        self.marketplace = true;
        self.app_ticket = Some(ticket.into());
        self
    }

    /// Sets where tokens are kept, for processes or clients that share them; a store of the client's
    /// own in memory if it is not set.
    pub fn token_store(mut self, store: impl TokenStore) -> Self {
        self.token_store = Some(Arc::new(store));
        self
    }

    /// Sets the address of the pages on which users log in: that of the region if it is not set, or
    /// the [base URL](Self::base_url) if that is another one.
    pub fn accounts_url(mut self, url: impl AsRef<str>) -> Self {
        self.accounts_url = Some(url.as_ref().to_owned());
        self
    }

    /// Sets where the tokens of users are fetched, with its path, such as
    /// `https://accounts.feishu.cn/oauth/v3/token`; `/authen/v2/oauth/token` below the base URL if it
    /// is not set. It is sent the app's secret.
    pub fn token_url(mut self, url: impl AsRef<str>) -> Self {
        self.token_url = Some(url.as_ref().to_owned());
        self
    }

    /// Calls a function each time that the tokens of a [user session](crate::UserSession) have been
    /// replaced and stored, such as one that keeps them elsewhere, too. It must not block.
    pub fn on_rotation(mut self, tell: impl Fn(Rotation<'_>) + Send + Sync + 'static) -> Self {
        self.on_rotation = Some(Arc::new(tell));
        self
    }

    /// Sends calls to a mock.
    #[cfg(feature = "testing")]
    #[cfg_attr(docsrs, doc(cfg(feature = "testing")))]
    pub fn mock(mut self, mock: &crate::testing::Mock) -> Self {
        self.transport = Some(Transport::Mock(mock.clone()));
        self
    }

    /// Makes the client. Nothing is sent: the first call fetches the first token.
    ///
    /// # Errors
    /// If the app's id or secret is empty or has blanks in it, the base URL is not one, a credential
    /// cannot stand in its header, or TLS cannot be set up.
    pub fn build(self) -> Result<Client> {
        for (what, value) in [("id", &*self.app.id), ("secret", self.app.secret.expose_secret())] {
            if value.is_empty() || value.contains(char::is_whitespace) {
                let detail = format!("the app's {what} is empty or has blanks or line ends in it");
                return Err(Error::config(detail));
            }
        }
        let transport = match self.transport {
            Some(transport) => transport,
            None => {
                let mut http = transport::http_client()?;
                if let Some(user_agent) = self.user_agent {
                    http = http.user_agent(user_agent);
                }
                let unbuilt = |error: reqwest::Error| {
                    let error = error.without_url();
                    Error::config("the HTTP client cannot be built").with_source(error)
                };
                Transport::Http(http.build().map_err(unbuilt)?)
            }
        };
        let mut credentials = HashMap::new();
        for (name, header, value) in self.credentials {
            let unusable =
                |what| Error::config(format!("the {what} of credential `{name}` cannot be sent"));
            let header = HeaderName::try_from(header).map_err(|_| unusable("header"))?;
            let value = HeaderValue::try_from(value.expose_secret());
            let mut value = value.map_err(|_| unusable("value"))?;
            value.set_sensitive(true);
            credentials.insert(name, Credential { header, value });
        }
        let store = self.token_store.unwrap_or_else(|| Arc::new(MemoryStore::new()));
        let base_url = base_url(&self.base_url)?;
        let accounts_url = match &self.accounts_url {
            Some(url) => checked_url(url, "accounts URL")?,
            None => {
                let origin = base_url.trim_end_matches("/open-apis");
                let region = [Region::Feishu, Region::Lark];
                let region = region.into_iter().find(|region| region.as_ref() == origin);
                region.map_or_else(|| origin.to_owned(), |region| region.accounts().to_owned())
            }
        };
        let token_url = self.token_url.map(|url| checked_url(&url, "token URL")).transpose()?;
        let shared = Shared {
            accounts_url,
            token_url,
            on_rotation: self.on_rotation,
            tokens: Tokens::new(&self.app.id, store, self.app_ticket),
            marketplace: self.marketplace,
            app: self.app,
            base_url,
            timeout: self.timeout,
            transport,
            credentials,
        };
        Ok(Client::with(Caller { shared: Arc::new(shared), identity: Identity::App }))
    }
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // An unchecked base URL may have a password in it.
        f.debug_struct("ClientBuilder").field("app_id", &self.app.id).finish_non_exhaustive()
    }
}

/// Checks an origin and adds `/open-apis`.
fn base_url(text: &str) -> Result<String> {
    let url = checked_url(text, "base URL")?;
    if url.ends_with("/open-apis") {
        return Err(Error::config("the base URL must leave out `/open-apis`"));
    }
    Ok(format!("{url}/open-apis"))
}

/// Checks an address, and leaves out the slash at its end.
fn checked_url(text: &str, what: &str) -> Result<String> {
    let fault = |fault| Error::config(format!("the {what} {fault}, like https://open.feishu.cn"));
    let url = Url::parse(text).map_err(|_| fault("is no URL: give a scheme and a host"))?;
    if !matches!(url.scheme(), "http" | "https") || !url.has_host() {
        return Err(fault("must begin with `https://` or `http://` and a host"));
    }
    if url.query().is_some()
        || url.fragment().is_some()
        || !url.username().is_empty()
        || url.password().is_some()
    {
        return Err(fault("must have no user, query or fragment"));
    }
    Ok(url.as_str().trim_end_matches('/').to_owned())
}
