use serde::{Deserialize, Serialize};

use super::ModerationSetting;
use crate::open_enum;
use crate::prelude::*;
use crate::types::{ChatId, I18nName, Timestamp, null_as_empty, number};

/// Chats.
#[feishu_api(path = "/im/v1")]
pub trait ChatApi {
    /// Makes a chat. Nothing has to be given: a chat without `owner_id` belongs to the app.
    ///
    /// ```
    /// use feishu_api::im_v1::{Chat, ChatApiClient};
    /// use feishu_api::prelude::*;
    ///
    /// async fn open(client: &Client, members: &[&str]) -> Result<Chat> {
    ///     ChatApiClient::new(client).create().name("Night shift").user_id_list(members).await
    /// }
    /// ```
    #[post("/chats")]
    #[token(Tenant)]
    #[rate_limit("1000/min", "50/s")]
    #[codes(unavailable(232068))]
    #[scope("im:chat", "im:chat:create")]
    #[docs("https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/chat/create")]
    async fn create(
        &self,
        /// How user ids are meant; the platform assumes `open_id`.
        #[query]
        user_id_type: Option<UserIdType>,
        /// Whether the app becomes an administrator of a chat that another owns; the platform
        /// assumes not.
        #[query]
        set_bot_manager: Option<bool>,
        /// Makes a repeated call safe: within ten hours, the same key makes one chat. At most 50
        /// characters.
        #[query(key)]
        uuid: Option<&str>,
        /// The key of the picture, from uploading an image of the kind `avatar`.
        #[field]
        avatar: Option<&str>,
        /// The name, at most 60 characters. A public chat needs one of two characters or more.
        #[field]
        name: Option<&str>,
        /// What the chat is about, at most 100 characters.
        #[field]
        description: Option<&str>,
        /// The name in several languages.
        #[field]
        i18n_names: Option<&I18nName>,
        /// The user who owns the chat; the platform assumes the app.
        #[field]
        owner_id: Option<&str>,
        /// The users who are in it from the beginning, at most 50.
        #[field]
        user_id_list: Option<&[&str]>,
        /// The bots that are in it from the beginning, by the ids of their apps (`cli_...`), at
        /// most 5. The one of this app is in it anyway.
        #[field]
        bot_id_list: Option<&[&str]>,
        /// Whether it holds messages or threads; the platform assumes messages.
        #[field]
        group_message_type: Option<GroupMessageType>,
        /// What kind of chat it is; the platform assumes, and takes, a group only.
        #[field]
        chat_mode: Option<ChatMode>,
        /// Who can find the chat; the platform assumes that it is private.
        #[field]
        chat_type: Option<ChatType>,
        /// Who sees that somebody joined; the platform assumes all members.
        #[field]
        join_message_visibility: Option<ChatMessageVisibility>,
        /// Who sees that somebody left; the platform assumes all members.
        #[field]
        leave_message_visibility: Option<ChatMessageVisibility>,
        /// Whether joining needs consent; the platform assumes not.
        #[field]
        membership_approval: Option<MembershipApproval>,
        /// The restricted mode, off if it is not set.
        #[field]
        restricted_mode_setting: Option<&RestrictedModeSetting>,
        /// Who may mark a message as urgent; the platform assumes all members.
        #[field]
        urgent_setting: Option<ChatPermission>,
        /// Who may begin a video conference; the platform assumes all members.
        #[field]
        video_conference_setting: Option<ChatPermission>,
        /// Who may change the chat's name, picture, description and the like; the platform assumes
        /// all members.
        #[field]
        edit_permission: Option<ChatPermission>,
        /// Who sees how many members there are; the platform assumes all members.
        #[field]
        hide_member_count_setting: Option<ChatPermission>,
    ) -> Result<Chat>;

    /// Dissolves a chat. Its owner may do that, and an app that made it.
    #[delete("/chats/{chat_id}")]
    #[token(Tenant, User)]
    #[rate_limit("1000/min", "50/s")]
    #[scope("im:chat", "im:chat:delete")]
    #[docs("https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/chat/delete")]
    async fn delete(
        &self,
        /// The chat.
        #[path]
        chat_id: &str,
    ) -> Result<()>;

