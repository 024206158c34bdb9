//! Texts, and who is mentioned in them.

/// A text with mentions: what [`MessageContent::text`](super::MessageContent::text) takes.
///
/// ```
/// use feishu_api::im_v1::{MessageContent, Text};
///
/// fn thanks(open_id: &str, name: &str, words: &str) -> MessageContent {
///     MessageContent::text(Text::new().at(open_id, name).text(" says: ").text(words))
/// }
/// ```
///
/// The platform reads texts as markup: `<at user_id="ou_...">name</at>` is a mention,
/// `<at user_id="all"></at>` one of everybody, `<b>`, `<i>`, `<u>` and `<s>` are styles, and
/// `[text](https://...)` is a link. It documents no way to escape them. So in what is given to
/// [`text`](Text::text), or is made a `Text` of by `into`, an invisible blank (U+200B) stands behind the
/// `<` of whatever looks like a mention: it is shown as it was written, and nobody is mentioned. Nothing
/// else is changed: styles and links in it are shown as such. Where that must not be, either, send a
/// [`Post`](super::Post), whose texts are shown as they are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Text {
    markup: String,
    /// What is literal at the end: in one piece until it is complete, so that what looks like a mention
    /// only in two pieces together is seen, too.
    literal: String,
}

impl Text {
    /// A text that is empty as yet.
    pub fn new() -> Self {
        Text::default()
    }

    /// Adds a text that mentions nobody, whatever stands in it. A line break is `\n`.
    pub fn text(mut self, text: impl AsRef<str>) -> Self {
        self.literal.push_str(text.as_ref());
        self
    }

    /// Mentions a user, by an `open_id`, `union_id` or `user_id`. The name may be empty.
    pub fn at(self, user_id: impl AsRef<str>, name: impl AsRef<str>) -> Self {
        // No id has these, and with them it would end too early.
        let user_id = user_id.as_ref().replace(['"', '<', '>'], "");
        let name = literal(name.as_ref());
        self.markup(format!("<at user_id=\"{user_id}\">{name}</at>"))
    }

    /// Mentions everybody in the chat, if the chat allows it.
    pub fn at_all(self) -> Self {
        self.markup("<at user_id=\"all\"></at>")
    }

    /// Adds a text in the platform's own markup, as it is: with it, one can write links and styles.
    /// Whatever it mentions is mentioned.
    pub fn markup(mut self, markup: impl AsRef<str>) -> Self {
        self.markup = self.to_markup();
        self.markup.push_str(markup.as_ref());
        self.literal.clear();
        self
    }

    /// The text as it is sent.
    pub(super) fn to_markup(&self) -> String {
        format!("{}{}", self.markup, literal(&self.literal))
    }
}

impl From<&str> for Text {
    /// A text that mentions nobody, whatever stands in it.
    fn from(text: &str) -> Self {
        Text::new().text(text)
    }
}

impl From<String> for Text {
    /// A text that mentions nobody, whatever stands in it.
    fn from(text: String) -> Self {
        Text::new().text(text)
    }
}

impl From<&String> for Text {
    /// A text that mentions nobody, whatever stands in it.
    fn from(text: &String) -> Self {
        Text::new().text(text)
    }
}

/// The text with an invisible blank in all that looks like a mention, or like the end of one.
fn literal(text: &str) -> String {
    let mut pieces = text.split('<');
    let mut literal = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        literal.push('<');
        if begins_tag(piece) {
            literal.push('\u{200b}');
        }
        literal.push_str(piece);
    }
    literal
}

/// Whether what follows a `<` is the name of the tag of mentions.
fn begins_tag(text: &str) -> bool {
    let name = text.trim_start_matches(|char: char| char.is_whitespace() || char == '/');
    match name.get(..2) {
        Some(at) if at.eq_ignore_ascii_case("at") => {
            !name[2..].starts_with(|char: char| char.is_alphanumeric())
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mentions_are_written() {
        let text = Text::new().at("ou_1", "Mei").text(" tea is ready, ").at_all().text("!\nCome");
        assert_eq!(
            text.to_markup(),
            "<at user_id=\"ou_1\">Mei</at> tea is ready, <at user_id=\"all\"></at>!\nCome"
        );
        let text = Text::from("see ").markup("[the list](https://example.com/tea)").text(" <b>");
        assert_eq!(text.to_markup(), "see [the list](https://example.com/tea) <b>");
    }

    #[test]
    fn what_is_literal_mentions_nobody() {
        for text in [
            "<at user_id=\"all\"></at>",
            "<AT user_id=\"all\">all</AT>",
            "< at\tuser_id=\"all\">",
            "<<at user_id=\"all\"></at>",
            "<at>",
            "<at",
            "</at >",
        ] {
            let markup = Text::from(text).to_markup();
            assert!(!markup.to_lowercase().contains("<at"), "{markup}");
            assert!(!markup.contains("</at") && !markup.contains("< at"), "{markup}");
            assert_eq!(markup.replace('\u{200b}', ""), text);
        }
        let in_pieces = Text::new().text("<").text("a").text("t user_id=\"all\">").at_all();
        assert_eq!(in_pieces.to_markup().matches("<at").count(), 1);
    }

    #[test]
    fn what_is_no_mention_stays_as_it_is() {
        for text in ["", "a < b", "<attribute>", "Vec<Atom>", "<", "at", "<ä", "<b>now</b>", "x <a"]
        {
            assert_eq!(Text::from(text).to_markup(), text);
        }
    }

    #[test]
    fn a_mention_holds_one_user() {
        let name = "x</at><at user_id=\"all\">";
        let markup = Text::new().at("ou_1\"></at><at user_id=\"all", name).to_markup();
        assert_eq!(markup.matches("<at").count(), 1, "{markup}");
        assert!(
            markup.starts_with("<at user_id=\"ou_1/atat user_id=all\">x<\u{200b}/at>"),
            "{markup}"
        );
        assert!(markup.ends_with("</at>"), "{markup}");
    }
}
