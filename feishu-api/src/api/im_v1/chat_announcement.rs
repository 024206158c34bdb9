use serde::Deserialize;

use super::MemberIdType;
use crate::prelude::*;
use crate::types::{Timestamp, number};

/// Announcements of chats, of the older kind: one that is a document of the newer kind (`docx`) has
/// endpoints of its own, and is refused here (232097).
#[feishu_api(path = "/im/v1")]
pub trait ChatAnnouncementApi {
    /// Reads a chat's announcement.
    #[get("/chats/{chat_id}/announcement")]
    #[token(Tenant, User)]
    #[rate_limit("1000/min", "50/s")]
    #[scope("im:chat", "im:chat.announcement:read", "im:chat:readonly")]
    #[docs(
        "https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/chat-announcement/get"
    )]
    async fn get(
        &self,
        /// The chat.
        #[path]
        chat_id: &str,
        /// How user ids are meant; the platform assumes `open_id`.
        #[query]
        user_id_type: Option<UserIdType>,
    ) -> Result<ChatAnnouncement>;

    /// Changes a chat's announcement.
    #[patch("/chats/{chat_id}/announcement")]
    #[token(Tenant, User)]
    #[rate_limit("1000/min", "50/s")]
    #[scope("im:chat", "im:chat.announcement:write_only")]
    #[docs(
        "https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/chat-announcement/patch"
    )]
    async fn patch(
        &self,
        /// The chat.
        #[path]
        chat_id: &str,
        /// The revision that is changed: that of [`ChatAnnouncement::revision`].
        #[field]
        revision: &str,
        /// The changes, each as JSON in a text, as batches of changes to documents have them.
        #[field]
        requests: &[&str],
    ) -> Result<()>;
}

/// An announcement of a chat.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct ChatAnnouncement {
    /// What it says: the JSON of a document.
    pub content: Option<String>,
    /// Its revision, a number that grows.
    pub revision: Option<String>,
    /// When it was made.
    #[serde(with = "number")]
    pub create_time: Option<Timestamp>,
    /// When it was last changed.
    #[serde(with = "number")]
    pub update_time: Option<Timestamp>,
    /// How `owner_id` is meant.
    pub owner_id_type: Option<MemberIdType>,
    /// Who owns it.
    pub owner_id: Option<String>,
    /// How `modifier_id` is meant.
    pub modifier_id_type: Option<MemberIdType>,
    /// Who last changed it.
    pub modifier_id: Option<String>,
}
