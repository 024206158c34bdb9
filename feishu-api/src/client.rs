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
use crate::raw::RawCall;
use crate::reply::RawReply;
use crate::token::Tokens;
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
    credentials: HashMap<String, Credential>,
}

/// What is sent beside a token, for endpoints that are declared with `#[credential(...)]`.
#[derive(Clone)]
pub(crate) struct Credential {
    pub(crate) header: HeaderName,
    pub(crate) value: HeaderValue,
}

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
        let identity = Identity::user(token.expose_secret());
        Client::with(Caller { shared: self.caller.shared.clone(), identity })
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
        Client::with(Caller { shared: self.shared.clone(), identity: Identity::App })
    }

    /// The kind of token that this identity sends to an endpoint which takes `kinds`.
    pub(crate) fn token_for(&self, kinds: &[TokenKind]) -> Option<TokenKind> {
        let own: &[TokenKind] = match self.identity {
            Identity::App => &[TokenKind::Tenant, TokenKind::App],
            Identity::User(_) => &[TokenKind::User],
        };
        own.iter().copied().find(|kind| kinds.contains(kind))
    }

    /// The credential that the client was built with under a name.
    pub(crate) fn credential(&self, name: &str) -> Option<&Credential> {
        self.shared.credentials.get(name)
    }

    /// The value of `Authorization` for a kind of token.
    pub(crate) async fn authorization(&self, kind: TokenKind) -> Result<HeaderValue> {
        match (&self.identity, kind) {
            (Identity::User(header), TokenKind::User) => {
                header.clone().ok_or_else(unusable_user_token)
            }
            (_, kind) => self.shared.tokens.authorization(kind, self).await,
        }
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
        let shared = Shared {
            app: self.app,
            base_url: base_url(&self.base_url)?,
            timeout: self.timeout,
            transport,
            tokens: Tokens::default(),
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
    let fault = |what| Error::config(format!("the base URL {what}, like https://open.feishu.cn"));
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
    let trimmed = url.as_str().trim_end_matches('/');
    if trimmed.ends_with("/open-apis") {
        return Err(fault("must leave out `/open-apis`"));
    }
    Ok(format!("{trimmed}/open-apis"))
}
