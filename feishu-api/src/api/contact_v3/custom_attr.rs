use serde::Deserialize;

use super::CustomAttrType;
use crate::open_enum;
use crate::prelude::*;
use crate::types::{I18nText, null_as_empty};

/// Attributes that a tenant gives its users.
#[feishu_api(path = "/contact/v3")]
pub trait CustomAttrApi {
    /// Lists the attributes of users that the tenant has defined, if its administrator lets apps
    /// read them. A user's values are [`User::custom_attrs`](super::User::custom_attrs).
    #[get("/custom_attrs")]
    #[token(Tenant)]
    #[page("items")]
    #[rate_limit("1000/min", "50/s")]
    #[scope("contact:contact.base:readonly")]
    #[docs(
        "https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/contact-v3/custom_attr/list"
    )]
    async fn list(
        &self,
        /// How many attributes a page holds, at most 100; the platform assumes 20.
        #[query]
        page_size: Option<u32>,
        /// Where to go on: the page token of the page before.
        #[query]
        page_token: Option<&str>,
    ) -> Result<Page<CustomAttrDefinition>>;
}

/// An attribute of a tenant's own; its value for a user is a [`CustomAttr`](super::CustomAttr).
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct CustomAttrDefinition {
    /// The attribute.
    pub id: Option<String>,
    /// What it holds.
    #[serde(rename = "type")]
    pub kind: Option<CustomAttrType>,
    /// What there is to choose from, for one of several texts or pictures.
    pub options: Option<CustomAttrOptions>,
    /// Its name in several languages.
    #[serde(deserialize_with = "null_as_empty")]
    pub i18n_name: Vec<I18nText>,
}

/// What there is to choose from.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct CustomAttrOptions {
    /// The option that is chosen unless another one is.
    pub default_option_id: Option<String>,
    /// What the options are.
    pub option_type: Option<CustomAttrOptionType>,
    /// The options.
    #[serde(deserialize_with = "null_as_empty")]
    pub options: Vec<CustomAttrOption>,
}

open_enum! {
    /// What the options of an attribute are.
    pub enum CustomAttrOptionType: str {
        /// Texts.
        Text = "TEXT",
        /// Pictures.
        Picture = "PICTURE",
    }
}

/// An option of an attribute.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct CustomAttrOption {
    /// The option.
    pub id: Option<String>,
    /// The text, or the picture's address.
    pub value: Option<String>,
    /// The picture's name.
    pub name: Option<String>,
}
