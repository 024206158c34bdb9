//! Posts: texts with a title, links, mentions and pictures.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::open_enum;
use crate::types::{FileKey, ImageKey, null_as_empty};

/// A post: a text with a title, links, mentions and pictures, in one or more languages. Each user sees
/// the one of the language that the user has set.
///
/// ```
/// use feishu_api::im_v1::{MessageContent, Post, PostContent, PostElement};
///
/// let english = PostContent::new()
///     .title("Release 4.2")
///     .line([
///         PostElement::text("It is out. ").bold(),
///         PostElement::link("What is new", "https://example.com/4.2"),
///     ])
///     .line([PostElement::text("Thanks to "), PostElement::at("ou_4f1c09d7")])
///     .image("img_v3_02ab")
///     .code_block(Some("BASH"), "cargo update");
/// let content = MessageContent::post(&Post::new().en_us(english));
/// ```
///
/// Texts and links are shown as they are: no markup in them is read. Only
/// [`markdown`](PostContent::markdown) is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Post {
    languages: BTreeMap<String, PostContent>,
}

impl Post {
    /// A post in no language as yet. It needs one.
    pub fn new() -> Self {
        Post::default()
    }

    /// Sets what it says in Chinese.
    pub fn zh_cn(self, content: PostContent) -> Self {
        self.language("zh_cn", content)
    }

    /// Sets what it says in English.
    pub fn en_us(self, content: PostContent) -> Self {
        self.language("en_us", content)
    }

    /// Sets what it says in Japanese.
    pub fn ja_jp(self, content: PostContent) -> Self {
        self.language("ja_jp", content)
    }

    /// Sets what it says in any language that the platform has.
    pub fn language(mut self, language: impl Into<String>, content: PostContent) -> Self {
        self.languages.insert(language.into(), content);
        self
    }
}

/// What a post says in one language. The content of a post that is read is one, too:
/// [`MessageBody::content_as`](crate::im_v1::MessageBody::content_as).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct PostContent {
    /// The title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The lines, each with what stands in it.
    #[serde(deserialize_with = "null_as_empty")]
    pub content: Vec<Vec<PostElement>>,
}

impl PostContent {
    /// Without a title and lines.
    pub fn new() -> Self {
        PostContent::default()
    }

    /// Sets the title.
    pub fn title(mut self, title: impl Into<String>) -> Self {
        self.title = Some(title.into());
        self
    }

    /// Adds a line of texts, links, mentions and emoji.
    pub fn line(mut self, elements: impl IntoIterator<Item = PostElement>) -> Self {
        self.content.push(elements.into_iter().collect());
        self
    }

    /// Adds a picture.
    pub fn image(self, image_key: impl Into<ImageKey>) -> Self {
        let image = PostElement::of(PostTag::Image);
        self.line([PostElement { image_key: Some(image_key.into()), ..image }])
    }

    /// Adds a video.
    pub fn media(self, file_key: impl Into<FileKey>) -> Self {
        let media = PostElement::of(PostTag::Media);
        self.line([PostElement { file_key: Some(file_key.into()), ..media }])
    }

    /// Adds a video with a picture that is shown before it plays.
    pub fn media_with_cover(
        self,
        file_key: impl Into<FileKey>,
        image_key: impl Into<ImageKey>,
    ) -> Self {
        self.line([PostElement {
            file_key: Some(file_key.into()),
            image_key: Some(image_key.into()),
            ..PostElement::of(PostTag::Media)
        }])
    }

    /// Adds a line across.
    pub fn hr(self) -> Self {
        self.line([PostElement::of(PostTag::Hr)])
    }

    /// Adds code, in a language that the platform colours (`RUST`, `GO`, `JSON`), or in none.
    pub fn code_block(self, language: Option<&str>, code: impl Into<String>) -> Self {
        self.line([PostElement {
            language: language.map(str::to_owned),
            text: Some(code.into()),
            ..PostElement::of(PostTag::CodeBlock)
        }])
    }

    /// Adds Markdown: lists, quotes, code, styles, links. Nothing in it is escaped, and
    /// `<at user_id="all"></at>` mentions everybody: not the place for users' words.
    ///
    /// Where the post is read, the platform has made other elements of it.
    pub fn markdown(self, markdown: impl Into<String>) -> Self {
        let element = PostElement::of(PostTag::Markdown);
        self.line([PostElement { text: Some(markdown.into()), ..element }])
    }
}

/// What stands in a line of a post: which fields it has depends on its tag.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct PostElement {
    /// What it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tag: Option<PostTag>,
    /// The text: of a text, a link, code or Markdown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// How a text, a link or a mention looks.
    #[serde(skip_serializing_if = "Vec::is_empty", deserialize_with = "null_as_empty")]
    pub style: Vec<PostStyle>,
    /// Where a link goes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub href: Option<String>,
    /// Who is mentioned. Where the post is read, it is the [`key`](crate::im_v1::Mention::key) of a
    /// mention.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_id: Option<String>,
    /// The name of who is mentioned, where the post is read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_name: Option<String>,
    /// The picture, also that before a video.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image_key: Option<ImageKey>,
    /// The video.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file_key: Option<FileKey>,
    /// The emoji's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub emoji_type: Option<String>,
    /// The language of code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
}

