//! Messages and chats, version 1.

mod chat;
mod chat_announcement;
mod chat_managers;
mod chat_members;
mod chat_menu_item;
mod chat_menu_tree;
mod chat_moderation;
mod chat_tab;
mod chat_top_notice;
mod message;
mod message_content;
mod pin;

pub use chat::*;
pub use chat_announcement::*;
pub use chat_managers::*;
pub use chat_members::*;
pub use chat_menu_item::*;
pub use chat_menu_tree::*;
pub use chat_moderation::*;
pub use chat_tab::*;
pub use chat_top_notice::*;
pub use message::*;
pub use message_content::*;
pub use pin::*;

use crate::Endpoint;

/// The endpoints of the service, by resource.
pub(super) const ENDPOINTS: &[&[&Endpoint]] = &[
    ChatApiClient::ENDPOINTS,
    ChatAnnouncementApiClient::ENDPOINTS,
    ChatManagersApiClient::ENDPOINTS,
    ChatMembersApiClient::ENDPOINTS,
    ChatMenuItemApiClient::ENDPOINTS,
    ChatMenuTreeApiClient::ENDPOINTS,
    ChatModerationApiClient::ENDPOINTS,
    ChatTabApiClient::ENDPOINTS,
    ChatTopNoticeApiClient::ENDPOINTS,
    MessageApiClient::ENDPOINTS,
    PinApiClient::ENDPOINTS,
];
