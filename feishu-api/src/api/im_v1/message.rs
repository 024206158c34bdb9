use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::{Card, MemberIdType, MessageContent};
use crate::open_enum;
use crate::prelude::*;
use crate::reply::decode;
use crate::types::{
    ChatId, MessageId, ThreadId, Timestamp, TimestampMillis, null_as_empty, number,
};

/// Messages.
#[feishu_api(path = "/im/v1")]
pub trait MessageApi {
    /// Sends a message to a user or a chat: at most 5 a second to the same one.
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
    #[codes(unavailable(230049))]
    #[scope("im:message", "im:message:send_as_bot", "im:message:send")]
    #[docs("https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/message/create")]
    async fn create(
        &self,
        /// How `receive_id` is meant; not as a thread.
        #[query]
        receive_id_type: ReceiveIdType,
        /// Who gets the message.
        #[field]
        receive_id: &str,
        /// What it says. A text may have 150 KB, a card or a post 30 KB.
        #[field(flatten)]
        content: &MessageContent,
        /// Makes a repeated call safe: within an hour, the same key sends one message. At most 50
        /// characters.
        #[field(key)]
        uuid: Option<&str>,
    ) -> Result<Message>;

    /// Replies to a message.
    #[post("/messages/{message_id}/reply")]
    #[token(Tenant, User)]
    #[rate_limit("1000/min", "50/s")]
    #[codes(unavailable(230049))]
    #[scope("im:message", "im:message:send_as_bot", "im:message:send")]
    #[docs("https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/message/reply")]
    async fn reply(
        &self,
        /// The message that is replied to.
        #[path]
        message_id: &str,
        /// What the reply says. A text may have 150 KB, a card or a post 30 KB.
        #[field(flatten)]
        content: &MessageContent,
        /// Whether the reply begins a thread; the platform assumes not. In a thread it stays there in
        /// any case.
        #[field]
        reply_in_thread: Option<bool>,
        /// Makes a repeated call safe: within an hour, the same key sends one reply. At most 50
        /// characters.
        #[field(key)]
        uuid: Option<&str>,
    ) -> Result<Message>;

    /// Changes a text or a post that the app has sent, at most 20 times. A card is changed by
    /// [`patch`](MessageApi::patch).
    #[put("/messages/{message_id}")]
    #[token(Tenant)]
    #[rate_limit("1000/min", "50/s")]
    #[scope("im:message", "im:message:send_as_bot", "im:message:update")]
    #[docs("https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/message/update")]
    async fn update(
        &self,
        /// The message.
        #[path]
        message_id: &str,
        /// What it says from now on: a text or a post.
        #[field(flatten)]
        content: &MessageContent,
    ) -> Result<Message>;

    /// Changes a card that the app has sent in the last 14 days, for all who see it: at most 5 times a
    /// second. Both the card as it was sent and the new one need `"update_multi": true` in their
    /// `config`.
    ///
    /// ```
    /// use feishu_api::im_v1::{Card, CardTemplate, MessageApiClient};
    /// use feishu_api::prelude::*;
    ///
    /// async fn finish(client: &Client, message_id: &str) -> Result<()> {
    ///     let template = CardTemplate::new("AAq7hR2xWm").variable("state", "done");
    ///     MessageApiClient::new(client).patch(message_id, &Card::template(&template)).await
    /// }
    /// ```
    #[patch("/messages/{message_id}")]
    #[token(Tenant, User)]
    #[rate_limit("1000/min", "50/s")]
    #[idempotent]
    #[scope("im:message", "im:message:send_as_bot", "im:message:update")]
    #[docs("https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/message/patch")]
    async fn patch(
        &self,
        /// The message.
        #[path]
        message_id: &str,
        /// The new card, at most 30 KB.
        #[field]
        content: &Card,
    ) -> Result<()>;

