use serde::Deserialize;

use crate::prelude::*;
use crate::types::{I18nText, null_as_empty, number};

/// Job levels: how high a position is.
#[feishu_api(path = "/contact/v3")]
pub trait JobLevelApi {
    /// Adds a job level.
    #[post("/job_levels")]
    #[token(Tenant)]
    #[response(data = "job_level")]
    #[rate_limit("10/s")]
    #[codes(retry(42302))]
    #[scope("contact:contact", "contact:job_level")]
    #[docs(
        "https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/contact-v3/job_level/create"
    )]
    async fn create(
        &self,
        /// The name, from 1 to 255 characters and unique in the tenant (42305).
        #[field]
        name: &str,
        /// Whether it is in use: only such a one can be given to users.
        #[field]
        status: bool,
        /// What it is.
        #[field]
        description: Option<&str>,
        /// Its place among the levels, from 100 to 100000 and unique (42306): a lower number stands
        /// first. It comes last if it is not set.
        #[field]
        order: Option<i64>,
        /// The name in several languages.
        #[field]
        i18n_name: Option<&[I18nText]>,
        /// What it is, in several languages.
        #[field]
        i18n_description: Option<&[I18nText]>,
    ) -> Result<JobLevel>;

    /// Changes a job level: what is not set stays as it is.
    #[put("/job_levels/{job_level_id}")]
    #[token(Tenant)]
    #[response(data = "job_level")]
    #[rate_limit("10/s")]
    #[codes(retry(42302))]
    #[scope("contact:contact", "contact:job_level")]
    #[docs(
        "https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/contact-v3/job_level/update"
    )]
    async fn update(
        &self,
        /// The job level.
        #[path]
        job_level_id: &str,
        /// The name, from 1 to 255 characters and unique in the tenant (42305).
        #[field]
        name: Option<&str>,
        /// What it is.
        #[field]
        description: Option<&str>,
        /// Its place among the levels, from 100 to 100000 and unique (42306): a lower number stands
        /// first.
        #[field]
        order: Option<i64>,
        /// Whether it is in use: only such a one can be given to users.
        #[field]
        status: Option<bool>,
        /// The name in several languages.
        #[field]
        i18n_name: Option<&[I18nText]>,
        /// What it is, in several languages.
        #[field]
        i18n_description: Option<&[I18nText]>,
    ) -> Result<JobLevel>;

    /// Reads a job level.
    #[get("/job_levels/{job_level_id}")]
    #[token(Tenant)]
    #[response(data = "job_level")]
    #[rate_limit("10/s")]
    #[scope("contact:job_level:readonly", "contact:job_level", "contact:contact:readonly_as_app")]
    #[docs(
        "https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/contact-v3/job_level/get"
    )]
    async fn get(
        &self,
        /// The job level.
        #[path]
        job_level_id: &str,
    ) -> Result<JobLevel>;

    /// Lists the job levels.
    #[get("/job_levels")]
    #[token(Tenant)]
    #[page("items")]
    #[rate_limit("10/s")]
    #[scope("contact:job_level:readonly", "contact:job_level", "contact:contact:readonly_as_app")]
    #[docs(
        "https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/contact-v3/job_level/list"
    )]
    async fn list(
        &self,
        /// How many job levels a page holds, from 1 to 50; the platform assumes 10.
        #[query]
        page_size: Option<u32>,
        /// Where to go on: the page token of the page before.
        #[query]
        page_token: Option<&str>,
        /// Only those of just this name, from 1 to 255 characters.
        #[query]
        name: Option<&str>,
    ) -> Result<Page<JobLevel>>;

    /// Removes a job level.
    #[delete("/job_levels/{job_level_id}")]
    #[token(Tenant)]
    #[rate_limit("10/s")]
    #[codes(retry(42302))]
    #[scope("contact:contact", "contact:job_level")]
    #[docs(
        "https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/contact-v3/job_level/delete"
    )]
    async fn delete(
        &self,
        /// The job level.
        #[path]
        job_level_id: &str,
    ) -> Result<()>;
}

/// A job level.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct JobLevel {
    /// The job level.
    pub job_level_id: Option<String>,
    /// The name.
    pub name: Option<String>,
    /// What it is.
    pub description: Option<String>,
    /// Its place among the levels: a lower number stands first.
    #[serde(with = "number")]
    pub order: Option<i64>,
    /// Whether it is in use.
    pub status: Option<bool>,
    /// The name in several languages.
    #[serde(deserialize_with = "null_as_empty")]
    pub i18n_name: Vec<I18nText>,
    /// What it is, in several languages.
    #[serde(deserialize_with = "null_as_empty")]
    pub i18n_description: Vec<I18nText>,
}
