use serde::Deserialize;

use crate::open_enum;
use crate::prelude::*;
use crate::types::{null_as_empty, number};

/// Who has a role, and for which departments.
#[feishu_api(path = "/contact/v3")]
pub trait FunctionalRoleMemberApi {
    /// Gives a role to users. The answer says for each of them what came of it.
    #[post("/functional_roles/{role_id}/members/batch_create")]
    #[token(Tenant)]
    #[response(data = "results")]
    #[rate_limit("100/min")]
    #[scope("contact:functional_role")]
    #[docs(
        "https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/contact-v3/functional_role-member/batch_create"
    )]
    async fn batch_create(
        &self,
        /// The role. It has at most 1000 members (41209).
        #[path]
        role_id: &str,
        /// The users, from 1 to 100.
        #[field]
        members: &[&str],
        /// How user ids are meant; the platform assumes `open_id`.
        #[query]
        user_id_type: Option<UserIdType>,
    ) -> Result<Vec<FunctionalRoleMemberResult>>;

    /// Says which departments members of a role have it for; what was said before is replaced. The
    /// answer says for each of them what came of it.
    #[patch("/functional_roles/{role_id}/members/scopes")]
    #[token(Tenant)]
    #[response(data = "results")]
    #[rate_limit("100/min")]
    #[idempotent]
    #[scope("contact:functional_role")]
    #[docs(
        "https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/contact-v3/functional_role-member/scopes"
    )]
    async fn scopes(
        &self,
        /// The role.
        #[path]
        role_id: &str,
        /// The members, from 1 to 100.
        #[field]
        members: &[&str],
        /// The departments, from 1 to 100.
        #[field]
        departments: &[&str],
        /// How user ids are meant; the platform assumes `open_id`.
        #[query]
        user_id_type: Option<UserIdType>,
        /// How department ids are meant; the platform assumes `open_department_id`.
        #[query]
        department_id_type: Option<DepartmentIdType>,
    ) -> Result<Vec<FunctionalRoleMemberResult>>;

    /// Reads which departments a member of a role has it for.
    #[get("/functional_roles/{role_id}/members/{member_id}")]
    #[token(Tenant)]
    #[response(data = "member")]
    #[rate_limit("100/min")]
    #[scope("contact:functional_role", "contact:functional_role:readonly")]
    #[docs(
        "https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/contact-v3/functional_role-member/get"
    )]
    async fn get(
        &self,
        /// The role.
        #[path]
        role_id: &str,
        /// The user, by an id of the kind that `user_id_type` says.
        #[path]
        member_id: &str,
        /// How user ids are meant; the platform assumes `open_id`.
        #[query]
        user_id_type: Option<UserIdType>,
        /// How department ids are meant; the platform assumes `open_department_id`.
        #[query]
        department_id_type: Option<DepartmentIdType>,
    ) -> Result<FunctionalRoleMember>;

    /// Lists who has a role.
    #[get("/functional_roles/{role_id}/members")]
    #[token(Tenant)]
    #[page("members")]
    #[rate_limit("100/min")]
    #[scope("contact:functional_role", "contact:functional_role:readonly")]
    #[docs(
        "https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/contact-v3/functional_role-member/list"
    )]
    async fn list(
        &self,
        /// The role.
        #[path]
        role_id: &str,
        /// How many members a page holds, at most 100; the platform assumes 20.
        #[query]
        page_size: Option<u32>,
        /// Where to go on: the page token of the page before.
        #[query]
        page_token: Option<&str>,
        /// How user ids are meant; the platform assumes `open_id`.
        #[query]
        user_id_type: Option<UserIdType>,
        /// How department ids are meant; the platform assumes `open_department_id`.
        #[query]
        department_id_type: Option<DepartmentIdType>,
    ) -> Result<Page<FunctionalRoleMember>>;

    /// Takes a role from users. The answer says for each of them what came of it.
    #[patch("/functional_roles/{role_id}/members/batch_delete")]
    #[token(Tenant)]
    #[response(data = "result")]
    #[rate_limit("100/min")]
    #[scope("contact:functional_role")]
    #[docs(
        "https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/contact-v3/functional_role-member/batch_delete"
    )]
    async fn batch_delete(
        &self,
        /// The role.
        #[path]
        role_id: &str,
        /// The members, from 1 to 100.
        #[field]
        members: &[&str],
        /// How user ids are meant; the platform assumes `open_id`.
        #[query]
        user_id_type: Option<UserIdType>,
    ) -> Result<Vec<FunctionalRoleMemberResult>>;
}

/// Somebody who has a role.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct FunctionalRoleMember {
    /// The user's id, of the kind that was asked for.
    pub user_id: Option<String>,
    /// Whether the user has the role everywhere.
    pub scope_type: Option<FunctionalRoleScopeType>,
    /// The departments, if the user has the role for some.
    #[serde(deserialize_with = "null_as_empty")]
    pub department_ids: Vec<String>,
}

open_enum! {
    /// What a member has a role for.
    pub enum FunctionalRoleScopeType: str {
        /// For the whole tenant.
        All = "All",
        /// For some departments.
        Part = "Part",
        /// For nothing.
        None = "None",
    }
}

/// What came of giving a role to a user, or of taking it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct FunctionalRoleMemberResult {
    /// The user's id, as it was given.
    pub user_id: Option<String>,
    /// What came of it.
    #[serde(with = "number")]
    pub reason: Option<FunctionalRoleMemberReason>,
}

open_enum! {
    /// Whether something was done about a member of a role, and if not, why.
    pub enum FunctionalRoleMemberReason: i64 {
        /// It was done.
        Success = 1,
        /// The id is not one of a user.
        InvalidUserId = 2,
        /// The app may not see the user.
        NoUserAuthority = 3,
        /// The user has the role already.
        AlreadyMember = 4,
        /// The user does not have the role.
        NotMember = 5,
        /// The app may not see the departments that the user has the role for.
        NoScopeAuthority = 6,
    }
}
