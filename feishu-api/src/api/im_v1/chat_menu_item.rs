use serde::{Deserialize, Serialize};

use crate::open_enum;
use crate::prelude::*;
use crate::types::{I18nName, ImageKey};

/// Items of the menus of chats.
#[feishu_api(path = "/im/v1")]
pub trait ChatMenuItemApi {
    /// Changes an item of a chat's menu, and answers with what it is then.
    ///
    /// ```
    /// use feishu_api::im_v1::{ChatMenuItem, ChatMenuItemApiClient, ChatMenuItemField};
    /// use feishu_api::prelude::*;
    ///
    /// async fn rename(client: &Client, chat_id: &str, menu_item_id: &str) -> Result<()> {
    ///     let items = ChatMenuItemApiClient::new(client);
    ///     let item = ChatMenuItem::default().name("Rota");
    ///     items.patch(chat_id, menu_item_id, &[ChatMenuItemField::Name], &item).await?;
    ///     Ok(())
    /// }
    /// ```
    #[patch("/chats/{chat_id}/menu_items/{menu_item_id}")]
    #[token(Tenant)]
    #[response(data = "chat_menu_item")]
    #[rate_limit("1000/min", "50/s")]
    #[codes(retry(232073))]
    #[scope("im:chat", "im:chat.menu_tree:write_only")]
    #[docs(
        "https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/chat-menu_item/patch"
    )]
    async fn patch(
        &self,
        /// The chat, a group that the app's bot is in.
        #[path]
        chat_id: &str,
        /// The item, by its id in the menu: that of the first or of the second level.
        #[path]
        menu_item_id: &str,
        /// What is changed. All else of `chat_menu_item` is ignored.
        #[field]
        update_fields: &[ChatMenuItemField],
        /// What it is changed to.
        #[field]
        chat_menu_item: &ChatMenuItem,
    ) -> Result<ChatMenuItem>;
}

open_enum! {
    /// What can be changed of an item of a menu.
    pub enum ChatMenuItemField: str {
        /// Its picture.
        Icon = "ICON",
        /// Its name.
        Name = "NAME",
        /// Its name in several languages.
        I18nName = "I18N_NAME",
        /// What it opens.
        RedirectLink = "REDIRECT_LINK",
    }
}

/// An item of a chat's menu.
///
/// ```
/// use feishu_api::im_v1::{ChatMenuItem, ChatMenuItemRedirectLink};
///
/// let wiki = ChatMenuItemRedirectLink::new("https://wiki.example.com");
/// let item = ChatMenuItem::redirect("Wiki", wiki).image_key("img_v2_wiki");
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct ChatMenuItem {
    /// What the item does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub action_type: Option<ChatMenuItemActionType>,
    /// What it opens.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub redirect_link: Option<ChatMenuItemRedirectLink>,
    /// The key of its picture.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image_key: Option<ImageKey>,
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Its name in several languages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub i18n_names: Option<I18nName>,
}

impl ChatMenuItem {
    /// An item that does nothing by itself: one that has others below it. The name has from 1 to 120
    /// characters.
    pub fn new(name: impl Into<String>) -> Self {
        ChatMenuItem::default().action_type(ChatMenuItemActionType::Nothing).name(name)
    }

    /// An item that opens a link. The name has from 1 to 120 characters.
    pub fn redirect(name: impl Into<String>, link: ChatMenuItemRedirectLink) -> Self {
        let item = ChatMenuItem::default().action_type(ChatMenuItemActionType::RedirectLink);
        item.redirect_link(link).name(name)
    }

    /// Sets what the item does.
    pub fn action_type(mut self, action_type: ChatMenuItemActionType) -> Self {
        self.action_type = Some(action_type);
        self
    }

    /// Sets what it opens.
    pub fn redirect_link(mut self, link: ChatMenuItemRedirectLink) -> Self {
        self.redirect_link = Some(link);
        self
    }

    /// Sets its picture, by the key of an image of the kind `message` that the app has uploaded. An
    /// item that has others below it takes none.
    pub fn image_key(mut self, image_key: impl Into<ImageKey>) -> Self {
        self.image_key = Some(image_key.into());
        self
    }

    /// Sets its name, from 1 to 120 characters.
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Sets its name in several languages, from 1 to 120 characters each.
    pub fn i18n_names(mut self, names: I18nName) -> Self {
        self.i18n_names = Some(names);
        self
    }
}

open_enum! {
    /// What an item of a menu does.
    pub enum ChatMenuItemActionType: str {
        /// Nothing by itself; what has items below it is so.
        Nothing = "NONE",
        /// It opens a link.
        RedirectLink = "REDIRECT_LINK",
    }
}

/// What an item of a menu opens: addresses that begin with `http://` or `https://`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct ChatMenuItemRedirectLink {
    /// The address where there is no other.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub common_url: Option<String>,
    /// The address on iOS.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ios_url: Option<String>,
    /// The address on Android.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub android_url: Option<String>,
    /// The address on a desktop.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pc_url: Option<String>,
    /// The address in a browser.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub web_url: Option<String>,
}

impl ChatMenuItemRedirectLink {
    /// An address for all devices that are given no other.
    pub fn new(common_url: impl Into<String>) -> Self {
        let common_url = Some(common_url.into());
        ChatMenuItemRedirectLink { common_url, ..ChatMenuItemRedirectLink::default() }
    }

    /// Sets the address on iOS.
    pub fn ios_url(mut self, url: impl Into<String>) -> Self {
        self.ios_url = Some(url.into());
        self
    }

    /// Sets the address on Android.
    pub fn android_url(mut self, url: impl Into<String>) -> Self {
        self.android_url = Some(url.into());
        self
    }

    /// Sets the address on a desktop.
    pub fn pc_url(mut self, url: impl Into<String>) -> Self {
        self.pc_url = Some(url.into());
        self
    }

    /// Sets the address in a browser.
    pub fn web_url(mut self, url: impl Into<String>) -> Self {
        self.web_url = Some(url.into());
        self
    }
}
