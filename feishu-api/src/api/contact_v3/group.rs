use serde::Deserialize;

use crate::open_enum;
use crate::prelude::*;
use crate::types::{null_as_empty, number};

/// User groups of the directory. Who belongs to one is said by
/// [`GroupMemberApi`](super::GroupMemberApi).
#[feishu_api(path = "/contact/v3")]
pub trait GroupApi {
    /// Adds a user group, and answers with its id. The app has to see the whole directory (42010).
    #[post("/group")]
    #[token(Tenant)]
    #[response(data = "group_id")]
    #[rate_limit("100/min")]
    #[scope("contact:group")]
    #[docs(
        "https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/contact-v3/group/create"
    )]
    async fn create(
        &self,
        /// The name, at most 100 characters and unique in the tenant (47009).
        #[field]
        name: &str,
        /// How user ids are meant; the platform assumes `open_id`.
        #[query]
        user_id_type: Option<UserIdType>,
        /// How department ids are meant.
        #[query]
        department_id_type: Option<DepartmentIdType>,
        /// What the group is for, at most 500 characters.
        #[field]
        description: Option<&str>,
        /// How users come to belong to it.
        #[field("type")]
        kind: Option<GroupType>,
        /// The group's id, at most 64 characters and unique (47005); the platform makes one if it
        /// is not set.
        #[field]
        group_id: Option<&str>,
    ) -> Result<String>;

    /// Changes a user group: what is not set stays as it is.
    #[patch("/group/{group_id}")]
    #[token(Tenant)]
    #[rate_limit("100/min")]
    #[scope("contact:group")]
    #[docs(
        "https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/contact-v3/group/patch"
    )]
    async fn patch(
        &self,
        /// The group.
        #[path]
        group_id: &str,
        /// How user ids are meant; the platform assumes `open_id`.
        #[query]
        user_id_type: Option<UserIdType>,
        /// How department ids are meant.
        #[query]
        department_id_type: Option<DepartmentIdType>,
        /// The name, at most 100 characters and unique in the tenant (47009).
        #[field]
        name: Option<&str>,
        /// What the group is for, at most 500 characters.
        #[field]
        description: Option<&str>,
    ) -> Result<()>;

    /// Reads a user group.
    #[get("/group/{group_id}")]
    #[token(Tenant)]
    #[response(data = "group")]
    #[rate_limit("1000/min", "50/s")]
    #[scope("contact:group:readonly")]
    #[docs("https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/contact-v3/group/get")]
    async fn get(
        &self,
        /// The group.
        #[path]
        group_id: &str,
        /// How user ids are meant; the platform assumes `open_id`.
        #[query]
        user_id_type: Option<UserIdType>,
        /// How department ids are meant.
        #[query]
        department_id_type: Option<DepartmentIdType>,
    ) -> Result<Group>;

    /// Lists the user groups of one kind.
    #[get("/group/simplelist")]
    #[token(Tenant)]
    #[page("grouplist")]
    #[rate_limit("1000/min", "50/s")]
    #[scope("contact:group:readonly")]
    #[docs(
        "https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/contact-v3/group/simplelist"
    )]
    async fn simplelist(
        &self,
        /// How many groups a page holds, at most 100; the platform assumes 50.
        #[query]
        page_size: Option<u32>,
        /// Where to go on: the page token of the page before.
        #[query]
        page_token: Option<&str>,
        /// Which kind; the platform assumes [`Normal`](GroupType::Normal).
        #[query("type")]
        kind: Option<GroupType>,
    ) -> Result<Page<Group>>;

    /// Lists the ids of the user groups that a user belongs to.
    #[get("/group/member_belong")]
    #[token(Tenant)]
    #[page("group_list")]
    #[rate_limit("1000/min", "50/s")]
    #[scope("contact:group:readonly")]
    #[docs(
        "https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/contact-v3/group/member_belong"
    )]
    async fn member_belong(
        &self,
        /// The user, by an id of the kind that `member_id_type` says.
        #[query]
        member_id: &str,
        /// How the user's id is meant; the platform assumes `open_id`.
        #[query]
        member_id_type: Option<UserIdType>,
        /// Which kind of groups.
        #[query]
        group_type: Option<GroupType>,
        /// How many groups a page holds, from 1 to 1000; the platform assumes 500.
        #[query]
        page_size: Option<u32>,
        /// Where to go on: the page token of the page before.
        #[query]
        page_token: Option<&str>,
    ) -> Result<Page<String>>;

    /// Removes a user group. One that has members stays (42017).
    #[delete("/group/{group_id}")]
    #[token(Tenant)]
    #[rate_limit("100/min")]
    #[scope("contact:group")]
    #[docs(
        "https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/contact-v3/group/delete"
    )]
    async fn delete(
        &self,
        /// The group.
        #[path]
        group_id: &str,
    ) -> Result<()>;
}

/// A user group.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Group {
    /// The group.
    pub id: Option<String>,
    /// The name.
    pub name: Option<String>,
    /// What the group is for.
    pub description: Option<String>,
    /// How many of its members are users.
    #[serde(with = "number")]
    pub member_user_count: Option<i64>,
    /// How many of its members are departments; a dynamic group has none.
    #[serde(with = "number")]
    pub member_department_count: Option<i64>,
    /// How users come to belong to it.
    #[serde(rename = "type", with = "number")]
    pub kind: Option<GroupType>,
    /// The departments that the group is for; in [lists](GroupApi::simplelist).
    #[serde(deserialize_with = "null_as_empty")]
    pub department_scope_list: Vec<String>,
    /// The id that the tenant gave the group; in [lists](GroupApi::simplelist).
    pub group_id: Option<String>,
}

open_enum! {
    /// How users come to belong to a user group.
    pub enum GroupType: i64 {
        /// They are added.
        Normal = 1,
        /// By rules about them.
        Dynamic = 2,
    }
}
