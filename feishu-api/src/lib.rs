//! Declare a [Feishu](https://open.feishu.cn) / [Lark](https://open.larksuite.com) endpoint as a
//! trait method, and call it.
//!
//! Endpoints of the platform are shipped:
//!
//! ```no_run
//! use feishu_api::contact_v3::UserApiClient;
//! use feishu_api::prelude::*;
//!
//! #[tokio::main]
//! async fn main() -> Result<()> {
//!     let client = Client::from_env()?; // FEISHU_APP_ID and FEISHU_APP_SECRET
//!     let users = UserApiClient::new(&client);
//!     let user = users.get("ou_4f1c09d7").user_id_type(UserIdType::OpenId).await?;
//!     println!("{}", user.name.as_deref().unwrap_or("name not visible"));
//!     Ok(())
//! }
//! ```
//!
//! Others are declared:
//!
//! ```
//! use feishu_api::prelude::*;
//!
//! /// Orders of the company's canteen.
//! #[feishu_api(path = "/canteen/v1")]
//! pub trait OrderApi {
//!     /// Reads an order.
//!     #[get("/orders/{order_id}")]
//!     #[token(Tenant)]
//!     async fn get(
//!         &self,
//!         /// The order.
//!         #[path] order_id: &str,
//!         /// The language of the dishes' names.
//!         #[query] lang: Option<&str>,
//!     ) -> Result<Order>;
//! }
//!
//! /// An order.
//! #[derive(Debug, Default, serde::Deserialize)]
//! pub struct Order {
//!     /// What was ordered.
//!     pub dish: Option<String>,
//! }
//!
//! async fn dish(client: &Client) -> Result<Option<String>> {
//!     let order = OrderApiClient::new(client).get("o_1").lang("en").await?;
//!     Ok(order.dish)
//! }
//! ```
//!
//! - The [`guide`] goes through what a program does, page by page: begin with the [first
//!   call](guide::first_call), or with what you [come from](guide::coming_from).
//! - [`feishu_api`](macro@feishu_api) is the manual of the attribute.
//! - [`Client`] says where calls go and as whom; [`identity`] how that is checked by the compiler.
//! - The platform's endpoints are in a module for each service and version: [`contact_v3`],
//!   [`passport_v1`] and so on; [`endpoints`] lists them.
//! - [`Error`] is what comes out of a call that failed, and [`ErrorClass`] what to do about it.
//! - [`RetryPolicy`] says what is repeated; [`Observer`] sees how calls end.
#![cfg_attr(feature = "testing", doc = "- [`testing`] is a mock of the platform, for your tests.")]
//! - [`Client::raw`] calls what is not declared.
//!
//! # Features
//!
//! - `rustls` (default): TLS by rustls with *ring* and the system's certificates.
//! - `rustls-no-provider`: TLS by rustls with the crypto provider that the process has installed.
//! - `native-tls`: TLS by the operating system.
//! - `contact`, `im`, `acs`, `bot`, `jssdk`, `mina`, `passport`, `search` (all default): the endpoints of a service
//!   of the platform.
//! - `redis`: access tokens and limits in a Redis, for a fleet of processes.
//! - `testing`: a mock of the platform, in memory and by HTTP.
//!
//! A crate that has no serde of its own derives for its models with `feishu_api::serde` and
//! `#[serde(crate = "feishu_api::serde")]`.
#![cfg_attr(docsrs, feature(doc_cfg))]
#![warn(clippy::print_stdout, clippy::print_stderr, clippy::unwrap_used)]

// The shipped endpoints are declared with the same macro as yours, and it names this crate.
extern crate self as feishu_api;

mod api;
mod body;
mod call;
mod client;
mod encode;
mod endpoint;
mod error;
mod events;
mod file;
#[cfg(fuzzing)]
#[doc(hidden)]
pub mod fuzzing;
// Documentation: a program has nothing of it. Its examples need the mock.
#[cfg(all(doc, any(not(doctest), feature = "testing")))]
#[cfg_attr(docsrs, doc(auto_cfg = false))]
pub mod guide;
pub mod identity;
mod incoming;
mod limit;
mod oauth;
mod observe;
mod page;
mod raw;
#[cfg(feature = "redis")]
mod redis;
mod reply;
mod response;
mod retry;
#[cfg(feature = "testing")]
pub mod testing;
mod token;
mod transport;
pub mod types;