    /// Forwards a message to a user, a chat or a thread.
    #[post("/messages/{message_id}/forward")]
    #[token(Tenant)]
    #[rate_limit("1000/min", "50/s")]
    #[codes(unavailable(230049))]
    #[scope("im:message", "im:message:send_as_bot")]
    #[docs("https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/message/forward")]
    async fn forward(
        &self,
        /// The message that is forwarded.
        #[path]
        message_id: &str,
        /// How `receive_id` is meant.
        #[query]
        receive_id_type: ReceiveIdType,
        /// Who gets it.
        #[field]
        receive_id: &str,
        /// Makes a repeated call safe: within an hour, the same key sends one message. At most 50
        /// characters.
        #[query(key)]
        uuid: Option<&str>,
    ) -> Result<Message>;

    /// Forwards several messages of one chat together, as one message.
    #[post("/messages/merge_forward")]
    #[token(Tenant)]
    #[rate_limit("1000/min", "50/s")]
    #[codes(unavailable(230049))]
    #[scope("im:message", "im:message:send_as_bot")]
    #[docs(
        "https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/message/merge_forward"
    )]
    async fn merge_forward(
        &self,
        /// How `receive_id` is meant.
        #[query]
        receive_id_type: ReceiveIdType,
        /// Who gets them.
        #[field]
        receive_id: &str,
        /// The messages, from 1 to 100.
        #[field]
        message_id_list: &[&str],
        /// Makes a repeated call safe: within an hour, the same key sends one message. At most 50
        /// characters.
        #[query(key)]
        uuid: Option<&str>,
    ) -> Result<MergeForwarded>;

    /// Takes a message back. The tenant decides for how long after sending that is allowed.
    #[delete("/messages/{message_id}")]
    #[token(Tenant, User)]
    #[rate_limit("1000/min", "50/s")]
    #[scope("im:message", "im:message:recall", "im:message:send_as_bot")]
    #[docs("https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/message/delete")]
    async fn delete(
        &self,
        /// The message.
        #[path]
        message_id: &str,
    ) -> Result<()>;

    /// Reads a message. Behind one that several were forwarded in come those.
    #[get("/messages/{message_id}")]
    #[token(Tenant, User)]
    #[response(data = "items")]
    #[rate_limit("1000/min", "50/s")]
    #[scope("im:message", "im:message:readonly")]
    #[docs("https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/message/get")]
    async fn get(
        &self,
        /// The message.
        #[path]
        message_id: &str,
        /// How user ids are meant; the platform assumes `open_id`.
        #[query]
        user_id_type: Option<UserIdType>,
        /// How the content of cards is written.
        #[query]
        card_msg_content_type: Option<CardMsgContentType>,
    ) -> Result<Vec<Message>>;

    /// Lists the messages of a chat or a thread. The bot has to be in it; those of a group chat are read
    /// with the permission `im:message.group_msg` besides.
    #[get("/messages")]
    #[token(Tenant, User)]
    #[page("items")]
    #[rate_limit("1000/min", "50/s")]
    #[scope("im:message", "im:message:readonly", "im:message.history:readonly")]
    #[docs("https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/message/list")]
    async fn list(
        &self,
        /// What holds the messages.
        #[query]
        container_id_type: ContainerIdType,
        /// The chat or the thread.
        #[query]
        container_id: &str,
        /// From when on; not for a thread.
        #[query]
        start_time: Option<Timestamp>,
        /// Until when; not for a thread.
        #[query]
        end_time: Option<Timestamp>,
        /// In which order; the platform assumes the oldest first. It cannot change from page to page.
        #[query]
        sort_type: Option<MessageSortType>,
        /// How many messages a page holds, at most 50; the platform assumes 20.
        #[query]
        page_size: Option<u32>,
        /// Where to go on: the page token of the page before.
        #[query]
        page_token: Option<&str>,
        /// How the content of cards is written.
        #[query]
        card_msg_content_type: Option<CardMsgContentType>,
    ) -> Result<Page<Message>>;

    /// Lists who has read a message that the app has sent in the last 7 days.
    #[get("/messages/{message_id}/read_users")]
    #[token(Tenant)]
    #[page("items")]
    #[rate_limit("1000/min", "50/s")]
    #[scope("im:message", "im:message:readonly", "im:message:basic")]
    #[docs(
        "https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/message/read_users"
    )]
    async fn read_users(
        &self,
        /// The message.
        #[path]
        message_id: &str,
        /// How user ids are meant in the answer.
        #[query]
        user_id_type: UserIdType,
        /// How many users a page holds, at most 100.
        #[query]
        page_size: Option<u32>,
        /// Where to go on: the page token of the page before.
        #[query]
        page_token: Option<&str>,
    ) -> Result<Page<ReadUser>>;

    /// Puts suggestions under the last message of a chat between the bot and one user: what the user
    /// may say next by a tap.
    #[post("/messages/{message_id}/push_follow_up")]
    #[token(Tenant)]
    #[rate_limit("1000/min", "50/s")]
    #[scope("im:message", "im:message:send_as_bot")]
    #[docs(
        "https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/message/push_follow_up"
    )]
    async fn push_follow_up(
        &self,
        /// The message.
        #[path]
        message_id: &str,
        /// The suggestions, from 1 to 3.
        #[field]
        follow_ups: &[FollowUp],
    ) -> Result<()>;

    /// Presses users to read a message that the app has sent, within the app. Answers with those who
    /// are not pressed because they cannot be.
    #[patch("/messages/{message_id}/urgent_app")]
    #[token(Tenant)]
    #[response(data = "invalid_user_id_list")]
    #[rate_limit("1000/min", "50/s")]
    #[scope("im:message.urgent", "im:message.urgent:app_send")]
    #[docs(
        "https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/message/urgent_app"
    )]
    async fn urgent_app(
        &self,
        /// The message.
        #[path]
        message_id: &str,
        /// How user ids are meant, in the request and in the reply.
        #[query]
        user_id_type: UserIdType,
        /// The users, who are in the message's chat.
        #[field]
        user_id_list: &[&str],
    ) -> Result<Vec<String>>;

    /// Presses users to read a message that the app has sent, by a call of their phones, which counts
    /// against what the tenant has paid for. Answers with those who are not pressed because they cannot
    /// be.
    #[patch("/messages/{message_id}/urgent_phone")]
    #[token(Tenant)]
    #[response(data = "invalid_user_id_list")]
    #[rate_limit("1000/min", "50/s")]
    #[scope("im:message.urgent:phone", "im:message.urgent:phone_send")]
    #[docs(
        "https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/message/urgent_phone"
    )]
    async fn urgent_phone(
        &self,
        /// The message.
        #[path]
        message_id: &str,
        /// How user ids are meant, in the request and in the reply.
        #[query]
        user_id_type: UserIdType,
        /// The users, who are in the message's chat.
        #[field]
        user_id_list: &[&str],
    ) -> Result<Vec<String>>;

    /// Presses users to read a message that the app has sent, by a text to their phones, which counts
    /// against what the tenant has paid for. Answers with those who are not pressed because they cannot
    /// be.
    #[patch("/messages/{message_id}/urgent_sms")]
    #[token(Tenant)]
    #[response(data = "invalid_user_id_list")]
    #[rate_limit("1000/min", "50/s")]
    #[scope("im:message.urgent:sms", "im:message.urgent:sms_send")]
    #[docs(
        "https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/message/urgent_sms"
    )]
    async fn urgent_sms(
        &self,
        /// The message.
        #[path]
        message_id: &str,
        /// How user ids are meant, in the request and in the reply.
        #[query]
        user_id_type: UserIdType,
        /// The users, who are in the message's chat.
        #[field]
        user_id_list: &[&str],
    ) -> Result<Vec<String>>;
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
        /// A thread: only to forward something to it.
        ThreadId = "thread_id",
    }
}

