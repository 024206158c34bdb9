//! The directory, version 3.

mod functional_role;
mod functional_role_member;
mod group;
mod group_member;
mod user;

pub use functional_role::*;
pub use functional_role_member::*;
pub use group::*;
pub use group_member::*;
pub use user::*;

use crate::Endpoint;

/// The endpoints of the service, by resource.
pub(super) const ENDPOINTS: &[&[&Endpoint]] = &[
    FunctionalRoleApiClient::ENDPOINTS,
    FunctionalRoleMemberApiClient::ENDPOINTS,
    GroupApiClient::ENDPOINTS,
    GroupMemberApiClient::ENDPOINTS,
    UserApiClient::ENDPOINTS,
];
