use serde::Deserialize;

use super::MemberIdType;
use crate::prelude::*;
use crate::types::null_as_empty;

/// Administrators of chats. Only the owner of a chat may change who they are.
///
/// With an error of class [`Partial`](crate::ErrorClass::Partial), the administrators *were* changed, and
/// could not be listed.
#[feishu_api(path = "/im/v1", codes(partial(232039)))]
pub trait ChatManagersApi {
    /// Makes members of a chat administrators.
    #[post("/chats/{chat_id}/managers/add_managers")]
    #[token(Tenant, User)]
    #[rate_limit("1000/min", "50/s")]
    #[scope("im:chat", "im:chat.managers:write_only")]
    #[docs(
        "https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/chat-managers/add_managers"
    )]
    async fn add_managers(
        &self,
        /// The chat.
        #[path]
        chat_id: &str,
        /// How `manager_ids` are meant; the platform assumes `open_id`.
        #[query]
        member_id_type: Option<MemberIdType>,
        /// The members, at most 50.
        #[field]
        manager_ids: &[&str],
    ) -> Result<ChatManagers>;

    /// Makes administrators of a chat plain members.
    #[post("/chats/{chat_id}/managers/delete_managers")]
    #[token(Tenant, User)]
    #[rate_limit("1000/min", "50/s")]
    #[scope("im:chat", "im:chat.managers:write_only")]
    #[docs(
        "https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/chat-managers/delete_managers"
    )]
    async fn delete_managers(
        &self,
        /// The chat.
        #[path]
        chat_id: &str,
        /// How `manager_ids` are meant; the platform assumes `open_id`.
        #[query]
        member_id_type: Option<MemberIdType>,
        /// The administrators, at most 50.
        #[field]
        manager_ids: &[&str],
    ) -> Result<ChatManagers>;
}

/// The administrators of a chat, after a change.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct ChatManagers {
    /// The users among them.
    #[serde(deserialize_with = "null_as_empty")]
    pub chat_managers: Vec<String>,
    /// The bots among them, by the ids of their apps.
    #[serde(deserialize_with = "null_as_empty")]
    pub chat_bot_managers: Vec<String>,
}
