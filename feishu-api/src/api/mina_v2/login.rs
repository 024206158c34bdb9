use serde::Deserialize;

use crate::SecretString;
use crate::prelude::*;
use crate::types::{Timestamp, number};

/// Logins of mini programs.
#[feishu_api(path = "/mina/v2")]
pub trait LoginApi {
    /// Exchanges the code that `tt.login` gave to a mini program for a session.
    #[post("/tokenLoginValidate")]
    #[token(App)]
    #[docs("https://open.feishu.cn/document/uYjL24iN/ukjM04SOyQjL5IDN")]
    async fn validate(
        &self,
        /// The code, which serves once.
        #[field]
        code: &str,
    ) -> Result<LoginSession>;
}

/// The session of a user of a mini program.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct LoginSession {
    /// The id of the user in this app.
    pub open_id: Option<String>,
    /// The id of the user in the tenant; with the permission `contact:user.employee_id:readonly`.
    pub employee_id: Option<String>,
    /// The key that what the mini program sends is encrypted with.
    pub session_key: Option<SecretString>,
    /// The tenant that the user belongs to.
    pub tenant_key: Option<String>,
    /// The user access token.
    pub access_token: Option<SecretString>,
    /// When the access token ends. Other endpoints say `expires_in` for a duration.
    #[serde(with = "number")]
    pub expires_in: Option<Timestamp>,
    /// With what a new access token is fetched; valid for 30 days.
    pub refresh_token: Option<SecretString>,
}
