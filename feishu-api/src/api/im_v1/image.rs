use crate::open_enum;
use crate::prelude::*;
use crate::types::ImageKey;

/// Pictures of messages, and of users and chats.
#[feishu_api(path = "/im/v1")]
pub trait ImageApi {
    /// Uploads a picture, to be sent in a message or to stand for a user or a chat.
    ///
    /// ```
    /// use feishu_api::im_v1::{ImageApiClient, ImageType, MessageContent};
    /// use feishu_api::prelude::*;
    ///
    /// async fn picture(client: &Client) -> Result<MessageContent> {
    ///     let image = File::open("harbour.png").await?;
    ///     let image_key = ImageApiClient::new(client).create(ImageType::Message, image).await?;
    ///     Ok(MessageContent::image(&image_key))
    /// }
    /// ```
    #[post("/images")]
    #[token(Tenant)]
    #[response(data = "image_key")]
    #[timeout("2min")]
    #[rate_limit("1000/min", "50/s")]
    #[codes(retry(232096))]
    #[scope("im:resource", "im:resource:upload")]
    #[docs("https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/image/create")]
    async fn create(
        &self,
        /// What it is for.
        #[part]
        image_type: ImageType,
        /// The picture, at most 10 MB and not empty: JPEG, PNG, WEBP, GIF, TIFF, BMP or ICO.
        #[part]
        image: File,
    ) -> Result<ImageKey>;

    /// Downloads a picture that the app itself has uploaded for messages. What others have sent is read
    /// from [their message](super::MessageResourceApi::get).
    #[get("/images/{image_key}")]
    #[token(Tenant)]
    #[rate_limit("1000/min", "50/s")]
    #[docs("https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/image/get")]
    async fn get(
        &self,
        /// The picture, by the key from uploading it.
        #[path]
        image_key: &str,
    ) -> Result<Download>;
}

open_enum! {
    /// What a picture is for.
    pub enum ImageType: str {
        /// To be sent in messages.
        Message = "message",
        /// To stand for a user or a chat.
        Avatar = "avatar",
    }
}
