//! Search, version 1.

mod user;

pub use user::*;

use crate::Endpoint;

/// The endpoints of the service, by resource.
pub(super) const ENDPOINTS: &[&[&Endpoint]] = &[UserApiClient::ENDPOINTS];
