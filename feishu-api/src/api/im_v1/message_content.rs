//! What a message says.

use serde::ser::Error as _;
use serde::{Serialize, Serializer};
use serde_json::json;

use super::MessageType;

/// What a message says, and of which kind it is.
///
/// ```
/// use feishu_api::im_v1::MessageContent;
///
/// let text = MessageContent::text("The build is green.");
/// let image = MessageContent::image("img_7ea74629");
/// ```
#[derive(Debug, Clone)]
pub struct MessageContent {
    kind: MessageType,
    /// JSON as a text, or why it cannot be written.
    content: Result<String, String>,
}

impl MessageContent {
    /// A message of any kind, from what is written as its JSON. The call fails if it cannot be.
    pub fn new(kind: MessageType, content: &(impl Serialize + ?Sized)) -> Self {
        let content = serde_json::to_string(content).map_err(|error| error.to_string());
        MessageContent { kind, content }
    }

    /// A text.
    pub fn text(text: impl AsRef<str>) -> Self {
        MessageContent::new(MessageType::Text, &json!({ "text": text.as_ref() }))
    }

    /// A picture, by its key from uploading it.
    pub fn image(image_key: impl AsRef<str>) -> Self {
        MessageContent::new(MessageType::Image, &json!({ "image_key": image_key.as_ref() }))
    }
}

impl Serialize for MessageContent {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Fields<'a> {
            msg_type: &'a MessageType,
            content: &'a str,
        }
        let content = self.content.as_deref().map_err(S::Error::custom)?;
        Fields { msg_type: &self.kind, content }.serialize(to)
    }
}
