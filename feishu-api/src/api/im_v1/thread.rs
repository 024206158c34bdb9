use super::{Message, ReceiveIdType};
use crate::prelude::*;

/// Threads of messages.
#[feishu_api(path = "/im/v1")]
pub trait ThreadApi {
    /// Forwards a thread to a user, a chat or another thread. The bot has to be in its chat.
    #[post("/threads/{thread_id}/forward")]
    #[token(Tenant)]
    #[rate_limit("1000/min", "50/s")]
    #[codes(unavailable(230049))]
    #[scope("im:message", "im:message:send_as_bot")]
    #[docs("https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/thread/forward")]
    async fn forward(
        &self,
        /// The thread.
        #[path]
        thread_id: &str,
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
}
