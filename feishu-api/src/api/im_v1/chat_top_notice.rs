use serde::{Deserialize, Serialize};

use crate::open_enum;
use crate::prelude::*;
use crate::types::MessageId;

/// What stands on top of chats.
#[feishu_api(path = "/im/v1")]
pub trait ChatTopNoticeApi {
    /// Puts a message or the announcement on top of a chat, in place of what is there.
    #[post("/chats/{chat_id}/top_notice/put_top_notice")]
    #[token(Tenant, User)]
    #[rate_limit("1000/min", "50/s")]
    #[idempotent]
    #[scope("im:chat", "im:chat.top_notice:write_only")]
    #[docs(
        "https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/chat-top_notice/put_top_notice"
    )]
    async fn put_top_notice(
        &self,
        /// The chat.
        #[path]
        chat_id: &str,
        /// What is put there: one, although it is a list.
        #[field]
        chat_top_notice: &[ChatTopNotice],
    ) -> Result<()>;

    /// Takes away what stands on top of a chat.
    #[post("/chats/{chat_id}/top_notice/delete_top_notice")]
    #[token(Tenant, User)]
    #[rate_limit("1000/min", "50/s")]
    #[idempotent]
    #[scope("im:chat", "im:chat.top_notice:write_only")]
    #[docs(
        "https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/chat-top_notice/delete_top_notice"
    )]
    async fn delete_top_notice(
        &self,
        /// The chat.
        #[path]
        chat_id: &str,
    ) -> Result<()>;
}

/// What is put on top of a chat.
///
/// ```
/// use feishu_api::im_v1::ChatTopNotice;
///
/// let notice = [ChatTopNotice::message("om_harbour")];
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct ChatTopNotice {
    /// What it is; the platform assumes the announcement.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub action_type: Option<ChatTopNoticeActionType>,
    /// The message, if it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message_id: Option<MessageId>,
}

impl ChatTopNotice {
    /// A message.
    pub fn message(message_id: impl Into<MessageId>) -> Self {
        let action_type = Some(ChatTopNoticeActionType::Message);
        ChatTopNotice { action_type, message_id: Some(message_id.into()) }
    }

    /// The chat's announcement.
    pub fn announcement() -> Self {
        let action_type = Some(ChatTopNoticeActionType::Announcement);
        ChatTopNotice { action_type, message_id: None }
    }
}

open_enum! {
    /// What is put on top of a chat.
    pub enum ChatTopNoticeActionType: str {
        /// A message.
        Message = "1",
        /// The announcement.
        Announcement = "2",
    }
}
