use serde::{Deserialize, Serialize};

use crate::open_enum;
use crate::prelude::*;
use crate::types::ImageKey;

/// Tabs of chats. Each call answers with all tabs that the chat has then.
///
/// Only tabs with a document or a link can be added, changed and removed.
#[feishu_api(path = "/im/v1")]
pub trait ChatTabApi {
    /// Adds tabs to a chat.
    #[post("/chats/{chat_id}/chat_tabs")]
    #[token(Tenant, User)]
    #[response(data = "chat_tabs")]
    #[rate_limit("1000/min", "50/s")]
    #[scope("im:chat", "im:chat.tabs:write_only")]
    #[docs("https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/chat-tab/create")]
    async fn create(
        &self,
        /// The chat.
        #[path]
        chat_id: &str,
        /// The tabs.
        #[field]
        chat_tabs: &[ChatTab],
    ) -> Result<Vec<ChatTab>>;

    /// Removes tabs from a chat.
    #[delete("/chats/{chat_id}/chat_tabs/delete_tabs")]
    #[token(Tenant, User)]
    #[response(data = "chat_tabs")]
    #[rate_limit("1000/min", "50/s")]
    #[scope("im:chat", "im:chat.tabs:write_only")]
    #[docs(
        "https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/chat-tab/delete_tabs"
    )]
    async fn delete_tabs(
        &self,
        /// The chat.
        #[path]
        chat_id: &str,
        /// The tabs.
        #[field]
        tab_ids: &[&str],
    ) -> Result<Vec<ChatTab>>;

    /// Changes tabs of a chat.
    #[post("/chats/{chat_id}/chat_tabs/update_tabs")]
    #[token(Tenant, User)]
    #[response(data = "chat_tabs")]
    #[rate_limit("1000/min", "50/s")]
    #[idempotent]
    #[scope("im:chat", "im:chat.tabs:write_only")]
    #[docs(
        "https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/chat-tab/update_tabs"
    )]
    async fn update_tabs(
        &self,
        /// The chat.
        #[path]
        chat_id: &str,
        /// What the tabs become, each with its [id](ChatTab::tab_id).
        #[field]
        chat_tabs: &[ChatTab],
    ) -> Result<Vec<ChatTab>>;

    /// Puts the tabs of a chat in another order.
    #[post("/chats/{chat_id}/chat_tabs/sort_tabs")]
    #[token(Tenant, User)]
    #[response(data = "chat_tabs")]
    #[rate_limit("1000/min", "50/s")]
    #[idempotent]
    #[scope("im:chat", "im:chat.tabs:write_only")]
    #[docs(
        "https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/chat-tab/sort_tabs"
    )]
    async fn sort_tabs(
        &self,
        /// The chat.
        #[path]
        chat_id: &str,
        /// All tabs, in the order that they get. The tab of the messages stays the first.
        #[field]
        tab_ids: &[&str],
    ) -> Result<Vec<ChatTab>>;

    /// Lists the tabs of a chat.
    #[get("/chats/{chat_id}/chat_tabs/list_tabs")]
    #[token(Tenant, User)]
    #[response(data = "chat_tabs")]
    #[rate_limit("1000/min", "50/s")]
    #[scope("im:chat", "im:chat.tabs:read", "im:chat:readonly")]
    #[docs(
        "https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/chat-tab/list_tabs"
    )]
    async fn list_tabs(
        &self,
        /// The chat.
        #[path]
        chat_id: &str,
    ) -> Result<Vec<ChatTab>>;
}

/// A tab of a chat.
///
/// ```
/// use feishu_api::im_v1::ChatTab;
///
/// let tabs = [
///     ChatTab::url("Wiki", "https://wiki.example.com").icon_key("img_v2_wiki"),
///     ChatTab::doc("Minutes", "https://example.feishu.cn/docx/doxcnMinutes"),
/// ];
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct ChatTab {
    /// The tab.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tab_id: Option<String>,
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tab_name: Option<String>,
    /// What it shows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tab_type: Option<ChatTabType>,
    /// Where that is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tab_content: Option<ChatTabContent>,
    /// How it is shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tab_config: Option<ChatTabConfig>,
}

impl ChatTab {
    /// A tab with a link. The name has at most 60 characters.
    pub fn url(name: impl Into<String>, url: impl Into<String>) -> Self {
        let content = ChatTabContent { url: Some(url.into()), ..ChatTabContent::default() };
        ChatTab::of(ChatTabType::Url, name, content)
    }

    /// A tab with a document, by its address. The name has at most 60 characters. Who adds it needs
    /// permission for the document.
    pub fn doc(name: impl Into<String>, doc: impl Into<String>) -> Self {
        let content = ChatTabContent { doc: Some(doc.into()), ..ChatTabContent::default() };
        ChatTab::of(ChatTabType::Doc, name, content)
    }

    /// Sets which tab it is, for [`ChatTabApi::update_tabs`].
    pub fn tab_id(mut self, tab_id: impl Into<String>) -> Self {
        self.tab_id = Some(tab_id.into());
        self
    }

    /// Sets its picture, by the key of an image of the kind `message` that the app has uploaded.
    pub fn icon_key(mut self, icon_key: impl Into<ImageKey>) -> Self {
        self.tab_config.get_or_insert_default().icon_key = Some(icon_key.into());
        self
    }

    /// Sets whether a link is opened in Feishu itself, and not in a browser.
    pub fn is_built_in(mut self, is_built_in: bool) -> Self {
        self.tab_config.get_or_insert_default().is_built_in = Some(is_built_in);
        self
    }

    fn of(kind: ChatTabType, name: impl Into<String>, content: ChatTabContent) -> Self {
        ChatTab {
            tab_name: Some(name.into()),
            tab_type: Some(kind),
            tab_content: Some(content),
            ..ChatTab::default()
        }
    }
}

open_enum! {
    /// What a tab of a chat shows.
    pub enum ChatTabType: str {
        /// The messages.
        Message = "message",
        /// The documents that were sent.
        DocList = "doc_list",
        /// A document.
        Doc = "doc",
        /// The pinned messages.
        Pin = "pin",
        /// The minutes of a meeting.
        MeetingMinute = "meeting_minute",
        /// The announcement.
        ChatAnnouncement = "chat_announcement",
        /// A link.
        Url = "url",
        /// The files that were sent.
        File = "file",
        /// The files that were sent, documents among them.
        FilesResources = "files_resources",
        /// The pictures and videos that were sent.
        ImagesVideos = "images_videos",
        /// Tasks.
        Task = "task",
    }
}

/// Where that is what a tab shows: one address, in the field of the tab's type.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct ChatTabContent {
    /// The link.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The address of the document.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub doc: Option<String>,
    /// The address of the minutes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meeting_minute: Option<String>,
    /// The address of the tasks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task: Option<String>,
}

/// How a tab of a chat is shown.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct ChatTabConfig {
    /// The key of its picture.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub icon_key: Option<ImageKey>,
    /// Whether a link is opened in Feishu itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_built_in: Option<bool>,
}
