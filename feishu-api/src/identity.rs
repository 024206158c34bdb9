//! As whom a request is sent, at compile time and at run time.
//!
//! A [`Client`](crate::Client) has its identity as a type: [`AsApp`] or [`AsUser`]. A declared
//! endpoint asks for what it takes with a bound, so that a call which the platform would refuse
//! does not compile:
//!
//! ```compile_fail,E0277
//! use feishu_api::prelude::*;
//! use feishu_api::authen_v1::UserInfoApiClient;
//!
//! fn user_info(client: &Client) {
//!     // The endpoint takes a user's token, and this client is the app.
//!     let call = UserInfoApiClient::new(client).get();
//! }
//! ```
//!
//! ```
//! use feishu_api::prelude::*;
//! use feishu_api::authen_v1::UserInfoApiClient;
//!
//! fn user_info(client: &Client, user_access_token: &str) {
//!     let call = UserInfoApiClient::new(&client.as_user(user_access_token)).get();
//! }
//! ```
//!
//! Code that is generic over the identity repeats the bound of what it calls:
//!
//! ```
//! use feishu_api::contact_v3::{User, UserApiClient};
//! use feishu_api::identity::{Carries, Tenant, User as UserToken};
//! use feishu_api::prelude::*;
//!
//! async fn name<I>(client: &Client<I>, user_id: &str) -> Result<Option<String>>
//! where
//!     I: Carries<(Tenant, UserToken)>,
//! {
//!     Ok(UserApiClient::new(client).get(user_id).await?.name)
//! }
//! ```

use std::fmt;
use std::sync::Arc;

use http::HeaderValue;

use crate::error::Error;
use crate::token::{Session, TenantOf};

/// The app itself: sends tenant and app access tokens, which the client fetches and renews.
#[derive(Debug, Clone, Copy)]
pub enum AsApp {}

/// A user who has logged in: sends that user's access token.
#[derive(Debug, Clone, Copy)]
pub enum AsUser {}

/// Stands for `tenant_access_token` in a bound.
#[derive(Debug, Clone, Copy)]
pub enum Tenant {}

/// Stands for `user_access_token` in a bound.
#[derive(Debug, Clone, Copy)]
pub enum User {}

/// Stands for `app_access_token` in a bound.
#[derive(Debug, Clone, Copy)]
pub enum App {}

/// An identity that carries at least one kind of token in `Kinds`: `(Tenant,)`, `(Tenant, User)`,
/// always in the order [`Tenant`], [`User`], [`App`].
#[diagnostic::on_unimplemented(
    message = "this endpoint does not take the tokens of a `Client<{Self}>`: it takes `{Kinds}`",
    label = "sent as `{Self}`, but only `{Kinds}` is taken",
    note = "if it takes a user's token, make the client with `client.as_user(user_access_token)`",
    note = "if it takes a tenant or app token, use the app's own client: the `Client` that `as_user` was called on",
    note = "a trait as a whole takes what all of its methods take: methods for the app and methods for users go into two traits",
    note = "in generic code, write the bound that the endpoint has: `I: Carries<{Kinds}>`"
)]
pub trait Carries<Kinds>: sealed::Sealed {}

#[diagnostic::do_not_recommend]
impl Carries<(Tenant,)> for AsApp {}
#[diagnostic::do_not_recommend]
impl Carries<(App,)> for AsApp {}
#[diagnostic::do_not_recommend]
impl Carries<(Tenant, App)> for AsApp {}
#[diagnostic::do_not_recommend]
impl Carries<(Tenant, User)> for AsApp {}
#[diagnostic::do_not_recommend]
impl Carries<(User, App)> for AsApp {}
#[diagnostic::do_not_recommend]
impl Carries<(Tenant, User, App)> for AsApp {}

#[diagnostic::do_not_recommend]
impl Carries<(User,)> for AsUser {}
#[diagnostic::do_not_recommend]
impl Carries<(Tenant, User)> for AsUser {}
#[diagnostic::do_not_recommend]
impl Carries<(User, App)> for AsUser {}
#[diagnostic::do_not_recommend]
impl Carries<(Tenant, User, App)> for AsUser {}

mod sealed {
    pub trait Sealed {}
    impl Sealed for super::AsApp {}
    impl Sealed for super::AsUser {}
}

/// The identity of one client at run time.
#[derive(Clone)]
pub(crate) enum Identity {
    App,
    /// The app in a tenant.
    Tenant(TenantOf),
    /// The `Authorization` value; nothing if the token cannot stand in a header.
    User(Option<HeaderValue>),
    /// A user whose token is refreshed.
    Session(Arc<Session>),
}

impl Identity {
    pub(crate) fn user(token: &str) -> Identity {
        Identity::User(Some(token).filter(|token| !token.is_empty()).and_then(bearer))
    }

    pub(crate) fn tenant(&self) -> Option<&TenantOf> {
        match self {
            Identity::Tenant(tenant) => Some(tenant),
            _ => None,
        }
    }
}

impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Identity::App => "app",
            Identity::Tenant(tenant) => return tenant.fmt(f),
            Identity::User(_) | Identity::Session(_) => "user",
        })
    }
}

/// The value of `Authorization` for a token; nothing if the token cannot stand in a header.
pub(crate) fn bearer(token: &str) -> Option<HeaderValue> {
    let mut value = HeaderValue::try_from(format!("Bearer {token}")).ok()?;
    value.set_sensitive(true);
    Some(value)
}

/// What a call answers whose user token cannot be sent.
pub(crate) fn unusable_user_token() -> Error {
    Error::argument("the user access token is empty or has characters that a header cannot hold")
}
