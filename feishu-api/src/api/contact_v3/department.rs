use serde::{Deserialize, Serialize};

use super::EmployeeType;
use crate::open_enum;
use crate::prelude::*;
use crate::types::{ChatId, DepartmentId, I18nName, OpenDepartmentId, null_as_empty, number};

/// Departments of the directory.
///
/// What changes departments takes the app's token, and [`search`](DepartmentApi::search) a user's:
/// no client implements the trait as a whole.
#[feishu_api(path = "/contact/v3")]
pub trait DepartmentApi {
    /// Creates a department.
    ///
    /// A department directly below the root needs an app that may see all members. A tenant has at
    /// most 30,000 departments in at most 25 levels, a department at most 1,000 directly below it.
    #[post("/departments")]
    #[token(Tenant)]
    #[response(data = "department")]
    #[rate_limit("1000/min", "50/s")]
    #[codes(retry(43024))]
    #[scope("contact:contact")]
    #[docs(
        "https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/contact-v3/department/create"
    )]
    async fn create(
        &self,
        /// The name, unique in the tenant and without a slash.
        #[field]
        name: &str,
        /// The department above it; `0` is the root.
        #[field]
        parent_department_id: &str,
        /// How user ids are meant; the platform assumes `open_id`.
        #[query]
        user_id_type: Option<UserIdType>,
        /// How department ids are meant; the platform assumes `open_department_id`.
        #[query]
        department_id_type: Option<DepartmentIdType>,
        /// Makes a repeated call safe: with the same token and body it creates one department. The
        /// same token with another body is refused (40021).
        #[query(key)]
        client_token: Option<&str>,
        /// The name in several languages, unique in the tenant and without a slash.
        #[field]
        i18n_name: Option<&I18nName>,
        /// The id that the tenant gives it, at most 64 characters and not beginning with `od-`; the
        /// platform makes one if it is not set.
        #[field]
        department_id: Option<&str>,
        /// Its leader.
        #[field]
        leader_user_id: Option<&str>,
        /// Its place among the departments beside it: a whole number, as a text, that no other
        /// department has. A lower one stands first; the platform assumes the last place.
        #[field]
        order: Option<&str>,
        /// The unit that it belongs to; at most one for now.
        #[field]
        unit_ids: Option<&[&str]>,
        /// Whether it gets a chat of its own, with its name and its leader as the owner; the
        /// platform assumes that it does not.
        #[field]
        create_group_chat: Option<bool>,
        /// Its leaders, exactly one of them the main one: the same as `leader_user_id`, if that is
        /// set too.
        #[field]
        leaders: Option<&[DepartmentLeader]>,
        /// The kinds of employment whose users join the department's chat.
        #[field]
        group_chat_employee_types: Option<&[EmployeeType]>,
        /// The users who do its human resources, at most 500.
        #[field]
        department_hrbps: Option<&[&str]>,
    ) -> Result<Department>;

    /// Changes a department: what is not set stays as it is.
    #[patch("/departments/{department_id}")]
    #[token(Tenant)]
    #[response(data = "department")]
    #[rate_limit("1000/min", "50/s")]
    #[codes(retry(43024, 43030))]
    #[scope("contact:contact")]
    #[docs(
        "https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/contact-v3/department/patch"
    )]
    async fn patch(
        &self,
        /// The department, by an id of the kind that `department_id_type` says.
        #[path]
        department_id: &str,
        /// How user ids are meant; the platform assumes `open_id`.
        #[query]
        user_id_type: Option<UserIdType>,
        /// How department ids are meant; the platform assumes `open_department_id`.
        #[query]
        department_id_type: Option<DepartmentIdType>,
        /// The name, unique in the tenant and without a slash.
        #[field]
        name: Option<&str>,
        /// The name in several languages, unique in the tenant and without a slash.
        #[field]
        i18n_name: Option<&I18nName>,
        /// The department above it; `0` is the root.
        #[field]
        parent_department_id: Option<&str>,
        /// Its leader, who becomes the main one of its leaders.
        #[field]
        leader_user_id: Option<&str>,
        /// Its place among the departments beside it: a whole number, as a text, that no other
        /// department has. A lower one stands first.
        #[field]
        order: Option<&str>,
        /// Whether it gets a chat of its own; a chat that it has is kept in any case.
        #[field]
        create_group_chat: Option<bool>,
        /// Its leaders, exactly one of them the main one: the same as `leader_user_id`, if that is
        /// set too. An empty list removes all.
        #[field]
        leaders: Option<&[DepartmentLeader]>,
        /// The kinds of employment whose users join the department's chat.
        #[field]
        group_chat_employee_types: Option<&[EmployeeType]>,
        /// The users who do its human resources, at most 500. An empty list removes all.
        #[field]
        department_hrbps: Option<&[&str]>,
    ) -> Result<Department>;

    /// Replaces what is known of a department: what is not set is cleared, but for `order` and the
    /// department's chat. [`patch`](DepartmentApi::patch) changes single fields.
    #[put("/departments/{department_id}")]
    #[token(Tenant)]
    #[response(data = "department")]
    #[rate_limit("1000/min", "50/s")]
    #[codes(retry(43024, 43030))]
    #[scope("contact:contact")]
    #[docs(
        "https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/contact-v3/department/update"
    )]
    async fn update(
        &self,
        /// The department, by an id of the kind that `department_id_type` says.
        #[path]
        department_id: &str,
        /// The name, unique in the tenant and without a slash.
        #[field]
        name: &str,
        /// The department above it; `0` is the root.
        #[field]
        parent_department_id: &str,
        /// How user ids are meant; the platform assumes `open_id`.
        #[query]
        user_id_type: Option<UserIdType>,
        /// How department ids are meant; the platform assumes `open_department_id`.
        #[query]
        department_id_type: Option<DepartmentIdType>,
        /// The name in several languages, unique in the tenant and without a slash.
        #[field]
        i18n_name: Option<&I18nName>,
        /// Its leader, who becomes the main one of its leaders.
        #[field]
        leader_user_id: Option<&str>,
        /// Its place among the departments beside it: a whole number, as a text, that no other
        /// department has. A lower one stands first; it stays as it is if it is not set.
        #[field]
        order: Option<&str>,
        /// Whether it gets a chat of its own; a chat that it has is kept in any case.
        #[field]
        create_group_chat: Option<bool>,
        /// Its leaders, exactly one of them the main one: the same as `leader_user_id`, if that is
        /// set too.
        #[field]
        leaders: Option<&[DepartmentLeader]>,
        /// The kinds of employment whose users join the department's chat; for a chat that it has,
        /// they stay as they are if they are not set.
        #[field]
        group_chat_employee_types: Option<&[EmployeeType]>,
    ) -> Result<Department>;

    /// Gives a department another `department_id`.
    #[patch("/departments/{department_id}/update_department_id")]
    #[token(Tenant)]
    #[rate_limit("1000/min", "50/s")]
    #[scope("contact:contact:update_department_id")]
    #[docs(
        "https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/contact-v3/department/update_department_id"
    )]
    async fn update_department_id(
        &self,
        /// The department, by an id of the kind that `department_id_type` says.
        #[path]
        department_id: &str,
        /// The new `department_id`, at most 128 characters, unique in the tenant and not beginning
        /// with `od-`.
        #[field]
        new_department_id: &str,
        /// How the department's id is meant; the platform assumes `open_department_id`.
        #[query]
        department_id_type: Option<DepartmentIdType>,
    ) -> Result<()>;

    /// Makes an ordinary chat of the department's own.
    #[post("/departments/unbind_department_chat")]
    #[token(Tenant)]
    #[rate_limit("20/s")]
    #[scope("contact:contact")]
    #[docs(
        "https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/contact-v3/department/unbind_department_chat"
    )]
    async fn unbind_department_chat(
        &self,
        /// The department, not the root. One without a chat of its own is refused (40020).
        #[field]
        department_id: &str,
        /// How the department's id is meant; the platform assumes `open_department_id`.
        #[query]
        department_id_type: Option<DepartmentIdType>,
    ) -> Result<()>;

    /// Reads a department.
    #[get("/departments/{department_id}")]
    #[token(Tenant, User)]
    #[response(data = "department")]
    #[rate_limit("special")]
    #[scope(
        "contact:contact.base:readonly",
        "contact:contact:access_as_app",
        "contact:contact:readonly",
        "contact:contact:readonly_as_app"
    )]
    #[docs(
        "https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/contact-v3/department/get"
    )]
    async fn get(
        &self,
        /// The department, by an id of the kind that `department_id_type` says; `0` is the root.
        #[path]
        department_id: &str,
        /// How user ids are meant; the platform assumes `open_id`.
        #[query]
        user_id_type: Option<UserIdType>,
        /// How department ids are meant; the platform assumes `open_department_id`.
        #[query]
        department_id_type: Option<DepartmentIdType>,
    ) -> Result<Department>;

    /// Reads several departments. Those that are not found are left out.
    #[get("/departments/batch")]
    #[token(Tenant, User)]
    #[response(data = "items")]
    #[rate_limit("1000/min", "50/s")]
    #[scope("contact:contact.base:readonly")]
    #[docs(
        "https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/contact-v3/department/batch"
    )]
    async fn batch(
        &self,
        /// The departments, at most 50.
        #[query]
        department_ids: &[&str],
        /// How department ids are meant; the platform assumes `open_department_id`.
        #[query]
        department_id_type: Option<DepartmentIdType>,
        /// How user ids are meant; the platform assumes `open_id`.
        #[query]
        user_id_type: Option<UserIdType>,
    ) -> Result<Vec<Department>>;

    /// Lists the departments below a department, without itself: who belongs directly to it, the
    /// root too, is asked for by [its own call](super::UserApi::find_by_department).
    ///
    /// The app has to see the department: for the root, all of the directory (40004). Below a large
    /// department the platform refuses to list all levels at once (43010): ask level by level then.
    #[get("/departments/{department_id}/children")]
    #[token(Tenant, User)]
    #[page("items")]
    #[rate_limit("1000/min", "50/s")]
    #[scope(
        "contact:contact.base:readonly",
        "contact:department.organize:readonly",
        "contact:contact:access_as_app",
        "contact:contact:readonly",
        "contact:contact:readonly_as_app"
    )]
    #[docs(
        "https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/contact-v3/department/children"
    )]
    async fn children(
        &self,
        /// The department, by an id of the kind that `department_id_type` says; `0` is the root.
        #[path]
        department_id: &str,
        /// How user ids are meant; the platform assumes `open_id`.
        #[query]
        user_id_type: Option<UserIdType>,
        /// How department ids are meant; the platform assumes `open_department_id`.
        #[query]
        department_id_type: Option<DepartmentIdType>,
        /// Whether those further below are listed, too; the platform assumes only those directly
        /// below. With a user access token at most 1,000 are found then.
        #[query]
        fetch_child: Option<bool>,
        /// How many departments a page holds, at most 50; the platform assumes 10.
        #[query]
        page_size: Option<u32>,
        /// Where to go on: the page token of the page before.
        #[query]
        page_token: Option<&str>,
    ) -> Result<Page<Department>>;

    /// Lists the departments above a department, from the one directly above it up to the highest
    /// that can be seen.
    #[get("/departments/parent")]
    #[token(Tenant, User)]
    #[page("items")]
    #[rate_limit("special")]
    #[scope(
        "contact:contact.base:readonly",
        "contact:department.organize:readonly",
        "contact:contact:access_as_app",
        "contact:contact:readonly",
        "contact:contact:readonly_as_app"
    )]
    #[docs(
        "https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/contact-v3/department/parent"
    )]
    async fn parent(
        &self,
        /// The department.
        #[query]
        department_id: &str,
        /// How user ids are meant; the platform assumes `open_id`.
        #[query]
        user_id_type: Option<UserIdType>,
        /// How department ids are meant; the platform assumes `open_department_id`.
        #[query]
        department_id_type: Option<DepartmentIdType>,
        /// Where to go on: the page token of the page before.
        #[query]
        page_token: Option<&str>,
        /// How many departments a page holds, at most 50; the platform assumes 20.
        #[query]
        page_size: Option<u32>,
    ) -> Result<Page<Department>>;

    /// Finds departments by name, among those that the user can see.
    #[post("/departments/search")]
    #[token(User)]
    #[page("items")]
    #[rate_limit("special")]
    #[idempotent]
    #[scope(
        "contact:contact.base:readonly",
        "search:department:read",
        "contact:contact:access_as_app",
        "contact:contact:readonly_as_app"
    )]
    #[docs(
        "https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/contact-v3/department/search"
    )]
    async fn search(
        &self,
        /// What the name has to match; names in other languages are not looked at.
        #[field]
        query: &str,
        /// How user ids are meant; the platform assumes `open_id`.
        #[query]
        user_id_type: Option<UserIdType>,
        /// How department ids are meant; the platform assumes `open_department_id`.
        #[query]
        department_id_type: Option<DepartmentIdType>,
        /// Where to go on: the page token of the page before.
        #[query]
        page_token: Option<&str>,
        /// How many departments a page holds, at most 50; the platform assumes 20.
        #[query]
        page_size: Option<u32>,
    ) -> Result<Page<Department>>;

    /// Deletes a department. One with members (43011) or with departments below it (43012) is
    /// refused.
    #[delete("/departments/{department_id}")]
    #[token(Tenant)]
    #[rate_limit("1000/min", "50/s")]
    #[scope("contact:contact")]
    #[docs(
        "https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/contact-v3/department/delete"
    )]
    async fn delete(
        &self,
        /// The department, by an id of the kind that `department_id_type` says.
        #[path]
        department_id: &str,
        /// How the department's id is meant; the platform assumes `open_department_id`.
        #[query]
        department_id_type: Option<DepartmentIdType>,
    ) -> Result<()>;
}

