//! The login of a user with OAuth 2.0: where to send the browser, and what to do with the code that
//! it comes back with.

use std::fmt;
use std::future::{Future, IntoFuture};
use std::pin::Pin;
use std::time::Duration;

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use reqwest::Url;
use ring::digest::{SHA256, digest};
use secrecy::{ExposeSecret, SecretString};
use uuid::Uuid;

use crate::api::authen_v2::{OauthApiClient, UserAccessToken};
use crate::client::Caller;
use crate::error::{Error, ErrorKind, Result};

/// The platform takes no more permissions in one request.
const MOST_SCOPES: usize = 50;

/// The login of a user, to be begun: see [`Client::authorize_url`](crate::Client::authorize_url).
#[derive(Clone)]
#[must_use = "a login begins with `build`"]
pub struct AuthorizeUrl {
    page: String,
    client_id: String,
    redirect_uri: String,
    scopes: Vec<String>,
    state: Option<String>,
    pkce: bool,
}

/// A login that is under way. It belongs into the session of the user's browser until that comes back.
#[derive(Clone)]
#[non_exhaustive]
pub struct Login {
    /// Where to send the browser.
    pub url: Url,
    /// What the browser must come back with as `state`: it shows that this login has led there, and
    /// no other page.
    pub state: String,
    /// Where the browser comes back to.
    pub redirect_uri: String,
    /// What to hand over with the code, so that nobody else can exchange it (RFC 7636); nothing
    /// [without PKCE](AuthorizeUrl::without_pkce).
    pub code_verifier: Option<SecretString>,
}

// The state is a secret of the user's browser until it is back.
impl fmt::Debug for AuthorizeUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AuthorizeUrl")
            .field("redirect_uri", &self.redirect_uri)
            .field("scopes", &self.scopes)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Login {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Login").finish_non_exhaustive()
    }
}

impl AuthorizeUrl {
    pub(crate) fn new(page: String, client_id: &str, redirect_uri: &str) -> Self {
        AuthorizeUrl {
            page,
            client_id: client_id.to_owned(),
            redirect_uri: redirect_uri.to_owned(),
            scopes: Vec::new(),
            state: None,
            pkce: true,
        }
    }

    /// Sets the permissions to ask the user for, 50 at most. With `offline_access` the login comes
    /// with a refresh token, which a [session](crate::UserSession) needs to last.
    pub fn scopes<S: Into<String>>(mut self, scopes: impl IntoIterator<Item = S>) -> Self {
        self.scopes = scopes.into_iter().map(Into::into).collect();
        self
    }

    /// Sets the `state` that the browser comes back with; a random one if it is not set.
    pub fn state(mut self, state: impl Into<String>) -> Self {
        self.state = Some(state.into());
        self
    }

    /// Does without the code challenge of RFC 7636.
    pub fn without_pkce(mut self) -> Self {
        self.pkce = false;
        self
    }

    /// Makes the login.
    ///
    /// # Errors
    /// [`ErrorKind::Argument`] if the redirect URI is no absolute URL or has a fragment, and if the
    /// state or a permission is empty, has blanks, is there twice or one too many.
    pub fn build(self) -> Result<Login> {
        if self.state.as_deref() == Some("") {
            return Err(Error::argument("an empty `state` would show nothing"));
        }
        let redirect = Url::parse(&self.redirect_uri).map_err(|error| {
            Error::argument("the redirect URI is no absolute URL").with_source(error)
        })?;
        if redirect.fragment().is_some() {
            return Err(Error::argument("the redirect URI has a fragment"));
        }
        for (index, scope) in self.scopes.iter().enumerate() {
            if scope.is_empty() || scope.contains(char::is_whitespace) {
                return Err(Error::argument(format!("`{scope}` is not a permission")));
            }
            if self.scopes[..index].contains(scope) {
                return Err(Error::argument(format!("permission `{scope}` is listed twice")));
            }
        }
        if self.scopes.len() > MOST_SCOPES {
            let detail = format!("a login is for {MOST_SCOPES} permissions at most");
            return Err(Error::argument(detail));
        }
        let mut url = Url::parse(&self.page)
            .map_err(|error| Error::argument("the login page has no URL").with_source(error))?;
        let state = self.state.unwrap_or_else(random);
        let code_verifier = self.pkce.then(|| SecretString::from(random()));
        let mut query = url.query_pairs_mut();
        query
            .append_pair("client_id", &self.client_id)
            .append_pair("response_type", "code")
            .append_pair("redirect_uri", &self.redirect_uri)
            .append_pair("state", &state);
        if !self.scopes.is_empty() {
            query.append_pair("scope", &self.scopes.join(" "));
        }
        if let Some(verifier) = &code_verifier {
            query
                .append_pair("code_challenge", &challenge(verifier.expose_secret()))
                .append_pair("code_challenge_method", "S256");
        }
        drop(query);
        Ok(Login { url, state, redirect_uri: self.redirect_uri, code_verifier })
    }
}

/// 64 characters that nobody can guess.
fn random() -> String {
    format!("{}{}", Uuid::new_v4().simple(), Uuid::new_v4().simple())
}

