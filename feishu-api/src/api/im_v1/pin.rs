use serde::Deserialize;

use super::MemberIdType;
use crate::prelude::*;
use crate::types::{ChatId, MessageId, TimestampMillis, number};

/// Pinned messages.
#[feishu_api(path = "/im/v1")]
pub trait PinApi {
    /// Pins a message in its chat, which the app's bot has to be in. For one that is pinned already,
    /// the answer is what was done then.
    #[post("/pins")]
    #[token(Tenant, User)]
    #[response(data = "pin")]
    #[rate_limit("1000/min", "50/s")]
    #[idempotent]
    #[scope("im:message", "im:message.pins:write_only", "im:message:send_as_bot")]
    #[docs("https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/pin/create")]
    async fn create(
        &self,
        /// The message.
        #[field]
        message_id: &str,
    ) -> Result<Pin>;

    /// Unpins a message.
    #[delete("/pins/{message_id}")]
    #[token(Tenant, User)]
    #[rate_limit("1000/min", "50/s")]
    #[scope("im:message", "im:message.pins:write_only", "im:message:send_as_bot")]
    #[docs("https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/pin/delete")]
    async fn delete(
        &self,
        /// The message.
        #[path]
        message_id: &str,
    ) -> Result<()>;

    /// Lists the pinned messages of a chat, those that were pinned last first.
    #[get("/pins")]
    #[token(Tenant, User)]
    #[page("items")]
    #[rate_limit("1000/min", "50/s")]
    #[scope("im:message", "im:message.pins:read", "im:message:readonly")]
    #[docs("https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/pin/list")]
    async fn list(
        &self,
        /// The chat.
        #[query]
        chat_id: &str,
        /// The messages that were pinned since then, in milliseconds.
        #[query]
        start_time: Option<TimestampMillis>,
        /// The messages that were pinned until then, in milliseconds.
        #[query]
        end_time: Option<TimestampMillis>,
        /// How many messages a page holds, from 1 to 50; the platform assumes 20.
        #[query]
        page_size: Option<u32>,
        /// Where to go on: the page token of the page before.
        #[query]
        page_token: Option<&str>,
    ) -> Result<Page<Pin>>;
}

/// A pinned message.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Pin {
    /// The message.
    pub message_id: Option<MessageId>,
    /// The chat that it is pinned in.
    pub chat_id: Option<ChatId>,
    /// Who pinned it.
    pub operator_id: Option<String>,
    /// How `operator_id` is meant: `open_id`, or `app_id` for an app.
    pub operator_id_type: Option<MemberIdType>,
    /// When it was pinned.
    #[serde(with = "number")]
    pub create_time: Option<TimestampMillis>,
}
