//! Messages and chats.

#[path = "im/batch_message.rs"]
mod batch_message;
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
#[path = "im/file.rs"]
mod file;
#[path = "im/image.rs"]
mod image;
#[path = "im/message.rs"]
mod message;
#[path = "im/message_reaction.rs"]
mod message_reaction;
#[path = "im/message_resource.rs"]
mod message_resource;
#[path = "im/pin.rs"]
mod pin;
#[path = "im/thread.rs"]
mod thread;

use crate::row::{Contradiction, Row};

pub(crate) fn contradictions() -> Vec<Contradiction> {
    [
        batch_message::CONTRADICTIONS,
        chat::CONTRADICTIONS,
        chat_announcement::CONTRADICTIONS,
        chat_managers::CONTRADICTIONS,
        chat_members::CONTRADICTIONS,
        chat_menu_item::CONTRADICTIONS,
        chat_menu_tree::CONTRADICTIONS,
        chat_moderation::CONTRADICTIONS,
        chat_tab::CONTRADICTIONS,
        chat_top_notice::CONTRADICTIONS,
        file::CONTRADICTIONS,
        image::CONTRADICTIONS,
        message::CONTRADICTIONS,
        message_reaction::CONTRADICTIONS,
        message_resource::CONTRADICTIONS,
        pin::CONTRADICTIONS,
        thread::CONTRADICTIONS,
    ]
    .concat()
}

pub(crate) fn rows() -> Vec<Row> {
    [
        batch_message::rows(),
        chat::rows(),
        chat_announcement::rows(),
        chat_managers::rows(),
        chat_members::rows(),
        chat_menu_item::rows(),
        chat_menu_tree::rows(),
        chat_moderation::rows(),
        chat_tab::rows(),
        chat_top_notice::rows(),
        file::rows(),
        image::rows(),
        message::rows(),
        message_reaction::rows(),
        message_resource::rows(),
        pin::rows(),
        thread::rows(),
    ]
    .into_iter()
    .flatten()
    .collect()
}