impl PostElement {
    /// A text.
    pub fn text(text: impl Into<String>) -> Self {
        PostElement { text: Some(text.into()), ..PostElement::of(PostTag::Text) }
    }

    /// A link. The platform refuses the message if the address is none.
    pub fn link(text: impl Into<String>, href: impl Into<String>) -> Self {
        PostElement {
            text: Some(text.into()),
            href: Some(href.into()),
            ..PostElement::of(PostTag::Link)
        }
    }

    /// Mentions a user, by an `open_id`, `union_id` or `user_id`.
    pub fn at(user_id: impl Into<String>) -> Self {
        PostElement { user_id: Some(user_id.into()), ..PostElement::of(PostTag::At) }
    }

    /// Mentions everybody in the chat, if the chat allows it.
    pub fn at_all() -> Self {
        PostElement::at("all")
    }

    /// An emoji, by its name: `SMILE`.
    pub fn emotion(emoji_type: impl Into<String>) -> Self {
        PostElement { emoji_type: Some(emoji_type.into()), ..PostElement::of(PostTag::Emotion) }
    }

    /// Makes it bold.
    pub fn bold(self) -> Self {
        self.styled(PostStyle::Bold)
    }

    /// Makes it italic.
    pub fn italic(self) -> Self {
        self.styled(PostStyle::Italic)
    }

    /// Underlines it.
    pub fn underline(self) -> Self {
        self.styled(PostStyle::Underline)
    }

    /// Strikes it through.
    pub fn line_through(self) -> Self {
        self.styled(PostStyle::LineThrough)
    }

    fn styled(mut self, style: PostStyle) -> Self {
        self.style.push(style);
        self
    }

    fn of(tag: PostTag) -> Self {
        PostElement { tag: Some(tag), ..PostElement::default() }
    }
}

open_enum! {
    /// What stands in a line of a post.
    pub enum PostTag: str {
        /// A text.
        Text = "text",
        /// A link.
        Link = "a",
        /// A mention.
        At = "at",
        /// A picture.
        Image = "img",
        /// A video.
        Media = "media",
        /// An emoji.
        Emotion = "emotion",
        /// A line across.
        Hr = "hr",
        /// Code.
        CodeBlock = "code_block",
        /// Markdown; only sent.
        Markdown = "md",
    }
}

open_enum! {
    /// How something in a post looks.
    pub enum PostStyle: str {
        /// Bold.
        Bold = "bold",
        /// Italic.
        Italic = "italic",
        /// Underlined.
        Underline = "underline",
        /// Struck through.
        LineThrough = "lineThrough",
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{from_value, json, to_value};

    use super::super::MessageContent;
    use super::super::tests::fields;
    use super::*;

    #[test]
    fn a_post_is_written() {
        let content = PostContent::new()
            .title("Tea")
            .line([
                PostElement::text("now ").bold().underline(),
                PostElement::link("where", "https://example.com/tea").italic(),
                PostElement::at("ou_1").line_through(),
                PostElement::at_all(),
                PostElement::emotion("SMILE"),
            ])
            .image("img_1")
            .media("file_1")
            .media_with_cover("file_1", "img_1")
            .hr()
            .code_block(Some("RUST"), "fn main() {}")
            .code_block(None, "$ tea")
            .markdown("1. green\n2. black");
        let lines = json!([
            [
                { "tag": "text", "text": "now ", "style": ["bold", "underline"] },
                { "tag": "a", "text": "where", "href": "https://example.com/tea", "style": ["italic"] },
                { "tag": "at", "user_id": "ou_1", "style": ["lineThrough"] },
                { "tag": "at", "user_id": "all" },
                { "tag": "emotion", "emoji_type": "SMILE" },
            ],
            [{ "tag": "img", "image_key": "img_1" }],
            [{ "tag": "media", "file_key": "file_1" }],
            [{ "tag": "media", "file_key": "file_1", "image_key": "img_1" }],
            [{ "tag": "hr" }],
            [{ "tag": "code_block", "language": "RUST", "text": "fn main() {}" }],
            [{ "tag": "code_block", "text": "$ tea" }],
            [{ "tag": "md", "text": "1. green\n2. black" }],
        ]);
        let short = PostContent::new().line([PostElement::text("茶")]);
        let post = Post::new().en_us(content).zh_cn(short.clone()).language("fr_fr", short);
        let short = json!({ "content": [[{ "tag": "text", "text": "茶" }]] });
        let whole = json!({
            "en_us": { "title": "Tea", "content": lines },
            "zh_cn": short,
            "fr_fr": short,
        });
        assert_eq!(fields(&MessageContent::post(&post)), ("post".to_owned(), whole));
    }

    #[test]
    fn a_post_is_read() {
        let read: PostContent = from_value(json!({
            "title": "",
            "content": [[{ "tag": "at", "user_id": "@_user_1", "user_name": "Mei", "style": null }], []],
        }))
        .unwrap();
        let [element] = &read.content[0][..] else { panic!("{read:?}") };
        assert_eq!(element.tag, Some(PostTag::At));
        assert_eq!(element.user_name.as_deref(), Some("Mei"));
        assert!(element.style.is_empty() && read.content[1].is_empty());

        let other: PostElement = from_value(json!({ "tag": "map", "place": "pier" })).unwrap();
        assert_eq!(to_value(other).unwrap(), json!({ "tag": "map" }));
    }
}
