//! JSON inside a text.

use serde::de::{DeserializeOwned, Error as _};
use serde::ser::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::open_enum::read_text;

/// A value that travels as JSON inside a text, as the content of a message does.
///
/// ```
/// use feishu_api::serde_json;
/// use feishu_api::types::JsonText;
/// use serde::{Deserialize, Serialize};
///
/// #[derive(Debug, PartialEq, Serialize, Deserialize)]
/// struct Content {
///     text: String,
/// }
///
/// let content = JsonText(Content { text: "hello".into() });
/// let sent = serde_json::to_string(&content).unwrap();
/// assert_eq!(sent, r#""{\"text\":\"hello\"}""#);
/// assert_eq!(serde_json::from_str::<JsonText<Content>>(&sent).unwrap(), content);
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct JsonText<T>(pub T);

impl<T: Serialize> Serialize for JsonText<T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let json = serde_json::to_string(&self.0).map_err(S::Error::custom)?;
        to.serialize_str(&json)
    }
}

impl<'de, T: DeserializeOwned> Deserialize<'de> for JsonText<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let read = read_text(from, |text| serde_json::from_str(text))?;
        // The error of the text's own JSON would show what stands in it.
        read.map(JsonText).map_err(|_| D::Error::custom("a text that does not hold the JSON"))
    }
}
