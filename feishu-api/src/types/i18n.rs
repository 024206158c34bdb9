//! Texts in several languages.

use serde::{Deserialize, Serialize};

/// A name in several languages.
///
/// ```
/// use feishu_api::types::I18nName;
///
/// let name = I18nName::default().zh_cn("研发部").en_us("Engineering");
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct I18nName {
    /// In Chinese.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zh_cn: Option<String>,
    /// In Japanese.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ja_jp: Option<String>,
    /// In English.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub en_us: Option<String>,
}

impl I18nName {
    /// Sets the name in Chinese.
    pub fn zh_cn(mut self, name: impl Into<String>) -> Self {
        self.zh_cn = Some(name.into());
        self
    }

    /// Sets the name in Japanese.
    pub fn ja_jp(mut self, name: impl Into<String>) -> Self {
        self.ja_jp = Some(name.into());
        self
    }

    /// Sets the name in English.
    pub fn en_us(mut self, name: impl Into<String>) -> Self {
        self.en_us = Some(name.into());
        self
    }
}

/// A text in one language, as lists of them have it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct I18nText {
    /// The language: `zh_cn`, `en_us`, `ja_jp`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub locale: Option<String>,
    /// The text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
}

impl I18nText {
    /// A text in a language: `I18nText::new("en_us", "Engineer")`.
    pub fn new(locale: impl Into<String>, value: impl Into<String>) -> Self {
        I18nText { locale: Some(locale.into()), value: Some(value.into()) }
    }
}
