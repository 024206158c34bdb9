use serde::Deserialize;

use crate::open_enum;
use crate::prelude::*;
use crate::types::null_as_empty;

/// Members of chats.
#[feishu_api(path = "/im/v1")]
pub trait ChatMembersApi {
    /// Adds users or bots to a chat. The answer says who was not added.
    #[post("/chats/{chat_id}/members")]
    #[token(Tenant, User)]
    #[rate_limit("1000/min", "50/s")]
    #[scope("im:chat", "im:chat.members:write_only")]
    #[docs(
        "https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/chat-members/create"
    )]
    async fn create(
        &self,
        /// The chat.
        #[path]
        chat_id: &str,
        /// How `id_list` is meant; the platform assumes `open_id`. Bots are `app_id`.
        #[query]
        member_id_type: Option<MemberIdType>,
        /// What becomes of the call if somebody cannot be added; the platform assumes
        /// [`SucceedType::UnlessUnknown`].
        #[query]
        succeed_type: Option<SucceedType>,
        /// The users, at most 50, or the bots, at most 5.
        #[field]
        id_list: &[&str],
    ) -> Result<ChatMembersNotAdded>;

    /// Has the app's bot, or the user, join a public chat.
    #[patch("/chats/{chat_id}/members/me_join")]
    #[token(Tenant, User)]
    #[rate_limit("1000/min", "50/s")]
    #[scope("im:chat", "im:chat.members:write_only")]
    #[docs(
        "https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/chat-members/me_join"
    )]
    async fn me_join(
        &self,
        /// The chat.
        #[path]
        chat_id: &str,
    ) -> Result<()>;

    /// Removes users or bots from a chat. Answers with the ids that are not valid.
    #[delete("/chats/{chat_id}/members")]
    #[token(Tenant, User)]
    #[response(data = "invalid_id_list")]
    #[rate_limit("1000/min", "50/s")]
    #[scope("im:chat", "im:chat.members:write_only")]
    #[docs(
        "https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/chat-members/delete"
    )]
    async fn delete(
        &self,
        /// The chat.
        #[path]
        chat_id: &str,
        /// How `id_list` is meant; the platform assumes `open_id`. Bots are `app_id`.
        #[query]
        member_id_type: Option<MemberIdType>,
        /// The users, at most 50, or the bots, at most 5.
        #[field]
        id_list: &[&str],
    ) -> Result<Vec<String>>;

    /// Lists the users in a chat, and no bots. How many they are is
    /// [`Chat::user_count`](super::Chat::user_count).
    #[get("/chats/{chat_id}/members")]
    #[token(Tenant, User)]
    #[page("items")]
    #[rate_limit("1000/min", "50/s")]
    #[scope("im:chat", "im:chat:readonly", "im:chat.members:read", "im:chat.group_info:readonly")]
    #[docs(
        "https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/chat-members/get"
    )]
    async fn get(
        &self,
        /// The chat.
        #[path]
        chat_id: &str,
        /// How the ids in the reply are meant; the platform assumes `open_id`.
        #[query]
        member_id_type: Option<UserIdType>,
        /// How many members a page holds, at most 100; the platform assumes 20.
        #[query]
        page_size: Option<u32>,
        /// Where to go on: the page token of the page before.
        #[query]
        page_token: Option<&str>,
    ) -> Result<Page<ChatMember>>;

    /// Says whether the app's bot, or the user, is in a chat.
    #[get("/chats/{chat_id}/members/is_in_chat")]
    #[token(Tenant, User)]
    #[response(data = "is_in_chat")]
    #[rate_limit("1000/min", "50/s")]
    #[scope("im:chat", "im:chat:readonly", "im:chat.members:read", "im:chat.group_info:readonly")]
    #[docs(
        "https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/chat-members/is_in_chat"
    )]
    async fn is_in_chat(
        &self,
        /// The chat.
        #[path]
        chat_id: &str,
    ) -> Result<bool>;
}

open_enum! {
    /// How the ids of members of a chat, and of who sends there, are meant: they are users and bots.
    pub enum MemberIdType: str {
        /// A user, by the id in this app; what the platform assumes.
        OpenId = "open_id",
        /// A user, by the id over all apps of one developer.
        UnionId = "union_id",
        /// A user, by the id in the tenant; needs `contact:user.employee_id:readonly`.
        UserId = "user_id",
        /// A bot, by the id of its app (`cli_...`).
        AppId = "app_id",
    }
}

open_enum! {
    /// What becomes of a call that adds members to a chat if some of them cannot be added.
    pub enum SucceedType: i64 {
        /// It fails if one is not known, or not visible to the caller. Who has left the tenant is
        /// passed over.
        UnlessUnknown = 0,
        /// Those who can be added are added.
        Available = 1,
        /// It fails, and adds nobody.
        AllOrNone = 2,
    }
}

/// Who was not added to a chat.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct ChatMembersNotAdded {
    /// Those who cannot be added: who have left, or may not be seen.
    #[serde(deserialize_with = "null_as_empty")]
    pub invalid_id_list: Vec<String>,
    /// Those who do not exist.
    #[serde(deserialize_with = "null_as_empty")]
    pub not_existed_id_list: Vec<String>,
    /// Those who wait for the consent of the owner or an administrator.
    #[serde(deserialize_with = "null_as_empty")]
    pub pending_approval_id_list: Vec<String>,
}

/// A user in a chat.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct ChatMember {
    /// How `member_id` is meant.
    pub member_id_type: Option<UserIdType>,
    /// The user.
    pub member_id: Option<String>,
    /// The name.
    pub name: Option<String>,
    /// The user's tenant.
    pub tenant_key: Option<String>,
}
