//! Login sessions, version 1.

mod session;

pub use session::*;

use crate::Endpoint;

/// The endpoints of the service, by resource.
pub(super) const ENDPOINTS: &[&[&Endpoint]] = &[SessionApiClient::ENDPOINTS];
