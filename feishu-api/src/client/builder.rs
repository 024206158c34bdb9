//! How a client is built.

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use http::{HeaderName, HeaderValue};
use reqwest::Url;
use secrecy::{ExposeSecret, SecretString};

use super::Client;
use super::caller::{App, Caller, Credential, OnRotation, Shared};
use crate::error::{Error, Result};
use crate::identity::Identity;
use crate::limit::{LimitStore, Limits};
use crate::observe::Observer;
use crate::retry::RetryPolicy;
use crate::token::{MemoryStore, Rotation, TokenStore, Tokens};
use crate::transport::{self, Transport};

/// The time allowed for a whole call if nobody says otherwise.
const TIMEOUT: Duration = Duration::from_secs(60);

/// The time allowed for the headers of one answer if nobody says otherwise.
const HEADER_TIMEOUT: Duration = Duration::from_secs(30);

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

/// Builds a [`Client`].
#[must_use = "a builder does nothing until `build`"]
pub struct ClientBuilder {
    app: App,
    base_url: String,
    timeout: Duration,
    header_timeout: Duration,
    retry: RetryPolicy,
    rate_limits: bool,
    limit_store: Option<Arc<dyn LimitStore>>,
    max_response_size: Option<u64>,
    observer: Option<Arc<dyn Observer>>,
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
    pub(super) fn new(id: String, secret: SecretString) -> Self {
        ClientBuilder {
            app: App { id, secret },
            base_url: Region::Feishu.as_ref().to_owned(),
            timeout: TIMEOUT,
            header_timeout: HEADER_TIMEOUT,
            retry: RetryPolicy::default(),
            rate_limits: false,
            limit_store: None,
            max_response_size: None,
            observer: None,
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

    /// Begins a client of the app that the environment names: `FEISHU_APP_ID` and `FEISHU_APP_SECRET`,
    /// with `FEISHU_BASE_URL` for the [base URL](Self::base_url).
    ///
    /// # Errors
    /// If one of the first two is missing.
    pub fn from_env() -> Result<Self> {
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
        let builder = Client::builder(required("FEISHU_APP_ID")?, required("FEISHU_APP_SECRET")?);
        Ok(match read("FEISHU_BASE_URL")? {
            Some(base_url) => builder.base_url(base_url),
            None => builder,
        })
    }

    /// Sets the address of the platform: [`Region::Lark`], or that of a proxy or a test server,
    /// with a path if it has one, to which `/open-apis` is added. [`Region::Feishu`] if it is not set.
    pub fn base_url(mut self, url: impl AsRef<str>) -> Self {
        self.base_url = url.as_ref().to_owned();
        self
    }

    /// Sets the time allowed for a whole call, from the token to the last byte, with all its attempts
    /// and pauses; 60 seconds if it is not set. An endpoint may declare its own, and a call has
    /// `with_timeout`.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// Sets how long an attempt waits for the headers of its answer, before it is given up and the call
    /// repeated if that is safe; 30 seconds if it is not set. A call that is given more time than the
    /// client gives to all, by declaration or `with_timeout`, is meant to be slow: it may wait all of it.
    /// So may a body of more than 256 KiB, which takes its time to be sent.
    pub fn header_timeout(mut self, timeout: Duration) -> Self {
        self.header_timeout = timeout;
        self
    }

    /// Sets how often calls are sent if they fail; a call has `with_retry`.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = policy;
        self
    }

    /// Keeps to the limits that are declared with `#[rate_limit]`: a call waits for its turn before it
    /// is sent, or fails at once with [`ErrorKind::RateLimit`](crate::ErrorKind::RateLimit) if that
    /// would take longer than it is allowed. Without this, only calls that the platform has turned away
    /// hold the others of their endpoint. Clones of a client share its limits; for other clients see
    /// [`limit_store`](Self::limit_store).
    pub fn rate_limits(mut self, keep: bool) -> Self {
        self.rate_limits = keep;
        self
    }

    /// Sets where limits are kept, for processes that share them; in the client's own memory if it is
    /// not set.
    pub fn limit_store(mut self, store: impl LimitStore) -> Self {
        self.limit_store = Some(Arc::new(store));
        self
    }

    /// Sets how many bytes of a reply are held in memory at most: 16 MiB of JSON and 128 MiB of `Bytes`
    /// if it is not set. A larger one is an error of kind [`TooLarge`](crate::ErrorKind::TooLarge). That
    /// goes for refusals and tokens, too, so that less than a few KiB is of no use. A
    /// [`Download`](crate::Download) has a limit of its own.
    pub fn max_response_size(mut self, bytes: u64) -> Self {
        self.max_response_size = Some(bytes);
        self
    }

    /// Sets who is told when calls and attempts end.
    pub fn observer(mut self, observer: impl Observer) -> Self {
        self.observer = Some(Arc::new(observer));
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
                let origin = base_url.as_str().trim_end_matches("/open-apis");
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
            header_timeout: self.header_timeout,
            retry: self.retry,
            limits: Limits::new(self.rate_limits, self.limit_store),
            max_response_size: self.max_response_size,
            observer: self.observer,
            transport,
            credentials,
        };
        let shared = Arc::new(shared);
        Ok(Client::with(Caller { shared, identity: Identity::App, hurry: None }))
    }
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // An unchecked base URL may have a password in it.
        f.debug_struct("ClientBuilder").field("app_id", &self.app.id).finish_non_exhaustive()
    }
}

/// Checks an origin and adds `/open-apis`.
fn base_url(text: &str) -> Result<Url> {
    let url = checked_url(text, "base URL")?;
    if url.ends_with("/open-apis") {
        return Err(Error::config("the base URL must leave out `/open-apis`"));
    }
    // What was a URL before is one now.
    Url::parse(&format!("{url}/open-apis")).map_err(|_| Error::config("the base URL is no URL"))
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
