use serde::Deserialize;

use crate::SecretString;
use crate::prelude::*;
use crate::types::number;

/// Tickets of the JavaScript SDK.
#[feishu_api(path = "/jssdk")]
pub trait TicketApi {
    /// Fetches the ticket with which a web page's use of the JavaScript SDK is signed.
    ///
    /// The platform allows very few of these calls: keep the ticket until it expires.
    #[post("/ticket/get")]
    #[token(Tenant)]
    #[header("Content-Type", "application/json; charset=utf-8")]
    #[docs(
        "https://open.feishu.cn/document/ukTMukTMukTM/uYTM5UjL2ETO14iNxkTN/h5_js_sdk/authorization"
    )]
    async fn get(&self) -> Result<Ticket>;
}

/// A ticket of the JavaScript SDK.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Ticket {
    /// The ticket.
    pub ticket: Option<SecretString>,
    /// The seconds for which it is valid.
    #[serde(with = "number")]
    pub expire_in: Option<u64>,
}
