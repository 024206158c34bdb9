//! The JavaScript SDK of web apps.

mod ticket;

pub use ticket::*;

use crate::Endpoint;

/// The endpoints of the service, by resource.
pub(super) const ENDPOINTS: &[&[&Endpoint]] = &[TicketApiClient::ENDPOINTS];
