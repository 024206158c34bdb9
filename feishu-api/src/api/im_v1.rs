//! Messages and chats, version 1.
//!
//! A message has a [`MessageContent`], which says of what kind it is. A text and a card:
//!
//! ```
//! use feishu_api::im_v1::{Card, MessageApiClient, MessageContent, ReceiveIdType, Text};
//! use feishu_api::prelude::*;
//! use feishu_api::serde_json::json;
//!
//! async fn announce(client: &Client, chat_id: &str) -> Result<()> {
//!     let messages = MessageApiClient::new(client);
//!
//!     let text = Text::new().at("ou_4f1c09d7", "Mei").text(" the build is green.");
//!     let text = MessageContent::text(text);
//!     messages.create(ReceiveIdType::ChatId, chat_id, &text).await?;
//!
//!     let card = Card::json(&json!({
//!         "schema": "2.0",
//!         "body": { "elements": [{ "tag": "markdown", "content": "The build is **green**." }] },
//!     }));
//!     let card = MessageContent::interactive(&card);
//!     messages.create(ReceiveIdType::ChatId, chat_id, &card).await?;
//!     Ok(())
//! }
//! ```
//!
//! A file or a picture is uploaded first. The key that comes back is what is sent:
//!
//! ```
//! use feishu_api::im_v1::{FileApiClient, FileType, MessageApiClient, MessageContent, ReceiveIdType};
//! use feishu_api::prelude::*;
//!
//! async fn hand_out(client: &Client, open_id: &str) -> Result<()> {
//!     let minutes = File::open("minutes.pdf").await?;
//!     let files = FileApiClient::new(client);
//!     let file_key = files.create(FileType::Pdf, "minutes.pdf", minutes).await?;
//!
//!     let messages = MessageApiClient::new(client);
//!     let content = MessageContent::file(&file_key);
//!     messages.create(ReceiveIdType::OpenId, open_id, &content).await?;
//!     Ok(())
//! }
//! ```

mod batch_message;
mod chat;
mod chat_announcement;
mod chat_managers;
mod chat_members;
mod chat_menu_item;
mod chat_menu_tree;
mod chat_moderation;
mod chat_tab;
mod chat_top_notice;
mod file;
mod image;
mod message;
mod message_content;
mod message_reaction;
mod message_resource;
mod pin;
mod thread;

pub use batch_message::*;
pub use chat::*;
pub use chat_announcement::*;
pub use chat_managers::*;
pub use chat_members::*;
pub use chat_menu_item::*;
pub use chat_menu_tree::*;
pub use chat_moderation::*;
pub use chat_tab::*;
pub use chat_top_notice::*;
pub use file::*;
pub use image::*;
pub use message::*;
pub use message_content::*;
pub use message_reaction::*;
pub use message_resource::*;
pub use pin::*;
pub use thread::*;

use crate::Endpoint;

/// The endpoints of the service, by resource.
pub(super) const ENDPOINTS: &[&[&Endpoint]] = &[
    BatchMessageApiClient::ENDPOINTS,
    ChatApiClient::ENDPOINTS,
    ChatAnnouncementApiClient::ENDPOINTS,
    ChatManagersApiClient::ENDPOINTS,
    ChatMembersApiClient::ENDPOINTS,
    ChatMenuItemApiClient::ENDPOINTS,
    ChatMenuTreeApiClient::ENDPOINTS,
    ChatModerationApiClient::ENDPOINTS,
    ChatTabApiClient::ENDPOINTS,
    ChatTopNoticeApiClient::ENDPOINTS,
    FileApiClient::ENDPOINTS,
    ImageApiClient::ENDPOINTS,
    MessageApiClient::ENDPOINTS,
    MessageReactionApiClient::ENDPOINTS,
    MessageResourceApiClient::ENDPOINTS,
    PinApiClient::ENDPOINTS,
    ThreadApiClient::ENDPOINTS,
];
