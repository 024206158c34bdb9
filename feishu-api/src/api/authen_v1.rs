//! Users who have logged in, version 1.

mod user_info;

pub use user_info::*;

use crate::Endpoint;

/// The endpoints of the service, by resource.
pub(super) const ENDPOINTS: &[&[&Endpoint]] = &[UserInfoApiClient::ENDPOINTS];