    /// Changes a chat: what is not set stays as it is.
    ///
    /// Its owner and administrators may change everything, and with the right
    /// [`edit_permission`](Chat::edit_permission) other members its name, picture and description.
    #[put("/chats/{chat_id}")]
    #[token(Tenant, User)]
    #[rate_limit("1000/min", "50/s")]
    #[scope("im:chat", "im:chat:update")]
    #[docs("https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/chat/update")]
    async fn update(
        &self,
        /// The chat.
        #[path]
        chat_id: &str,
        /// How user ids are meant; the platform assumes `open_id`.
        #[query]
        user_id_type: Option<UserIdType>,
        /// The key of the picture, from uploading an image of the kind `avatar`.
        #[field]
        avatar: Option<&str>,
        /// The name, at most 60 characters.
        #[field]
        name: Option<&str>,
        /// What the chat is about, at most 100 characters.
        #[field]
        description: Option<&str>,
        /// The name in several languages.
        #[field]
        i18n_names: Option<&I18nName>,
        /// Who may add members.
        #[field]
        add_member_permission: Option<ChatPermission>,
        /// Whether members may share the chat.
        #[field]
        share_card_permission: Option<ShareCardPermission>,
        /// Who may mention all members at once.
        #[field]
        at_all_permission: Option<ChatPermission>,
        /// Who may change the chat's name, picture, description and the like.
        #[field]
        edit_permission: Option<ChatPermission>,
        /// The user who owns the chat from now on, and who has to be in it.
        #[field]
        owner_id: Option<&str>,
        /// Who sees that somebody joined.
        #[field]
        join_message_visibility: Option<ChatMessageVisibility>,
        /// Who sees that somebody left.
        #[field]
        leave_message_visibility: Option<ChatMessageVisibility>,
        /// Whether joining needs consent.
        #[field]
        membership_approval: Option<MembershipApproval>,
        /// The restricted mode.
        #[field]
        restricted_mode_setting: Option<&RestrictedModeSetting>,
        /// Who can find the chat.
        #[field]
        chat_type: Option<ChatType>,
        /// Whether it holds messages or threads.
        #[field]
        group_message_type: Option<GroupMessageType>,
        /// Who may mark a message as urgent.
        #[field]
        urgent_setting: Option<ChatPermission>,
        /// Who may begin a video conference.
        #[field]
        video_conference_setting: Option<ChatPermission>,
        /// Who sees how many members there are.
        #[field]
        hide_member_count_setting: Option<ChatPermission>,
    ) -> Result<()>;

    /// Reads a chat. The reply does not repeat its id; who is not in it sees a part of it.
    #[get("/chats/{chat_id}")]
    #[token(Tenant, User)]
    #[rate_limit("1000/min", "50/s")]
    #[scope("im:chat", "im:chat:read", "im:chat:readonly")]
    #[docs("https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/chat/get")]
    async fn get(
        &self,
        /// The chat.
        #[path]
        chat_id: &str,
        /// How user ids are meant; the platform assumes `open_id`.
        #[query]
        user_id_type: Option<UserIdType>,
    ) -> Result<Chat>;

    /// Lists the groups that the app, or the user, is in. Chats of two are not among them.
    #[get("/chats")]
    #[token(Tenant, User)]
    #[page("items")]
    #[rate_limit("1000/min", "50/s")]
    #[scope("im:chat", "im:chat:readonly", "im:chat:read", "im:chat.group_info:readonly")]
    #[docs("https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/chat/list")]
    async fn list(
        &self,
        /// How user ids are meant; the platform assumes `open_id`.
        #[query]
        user_id_type: Option<UserIdType>,
        /// In what order they come; the platform assumes the oldest first.
        #[query]
        sort_type: Option<ChatSortType>,
        /// How many chats a page holds, at most 100; the platform assumes 20.
        #[query]
        page_size: Option<u32>,
        /// Where to go on: the page token of the page before.
        #[query]
        page_token: Option<&str>,
    ) -> Result<Page<Chat>>;

    /// Finds groups by their names and members: those that the app, or the user, is in, and public
    /// ones.
    #[get("/chats/search")]
    #[token(Tenant, User)]
    #[page("items")]
    #[rate_limit("1000/min", "50/s")]
    #[scope("im:chat", "im:chat:readonly", "im:chat:read", "im:chat.group_info:readonly")]
    #[docs("https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/chat/search")]
    async fn search(
        &self,
        /// How user ids are meant; the platform assumes `open_id`.
        #[query]
        user_id_type: Option<UserIdType>,
        /// What is looked for. Without it nothing is found.
        #[query]
        query: Option<&str>,
        /// How many chats a page holds, at most 100; the platform assumes 20.
        #[query]
        page_size: Option<u32>,
        /// Where to go on: the page token of the page before.
        #[query]
        page_token: Option<&str>,
    ) -> Result<Page<Chat>>;

