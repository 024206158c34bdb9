use serde::Deserialize;

use crate::SecretString;
use crate::prelude::*;
use crate::types::number;

/// Access tokens of an app: of a self-built one by its secret, of one from the marketplace by the
/// ticket that the platform pushes.
///
/// A [`Client`] calls these by itself.
#[feishu_api(path = "/auth/v3", token(None))]
pub trait AuthApi {
    /// Fetches a tenant access token.
    ///
    /// As long as the last one has 30 minutes left, the platform answers with that one again.
    #[post("/tenant_access_token/internal")]
    #[response(flat)]
    #[idempotent]
    #[docs(
        "https://open.feishu.cn/document/ukTMukTMukTM/ukDNz4SO0MjL5QzM/auth-v3/auth/tenant_access_token_internal"
    )]
    async fn tenant_access_token_internal(
        &self,
        #[field] app_id: &str,
        #[field] app_secret: &str,
    ) -> Result<TenantAccessToken>;

    /// Fetches an app access token, and a tenant access token with it.
    ///
    /// As long as the last ones have 30 minutes left, the platform answers with those again.
    #[post("/app_access_token/internal")]
    #[response(flat)]
    #[idempotent]
    #[docs(
        "https://open.feishu.cn/document/ukTMukTMukTM/ukDNz4SO0MjL5QzM/auth-v3/auth/app_access_token_internal"
    )]
    async fn app_access_token_internal(
        &self,
        #[field] app_id: &str,
        #[field] app_secret: &str,
    ) -> Result<AppAccessToken>;

    /// Fetches the app access token of a marketplace app for its ticket.
    #[post("/app_access_token")]
    #[response(flat)]
    #[idempotent]
    #[docs(
        "https://open.feishu.cn/document/ukTMukTMukTM/ukDNz4SO0MjL5QzM/auth-v3/auth/app_access_token"
    )]
    async fn app_access_token(
        &self,
        #[field] app_id: &str,
        #[field] app_secret: &str,
        #[field] app_ticket: &str,
    ) -> Result<AppAccessToken>;

    /// Fetches the tenant access token of a marketplace app in a tenant.
    #[post("/tenant_access_token")]
    #[response(flat)]
    #[idempotent]
    #[docs(
        "https://open.feishu.cn/document/ukTMukTMukTM/ukDNz4SO0MjL5QzM/auth-v3/auth/tenant_access_token"
    )]
    async fn tenant_access_token(
        &self,
        #[field] app_access_token: &str,
        /// The tenant, as the event of its installation names it.
        #[field]
        tenant_key: &str,
    ) -> Result<TenantAccessToken>;

    /// Asks the platform to push the ticket of a marketplace app once more. It comes by event, not as
    /// the answer.
    #[post("/app_ticket/resend")]
    #[response(flat)]
    #[idempotent]
    #[docs(
        "https://open.feishu.cn/document/ukTMukTMukTM/ukDNz4SO0MjL5QzM/auth-v3/auth/app_ticket_resend"
    )]
    async fn app_ticket_resend(
        &self,
        #[field] app_id: &str,
        #[field] app_secret: &str,
    ) -> Result<()>;
}

/// The answer of [`AuthApi::tenant_access_token_internal`] and [`AuthApi::tenant_access_token`].
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct TenantAccessToken {
    /// The token.
    pub tenant_access_token: Option<SecretString>,
    /// The seconds that it has left.
    #[serde(with = "number")]
    pub expire: Option<u64>,
}

/// The answer of [`AuthApi::app_access_token_internal`] and [`AuthApi::app_access_token`].
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct AppAccessToken {
    /// The app access token.
    pub app_access_token: Option<SecretString>,
    /// A tenant access token; of a self-built app only.
    pub tenant_access_token: Option<SecretString>,
    /// The seconds that both have left.
    #[serde(with = "number")]
    pub expire: Option<u64>,
}