open_enum! {
    /// What holds the messages that are listed.
    pub enum ContainerIdType: str {
        /// A chat; of its threads it has the first messages only.
        Chat = "chat",
        /// A thread.
        Thread = "thread",
    }
}

open_enum! {
    /// The order of messages.
    pub enum MessageSortType: str {
        /// The oldest first.
        ByCreateTimeAsc = "ByCreateTimeAsc",
        /// The newest first.
        ByCreateTimeDesc = "ByCreateTimeDesc",
    }
}

open_enum! {
    /// How the content of a card is written when it is read.
    pub enum CardMsgContentType: str {
        /// As it was sent.
        UserCardContent = "user_card_content",
        /// As the platform keeps it.
        RawCardContent = "raw_card_content",
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
        /// Several messages that were forwarded together; only read.
        MergeForward = "merge_forward",
        /// A folder; only read.
        Folder = "folder",
        /// A red packet; only read.
        Hongbao = "hongbao",
        /// An event that was shared from a calendar; only read.
        ShareCalendarEvent = "share_calendar_event",
        /// An invitation to an event; only read.
        Calendar = "calendar",
        /// An event of a calendar; only read.
        GeneralCalendar = "general_calendar",
        /// A place; only read.
        Location = "location",
        /// A video call; only read.
        VideoChat = "video_chat",
        /// A task; only read.
        Todo = "todo",
        /// A vote; only read.
        Vote = "vote",
    }
}

