//! Cards.

use serde::{Serialize, Serializer};
use serde_json::{Map, Value, json};

use super::Json;

/// A card: the content of a message of the kind `interactive`, and what
/// [`MessageApi::patch`](crate::im_v1::MessageApi::patch) puts in its place.
///
/// ```
/// use feishu_api::im_v1::{Card, CardTemplate, MessageContent};
/// use feishu_api::serde_json::json;
///
/// let written = Card::json(&json!({
///     "schema": "2.0",
///     "config": { "update_multi": true },
///     "body": { "elements": [{ "tag": "markdown", "content": "**Tea** is ready." }] },
/// }));
/// let filled_in = Card::template(&CardTemplate::new("AAq7hR2xWm").variable("dish", "jiaozi"));
/// let content = MessageContent::interactive(&written);
/// ```
///
/// Nothing in a card is escaped. Where users' words go into one, put them into an element with the tag
/// `plain_text`: in `markdown` and `lark_md`, `<at id=all></at>` mentions everybody.
#[derive(Debug, Clone)]
pub struct Card {
    pub(super) json: Json,
}

impl Card {
    /// A card in the platform's JSON, from whatever is written as it. The call fails if it cannot be.
    pub fn json(card: &(impl Serialize + ?Sized)) -> Self {
        Card { json: Json::new(card) }
    }

    /// A card from a template.
    pub fn template(template: &CardTemplate) -> Self {
        Card::json(&json!({ "type": "template", "data": template }))
    }

    /// A card that has been created by itself, by its id.
    pub fn by_id(card_id: impl AsRef<str>) -> Self {
        Card::json(&json!({ "type": "card", "data": { "card_id": card_id.as_ref() } }))
    }
}

impl Serialize for Card {
    /// JSON as a text.
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        self.json.serialize(to)
    }
}

/// A template of a card that was made in the platform's editor, and what is filled in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CardTemplate {
    template_id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    template_version_name: Option<String>,
    #[serde(skip_serializing_if = "Map::is_empty")]
    template_variable: Map<String, Value>,
}

impl CardTemplate {
    /// A template, by its id.
    pub fn new(template_id: impl Into<String>) -> Self {
        CardTemplate {
            template_id: template_id.into(),
            template_version_name: None,
            template_variable: Map::new(),
        }
    }

    /// Sets the version, as `1.0.0`; the platform assumes the last one that was released.
    pub fn version_name(mut self, version_name: impl Into<String>) -> Self {
        self.template_version_name = Some(version_name.into());
        self
    }

    /// Fills in a variable.
    pub fn variable(mut self, name: impl Into<String>, value: impl Into<Value>) -> Self {
        self.template_variable.insert(name.into(), value.into());
        self
    }
}

#[cfg(test)]
mod tests {
    use super::super::MessageContent;
    use super::super::tests::fields;
    use super::*;

    #[track_caller]
    fn assert_json(card: &Card, json: Value) {
        let text = serde_json::to_value(card).unwrap();
        assert_eq!(serde_json::from_str::<Value>(text.as_str().unwrap()).unwrap(), json);
        assert_eq!(fields(&MessageContent::interactive(card)), ("interactive".to_owned(), json));
    }

    #[test]
    fn cards_are_written() {
        let json = json!({ "schema": "2.0", "body": { "elements": [] } });
        assert_json(&Card::json(&json), json);
        assert_json(
            &Card::by_id("card_1"),
            json!({ "type": "card", "data": { "card_id": "card_1" } }),
        );
    }

    #[test]
    fn templates_are_filled_in() {
        let template = CardTemplate::new("AAq_1");
        let bare = json!({ "type": "template", "data": { "template_id": "AAq_1" } });
        assert_json(&Card::template(&template), bare);

        let template = template
            .version_name("1.0.2")
            .variable("dish", "jiaozi")
            .variable("count", 12)
            .variable("sauces", vec!["soy", "vinegar"]);
        let whole = json!({
            "type": "template",
            "data": {
                "template_id": "AAq_1",
                "template_version_name": "1.0.2",
                "template_variable": { "dish": "jiaozi", "count": 12, "sauces": ["soy", "vinegar"] },
            },
        });
        assert_json(&Card::template(&template), whole);
    }
}
