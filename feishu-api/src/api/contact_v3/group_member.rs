use serde::{Deserialize, Serialize};

use crate::open_enum;
use crate::prelude::*;
use crate::types::number;

/// Who belongs to a user group. To a dynamic one nobody can be added.
#[feishu_api(path = "/contact/v3")]
pub trait GroupMemberApi {
    /// Adds a member to a user group; one who belongs to it already is refused (42005).
    #[post("/group/{group_id}/member/add")]
    #[token(Tenant)]
    #[rate_limit("1000/min", "50/s")]
    #[scope("contact:group")]
    #[docs(
        "https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/contact-v3/group-member/add"
    )]
    async fn add(
        &self,
        /// The group.
        #[path]
        group_id: &str,
        /// What the member is; the platform takes users only.
        #[field]
        member_type: GroupMemberType,
        /// How the user's id is meant.
        #[field]
        member_id_type: UserIdType,
        /// The user.
        #[field]
        member_id: &str,
    ) -> Result<()>;

    /// Adds members to a user group. The answer says for each of them what came of it.
    ///
    /// ```
    /// use feishu_api::contact_v3::{GroupMember, GroupMemberApiClient};
    /// use feishu_api::prelude::*;
    ///
    /// async fn invite(client: &Client, group_id: &str) -> Result<()> {
    ///     let members = GroupMemberApiClient::new(client);
    ///     let guests = ["ou_1", "ou_2"].map(|id| GroupMember::user(UserIdType::OpenId, id));
    ///     for result in members.batch_add(group_id, &guests).await? {
    ///         println!("{:?}: {:?}", result.member_id, result.code);
    ///     }
    ///     Ok(())
    /// }
    /// ```
    #[post("/group/{group_id}/member/batch_add")]
    #[token(Tenant)]
    #[response(data = "results")]
    #[rate_limit("100/min")]
    #[scope("contact:group")]
    #[docs(
        "https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/contact-v3/group-member/batch_add"
    )]
    async fn batch_add(
        &self,
        /// The group.
        #[path]
        group_id: &str,
        /// The members, from 1 to 100.
        #[field]
        members: &[GroupMember],
    ) -> Result<Vec<GroupMemberResult>>;

    /// Lists who belongs to a user group: its users, or its departments.
    #[get("/group/{group_id}/member/simplelist")]
    #[token(Tenant)]
    #[page("memberlist")]
    #[rate_limit("1000/min", "50/s")]
    #[scope("contact:group:readonly")]
    #[docs(
        "https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/contact-v3/group-member/simplelist"
    )]
    async fn simplelist(
        &self,
        /// The group.
        #[path]
        group_id: &str,
        /// How many members a page holds, at most 100; the platform assumes 50.
        #[query]
        page_size: Option<u32>,
        /// Where to go on: the page token of the page before.
        #[query]
        page_token: Option<&str>,
        /// How the ids in the reply are meant; the platform assumes `open_id`. It has to fit
        /// `member_type` (41072).
        #[query]
        member_id_type: Option<GroupMemberIdType>,
        /// Whether users or departments are listed; the platform assumes users.
        #[query]
        member_type: Option<GroupMemberType>,
    ) -> Result<Page<GroupMember>>;

    /// Removes a member from a user group.
    #[post("/group/{group_id}/member/remove")]
    #[token(Tenant)]
    #[rate_limit("1000/min", "50/s")]
    #[idempotent]
    #[scope("contact:group")]
    #[docs(
        "https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/contact-v3/group-member/remove"
    )]
    async fn remove(
        &self,
        /// The group.
        #[path]
        group_id: &str,
        /// What the member is; the platform takes users only.
        #[field]
        member_type: GroupMemberType,
        /// How the user's id is meant.
        #[field]
        member_id_type: UserIdType,
        /// The user.
        #[field]
        member_id: &str,
    ) -> Result<()>;

    /// Removes members from a user group.
    ///
    /// With an error of class [`Partial`](crate::ErrorClass::Partial), some *were* removed:
    /// [`simplelist`](Self::simplelist) says who is left.
    #[post("/group/{group_id}/member/batch_remove")]
    #[token(Tenant)]
    #[rate_limit("100/min")]
    #[idempotent]
    #[codes(partial(40022))]
    #[scope("contact:group")]
    #[docs(
        "https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/contact-v3/group-member/batch_remove"
    )]
    async fn batch_remove(
        &self,
        /// The group.
        #[path]
        group_id: &str,
        /// The members, from 1 to 100.
        #[field]
        members: &[GroupMember],
    ) -> Result<()>;
}

/// A member of a user group.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct GroupMember {
    /// The member.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub member_id: Option<String>,
    /// What the member is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub member_type: Option<GroupMemberType>,
    /// How `member_id` is meant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub member_id_type: Option<GroupMemberIdType>,
}

impl GroupMember {
    /// A user, and how the id is meant.
    pub fn user(member_id_type: UserIdType, member_id: impl Into<String>) -> Self {
        GroupMember {
            member_id: Some(member_id.into()),
            member_type: Some(GroupMemberType::User),
            member_id_type: Some(member_id_type.as_str().into()),
        }
    }
}

open_enum! {
    /// What a member of a user group is.
    pub enum GroupMemberType: str {
        /// A user.
        User = "user",
        /// A department.
        Department = "department",
    }
}

open_enum! {
    /// How the id of a member of a user group is meant.
    pub enum GroupMemberIdType: str {
        /// A user, by the id in this app.
        OpenId = "open_id",
        /// A user, by the id over all apps of one developer.
        UnionId = "union_id",
        /// A user, by the id in the tenant.
        UserId = "user_id",
        /// A department.
        DepartmentId = "department_id",
    }
}

/// What came of adding a member to a user group.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct GroupMemberResult {
    /// The member's id, as it was given.
    pub member_id: Option<String>,
    /// 0 if the member was added, else the code of the error.
    #[serde(with = "number")]
    pub code: Option<i64>,
}