/// A department of the directory. Without the permission for a field, the platform leaves it out:
///
/// | permission | fields |
/// |---|---|
/// | none beside that of the endpoint | `open_department_id`, `leaders`, `group_chat_employee_types` |
/// | `contact:department.base:readonly` | `name`, `i18n_name`, `department_id`, `chat_id`, `status` |
/// | `contact:department.organize:readonly` | `parent_department_id`, `leader_user_id`, `order`, `unit_ids`, `member_count`, `primary_member_count` |
/// | `contact:department.hrbp:readonly` | `department_hrbps` |
///
/// The permission to read the whole directory, `contact:contact:readonly`, is that for most of them.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Department {
    /// The name.
    pub name: Option<String>,
    /// The name in several languages.
    pub i18n_name: Option<I18nName>,
    /// The department above it; `0` is the root.
    pub parent_department_id: Option<String>,
    /// The id that the tenant gives it.
    pub department_id: Option<DepartmentId>,
    /// The id that the platform gives it.
    pub open_department_id: Option<OpenDepartmentId>,
    /// Its leader.
    pub leader_user_id: Option<String>,
    /// The department's own chat.
    pub chat_id: Option<ChatId>,
    /// Its place among the departments beside it, a whole number as a text: a lower one stands
    /// first.
    pub order: Option<String>,
    /// The unit that it belongs to; at most one for now.
    #[serde(deserialize_with = "null_as_empty")]
    pub unit_ids: Vec<String>,
    /// How many users belong to it and to those below it.
    #[serde(with = "number")]
    pub member_count: Option<i64>,
    /// In what state it is.
    pub status: Option<DepartmentStatus>,
    /// Its leaders.
    #[serde(deserialize_with = "null_as_empty")]
    pub leaders: Vec<DepartmentLeader>,
    /// The kinds of employment whose users join the department's chat.
    #[serde(deserialize_with = "null_as_empty")]
    pub group_chat_employee_types: Vec<EmployeeType>,
    /// The users who do its human resources; with `contact:department.hrbp:readonly`.
    #[serde(deserialize_with = "null_as_empty")]
    pub department_hrbps: Vec<String>,
    /// How many users have it, or one below it, as their main department.
    #[serde(with = "number")]
    pub primary_member_count: Option<i64>,
}

/// In what state a department is.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct DepartmentStatus {
    /// Has been deleted.
    pub is_deleted: Option<bool>,
}

/// A leader of a department.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct DepartmentLeader {
    /// Whether the leader is the main one.
    #[serde(rename = "leaderType", skip_serializing_if = "Option::is_none", with = "number")]
    pub leader_type: Option<DepartmentLeaderType>,
    /// The user.
    #[serde(rename = "leaderID", skip_serializing_if = "Option::is_none")]
    pub leader_id: Option<String>,
}

impl DepartmentLeader {
    /// A leader, by an id of the kind that the call's `user_id_type` says.
    pub fn new(leader_type: DepartmentLeaderType, leader_id: impl Into<String>) -> Self {
        DepartmentLeader { leader_type: Some(leader_type), leader_id: Some(leader_id.into()) }
    }
}

open_enum! {
    /// What a leader is among those of a department.
    pub enum DepartmentLeaderType: i64 {
        /// The main one: there is exactly one.
        Main = 1,
        /// A deputy.
        Deputy = 2,
    }
}
