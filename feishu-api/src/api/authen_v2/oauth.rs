use serde::Deserialize;

use crate::SecretString;
use crate::prelude::*;
use crate::types::number;

/// Tokens of users, by OAuth 2.0.
///
/// [`Client::authorize_url`], [`Client::exchange_code`] and [`UserSession`](crate::UserSession) call
/// these.
#[feishu_api(path = "/authen/v2", token(None))]
pub trait OauthApi {
    /// Exchanges the code that a user's login has come with for the user's tokens.
    #[post("/oauth/token")]
    #[response(flat)]
    #[rate_limit("1000/min", "50/s")]
    #[codes(retry(20050, 20072))]
    #[docs(
        "https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/authentication-management/access-token/get-user-access-token"
    )]
    async fn get_user_access_token(
        &self,
        #[field(default = "authorization_code")] grant_type: Option<&str>,
        /// The app's id.
        #[field]
        client_id: &str,
        /// The app's secret.
        #[field]
        client_secret: &str,
        /// The code: it lives five minutes, and can be exchanged once.
        #[field]
        code: &str,
        /// Where the login has led to, as it was given there.
        #[field]
        redirect_uri: Option<&str>,
        /// What the code challenge of the login was made from (RFC 7636).
        #[field]
        code_verifier: Option<&str>,
        /// Fewer permissions than the login was for, with blanks between them.
        #[field]
        scope: Option<&str>,
    ) -> Result<UserAccessToken>;

    /// Exchanges a refresh token for new tokens. It is good for once: the answer has the next one.
    #[post("/oauth/token")]
    #[response(flat)]
    #[rate_limit("1000/min", "50/s")]
    #[codes(retry(20050, 20072))]
    #[docs(
        "https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/authentication-management/access-token/refresh-user-access-token"
    )]
    async fn refresh_user_access_token(
        &self,
        #[field(default = "refresh_token")] grant_type: Option<&str>,
        /// The app's id.
        #[field]
        client_id: &str,
        /// The app's secret.
        #[field]
        client_secret: &str,
        /// The refresh token.
        #[field]
        refresh_token: &str,
        /// Fewer permissions than the login was for, with blanks between them.
        #[field]
        scope: Option<&str>,
    ) -> Result<UserAccessToken>;
}

/// The tokens of a user.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct UserAccessToken {
    /// The user access token.
    pub access_token: Option<SecretString>,
    /// The seconds that it has left.
    #[serde(with = "number")]
    pub expires_in: Option<u64>,
    /// The refresh token; only if the login was for `offline_access`.
    pub refresh_token: Option<SecretString>,
    /// The seconds that the refresh token has left.
    #[serde(with = "number")]
    pub refresh_token_expires_in: Option<u64>,
    /// `Bearer`.
    pub token_type: Option<String>,
    /// What the user has allowed, with blanks between permissions.
    pub scope: Option<String>,
}

/// Another address for the tokens of users than the declared one.
impl OauthGetUserAccessTokenCall {
    pub(crate) fn at(mut self, url: Option<&str>) -> Self {
        self.call.send_to(url);
        self
    }
}

impl OauthRefreshUserAccessTokenCall {
    pub(crate) fn at(mut self, url: Option<&str>) -> Self {
        self.call.send_to(url);
        self
    }
}
