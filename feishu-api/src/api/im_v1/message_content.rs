//! What a message says.

mod card;
mod post;
mod text;

pub use card::{Card, CardTemplate};
pub use post::{Post, PostContent, PostElement, PostStyle, PostTag};
pub use text::Text;

use std::collections::BTreeMap;

use serde::ser::Error as _;
use serde::{Serialize, Serializer};
use serde_json::json;

use super::MessageType;

/// What a message says, and of which kind it is.
///
/// ```
/// use feishu_api::im_v1::{MessageContent, Text};
///
/// let text = MessageContent::text("The build is green.");
/// let mention = MessageContent::text(Text::new().at_all().text(" The build is green."));
/// let image = MessageContent::image("img_v3_02ab");
/// ```
///
/// Files and pictures are named by the keys from uploading them:
/// [`FileApi::create`](super::FileApi::create), [`ImageApi::create`](super::ImageApi::create).
#[derive(Debug, Clone)]
pub struct MessageContent {
    kind: MessageType,
    content: Json,
}

impl MessageContent {
    /// A message of any kind, from what is written as its JSON. The call fails if it cannot be.
    pub fn new(kind: MessageType, content: &(impl Serialize + ?Sized)) -> Self {
        MessageContent { kind, content: Json::new(content) }
    }

    /// A text: plain, so that nobody is mentioned whatever stands in it, or a [`Text`] with mentions.
    pub fn text(text: impl Into<Text>) -> Self {
        MessageContent::new(MessageType::Text, &json!({ "text": text.into().to_markup() }))
    }

    /// A text with a title, links, mentions and pictures.
    pub fn post(post: &Post) -> Self {
        MessageContent::new(MessageType::Post, post)
    }

    /// A picture.
    pub fn image(image_key: impl AsRef<str>) -> Self {
        MessageContent::new(MessageType::Image, &json!({ "image_key": image_key.as_ref() }))
    }

    /// A file.
    pub fn file(file_key: impl AsRef<str>) -> Self {
        MessageContent::new(MessageType::File, &json!({ "file_key": file_key.as_ref() }))
    }

    /// A recording, which was uploaded as [`Opus`](super::FileType::Opus).
    pub fn audio(file_key: impl AsRef<str>) -> Self {
        MessageContent::new(MessageType::Audio, &json!({ "file_key": file_key.as_ref() }))
    }

    /// A video, which was uploaded as [`Mp4`](super::FileType::Mp4).
    pub fn media(file_key: impl AsRef<str>) -> Self {
        MessageContent::new(MessageType::Media, &json!({ "file_key": file_key.as_ref() }))
    }

    /// A video with a picture that is shown before it plays.
    pub fn media_with_cover(file_key: impl AsRef<str>, image_key: impl AsRef<str>) -> Self {
        let content = json!({ "file_key": file_key.as_ref(), "image_key": image_key.as_ref() });
        MessageContent::new(MessageType::Media, &content)
    }

    /// A sticker. The platform takes only those that the bot was sent.
    pub fn sticker(file_key: impl AsRef<str>) -> Self {
        MessageContent::new(MessageType::Sticker, &json!({ "file_key": file_key.as_ref() }))
    }

    /// A card.
    pub fn interactive(card: &Card) -> Self {
        MessageContent { kind: MessageType::Interactive, content: card.json.clone() }
    }

    /// A chat, to be joined. The bot has to be in it.
    pub fn share_chat(chat_id: impl AsRef<str>) -> Self {
        MessageContent::new(MessageType::ShareChat, &json!({ "chat_id": chat_id.as_ref() }))
    }

    /// A user's card. It has to be the `open_id`.
    pub fn share_user(open_id: impl AsRef<str>) -> Self {
        MessageContent::new(MessageType::ShareUser, &json!({ "user_id": open_id.as_ref() }))
    }

    /// A line that divides what was said before from what follows, in a chat between the bot and one
    /// user.
    pub fn system(divider: &SystemDivider) -> Self {
        MessageContent::new(MessageType::System, divider)
    }
}

impl Serialize for MessageContent {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Fields<'a> {
            msg_type: &'a MessageType,
            content: &'a Json,
        }
        Fields { msg_type: &self.kind, content: &self.content }.serialize(to)
    }
}

/// JSON that travels as a text, or why it cannot be written: the call says it, not the constructor.
#[derive(Debug, Clone)]
struct Json(Result<String, String>);

