use serde::Deserialize;

use super::MessageContent;
use crate::open_enum;
use crate::prelude::*;
use crate::types::{ChatId, MessageId, ThreadId, TimestampMillis, null_as_empty, number};

/// Messages.
#[feishu_api(path = "/im/v1")]
pub trait MessageApi {
    /// Sends a message to a user or a chat.
    ///
    /// ```
    /// use feishu_api::im_v1::{MessageApiClient, MessageContent, ReceiveIdType};
    /// use feishu_api::prelude::*;
    ///
    /// async fn greet(client: &Client, chat_id: &str) -> Result<()> {
    ///     let messages = MessageApiClient::new(client);
    ///     let content = MessageContent::text("Hello");
    ///     messages.create(ReceiveIdType::ChatId, chat_id, &content).await?;
    ///     Ok(())
    /// }
    /// ```
    #[post("/messages")]
    #[token(Tenant, User)]
    #[rate_limit("1000/min", "50/s")]
    #[scope("im:message", "im:message:send_as_bot", "im:message:send")]
    #[docs("https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/message/create")]
    async fn create(
        &self,
        /// How `receive_id` is meant.
        #[query]
        receive_id_type: ReceiveIdType,
        /// Who gets the message.
        #[field]
        receive_id: &str,
        /// What it says.
        #[field(flatten)]
        content: &MessageContent,
        /// Makes a repeated call safe: within an hour, the same key sends one message. At most 50
        /// characters.
        #[field(key)]
        uuid: Option<&str>,
    ) -> Result<Message>;
}

open_enum! {
    /// How the receiver of a message is meant.
    pub enum ReceiveIdType: str {
        /// A user, by the id in this app.
        OpenId = "open_id",
        /// A user, by the id over all apps of one developer.
        UnionId = "union_id",
        /// A user, by the id in the tenant; needs `contact:user.employee_id:readonly`.
        UserId = "user_id",
        /// A user, by the address of the mail.
        Email = "email",
        /// A chat.
        ChatId = "chat_id",
    }
}

/// A message.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Message {
    /// The message.
    pub message_id: Option<MessageId>,
    /// The first message of the replies that it belongs to.
    pub root_id: Option<MessageId>,
    /// The message that it replies to.
    pub parent_id: Option<MessageId>,
    /// The thread that it belongs to.
    pub thread_id: Option<ThreadId>,
    /// What kind of content it has.
    pub msg_type: Option<MessageType>,
    /// When it was sent.
    #[serde(with = "number")]
    pub create_time: Option<TimestampMillis>,
    /// When it was last changed.
    #[serde(with = "number")]
    pub update_time: Option<TimestampMillis>,
    /// Whether it was taken back.
    pub deleted: Option<bool>,
    /// Whether it was changed.
    pub updated: Option<bool>,
    /// The chat that it was sent to.
    pub chat_id: Option<ChatId>,
    /// Who sent it.
    pub sender: Option<Sender>,
    /// Its content.
    pub body: Option<MessageBody>,
    /// Who is mentioned in it.
    #[serde(deserialize_with = "null_as_empty")]
    pub mentions: Vec<Mention>,
    /// The message that it was forwarded with, if several were.
    pub upper_message_id: Option<MessageId>,
}

open_enum! {
    /// What kind of content a message has.
    pub enum MessageType: str {
        /// A text.
        Text = "text",
        /// A text with a title, links, mentions and pictures.
        Post = "post",
        /// A picture.
        Image = "image",
        /// A file.
        File = "file",
        /// A recording.
        Audio = "audio",
        /// A video.
        Media = "media",
        /// A sticker.
        Sticker = "sticker",
        /// A card.
        Interactive = "interactive",
        /// A chat, to be joined.
        ShareChat = "share_chat",
        /// A user's card.
        ShareUser = "share_user",
        /// A line of the system.
        System = "system",
    }
}

/// Who sent a message.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Sender {
    /// The sender.
    pub id: Option<String>,
    /// How `id` is meant: `open_id`, or `app_id` for an app.
    pub id_type: Option<String>,
    /// What the sender is.
    pub sender_type: Option<SenderType>,
    /// The sender's tenant.
    pub tenant_key: Option<String>,
}

open_enum! {
    /// What the sender of a message is.
    pub enum SenderType: str {
        /// A user.
        User = "user",
        /// An app.
        App = "app",
        /// Nobody who is told.
        Anonymous = "anonymous",
        /// Not known.
        Unknown = "unknown",
    }
}

/// The content of a message.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct MessageBody {
    /// JSON, whose shape is that of the message's kind.
    pub content: Option<String>,
}

/// Somebody who is mentioned in a message.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Mention {
    /// What stands in the text: `@_user_1`.
    pub key: Option<String>,
    /// Who is mentioned.
    pub id: Option<String>,
    /// How `id` is meant.
    pub id_type: Option<String>,
    /// The name.
    pub name: Option<String>,
    /// The tenant of who is mentioned.
    pub tenant_key: Option<String>,
}