/// Who sent a message.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Sender {
    /// The sender.
    pub id: Option<String>,
    /// How `id` is meant.
    pub id_type: Option<MemberIdType>,
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
    /// JSON, whose shape is that of the message's kind, as it came. Of messages that were forwarded
    /// together it is a plain text.
    pub content: Option<String>,
}

impl MessageBody {
    /// Reads the content: as [`PostContent`](super::PostContent) if it is a post, as a type of your own,
    /// or as a `serde_json::Value`.
    ///
    /// ```
    /// use feishu_api::im_v1::{Message, MessageType};
    /// use feishu_api::prelude::*;
    ///
    /// #[derive(serde::Deserialize)]
    /// struct Attachment {
    ///     file_key: String,
    ///     file_name: String,
    /// }
    ///
    /// fn attachment(message: &Message) -> Result<Option<Attachment>> {
    ///     match &message.body {
    ///         // What was taken back keeps its kind, and says so as a plain text.
    ///         _ if message.deleted == Some(true) => Ok(None),
    ///         Some(body) if message.msg_type == Some(MessageType::File) => body.content_as().map(Some),
    ///         _ => Ok(None),
    ///     }
    /// }
    /// ```
    pub fn content_as<T: DeserializeOwned>(&self) -> Result<T> {
        decode(self.content.as_deref().unwrap_or_default().as_bytes(), "body.content")
    }

    /// What stands as `text` in the content, as in a message of the kind
    /// [`Text`](MessageType::Text); nothing if there is no such thing. Who is mentioned stands in it as
    /// the [`key`](Mention::key) of a mention.
    pub fn text(&self) -> Option<String> {
        #[derive(Deserialize)]
        struct Content {
            text: String,
        }
        self.content_as().ok().map(|content: Content| content.text)
    }
}

/// Somebody who is mentioned in a message.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Mention {
    /// What stands in the text for it: `@_user_1`, or `@_all`.
    pub key: Option<String>,
    /// Who is mentioned.
    pub id: Option<String>,
    /// How `id` is meant.
    pub id_type: Option<MemberIdType>,
    /// The name.
    pub name: Option<String>,
    /// The tenant of who is mentioned.
    pub tenant_key: Option<String>,
}

/// What came of forwarding several messages together.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct MergeForwarded {
    /// The message that they are in.
    pub message: Option<Message>,
    /// Those that were left out because they cannot be forwarded.
    #[serde(deserialize_with = "null_as_empty")]
    pub invalid_message_id_list: Vec<MessageId>,
}

