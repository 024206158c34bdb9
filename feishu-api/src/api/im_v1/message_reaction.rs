use serde::{Deserialize, Serialize};

use crate::open_enum;
use crate::prelude::*;
use crate::types::{MessageId, TimestampMillis, null_as_empty, number};

/// Emoji that are put under messages.
#[feishu_api(path = "/im/v1")]
pub trait MessageReactionApi {
    /// Puts an emoji under a message.
    ///
    /// ```
    /// use feishu_api::im_v1::{Emoji, MessageReactionApiClient};
    /// use feishu_api::prelude::*;
    ///
    /// async fn like(client: &Client, message_id: &str) -> Result<()> {
    ///     let reactions = MessageReactionApiClient::new(client);
    ///     reactions.create(message_id, &Emoji::new("THUMBSUP")).await?;
    ///     Ok(())
    /// }
    /// ```
    #[post("/messages/{message_id}/reactions")]
    #[token(Tenant, User)]
    #[rate_limit("1000/min", "50/s")]
    #[codes(retry(231015))]
    #[scope("im:message", "im:message.reactions:write_only")]
    #[docs(
        "https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/message-reaction/create"
    )]
    async fn create(
        &self,
        /// The message.
        #[path]
        message_id: &str,
        /// The emoji.
        #[field]
        reaction_type: &Emoji,
    ) -> Result<MessageReaction>;

    /// Takes an emoji away again, which the caller has put there.
    // An attempt before may be what is still in work: it is not certain that nothing was done.
    #[delete("/messages/{message_id}/reactions/{reaction_id}")]
    #[token(Tenant, User)]
    #[rate_limit("1000/min", "50/s")]
    #[codes(unavailable(231015))]
    #[scope("im:message", "im:message.reactions:write_only")]
    #[docs(
        "https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/message-reaction/delete"
    )]
    async fn delete(
        &self,
        /// The message.
        #[path]
        message_id: &str,
        /// What is taken away, by the id from putting it there or from the list.
        #[path]
        reaction_id: &str,
    ) -> Result<MessageReaction>;

    /// Lists the emoji under a message, and who put them there.
    #[get("/messages/{message_id}/reactions")]
    #[token(Tenant, User)]
    #[page("items")]
    #[rate_limit("1000/min", "50/s")]
    #[scope("im:message.reactions:read", "im:message:readonly")]
    #[docs(
        "https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/message-reaction/list"
    )]
    async fn list(
        &self,
        /// The message.
        #[path]
        message_id: &str,
        /// The one emoji that is listed; all are if it is not set.
        #[query]
        reaction_type: Option<&str>,
        /// How user ids are meant; the platform assumes `open_id`.
        #[query]
        user_id_type: Option<UserIdType>,
        /// How many a page holds, at most 50; the platform assumes 20.
        #[query]
        page_size: Option<u32>,
        /// Where to go on: the page token of the page before.
        #[query]
        page_token: Option<&str>,
    ) -> Result<Page<MessageReaction>>;

    /// Reads the emoji under several messages, each with its own page token, and counts them.
    #[post("/messages/reactions/batch_query")]
    #[token(Tenant, User)]
    #[rate_limit("1000/min", "50/s")]
    #[idempotent]
    #[scope("im:message.reactions:read", "im:message:readonly")]
    #[docs(
        "https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/message-reaction/batch_query"
    )]
    async fn batch_query(
        &self,
        /// The messages, from 1 to 20.
        #[field]
        queries: &[MessageReactionQuery],
        /// How user ids are meant; the platform assumes `open_id`.
        #[query]
        user_id_type: Option<UserIdType>,
        /// How many emoji of each message are read, from 1 to 10; the platform assumes 10.
        #[field]
        page_size_per_message: Option<u32>,
        /// The one emoji that is read; all are if it is not set.
        #[field]
        reaction_type: Option<&str>,
    ) -> Result<MessageReactionBatch>;
}

/// An emoji.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Emoji {
    /// Its name: `SMILE`, `THUMBSUP`, `DONE`. The platform lists them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub emoji_type: Option<String>,
}

