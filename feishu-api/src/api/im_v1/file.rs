use crate::open_enum;
use crate::prelude::*;
use crate::types::FileKey;

/// Files of messages.
#[feishu_api(path = "/im/v1")]
pub trait FileApi {
    /// Uploads a file, to be sent in a message.
    ///
    /// ```
    /// use feishu_api::im_v1::{FileApiClient, FileType, MessageContent};
    /// use feishu_api::prelude::*;
    ///
    /// async fn video(client: &Client) -> Result<MessageContent> {
    ///     let file = File::open("tour.mp4").await?;
    ///     let files = FileApiClient::new(client);
    ///     let file_key = files.create(FileType::Mp4, "tour.mp4", file).duration(73_000).await?;
    ///     Ok(MessageContent::media(&file_key))
    /// }
    /// ```
    #[post("/files")]
    #[token(Tenant)]
    #[response(data = "file_key")]
    #[timeout("5min")]
    #[rate_limit("1000/min", "50/s")]
    #[codes(retry(232096))]
    #[scope("im:resource", "im:resource:upload")]
    #[docs("https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/file/create")]
    async fn create(
        &self,
        /// What kind of file it is. A message of the kind `audio` takes an `opus`, one of the kind
        /// `media` an `mp4`.
        #[part]
        file_type: FileType,
        /// The name that the receivers see, with its extension.
        #[part]
        file_name: &str,
        /// The file, at most 30 MB and not empty.
        #[part]
        file: File,
        /// How long a recording or a video is, in milliseconds; without it no length is shown.
        #[part]
        duration: Option<u64>,
    ) -> Result<FileKey>;

    /// Downloads a file that the app itself has uploaded, at most 100 MB. What others have sent is read
    /// from [their message](super::MessageResourceApi::get).
    #[get("/files/{file_key}")]
    #[token(Tenant)]
    #[rate_limit("1000/min", "50/s")]
    #[docs("https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/file/get")]
    async fn get(
        &self,
        /// The file, by the key from uploading it.
        #[path]
        file_key: &str,
    ) -> Result<Download>;
}

open_enum! {
    /// What kind of file is uploaded.
    pub enum FileType: str {
        /// A recording, in Opus.
        Opus = "opus",
        /// A video, in MP4.
        Mp4 = "mp4",
        /// A PDF.
        Pdf = "pdf",
        /// A Word document.
        Doc = "doc",
        /// An Excel table.
        Xls = "xls",
        /// A PowerPoint presentation.
        Ppt = "ppt",
        /// Anything else.
        Stream = "stream",
    }
}
