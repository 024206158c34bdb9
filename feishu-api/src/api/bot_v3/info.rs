use serde::Deserialize;

use crate::open_enum;
use crate::prelude::*;
use crate::types::{OpenId, null_as_empty, number};

/// What a bot is.
#[feishu_api(path = "/bot/v3")]
pub trait InfoApi {
    /// Reads what the app's own bot is.
    #[get("/info")]
    #[token(Tenant)]
    #[response(root = "bot")]
    #[docs("https://open.feishu.cn/document/ukTMukTMukTM/uAjMxEjLwITMx4CMyETM")]
    async fn get(&self) -> Result<BotInfo>;
}

/// A bot.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct BotInfo {
    /// Whether the tenant has the app in use.
    #[serde(with = "number")]
    pub activate_status: Option<ActivateStatus>,
    /// The app's name.
    pub app_name: Option<String>,
    /// The address of the app's picture.
    pub avatar_url: Option<String>,
    /// The addresses from which the app may call.
    #[serde(deserialize_with = "null_as_empty")]
    pub ip_white_list: Vec<String>,
    /// The bot, as a sender of messages.
    pub open_id: Option<OpenId>,
}

open_enum! {
    /// Whether a tenant has an app in use.
    pub enum ActivateStatus: i64 {
        /// Waits for the tenant to install it.
        Initial = 0,
        /// Switched off by the tenant.
        TenantDisabled = 1,
        /// In use.
        Enabled = 2,
        /// Installed, and waits to be switched on.
        PendingEnabling = 3,
        /// A new version waits to be switched on.
        PendingUpgrade = 4,
        /// The app's licence is over.
        LicenceExpired = 5,
        /// The tenant's plan is over, or too small.
        PlanExpired = 6,
    }
}
