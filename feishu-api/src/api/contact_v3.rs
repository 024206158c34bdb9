//! The directory, version 3.

mod custom_attr;
mod department;
mod employee_type_enum;
mod functional_role;
mod functional_role_member;
mod group;
mod group_member;
mod job_family;
mod job_level;
mod job_title;
mod scope;
mod unit;
mod user;
mod work_city;

pub use custom_attr::*;
pub use department::*;
pub use employee_type_enum::*;
pub use functional_role::*;
pub use functional_role_member::*;
pub use group::*;
pub use group_member::*;
pub use job_family::*;
pub use job_level::*;
pub use job_title::*;
pub use scope::*;
pub use unit::*;
pub use user::*;
pub use work_city::*;

use crate::Endpoint;

/// The endpoints of the service, by resource.
pub(super) const ENDPOINTS: &[&[&Endpoint]] = &[
    CustomAttrApiClient::ENDPOINTS,
    DepartmentApiClient::ENDPOINTS,
    EmployeeTypeEnumApiClient::ENDPOINTS,
    FunctionalRoleApiClient::ENDPOINTS,
    FunctionalRoleMemberApiClient::ENDPOINTS,
    GroupApiClient::ENDPOINTS,
    GroupMemberApiClient::ENDPOINTS,
    JobFamilyApiClient::ENDPOINTS,
    JobLevelApiClient::ENDPOINTS,
    JobTitleApiClient::ENDPOINTS,
    ScopeApiClient::ENDPOINTS,
    UnitApiClient::ENDPOINTS,
    UserApiClient::ENDPOINTS,
    WorkCityApiClient::ENDPOINTS,
];
