use serde::{Deserialize, Serialize};

use super::ChatMenuItem;
use crate::prelude::*;
use crate::types::null_as_empty;

/// Menus of chats, which have two levels. They are for groups that the app's bot is in.
#[feishu_api(path = "/im/v1")]
pub trait ChatMenuTreeApi {
    /// Adds to a chat's menu, behind what it has, and answers with the whole menu.
    #[post("/chats/{chat_id}/menu_tree")]
    #[token(Tenant)]
    #[response(data = "menu_tree")]
    #[rate_limit("1000/min", "50/s")]
    #[codes(retry(232073))]
    #[scope("im:chat", "im:chat.menu_tree:write_only")]
    #[docs(
        "https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/chat-menu_tree/create"
    )]
    async fn create(
        &self,
        /// The chat.
        #[path]
        chat_id: &str,
        /// What is added. A menu has at most 3 items on its first level, and at most 5 below each of
        /// them; nothing can be added below one that is there already.
        #[field]
        menu_tree: &ChatMenuTree,
    ) -> Result<ChatMenuTree>;

    /// Removes items from the first level of a chat's menu with those below them, and answers with
    /// what is left.
    #[delete("/chats/{chat_id}/menu_tree")]
    #[token(Tenant)]
    #[response(data = "menu_tree")]
    #[rate_limit("1000/min", "50/s")]
    #[codes(retry(232073))]
    #[scope("im:chat", "im:chat.menu_tree:write_only")]
    #[docs(
        "https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/chat-menu_tree/delete"
    )]
    async fn delete(
        &self,
        /// The chat.
        #[path]
        chat_id: &str,
        /// The items of the first level.
        #[field]
        chat_menu_top_level_ids: &[&str],
    ) -> Result<ChatMenuTree>;

    /// Puts the items of the first level of a chat's menu in another order, and answers with the menu.
    #[post("/chats/{chat_id}/menu_tree/sort")]
    #[token(Tenant)]
    #[response(data = "menu_tree")]
    #[rate_limit("1000/min", "50/s")]
    #[idempotent]
    #[scope("im:chat", "im:chat.menu_tree:write_only")]
    #[docs(
        "https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/chat-menu_tree/sort"
    )]
    async fn sort(
        &self,
        /// The chat.
        #[path]
        chat_id: &str,
        /// All items of the first level, in the order that they get.
        #[field]
        chat_menu_top_level_ids: &[&str],
    ) -> Result<ChatMenuTree>;

    /// Reads a chat's menu.
    #[get("/chats/{chat_id}/menu_tree")]
    #[token(Tenant)]
    #[response(data = "menu_tree")]
    #[rate_limit("1000/min", "50/s")]
    #[scope("im:chat", "im:chat.menu_tree:read", "im:chat:readonly")]
    #[docs(
        "https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/chat-menu_tree/get"
    )]
    async fn get(
        &self,
        /// The chat.
        #[path]
        chat_id: &str,
    ) -> Result<ChatMenuTree>;
}

/// A chat's menu.
///
/// ```
/// use feishu_api::im_v1::{
///     ChatMenuItem, ChatMenuItemRedirectLink, ChatMenuSecondLevel, ChatMenuTopLevel, ChatMenuTree,
/// };
///
/// let rota = ChatMenuItemRedirectLink::new("https://rota.example.com");
/// let tree = ChatMenuTree::new([ChatMenuTopLevel::new(ChatMenuItem::new("Shifts"))
///     .children([ChatMenuSecondLevel::new(ChatMenuItem::redirect("Rota", rota))])]);
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct ChatMenuTree {
    /// The items of the first level.
    #[serde(deserialize_with = "null_as_empty")]
    pub chat_menu_top_levels: Vec<ChatMenuTopLevel>,
}

impl ChatMenuTree {
    /// A menu.
    pub fn new(top_levels: impl Into<Vec<ChatMenuTopLevel>>) -> Self {
        ChatMenuTree { chat_menu_top_levels: top_levels.into() }
    }
}

/// An item of the first level of a chat's menu, with those below it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct ChatMenuTopLevel {
    /// Its id in the menu, in replies.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chat_menu_top_level_id: Option<String>,
    /// The item.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chat_menu_item: Option<ChatMenuItem>,
    /// The items below it.
    #[serde(skip_serializing_if = "Vec::is_empty", deserialize_with = "null_as_empty")]
    pub children: Vec<ChatMenuSecondLevel>,
}

impl ChatMenuTopLevel {
    /// An item with none below it.
    pub fn new(item: ChatMenuItem) -> Self {
        ChatMenuTopLevel { chat_menu_item: Some(item), ..ChatMenuTopLevel::default() }
    }

    /// Sets the items below it, at most 5. It then neither opens a link nor has a picture.
    pub fn children(mut self, children: impl Into<Vec<ChatMenuSecondLevel>>) -> Self {
        self.children = children.into();
        self
    }
}

/// An item of the second level of a chat's menu.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct ChatMenuSecondLevel {
    /// Its id in the menu, in replies.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chat_menu_second_level_id: Option<String>,
    /// The item.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chat_menu_item: Option<ChatMenuItem>,
}

impl ChatMenuSecondLevel {
    /// An item.
    pub fn new(item: ChatMenuItem) -> Self {
        ChatMenuSecondLevel { chat_menu_item: Some(item), ..ChatMenuSecondLevel::default() }
    }
}
