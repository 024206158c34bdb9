//! Bots, version 3.

mod info;

pub use info::*;

use crate::Endpoint;

/// The endpoints of the service, by resource.
pub(super) const ENDPOINTS: &[&[&Endpoint]] = &[InfoApiClient::ENDPOINTS];
