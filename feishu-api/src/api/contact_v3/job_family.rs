use serde::Deserialize;

use crate::prelude::*;
use crate::types::{I18nText, null_as_empty};

/// Job families: kinds of work, one within another.
#[feishu_api(path = "/contact/v3")]
pub trait JobFamilyApi {
    /// Adds a job family.
    #[post("/job_families")]
    #[token(Tenant)]
    #[response(data = "job_family")]
    #[rate_limit("10/s")]
    #[codes(retry(42403))]
    #[scope("contact:contact", "contact:job_family")]
    #[docs(
        "https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/contact-v3/job_family/create"
    )]
    async fn create(
        &self,
        /// The name, from 1 to 100 characters and unique in the tenant (42406).
        #[field]
        name: &str,
        /// Whether it is in use: only such a one can be given to users.
        #[field]
        status: bool,
        /// What it is.
        #[field]
        description: Option<&str>,
        /// The job family that it belongs to, which has to be in use (42409).
        #[field]
        parent_job_family_id: Option<&str>,
        /// The name in several languages.
        #[field]
        i18n_name: Option<&[I18nText]>,
        /// What it is, in several languages.
        #[field]
        i18n_description: Option<&[I18nText]>,
    ) -> Result<JobFamily>;

    /// Changes a job family: what is not set stays as it is.
    #[put("/job_families/{job_family_id}")]
    #[token(Tenant)]
    #[response(data = "job_family")]
    #[rate_limit("10/s")]
    #[codes(retry(42403))]
    #[scope("contact:contact", "contact:job_family")]
    #[docs(
        "https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/contact-v3/job_family/update"
    )]
    async fn update(
        &self,
        /// The job family.
        #[path]
        job_family_id: &str,
        /// The name, from 1 to 100 characters and unique in the tenant (42406).
        #[field]
        name: Option<&str>,
        /// What it is.
        #[field]
        description: Option<&str>,
        /// The job family that it belongs to, which has to be in use (42409).
        #[field]
        parent_job_family_id: Option<&str>,
        /// Whether it is in use: only such a one can be given to users.
        #[field]
        status: Option<bool>,
        /// The name in several languages.
        #[field]
        i18n_name: Option<&[I18nText]>,
        /// What it is, in several languages.
        #[field]
        i18n_description: Option<&[I18nText]>,
    ) -> Result<JobFamily>;

    /// Reads a job family.
    #[get("/job_families/{job_family_id}")]
    #[token(Tenant)]
    #[response(data = "job_family")]
    #[rate_limit("10/s")]
    #[scope("contact:job_family:readonly", "contact:job_family", "contact:contact:readonly_as_app")]
    #[docs(
        "https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/contact-v3/job_family/get"
    )]
    async fn get(
        &self,
        /// The job family.
        #[path]
        job_family_id: &str,
    ) -> Result<JobFamily>;

    /// Lists the job families.
    #[get("/job_families")]
    #[token(Tenant)]
    #[page("items")]
    #[rate_limit("10/s")]
    #[scope("contact:job_family:readonly", "contact:job_family", "contact:contact:readonly_as_app")]
    #[docs(
        "https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/contact-v3/job_family/list"
    )]
    async fn list(
        &self,
        /// How many job families a page holds, from 1 to 50; the platform assumes 10.
        #[query]
        page_size: Option<u32>,
        /// Where to go on: the page token of the page before.
        #[query]
        page_token: Option<&str>,
        /// Only those of just this name, from 1 to 100 characters.
        #[query]
        name: Option<&str>,
    ) -> Result<Page<JobFamily>>;

    /// Removes a job family. One that others belong to stays (42411).
    #[delete("/job_families/{job_family_id}")]
    #[token(Tenant)]
    #[rate_limit("10/s")]
    #[codes(retry(42403))]
    #[scope("contact:contact", "contact:job_family")]
    #[docs(
        "https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/contact-v3/job_family/delete"
    )]
    async fn delete(
        &self,
        /// The job family.
        #[path]
        job_family_id: &str,
    ) -> Result<()>;
}

/// A job family.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct JobFamily {
    /// The job family.
    pub job_family_id: Option<String>,
    /// The name.
    pub name: Option<String>,
    /// What it is.
    pub description: Option<String>,
    /// The job family that it belongs to.
    pub parent_job_family_id: Option<String>,
    /// Whether it is in use.
    pub status: Option<bool>,
    /// The name in several languages.
    #[serde(deserialize_with = "null_as_empty")]
    pub i18n_name: Vec<I18nText>,
    /// What it is, in several languages.
    #[serde(deserialize_with = "null_as_empty")]
    pub i18n_description: Vec<I18nText>,
}
