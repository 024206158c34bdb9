use serde::Deserialize;

use crate::prelude::*;
use crate::types::{I18nText, null_as_empty};

/// Job titles, as the tenant's administrators have set them up.
#[feishu_api(path = "/contact/v3")]
pub trait JobTitleApi {
    /// Reads a job title.
    #[get("/job_titles/{job_title_id}")]
    #[token(Tenant, User)]
    #[response(data = "job_title")]
    #[rate_limit("10/min")]
    #[scope(
        "contact:job_title:readonly",
        "contact:contact:access_as_user",
        "contact:contact:readonly_as_app"
    )]
    #[docs(
        "https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/contact-v3/job_title/get"
    )]
    async fn get(
        &self,
        /// The job title.
        #[path]
        job_title_id: &str,
    ) -> Result<JobTitle>;

    /// Lists the job titles.
    #[get("/job_titles")]
    #[token(Tenant, User)]
    #[page("items")]
    #[rate_limit("10/min")]
    #[scope(
        "contact:job_title:readonly",
        "contact:contact:access_as_user",
        "contact:contact:readonly_as_app"
    )]
    #[docs(
        "https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/contact-v3/job_title/list"
    )]
    async fn list(
        &self,
        /// How many job titles a page holds, from 1 to 50; the platform assumes 10.
        #[query]
        page_size: Option<u32>,
        /// Where to go on: the page token of the page before.
        #[query]
        page_token: Option<&str>,
    ) -> Result<Page<JobTitle>>;
}

/// A job title.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct JobTitle {
    /// The job title.
    pub job_title_id: Option<String>,
    /// The name.
    pub name: Option<String>,
    /// The name in several languages.
    #[serde(deserialize_with = "null_as_empty")]
    pub i18n_name: Vec<I18nText>,
    /// Whether it is in use.
    pub status: Option<bool>,
}