    /// Makes a link by which others join a chat.
    #[post("/chats/{chat_id}/link")]
    #[token(Tenant, User)]
    #[rate_limit("1000/min", "50/s")]
    #[scope("im:chat", "im:chat:read", "im:chat:readonly")]
    #[docs("https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/chat/link")]
    async fn link(
        &self,
        /// The chat, neither one of two nor a secret one.
        #[path]
        chat_id: &str,
        /// How long the link is good for; the platform assumes a week.
        #[field]
        validity_period: Option<ValidityPeriod>,
    ) -> Result<ChatShareLink>;
}

/// A chat. Lists of chats have a few of the fields only.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Chat {
    /// The chat; [`ChatApi::get`] does not repeat it.
    pub chat_id: Option<ChatId>,
    /// The address of the picture.
    pub avatar: Option<String>,
    /// The name.
    pub name: Option<String>,
    /// What the chat is about.
    pub description: Option<String>,
    /// The name in several languages.
    pub i18n_names: Option<I18nName>,
    /// The user who owns the chat; nothing if a bot does.
    pub owner_id: Option<String>,
    /// How `owner_id` is meant.
    pub owner_id_type: Option<UserIdType>,
    /// The users who administrate the chat.
    #[serde(deserialize_with = "null_as_empty")]
    pub user_manager_id_list: Vec<String>,
    /// The bots that administrate the chat, by the ids of their apps.
    #[serde(deserialize_with = "null_as_empty")]
    pub bot_manager_id_list: Vec<String>,
    /// Whether it holds messages or threads.
    pub group_message_type: Option<GroupMessageType>,
    /// What kind of chat it is.
    pub chat_mode: Option<ChatMode>,
    /// Who can find the chat.
    pub chat_type: Option<ChatType>,
    /// Whom the chat is for.
    pub chat_tag: Option<ChatTag>,
    /// Whether the chat is in use.
    pub chat_status: Option<ChatStatus>,
    /// Whether people of other tenants can be in it.
    pub external: Option<bool>,
    /// The tenant that the chat belongs to.
    pub tenant_key: Option<String>,
    /// How many users are in it.
    #[serde(with = "number")]
    pub user_count: Option<i64>,
    /// How many bots are in it.
    #[serde(with = "number")]
    pub bot_count: Option<i64>,
    /// Who may add members.
    pub add_member_permission: Option<ChatPermission>,
    /// Whether members may share the chat.
    pub share_card_permission: Option<ShareCardPermission>,
    /// Who may mention all members at once.
    pub at_all_permission: Option<ChatPermission>,
    /// Who may change the chat's name, picture, description and the like.
    pub edit_permission: Option<ChatPermission>,
    /// Who may send messages.
    pub moderation_permission: Option<ModerationSetting>,
    /// Who may mark a message as urgent.
    pub urgent_setting: Option<ChatPermission>,
    /// Who may begin a video conference.
    pub video_conference_setting: Option<ChatPermission>,
    /// Who sees how many members there are.
    pub hide_member_count_setting: Option<ChatPermission>,
    /// Who sees that somebody joined.
    pub join_message_visibility: Option<ChatMessageVisibility>,
    /// Who sees that somebody left.
    pub leave_message_visibility: Option<ChatMessageVisibility>,
    /// Whether joining needs consent.
    pub membership_approval: Option<MembershipApproval>,
    /// The restricted mode.
    pub restricted_mode_setting: Option<RestrictedModeSetting>,
}

open_enum! {
    /// Whether a chat holds messages or threads.
    pub enum GroupMessageType: str {
        /// Messages.
        Chat = "chat",
        /// Threads.
        Thread = "thread",
    }
}

open_enum! {
    /// What kind of chat one is.
    pub enum ChatMode: str {
        /// A group.
        Group = "group",
        /// A group whose messages are all topics, of the kind that was made before threads.
        Topic = "topic",
        /// Two talk to each other.
        P2p = "p2p",
    }
}

open_enum! {
    /// Who can find a chat.
    pub enum ChatType: str {
        /// Its members.
        Private = "private",
        /// Everybody in the tenant, who may join it too.
        Public = "public",
    }
}