impl Emoji {
    /// An emoji, by its name.
    pub fn new(emoji_type: impl Into<String>) -> Self {
        Emoji { emoji_type: Some(emoji_type.into()) }
    }
}

/// An emoji under a message, and who put it there.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct MessageReaction {
    /// By what it can be taken away.
    pub reaction_id: Option<String>,
    /// Who put it there.
    pub operator: Option<ReactionOperator>,
    /// When.
    #[serde(with = "number")]
    pub action_time: Option<TimestampMillis>,
    /// The emoji; of several messages at once, it is in `emoji_type`.
    pub reaction_type: Option<Emoji>,
    /// The emoji's name, of several messages at once.
    pub emoji_type: Option<String>,
}

/// Who put an emoji under a message.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct ReactionOperator {
    /// The user, by an id of the kind that was asked for, or the app.
    pub operator_id: Option<String>,
    /// Which of the two it is.
    pub operator_type: Option<ReactionOperatorType>,
}

open_enum! {
    /// What puts emoji under messages.
    pub enum ReactionOperatorType: str {
        /// An app.
        App = "app",
        /// A user.
        User = "user",
    }
}

/// A message whose emoji are read: an argument of [`MessageReactionApi::batch_query`].
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct MessageReactionQuery {
    /// The message.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message_id: Option<MessageId>,
    /// Where to go on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page_token: Option<String>,
}

impl MessageReactionQuery {
    /// A message, from its first emoji on.
    pub fn new(message_id: impl Into<MessageId>) -> Self {
        MessageReactionQuery { message_id: Some(message_id.into()), page_token: None }
    }

    /// Goes on at a page token, which came for the same message.
    pub fn page_token(mut self, page_token: impl Into<String>) -> Self {
        self.page_token = Some(page_token.into());
        self
    }
}

/// The emoji under several messages: what [`MessageReactionApi::batch_query`] answers.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct MessageReactionBatch {
    /// The emoji, by message.
    #[serde(deserialize_with = "null_as_empty")]
    pub success_msg_reaction_details: Vec<SuccessMsgReactionDetails>,
    /// How many there are, by message.
    #[serde(deserialize_with = "null_as_empty")]
    pub success_msg_reaction_counts: Vec<SuccessMsgReactionCount>,
    /// The messages whose emoji were not read.
    #[serde(deserialize_with = "null_as_empty")]
    pub fail_msg_reaction_details: Vec<FailMsgReactionDetails>,
}

/// The emoji under one of several messages.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct SuccessMsgReactionDetails {
    /// The message.
    pub message_id: Option<MessageId>,
    /// Whether there are more.
    pub has_more: Option<bool>,
    /// Where they begin: for [`MessageReactionQuery::page_token`].
    pub page_token: Option<String>,
    /// The emoji.
    #[serde(deserialize_with = "null_as_empty")]
    pub message_reaction_items: Vec<MessageReaction>,
}

/// How many emoji there are under one of several messages.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct SuccessMsgReactionCount {
    /// The message.
    pub message_id: Option<MessageId>,
    /// How many there are of each.
    #[serde(deserialize_with = "null_as_empty")]
    pub reaction_count: Vec<ReactionCount>,
}

/// How often one emoji is under a message.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct ReactionCount {
    /// The emoji's name.
    pub reaction_type: Option<String>,
    /// How often it is there.
    #[serde(with = "number")]
    pub count: Option<i64>,
}

/// One of several messages whose emoji were not read.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct FailMsgReactionDetails {
    /// The message.
    pub message_id: Option<MessageId>,
    /// Why.
    pub fail_reason: Option<ReactionFailReason>,
}

open_enum! {
    /// Why the emoji under a message were not read.
    pub enum ReactionFailReason: str {
        /// There is no such message.
        Invalid = "invalid",
        /// The page token is none of this message.
        InvalidPageToken = "invalid_page_token",
        /// Who calls may not see the message.
        NoPermission = "no_permission",
    }
}
