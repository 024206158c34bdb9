//! Access tokens, version 3. The client calls these endpoints by itself.

mod auth;

pub use auth::*;

use crate::Endpoint;

/// The endpoints of the service, by resource.
pub(super) const ENDPOINTS: &[&[&Endpoint]] = &[AuthApiClient::ENDPOINTS];