open_enum! {
    /// Whom a chat is for.
    pub enum ChatTag: str {
        /// People of one tenant.
        Inner = "inner",
        /// Everybody of a tenant.
        Tenant = "tenant",
        /// A department.
        Department = "department",
        /// A school.
        Edu = "edu",
        /// A meeting.
        Meeting = "meeting",
        /// Customers of a service desk.
        CustomerService = "customer_service",
    }
}

open_enum! {
    /// Whether a chat is in use.
    pub enum ChatStatus: str {
        /// In use.
        Normal = "normal",
        /// Dissolved.
        Dissolved = "dissolved",
        /// Dissolved, and its messages are kept.
        DissolvedSave = "dissolved_save",
    }
}

open_enum! {
    /// Who may do or see something in a chat.
    pub enum ChatPermission: str {
        /// Its owner and administrators.
        OnlyOwner = "only_owner",
        /// All members.
        AllMembers = "all_members",
    }
}

open_enum! {
    /// Whether members may share a chat.
    pub enum ShareCardPermission: str {
        /// They may.
        Allowed = "allowed",
        /// They may not.
        NotAllowed = "not_allowed",
    }
}

open_enum! {
    /// Who sees in a chat that somebody joined or left.
    pub enum ChatMessageVisibility: str {
        /// Its owner and administrators.
        OnlyOwner = "only_owner",
        /// All members.
        AllMembers = "all_members",
        /// Nobody.
        NotAnyone = "not_anyone",
    }
}

open_enum! {
    /// Whether joining a chat needs consent.
    pub enum MembershipApproval: str {
        /// It does not.
        NoApprovalRequired = "no_approval_required",
        /// It does, of the owner or an administrator.
        ApprovalRequired = "approval_required",
    }
}

/// The restricted mode of a chat, in which its contents stay inside.
///
/// ```
/// use feishu_api::im_v1::{RestrictedModePermission, RestrictedModeSetting};
///
/// let setting = RestrictedModeSetting::new(true)
///     .download_has_permission_setting(RestrictedModePermission::NotAnyone);
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct RestrictedModeSetting {
    /// Whether it is on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<bool>,
    /// Who may take screenshots and recordings.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub screenshot_has_permission_setting: Option<RestrictedModePermission>,
    /// Who may download pictures, videos and files.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub download_has_permission_setting: Option<RestrictedModePermission>,
    /// Who may copy and forward messages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message_has_permission_setting: Option<RestrictedModePermission>,
}

impl RestrictedModeSetting {
    /// The mode, on or off.
    pub fn new(status: bool) -> Self {
        RestrictedModeSetting { status: Some(status), ..RestrictedModeSetting::default() }
    }

    /// Sets who may take screenshots and recordings.
    pub fn screenshot_has_permission_setting(mut self, who: RestrictedModePermission) -> Self {
        self.screenshot_has_permission_setting = Some(who);
        self
    }

    /// Sets who may download pictures, videos and files.
    pub fn download_has_permission_setting(mut self, who: RestrictedModePermission) -> Self {
        self.download_has_permission_setting = Some(who);
        self
    }

    /// Sets who may copy and forward messages.
    pub fn message_has_permission_setting(mut self, who: RestrictedModePermission) -> Self {
        self.message_has_permission_setting = Some(who);
        self
    }
}

open_enum! {
    /// Who may do something in a chat that is in restricted mode.
    pub enum RestrictedModePermission: str {
        /// All members.
        AllMembers = "all_members",
        /// Nobody.
        NotAnyone = "not_anyone",
    }
}

open_enum! {
    /// In what order chats are listed.
    pub enum ChatSortType: str {
        /// By the time at which they were made, the oldest first.
        ByCreateTimeAsc = "ByCreateTimeAsc",
        /// By the time at which something happened in them, the latest first. The order can change
        /// between two pages, so that a chat is missed.
        ByActiveTimeDesc = "ByActiveTimeDesc",
    }
}

open_enum! {
    /// How long a link to a chat is good for.
    pub enum ValidityPeriod: str {
        /// A week.
        Week = "week",
        /// A year.
        Year = "year",
        /// For ever.
        Permanently = "permanently",
    }
}

/// A link by which others join a chat.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct ChatShareLink {
    /// The link.
    pub share_link: Option<String>,
    /// Until when it is good, unless it is for ever.
    #[serde(with = "number")]
    pub expire_time: Option<Timestamp>,
    /// Whether it is good for ever.
    pub is_permanent: Option<bool>,
}
