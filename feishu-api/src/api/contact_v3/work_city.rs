use serde::Deserialize;

use crate::prelude::*;
use crate::types::{I18nText, null_as_empty};

/// Cities of work, as the tenant's administrators have set them up.
#[feishu_api(path = "/contact/v3")]
pub trait WorkCityApi {
    /// Reads a city of work.
    #[get("/work_cities/{work_city_id}")]
    #[token(Tenant, User)]
    #[response(data = "work_city")]
    #[rate_limit("10/min")]
    #[scope(
        "contact:work_city:readonly",
        "contact:contact:access_as_user",
        "contact:contact:readonly_as_app"
    )]
    #[docs(
        "https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/contact-v3/work_city/get"
    )]
    async fn get(
        &self,
        /// The city of work.
        #[path]
        work_city_id: &str,
    ) -> Result<WorkCity>;

    /// Lists the cities of work.
    #[get("/work_cities")]
    #[token(Tenant, User)]
    #[page("items")]
    #[rate_limit("10/min")]
    #[scope(
        "contact:work_city:readonly",
        "contact:contact:access_as_user",
        "contact:contact:readonly_as_app"
    )]
    #[docs(
        "https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/contact-v3/work_city/list"
    )]
    async fn list(
        &self,
        /// How many cities of work a page holds, from 1 to 50; the platform assumes 10.
        #[query]
        page_size: Option<u32>,
        /// Where to go on: the page token of the page before.
        #[query]
        page_token: Option<&str>,
    ) -> Result<Page<WorkCity>>;
}

/// A city of work.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct WorkCity {
    /// The city of work.
    pub work_city_id: Option<String>,
    /// The name.
    pub name: Option<String>,
    /// The name in several languages.
    #[serde(deserialize_with = "null_as_empty")]
    pub i18n_name: Vec<I18nText>,
    /// Whether it is in use.
    pub status: Option<bool>,
}
