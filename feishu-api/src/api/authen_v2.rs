//! Logins of users, version 2.

mod oauth;

pub use oauth::*;

use crate::Endpoint;

/// The endpoints of the service, by resource.
pub(super) const ENDPOINTS: &[&[&Endpoint]] = &[OauthApiClient::ENDPOINTS];
