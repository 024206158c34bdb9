use serde::Deserialize;

use crate::open_enum;
use crate::prelude::*;

/// Who may send messages in chats.
#[feishu_api(path = "/im/v1")]
pub trait ChatModerationApi {
    /// Lists the members who may send messages in a chat where only some may. Whether that is so is
    /// [`Chat::moderation_permission`](super::Chat::moderation_permission).
    #[get("/chats/{chat_id}/moderation")]
    #[token(Tenant, User)]
    #[page("items")]
    #[rate_limit("1000/min", "50/s")]
    #[scope("im:chat", "im:chat.moderation:read", "im:chat:readonly")]
    #[docs(
        "https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/chat-moderation/get"
    )]
    async fn get(
        &self,
        /// The chat.
        #[path]
        chat_id: &str,
        /// How user ids are meant; the platform assumes `open_id`.
        #[query]
        user_id_type: Option<UserIdType>,
        /// How many members a page holds, at most 100.
        #[query]
        page_size: Option<u32>,
        /// Where to go on: the page token of the page before.
        #[query]
        page_token: Option<&str>,
    ) -> Result<Page<ChatModerator>>;

    /// Changes who may send messages in a chat: what is not set stays as it is.
    #[put("/chats/{chat_id}/moderation")]
    #[token(Tenant, User)]
    #[rate_limit("1000/min", "50/s")]
    #[scope("im:chat", "im:chat:moderation:write_only")]
    #[docs(
        "https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/chat-moderation/update"
    )]
    async fn update(
        &self,
        /// The chat.
        #[path]
        chat_id: &str,
        /// How user ids are meant; the platform assumes `open_id`.
        #[query]
        user_id_type: Option<UserIdType>,
        /// Who may send messages.
        #[field]
        moderation_setting: Option<ModerationSetting>,
        /// Members who may from now on, where [some](ModerationSetting::ModeratorList) may.
        #[field]
        moderator_added_list: Option<&[&str]>,
        /// Members who may no longer, where [some](ModerationSetting::ModeratorList) may.
        #[field]
        moderator_removed_list: Option<&[&str]>,
    ) -> Result<()>;
}

open_enum! {
    /// Who may send messages in a chat.
    pub enum ModerationSetting: str {
        /// All members.
        AllMembers = "all_members",
        /// Its owner and administrators.
        OnlyOwner = "only_owner",
        /// Some members, who are listed.
        ModeratorList = "moderator_list",
    }
}

/// A member who may send messages in a chat where only some may.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct ChatModerator {
    /// How `user_id` is meant.
    pub user_id_type: Option<UserIdType>,
    /// The user.
    pub user_id: Option<String>,
    /// The user's tenant.
    pub tenant_key: Option<String>,
}
