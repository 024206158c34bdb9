//! The client: where calls go, and as whom.

mod builder;
mod caller;

use std::fmt;
use std::marker::PhantomData;
use std::time::Duration;

use http::Method;
use secrecy::{ExposeSecret, SecretString};

use crate::error::{Error, Result};
use crate::identity::{AsApp, AsUser, Identity};
use crate::oauth::{AuthorizeUrl, ExchangeCode, UserTokens};
use crate::raw::RawCall;
use crate::token::UserSession;

pub use builder::{ClientBuilder, Region};
pub(crate) use caller::{App, Caller, Credential};

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

impl Client {
    /// Begins a client of an app: its id and secret stand in the developer console under
    /// *Credentials & Basic Info*.
    pub fn builder(
        app_id: impl Into<String>,
        app_secret: impl Into<SecretString>,
    ) -> ClientBuilder {
        ClientBuilder::new(app_id.into(), app_secret.into())
    }

    /// A client of the app that the environment names: `FEISHU_APP_ID` and `FEISHU_APP_SECRET`,
    /// with `FEISHU_BASE_URL` for another address than that of Feishu, such as
    /// `https://open.larksuite.com`. For more settings see [`ClientBuilder::from_env`].
    ///
    /// # Errors
    /// If one of the first two is missing, or one of the three cannot be used.
    pub fn from_env() -> Result<Client> {
        ClientBuilder::from_env()?.build()
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
    ///     // Send the browser to `login.url`, and keep the login for when it comes back.
    ///     app.authorize_url("https://app.example.com/back").scopes(["offline_access"]).build()
    /// }
    /// ```
    pub fn authorize_url(&self, redirect_uri: &str) -> AuthorizeUrl {
        let accounts = &self.caller.shared.accounts_url;
        let page = format!("{accounts}/open-apis/authen/v1/authorize");
        AuthorizeUrl::new(page, self.app_id(), redirect_uri)
    }

    /// Exchanges the code that the browser has come back with for the user's tokens.
    ///
    /// ```
    /// use feishu_api::{Login, UserSession, prelude::*};
    ///
    /// async fn finish(app: &Client, login: Login, state: &str, code: &str) -> Result<UserSession> {
    ///     let tokens = app.exchange_code(code).login(&login, state).await?;
    ///     app.start_session("an id of your own for the user", tokens).await
    /// }
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::Argument`](crate::ErrorKind::Argument) if the state is another one. One that
    /// [is a login to be made](crate::Error::is_login_required) if the code is unknown, too old or
    /// used: 20003, 20004 and 20065.
    pub fn exchange_code(&self, code: impl Into<SecretString>) -> ExchangeCode {
        ExchangeCode::new(&self.caller, code.into())
    }

    /// Keeps the tokens of a user in the [store](ClientBuilder::token_store), under an id of your
    /// choice: the user's `open_id`, say. Once they begin to be stored, a caller who gives up does not
    /// stop that.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn start_session(&self, id: &str, tokens: UserTokens) -> Result<UserSession> {
        UserSession::start(&self.caller, id, tokens).await
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
    /// If it cannot be one, or the store does not take it; this client uses it all the same then.
    pub async fn set_app_ticket(&self, ticket: impl Into<SecretString>) -> Result<()> {
        let ticket = ticket.into();
        let text = ticket.expose_secret();
        if text.is_empty() || text.contains(char::is_whitespace) {
            return Err(Error::argument("the ticket is empty or has blanks or line ends in it"));
        }
        self.caller.shared.tokens.set_ticket(ticket).await
    }

    /// Waits until there is a ticket, here or in the store. If there is none, the platform is asked to push
    /// it: at once, and every half minute until it is there, once for all that wait with this client.
    ///
    /// # Errors
    /// [`ErrorKind::TicketRequired`](crate::ErrorKind::TicketRequired), if there is none in time, with the
    /// [source](std::error::Error::source) if the platform could not be asked; and at once if it refuses
    /// to be, as it does for a wrong secret.
    pub async fn wait_for_ticket(&self, timeout: Duration) -> Result<()> {
        self.caller.shared.tokens.wait_for_ticket(timeout, &self.caller).await
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
            .field("base_url", &self.caller.shared.base_url.as_str())
            .finish_non_exhaustive()
    }
}
