use serde::Deserialize;

use crate::open_enum;
use crate::prelude::*;
use crate::types::{I18nText, null_as_empty, number};

/// The kinds of employment that a tenant has: those that are built in, and its own.
#[feishu_api(path = "/contact/v3")]
pub trait EmployeeTypeEnumApi {
    /// Adds a kind of employment. A tenant can add 255, those that it has deleted included.
    #[post("/employee_type_enums")]
    #[token(Tenant)]
    #[response(data = "employee_type_enum")]
    #[rate_limit("20/s")]
    #[scope("contact:contact")]
    #[docs(
        "https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/contact-v3/employee_type_enum/create"
    )]
    async fn create(
        &self,
        /// The name, from 1 to 100 characters and unique.
        #[field]
        content: &str,
        /// [`Custom`](EmployeeTypeEnumType::Custom): no others can be added.
        #[field]
        enum_type: EmployeeTypeEnumType,
        /// Whether it can be given to users.
        #[field]
        enum_status: EmployeeTypeEnumStatus,
        /// The name in several languages, each from 1 to 100 characters.
        #[field]
        i18n_content: Option<&[I18nText]>,
    ) -> Result<EmployeeTypeEnum>;

    /// Changes a kind of employment of the tenant's own; those that are built in cannot be changed.
    #[put("/employee_type_enums/{enum_id}")]
    #[token(Tenant)]
    #[response(data = "employee_type_enum")]
    #[rate_limit("special")]
    #[scope("contact:contact")]
    #[docs(
        "https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/contact-v3/employee_type_enum/update"
    )]
    async fn update(
        &self,
        /// The kind of employment.
        #[path]
        enum_id: &str,
        /// The name, from 1 to 100 characters and unique.
        #[field]
        content: &str,
        /// [`Custom`](EmployeeTypeEnumType::Custom): no others can be changed.
        #[field]
        enum_type: EmployeeTypeEnumType,
        /// Whether it can be given to users.
        #[field]
        enum_status: EmployeeTypeEnumStatus,
        /// The name in several languages, each from 1 to 100 characters; it stays as it is if it is
        /// not set.
        #[field]
        i18n_content: Option<&[I18nText]>,
    ) -> Result<EmployeeTypeEnum>;

    /// Lists the kinds of employment.
    #[get("/employee_type_enums")]
    #[token(Tenant)]
    #[page("items")]
    #[rate_limit("special")]
    #[scope(
        "contact:contact.base:readonly",
        "contact:contact:access_as_app",
        "contact:contact:readonly_as_app"
    )]
    #[docs(
        "https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/contact-v3/employee_type_enum/list"
    )]
    async fn list(
        &self,
        /// Where to go on: the page token of the page before.
        #[query]
        page_token: Option<&str>,
        /// How many kinds a page holds, at most 100; the platform assumes 20.
        #[query]
        page_size: Option<u32>,
    ) -> Result<Page<EmployeeTypeEnum>>;

    /// Deletes a kind of employment of the tenant's own.
    #[delete("/employee_type_enums/{enum_id}")]
    #[token(Tenant)]
    #[rate_limit("special")]
    #[scope("contact:contact")]
    #[docs(
        "https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/contact-v3/employee_type_enum/delete"
    )]
    async fn delete(
        &self,
        /// The kind of employment.
        #[path]
        enum_id: &str,
    ) -> Result<()>;
}

/// A kind of employment.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct EmployeeTypeEnum {
    /// The kind of employment, for changing and deleting it.
    pub enum_id: Option<String>,
    /// Its number, as a text: the one that a user's [`employee_type`](super::EmployeeType) has.
    pub enum_value: Option<String>,
    /// The name.
    pub content: Option<String>,
    /// Whether it is the tenant's own.
    #[serde(with = "number")]
    pub enum_type: Option<EmployeeTypeEnumType>,
    /// Whether it can be given to users.
    #[serde(with = "number")]
    pub enum_status: Option<EmployeeTypeEnumStatus>,
    /// The name in several languages.
    #[serde(deserialize_with = "null_as_empty")]
    pub i18n_content: Vec<I18nText>,
}

open_enum! {
    /// Where a kind of employment comes from.
    pub enum EmployeeTypeEnumType: i64 {
        /// The platform has it built in.
        BuiltIn = 1,
        /// The tenant has added it.
        Custom = 2,
    }
}

open_enum! {
    /// Whether a kind of employment can be given to users.
    pub enum EmployeeTypeEnumStatus: i64 {
        /// It can.
        Active = 1,
        /// It cannot.
        Inactive = 2,
    }
}
