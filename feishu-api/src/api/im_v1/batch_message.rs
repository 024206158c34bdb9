use serde::Deserialize;

use crate::prelude::*;
use crate::types::number;

/// Messages that were sent to many users and departments at once.
#[feishu_api(path = "/im/v1")]
pub trait BatchMessageApi {
    /// Takes a message back from all who got it, within a day after it was sent. That takes its time:
    /// [`get_progress`](BatchMessageApi::get_progress) tells how far it is.
    #[delete("/batch_messages/{batch_message_id}")]
    #[token(Tenant)]
    #[rate_limit("1000/min", "50/s")]
    #[scope("im:message:send_multi_depts", "im:message:send_multi_users")]
    #[docs(
        "https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/batch_message/delete"
    )]
    async fn delete(
        &self,
        /// The message, by the id that sending it answered: `bm-...`.
        #[path]
        batch_message_id: &str,
    ) -> Result<()>;

    /// Reads how far a message is with being sent, or with being taken back.
    #[get("/batch_messages/{batch_message_id}/get_progress")]
    #[token(Tenant)]
    #[rate_limit("1000/min", "50/s")]
    #[scope("im:message:send_multi_depts", "im:message:send_multi_users")]
    #[docs(
        "https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/batch_message/get_progress"
    )]
    async fn get_progress(
        &self,
        /// The message, by the id that sending it answered: `bm-...`.
        #[path]
        batch_message_id: &str,
    ) -> Result<BatchMessageProgress>;

    /// Counts those who have read a message.
    #[get("/batch_messages/{batch_message_id}/read_user")]
    #[token(Tenant)]
    #[response(data = "read_user")]
    #[rate_limit("1000/min", "50/s")]
    #[scope("im:message:send_multi_depts", "im:message:send_multi_users")]
    #[docs(
        "https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/batch_message/read_user"
    )]
    async fn read_user(
        &self,
        /// The message, by the id that sending it answered: `bm-...`.
        #[path]
        batch_message_id: &str,
    ) -> Result<BatchMessageReadUser>;
}

/// How far a message to many is: what [`BatchMessageApi::get_progress`] answers.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct BatchMessageProgress {
    /// How far it is with being sent.
    pub batch_message_send_progress: Option<BatchMessageSendProgress>,
    /// How far it is with being taken back.
    pub batch_message_recall_progress: Option<BatchMessageRecallProgress>,
}

/// How far a message to many is with being sent.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct BatchMessageSendProgress {
    /// How many users it is meant for, without those who cannot get it.
    #[serde(with = "number")]
    pub valid_user_ids_count: Option<i64>,
    /// How many have got it.
    #[serde(with = "number")]
    pub success_user_ids_count: Option<i64>,
    /// How many have read it.
    #[serde(with = "number")]
    pub read_user_ids_count: Option<i64>,
}

/// How far a message to many is with being taken back.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct BatchMessageRecallProgress {
    /// Whether it is taken back at all.
    pub recall: Option<bool>,
    /// From how many users it has been.
    #[serde(with = "number")]
    pub recall_count: Option<i64>,
}

/// How many have read a message to many.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct BatchMessageReadUser {
    /// How many users have read it.
    #[serde(with = "number")]
    pub read_count: Option<i64>,
    /// How many users have got it.
    #[serde(with = "number")]
    pub total_count: Option<i64>,
}
