//! Messages and chats, version 1.

mod message;
mod message_content;

pub use message::*;
pub use message_content::*;

use crate::Endpoint;

/// The endpoints of the service, by resource.
pub(super) const ENDPOINTS: &[&[&Endpoint]] = &[MessageApiClient::ENDPOINTS];