impl Json {
    fn new(value: &(impl Serialize + ?Sized)) -> Self {
        Json(serde_json::to_string(value).map_err(|error| error.to_string()))
    }
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.0.as_deref().map_err(S::Error::custom)?)
    }
}

/// A line that divides a chat: [`MessageContent::system`].
///
/// ```
/// use feishu_api::im_v1::{MessageContent, SystemDivider};
///
/// let divider = SystemDivider::new("New order").i18n_text("zh_CN", "新订单").need_rollup(true);
/// let content = MessageContent::system(&divider);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SystemDivider {
    text: String,
    i18n_text: BTreeMap<String, String>,
    need_rollup: Option<bool>,
}

impl SystemDivider {
    /// A line with a text in it.
    pub fn new(text: impl Into<String>) -> Self {
        SystemDivider { text: text.into(), i18n_text: BTreeMap::new(), need_rollup: None }
    }

    /// Sets the text for users of a language: `zh_CN`, `en_US`.
    pub fn i18n_text(mut self, language: impl Into<String>, text: impl Into<String>) -> Self {
        self.i18n_text.insert(language.into(), text.into());
        self
    }

    /// Whether what was said before is scrolled out of sight.
    pub fn need_rollup(mut self, need_rollup: bool) -> Self {
        self.need_rollup = Some(need_rollup);
        self
    }
}

impl Serialize for SystemDivider {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut divider_text = json!({ "text": self.text });
        if !self.i18n_text.is_empty() {
            divider_text["i18n_text"] = json!(self.i18n_text);
        }
        let mut content = json!({ "type": "divider", "params": { "divider_text": divider_text } });
        if let Some(need_rollup) = self.need_rollup {
            content["options"] = json!({ "need_rollup": need_rollup });
        }
        content.serialize(to)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, to_value};

    use super::*;

    /// The two fields of a message, with the JSON in the second one read.
    pub(super) fn fields(content: &MessageContent) -> (String, Value) {
        let fields = to_value(content).unwrap();
        assert_eq!(fields.as_object().unwrap().len(), 2);
        let text = |name: &str| fields[name].as_str().unwrap().to_owned();
        (text("msg_type"), serde_json::from_str(&text("content")).unwrap())
    }

    #[track_caller]
    fn assert_fields(content: MessageContent, kind: &str, json: Value) {
        assert_eq!(fields(&content), (kind.to_owned(), json));
    }

    #[test]
    fn each_kind_has_its_content() {
        let file = || json!({ "file_key": "file_1" });
        assert_fields(MessageContent::text("Tea?"), "text", json!({ "text": "Tea?" }));
        assert_fields(MessageContent::image("img_1"), "image", json!({ "image_key": "img_1" }));
        assert_fields(MessageContent::file("file_1"), "file", file());
        assert_fields(MessageContent::audio("file_1"), "audio", file());
        assert_fields(MessageContent::media("file_1"), "media", file());
        assert_fields(
            MessageContent::media_with_cover("file_1", "img_1"),
            "media",
            json!({ "file_key": "file_1", "image_key": "img_1" }),
        );
        assert_fields(MessageContent::sticker("file_1"), "sticker", file());
        assert_fields(
            MessageContent::share_chat("oc_1"),
            "share_chat",
            json!({ "chat_id": "oc_1" }),
        );
        assert_fields(
            MessageContent::share_user("ou_1"),
            "share_user",
            json!({ "user_id": "ou_1" }),
        );
    }

    #[test]
    fn a_line_of_the_system_divides() {
        let divider = SystemDivider::new("New order");
        let plain =
            json!({ "type": "divider", "params": { "divider_text": { "text": "New order" } } });
        assert_fields(MessageContent::system(&divider), "system", plain);

        let divider = divider.i18n_text("zh_CN", "新订单").need_rollup(true);
        let whole = json!({
            "type": "divider",
            "params": {
                "divider_text": { "text": "New order", "i18n_text": { "zh_CN": "新订单" } },
            },
            "options": { "need_rollup": true },
        });
        assert_fields(MessageContent::system(&divider), "system", whole);
    }

    #[test]
    fn what_is_no_json_is_told_when_it_is_sent() {
        let keys = BTreeMap::from([((1, 2), "no name for a field")]);
        let content = MessageContent::new(MessageType::Text, &keys);
        assert_eq!(to_value(&content).unwrap_err().to_string(), "key must be a string");
    }
}
