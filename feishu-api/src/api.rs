//! The platform's endpoints: one module for each service and version, one file for each resource.

pub mod acs_v1;
pub mod auth_v3;
pub mod authen_v1;
pub mod authen_v2;
pub mod contact_v3;
pub mod jssdk;
pub mod mina_v2;
pub mod passport_v1;
pub mod search_v1;

use crate::endpoint::Endpoint;

/// Every endpoint that is shipped.
pub(crate) const ENDPOINTS: &[&[&Endpoint]] = &[
    acs_v1::UserApiClient::ENDPOINTS,
    auth_v3::AuthApiClient::ENDPOINTS,
    authen_v1::UserInfoApiClient::ENDPOINTS,
    authen_v2::OauthApiClient::ENDPOINTS,
    contact_v3::UserApiClient::ENDPOINTS,
    jssdk::TicketApiClient::ENDPOINTS,
    mina_v2::LoginApiClient::ENDPOINTS,
    passport_v1::SessionApiClient::ENDPOINTS,
    search_v1::UserApiClient::ENDPOINTS,
];