#[cfg(feature = "acs")]
pub use crate::api::acs_v1;
pub use crate::api::auth_v3;
pub use crate::api::authen_v1;
pub use crate::api::authen_v2;
#[cfg(feature = "bot")]
pub use crate::api::bot_v3;
#[cfg(feature = "contact")]
pub use crate::api::contact_v3;
#[cfg(feature = "im")]
pub use crate::api::im_v1;
#[cfg(feature = "jssdk")]
pub use crate::api::jssdk;
#[cfg(feature = "mina")]
pub use crate::api::mina_v2;
#[cfg(feature = "passport")]
pub use crate::api::passport_v1;
#[cfg(feature = "search")]
pub use crate::api::search_v1;
pub use crate::body::ToContent;
pub use crate::call::EndpointCall;
pub use crate::client::{Client, ClientBuilder, Region};
pub use crate::encode::{ParamValues, ToParam};
pub use crate::endpoint::{
    Endpoint, Paging, PagingStyle, PayloadPlace, RateLimit, TokenKind, TokenPlace,
};
pub use crate::error::{Error, ErrorClass, ErrorKind, FieldViolation, Result};
pub use crate::events::{Event, EventStream};
pub use crate::file::{ByteRange, ContentRange, Download, File, PartValues, Progress, ToPart};
pub use crate::identity::{AsApp, AsUser, Carries};
pub use crate::limit::LimitStore;
pub use crate::oauth::{AuthorizeUrl, ExchangeCode, Login, UserTokens};
pub use crate::observe::{AttemptEnd, CallEnd, Observer, Outcome};
pub use crate::page::{ItemStream, Page, PageStream};
pub use crate::raw::RawCall;
#[cfg(feature = "redis")]
pub use crate::redis::RedisStore;
pub use crate::reply::Payload;
pub use crate::response::{Response, ResponseFuture, SendFuture};
pub use crate::retry::RetryPolicy;
pub use crate::token::{
    MemoryStore, Rotation, StoreError, StoreFuture, StoredToken, TokenStore, UserSession,
};
pub use crate::transport::http_client;
pub use bytes::Bytes;
#[doc(inline)]
pub use feishu_macros::ToParam;
pub use http::{HeaderMap, Method, StatusCode};
pub use reqwest;
pub use secrecy::{ExposeSecret, SecretString};
pub use serde;
pub use serde_json;

#[doc = include_str!("attribute.md")]
pub use feishu_macros::feishu_api;

/// The examples of the README, compiled.
#[cfg(all(doctest, feature = "redis", feature = "testing"))]
#[doc = include_str!("../README.md")]
struct Readme;

/// Every endpoint that the crate ships.
///
/// ```
/// for endpoint in feishu_api::endpoints() {
///     println!("{}.{}\t{endpoint}", endpoint.api, endpoint.name);
/// }
/// ```
pub fn endpoints() -> impl Iterator<Item = &'static Endpoint> {
    api::ENDPOINTS.iter().copied().flatten().copied().flatten().copied()
}

/// What a declaration and a call need.
pub mod prelude {
    pub use crate::types::{DepartmentIdType, UserIdType};
    pub use crate::{
        AsApp, AsUser, Bytes, Client, Download, Error, EventStream, File, Page, Result, ToParam,
    };
    // By its own path: `crate::feishu_api` is also this crate's name for itself.
    #[doc(no_inline)]
    pub use feishu_macros::feishu_api;
}

/// What generated code needs.
#[doc(hidden)]
pub mod __private {
    pub use crate::call::{Call, EndpointCall};
    pub use crate::client::Client;
    pub use crate::encode::idempotency_key;
    pub use crate::endpoint::{Endpoint, PagingStyle, RateLimit, TokenKind, TokenPlace};
    pub use crate::error::ErrorClass;
    pub use crate::identity::{App, AsApp, AsUser, Carries, Tenant, User};
    pub use crate::page::{ItemStream, PageStream};
    pub use crate::response::{ResponseFuture, SendFuture};
    pub use crate::retry::RetryPolicy;
    pub use crate::types::read_text;
    pub use http::Method;
    pub use serde;
    pub use serde_json;
    pub use std::string::String;
}