/// Who has read a message, and when.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct ReadUser {
    /// How `user_id` is meant.
    pub user_id_type: Option<UserIdType>,
    /// The user.
    pub user_id: Option<String>,
    /// When it was read.
    #[serde(with = "number")]
    pub timestamp: Option<TimestampMillis>,
    /// The user's tenant.
    pub tenant_key: Option<String>,
}

/// A suggestion of what to say next: an argument of [`MessageApi::push_follow_up`].
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct FollowUp {
    /// The text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content: Option<String>,
    /// The text in other languages, for users who have set them.
    #[serde(skip_serializing_if = "Vec::is_empty", deserialize_with = "null_as_empty")]
    pub i18n_contents: Vec<FollowUpI18nContent>,
}

impl FollowUp {
    /// A suggestion, from 1 to 200 characters.
    pub fn new(content: impl Into<String>) -> Self {
        FollowUp { content: Some(content.into()), i18n_contents: Vec::new() }
    }

    /// Sets the text in other languages, at most 50.
    pub fn i18n_contents(
        mut self,
        contents: impl IntoIterator<Item = FollowUpI18nContent>,
    ) -> Self {
        self.i18n_contents = contents.into_iter().collect();
        self
    }
}

/// The text of a suggestion in one language.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct FollowUpI18nContent {
    /// The text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content: Option<String>,
    /// The language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<FollowUpLanguage>,
}

impl FollowUpI18nContent {
    /// A text in a language, from 1 to 200 characters.
    pub fn new(language: FollowUpLanguage, content: impl Into<String>) -> Self {
        FollowUpI18nContent { content: Some(content.into()), language: Some(language) }
    }
}

open_enum! {
    /// A language of suggestions.
    pub enum FollowUpLanguage: str {
        /// English.
        EnUs = "en_us",
        /// Chinese.
        ZhCn = "zh_cn",
        /// Chinese, in Hong Kong.
        ZhHk = "zh_hk",
        /// Chinese, in Taiwan.
        ZhTw = "zh_tw",
        /// Japanese.
        JaJp = "ja_jp",
        /// Indonesian.
        IdId = "id_id",
        /// Vietnamese.
        ViVn = "vi_vn",
        /// Thai.
        ThTh = "th_th",
        /// Portuguese, in Brazil.
        PtBr = "pt_br",
        /// Spanish.
        EsEs = "es_es",
        /// Korean.
        KoKr = "ko_kr",
        /// German.
        DeDe = "de_de",
        /// French.
        FrFr = "fr_fr",
        /// Italian.
        ItIt = "it_it",
        /// Russian.
        RuRu = "ru_ru",
        /// Malay.
        MsMy = "ms_my",
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::super::PostContent;
    use super::*;

    fn body(content: &str) -> MessageBody {
        MessageBody { content: Some(content.to_owned()) }
    }

    #[test]
    fn content_is_read_as_what_it_is() {
        let text = body(r#"{"text":"tea, @_user_1?"}"#);
        assert_eq!(text.text().as_deref(), Some("tea, @_user_1?"));
        assert_eq!(text.content_as::<Value>().unwrap()["text"], "tea, @_user_1?");

        let post = body(r#"{"title":"Tea","content":[[{"tag":"text","text":"now","style":[]}]]}"#);
        assert_eq!(post.text(), None);
        let content: PostContent = post.content_as().unwrap();
        assert_eq!(content.title.as_deref(), Some("Tea"));
        assert_eq!(content.content[0][0].text.as_deref(), Some("now"));
    }

    #[test]
    fn content_that_cannot_be_read_is_an_error_and_kept() {
        let forwarded = body("no JSON at all");
        let error = forwarded.content_as::<Value>().unwrap_err();
        assert_eq!(error.kind(), crate::ErrorKind::Decode);
        assert!(error.to_string().contains("body.content"), "{error}");
        assert!(!error.to_string().contains("at all"), "{error}");
        assert_eq!(forwarded.text(), None);
        assert_eq!(forwarded.content.as_deref(), Some("no JSON at all"));
        assert!(MessageBody::default().content_as::<Value>().is_err());
    }
}
