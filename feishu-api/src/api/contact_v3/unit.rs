use serde::Deserialize;

use crate::prelude::*;

/// Units: parts of a company, such as subsidiaries, that departments belong to.
#[feishu_api(path = "/contact/v3")]
pub trait UnitApi {
    /// Creates a unit, and answers with its id. A tenant has at most 1,000.
    #[post("/unit")]
    #[token(Tenant)]
    #[response(data = "unit_id")]
    #[rate_limit("20/s")]
    #[scope("contact:unit")]
    #[docs(
        "https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/contact-v3/unit/create"
    )]
    async fn create(
        &self,
        /// The name, from 1 to 100 characters. No other unit of the same type may have it (43055).
        #[field]
        name: &str,
        /// What kind of unit it is, in the tenant's own words, from 1 to 100 characters; it cannot
        /// be changed.
        #[field]
        unit_type: &str,
        /// The id, from 1 to 64 letters and digits and unique; it cannot be changed. The platform
        /// makes one if it is not set.
        #[field]
        unit_id: Option<&str>,
    ) -> Result<String>;

    /// Changes a unit: what is not set stays as it is.
    #[patch("/unit/{unit_id}")]
    #[token(Tenant)]
    #[rate_limit("20/s")]
    #[scope("contact:unit")]
    #[docs("https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/contact-v3/unit/patch")]
    async fn patch(
        &self,
        /// The unit.
        #[path]
        unit_id: &str,
        /// The name, from 1 to 100 characters. No other unit of the same type may have it (43055).
        #[field]
        name: Option<&str>,
    ) -> Result<()>;

    /// Makes a department belong to a unit.
    #[post("/unit/bind_department")]
    #[token(Tenant)]
    #[rate_limit("20/s")]
    #[idempotent]
    #[scope("contact:unit")]
    #[docs(
        "https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/contact-v3/unit/bind_department"
    )]
    async fn bind_department(
        &self,
        /// The unit; at most 1,000 departments belong to one.
        #[field]
        unit_id: &str,
        /// The department. One that belongs to another unit is refused (43054).
        #[field]
        department_id: &str,
        /// How the department's id is meant; the platform assumes `open_department_id`.
        #[field]
        department_id_type: Option<DepartmentIdType>,
    ) -> Result<()>;

    /// Makes a department no longer belong to a unit.
    #[post("/unit/unbind_department")]
    #[token(Tenant)]
    #[rate_limit("20/s")]
    #[idempotent]
    #[scope("contact:unit")]
    #[docs(
        "https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/contact-v3/unit/unbind_department"
    )]
    async fn unbind_department(
        &self,
        /// The unit.
        #[field]
        unit_id: &str,
        /// The department.
        #[field]
        department_id: &str,
        /// How the department's id is meant; the platform assumes `open_department_id`.
        #[field]
        department_id_type: Option<DepartmentIdType>,
    ) -> Result<()>;

    /// Reads a unit.
    #[get("/unit/{unit_id}")]
    #[token(Tenant)]
    #[response(data = "unit")]
    #[rate_limit("1000/min", "50/s")]
    #[scope("contact:unit:readonly")]
    #[docs("https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/contact-v3/unit/get")]
    async fn get(
        &self,
        /// The unit.
        #[path]
        unit_id: &str,
    ) -> Result<Unit>;

    /// Lists the units of the tenant.
    #[get("/unit")]
    #[token(Tenant)]
    #[page("unitlist")]
    #[rate_limit("1000/min", "50/s")]
    #[scope("contact:unit:readonly")]
    #[docs("https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/contact-v3/unit/list")]
    async fn list(
        &self,
        /// How many units a page holds, at most 100; the platform assumes 50.
        #[query]
        page_size: Option<u32>,
        /// Where to go on: the page token of the page before.
        #[query]
        page_token: Option<&str>,
    ) -> Result<Page<Unit>>;

    /// Lists the departments that belong to a unit.
    #[get("/unit/list_department")]
    #[token(Tenant)]
    #[page("departmentlist")]
    #[rate_limit("1000/min", "50/s")]
    #[scope("contact:unit:readonly")]
    #[docs(
        "https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/contact-v3/unit/list_department"
    )]
    async fn list_department(
        &self,
        /// The unit.
        #[query]
        unit_id: &str,
        /// How the ids in the reply are meant; the platform assumes `open_department_id`.
        #[query]
        department_id_type: Option<DepartmentIdType>,
        /// Where to go on: the page token of the page before.
        #[query]
        page_token: Option<&str>,
        /// How many departments a page holds, at most 100; the platform assumes 50.
        #[query]
        page_size: Option<u32>,
    ) -> Result<Page<UnitDepartment>>;

    /// Deletes a unit. One of a type that other products refer to is refused (43057).
    #[delete("/unit/{unit_id}")]
    #[token(Tenant)]
    #[rate_limit("20/s")]
    #[scope("contact:unit")]
    #[docs(
        "https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/contact-v3/unit/delete"
    )]
    async fn delete(
        &self,
        /// The unit.
        #[path]
        unit_id: &str,
    ) -> Result<()>;
}

/// A unit.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Unit {
    /// The unit.
    pub unit_id: Option<String>,
    /// The name.
    pub name: Option<String>,
    /// What kind of unit it is, in the tenant's own words.
    pub unit_type: Option<String>,
}

/// A department that belongs to a unit.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct UnitDepartment {
    /// The unit.
    pub unit_id: Option<String>,
    /// The department, by an id of the kind that was asked for.
    pub department_id: Option<String>,
}
