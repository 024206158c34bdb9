//! Messages and chats.

#[path = "im/chat.rs"]
mod chat;
#[path = "im/chat_announcement.rs"]
mod chat_announcement;
#[path = "im/chat_managers.rs"]
mod chat_managers;
#[path = "im/chat_members.rs"]
mod chat_members;
#[path = "im/chat_menu_item.rs"]
mod chat_menu_item;
#[path = "im/chat_menu_tree.rs"]
mod chat_menu_tree;
#[path = "im/chat_moderation.rs"]
mod chat_moderation;
#[path = "im/chat_tab.rs"]
mod chat_tab;
#[path = "im/chat_top_notice.rs"]
mod chat_top_notice;
#[path = "im/message.rs"]
mod message;
#[path = "im/pin.rs"]
mod pin;

use crate::row::{Contradiction, Row};

pub(crate) fn contradictions() -> Vec<Contradiction> {
    [
        chat::CONTRADICTIONS,
        chat_announcement::CONTRADICTIONS,
        chat_managers::CONTRADICTIONS,
        chat_members::CONTRADICTIONS,
        chat_menu_item::CONTRADICTIONS,
        chat_menu_tree::CONTRADICTIONS,
        chat_moderation::CONTRADICTIONS,
        chat_tab::CONTRADICTIONS,
        chat_top_notice::CONTRADICTIONS,
        message::CONTRADICTIONS,
        pin::CONTRADICTIONS,
    ]
    .concat()
}

pub(crate) fn rows() -> Vec<Row> {
    [
        chat::rows(),
        chat_announcement::rows(),
        chat_managers::rows(),
        chat_members::rows(),
        chat_menu_item::rows(),
        chat_menu_tree::rows(),
        chat_moderation::rows(),
        chat_tab::rows(),
        chat_top_notice::rows(),
        message::rows(),
        pin::rows(),
    ]
    .into_iter()
    .flatten()
    .collect()
}
