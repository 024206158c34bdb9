//! Logins of mini programs, version 2.

mod login;

pub use login::*;

use crate::Endpoint;

/// The endpoints of the service, by resource.
pub(super) const ENDPOINTS: &[&[&Endpoint]] = &[LoginApiClient::ENDPOINTS];
