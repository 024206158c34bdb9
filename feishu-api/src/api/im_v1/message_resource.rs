use crate::open_enum;
use crate::prelude::*;

/// Files that are in messages.
#[feishu_api(path = "/im/v1")]
pub trait MessageResourceApi {
    /// Downloads a file of a message, at most 100 MB: a picture, a recording, a video or a file. The
    /// bot has to be in the message's chat. There are none for stickers, and none for what lies in a
    /// card or in messages that were forwarded together.
    ///
    /// ```
    /// use feishu_api::im_v1::{MessageResourceApiClient, MessageResourceType};
    /// use feishu_api::prelude::*;
    ///
    /// async fn keep(client: &Client, message_id: &str, file_key: &str) -> Result<()> {
    ///     let resources = MessageResourceApiClient::new(client);
    ///     let file = resources.get(message_id, file_key, MessageResourceType::File).await?;
    ///     file.save_to("attachment").await?;
    ///     Ok(())
    /// }
    /// ```
    #[get("/messages/{message_id}/resources/{file_key}")]
    #[token(Tenant)]
    #[rate_limit("1000/min", "50/s")]
    #[scope("im:message", "im:message:readonly", "im:message.history:readonly")]
    #[docs(
        "https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/message-resource/get"
    )]
    async fn get(
        &self,
        /// The message.
        #[path]
        message_id: &str,
        /// The file or the picture, by the key in the message's content.
        #[path]
        file_key: &str,
        /// Which of the two it is.
        #[query("type")]
        kind: MessageResourceType,
    ) -> Result<Download>;
}

open_enum! {
    /// What kind of file is in a message.
    pub enum MessageResourceType: str {
        /// A picture, by itself or in a post.
        Image = "image",
        /// A file, a recording or a video.
        File = "file",
    }
}
