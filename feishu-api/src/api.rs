//! The platform's endpoints: one module for each service and version, one file for each resource.

#[cfg(feature = "acs")]
pub mod acs_v1;
pub mod auth_v3;
pub mod authen_v1;
pub mod authen_v2;
#[cfg(feature = "bot")]
pub mod bot_v3;
#[cfg(feature = "contact")]
pub mod contact_v3;
#[cfg(feature = "im")]
pub mod im_v1;
#[cfg(feature = "jssdk")]
pub mod jssdk;
#[cfg(feature = "mina")]
pub mod mina_v2;
#[cfg(feature = "passport")]
pub mod passport_v1;
#[cfg(feature = "search")]
pub mod search_v1;

use crate::endpoint::Endpoint;

/// Every endpoint that is shipped, by service and resource.
pub(crate) const ENDPOINTS: &[&[&[&Endpoint]]] = &[
    #[cfg(feature = "acs")]
    acs_v1::ENDPOINTS,
    auth_v3::ENDPOINTS,
    authen_v1::ENDPOINTS,
    authen_v2::ENDPOINTS,
    #[cfg(feature = "bot")]
    bot_v3::ENDPOINTS,
    #[cfg(feature = "contact")]
    contact_v3::ENDPOINTS,
    #[cfg(feature = "im")]
    im_v1::ENDPOINTS,
    #[cfg(feature = "jssdk")]
    jssdk::ENDPOINTS,
    #[cfg(feature = "mina")]
    mina_v2::ENDPOINTS,
    #[cfg(feature = "passport")]
    passport_v1::ENDPOINTS,
    #[cfg(feature = "search")]
    search_v1::ENDPOINTS,
];