/// The code challenge of a verifier (RFC 7636, section 4.2).
fn challenge(verifier: &str) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(digest(&SHA256, verifier.as_bytes()))
}

/// The tokens of a user who has logged in.
#[derive(Clone)]
#[non_exhaustive]
pub struct UserTokens {
    /// The user access token.
    pub access_token: SecretString,
    /// How long it lives.
    pub expires_in: Duration,
    /// The refresh token; only if the login was for `offline_access`.
    pub refresh_token: Option<SecretString>,
    /// How long the refresh token lives, if the platform says so.
    pub refresh_token_expires_in: Option<Duration>,
    /// What the user has allowed.
    pub scopes: Vec<String>,
}

impl UserTokens {
    /// Tokens from elsewhere.
    pub fn new(
        access_token: impl Into<SecretString>,
        expires_in: Duration,
        refresh_token: Option<SecretString>,
    ) -> Self {
        UserTokens {
            access_token: access_token.into(),
            expires_in,
            refresh_token,
            refresh_token_expires_in: None,
            scopes: Vec::new(),
        }
    }

    pub(crate) fn read(answer: UserAccessToken) -> Result<Self> {
        let missing = |what| Error::new(ErrorKind::Decode, format!("the reply has no {what}"));
        let access_token = answer.access_token.ok_or_else(|| missing("user access token"))?;
        // Without it the token counts as over: what else came must not be lost.
        let expires_in = answer.expires_in.unwrap_or_default();
        Ok(UserTokens {
            access_token,
            expires_in: Duration::from_secs(expires_in),
            refresh_token: answer.refresh_token,
            refresh_token_expires_in: answer.refresh_token_expires_in.map(Duration::from_secs),
            scopes: answer
                .scope
                .map(|scope| scope.split_whitespace().map(str::to_owned).collect())
                .unwrap_or_default(),
        })
    }
}

impl fmt::Debug for UserTokens {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UserTokens")
            .field("expires_in", &self.expires_in)
            .field("has_refresh_token", &self.refresh_token.is_some())
            .field("scopes", &self.scopes)
            .finish_non_exhaustive()
    }
}

/// The exchange of the code that a login has come back with: see
/// [`Client::exchange_code`](crate::Client::exchange_code).
#[must_use = "a call does nothing unless it is awaited"]
pub struct ExchangeCode {
    caller: Caller,
    code: SecretString,
    redirect_uri: Option<String>,
    code_verifier: Option<SecretString>,
    /// Whether the code comes from another login.
    is_foreign: bool,
}

impl ExchangeCode {
    pub(crate) fn new(caller: &Caller, code: SecretString) -> Self {
        ExchangeCode {
            caller: caller.clone(),
            code,
            redirect_uri: None,
            code_verifier: None,
            is_foreign: false,
        }
    }

    /// Sets what the login was begun with: its [redirect URI](Login::redirect_uri) and
    /// [code verifier](Login::code_verifier). `state` is what the browser has come back with: if it is not
    /// the [login's](Login::state), another page has led here, and the code is not exchanged.
    pub fn login(mut self, login: &Login, state: &str) -> Self {
        self.is_foreign = state != login.state;
        self.redirect_uri = Some(login.redirect_uri.clone());
        self.code_verifier.clone_from(&login.code_verifier);
        self
    }

    /// Sets the [redirect URI](Login::redirect_uri) that the login was begun with.
    pub fn redirect_uri(mut self, redirect_uri: impl Into<String>) -> Self {
        self.redirect_uri = Some(redirect_uri.into());
        self
    }

    /// Sets the [code verifier](Login::code_verifier) that the login was begun with.
    pub fn code_verifier(mut self, code_verifier: impl Into<SecretString>) -> Self {
        self.code_verifier = Some(code_verifier.into());
        self
    }

    async fn send(self) -> Result<UserTokens> {
        if self.is_foreign {
            let detail = "the `state` is not that of the login: another page has led here";
            return Err(Error::argument(detail));
        }
        let (oauth, app) = (OauthApiClient::new(&self.caller.as_app()), self.caller.app());
        let (secret, code) = (app.secret.expose_secret(), self.code.expose_secret());
        let mut call = oauth.get_user_access_token(&app.id, secret, code);
        if let Some(redirect_uri) = &self.redirect_uri {
            call = call.redirect_uri(redirect_uri);
        }
        if let Some(code_verifier) = &self.code_verifier {
            call = call.code_verifier(code_verifier.expose_secret());
        }
        UserTokens::read(call.at(self.caller.token_url()).await?)
    }
}

impl IntoFuture for ExchangeCode {
    type Output = Result<UserTokens>;
    type IntoFuture = Pin<Box<dyn Future<Output = Result<UserTokens>> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}

impl fmt::Debug for ExchangeCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ExchangeCode")
            .field("redirect_uri", &self.redirect_uri)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_challenge_is_that_of_the_standard() {
        // RFC 7636, appendix B.
        let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
        assert_eq!(super::challenge(verifier), "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
        assert_eq!(super::random().len(), 64);
        assert_ne!(super::random(), super::random());
    }
}
