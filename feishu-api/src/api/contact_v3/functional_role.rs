use crate::prelude::*;

/// Roles that a tenant gives to users, as approvals ask for them. Who has a role is said by
/// [`FunctionalRoleMemberApi`](super::FunctionalRoleMemberApi).
///
/// No endpoint lists roles: keep the id that [`create`](FunctionalRoleApi::create) answers with.
#[feishu_api(path = "/contact/v3")]
pub trait FunctionalRoleApi {
    /// Adds a role, and answers with its id. A tenant has at most 500 (41208).
    #[post("/functional_roles")]
    #[token(Tenant)]
    #[response(data = "role_id")]
    #[rate_limit("100/min")]
    #[scope("contact:functional_role")]
    #[docs(
        "https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/contact-v3/functional_role/create"
    )]
    async fn create(
        &self,
        /// The name, from 1 to 50 characters and unique in the tenant (41201).
        #[field]
        role_name: &str,
    ) -> Result<String>;

    /// Gives a role another name. The platform's own roles keep theirs (41213).
    #[put("/functional_roles/{role_id}")]
    #[token(Tenant)]
    #[rate_limit("100/min")]
    #[scope("contact:functional_role")]
    #[docs(
        "https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/contact-v3/functional_role/update"
    )]
    async fn update(
        &self,
        /// The role.
        #[path]
        role_id: &str,
        /// The new name, from 1 to 50 characters and unique in the tenant (41201).
        #[field]
        role_name: &str,
    ) -> Result<()>;

    /// Removes a role. One that has members stays (41206).
    #[delete("/functional_roles/{role_id}")]
    #[token(Tenant)]
    #[rate_limit("100/min")]
    #[scope("contact:functional_role")]
    #[docs(
        "https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/contact-v3/functional_role/delete"
    )]
    async fn delete(
        &self,
        /// The role.
        #[path]
        role_id: &str,
    ) -> Result<()>;
}
