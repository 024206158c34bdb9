//! A declared endpoint, as data.

use std::fmt;
use std::time::Duration;

use http::Method;

use crate::error::ErrorClass;

/// What a declaration says of an endpoint: a constant of each generated call
/// (`UserGetCall::ENDPOINT`) and of each client (`UserApiClient::ENDPOINTS`).
///
/// Prints as its verb and path template: `GET /contact/v3/users/{user_id}`.
#[derive(Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Endpoint {
    /// The module of the trait: `feishu_api::contact_v3::user`.
    pub module: &'static str,
    /// The trait: `UserApi`.
    pub api: &'static str,
    /// The method of the trait: `get`.
    pub name: &'static str,
    /// The generated call: `UserGetCall`.
    pub call: &'static str,
    /// The request method.
    pub method: Method,
    /// The path template, relative to `/open-apis`; an absolute URL if the declaration names a host.
    pub path: &'static str,
    /// The kinds of access token that the endpoint takes; empty if it takes none.
    pub tokens: &'static [TokenKind],
    /// The credential that is sent beside the token, by the name that the client has it under.
    pub credential: Option<&'static str>,
    /// Permissions, any one of which is needed.
    pub scopes: &'static [&'static str],
    /// The documented limits, which hold for each endpoint, app and tenant.
    pub rate_limits: &'static [RateLimit],
    /// What the endpoint's own codes mean. Those that mean the same everywhere are not among them: see
    /// [`ErrorClass`].
    pub codes: &'static [(i64, ErrorClass)],
    /// Whether the endpoint is declared safe to repeat although its verb is not.
    pub idempotent: bool,
    /// The parameter that takes an idempotency key: a call that is repeated with the same key is
    /// carried out once. One that is not set is made for each call.
    pub idempotency_key: Option<&'static str>,
    /// The time allowed for a call, where it is not the client's.
    pub timeout: Option<Duration>,
    /// Where in a reply the payload lies.
    pub payload: PayloadPlace,
    /// What a page of results calls its parts, for a paged list.
    pub paging: Option<Paging>,
    /// The platform's page about the endpoint.
    pub docs: Option<&'static str>,
}

impl Endpoint {
    /// The path of the endpoint's URL, with its placeholders.
    pub(crate) fn url_path(&self) -> UrlPath {
        UrlPath(self.path)
    }
}

/// Shows the path of a URL, of what a declaration says.
pub(crate) struct UrlPath(&'static str);

impl fmt::Display for UrlPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.split_once("://") {
            Some((_, rest)) => f.write_str(rest.find('/').map_or("/", |slash| &rest[slash..])),
            None => write!(f, "/open-apis{}", self.0),
        }
    }
}

/// A kind of access token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TokenKind {
    /// `tenant_access_token`: the app in one tenant.
    Tenant,
    /// `user_access_token`: a user who has logged in.
    User,
    /// `app_access_token`: the app itself.
    App,
}

impl fmt::Display for TokenKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            TokenKind::Tenant => "tenant",
            TokenKind::User => "user",
            TokenKind::App => "app",
        })
    }
}

/// A documented limit of calls. Prints as it is declared: `1000/min`, `50/s`, `special`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RateLimit {
    /// So many calls in such a time.
    Calls {
        /// How many calls.
        count: u32,
        /// In what time.
        per: Duration,
    },
    /// There is a limit, and the platform does not say which.
    Special,
}

impl RateLimit {
    #[doc(hidden)]
    pub const fn calls(count: u32, per_millis: u64) -> Self {
        RateLimit::Calls { count, per: Duration::from_millis(per_millis) }
    }
}

impl fmt::Display for RateLimit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            RateLimit::Calls { count, per } => match per.as_millis() {
                1 => write!(f, "{count}/ms"),
                1000 => write!(f, "{count}/s"),
                60_000 => write!(f, "{count}/min"),
                3_600_000 => write!(f, "{count}/h"),
                _ => write!(f, "{count}/{per:?}"),
            },
            RateLimit::Special => f.write_str("special"),
        }
    }
}

/// Where in a reply the payload lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum PayloadPlace {
    /// Under `data`.
    Data,
    /// Under one field of `data`.
    DataField(&'static str),
    /// Beside `code` and `msg`.
    Flat,
    /// Under another top-level key.
    Root(&'static str),
}

impl fmt::Display for PayloadPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PayloadPlace::Data => f.write_str("data"),
            PayloadPlace::DataField(field) => write!(f, "data.{field}"),
            PayloadPlace::Flat => f.write_str("the reply"),
            PayloadPlace::Root(key) => f.write_str(key),
        }
    }
}

/// What a page of results calls its parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Paging {
    /// How a page is asked for.
    pub style: PagingStyle,
    /// The parameter that takes the page token, or the number in its place; with dots for one that
    /// is nested in a body.
    pub token: &'static str,
    /// Where that parameter goes.
    pub token_place: TokenPlace,
    /// The field that holds the items.
    pub items: &'static str,
    /// The field that holds the token of the next page.
    pub next: &'static str,
    /// The field that says whether there is a next page.
    pub more: &'static str,
    /// The field that holds the number of all items, where there is one.
    pub total: Option<&'static str>,
}

/// How a page is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum PagingStyle {
    /// By the token that the page before it came with.
    Token,
    /// By the number of items before it.
    Offset,
    /// By its number, from 1.
    Number,
}

impl PagingStyle {
    /// What stands for the first page, if it is a number.
    pub(crate) fn first(self) -> Option<u64> {
        match self {
            PagingStyle::Token => None,
            PagingStyle::Offset => Some(0),
            PagingStyle::Number => Some(1),
        }
    }
}

impl Paging {
    /// What a list calls its parts: as it is declared, or else as most lists do.
    pub(crate) fn of(endpoint: Option<&Endpoint>) -> Paging {
        endpoint.and_then(|endpoint| endpoint.paging).unwrap_or(Paging::USUAL)
    }

    const USUAL: Paging = Paging {
        style: PagingStyle::Token,
        token: "page_token",
        token_place: TokenPlace::Query,
        items: "items",
        next: "page_token",
        more: "has_more",
        total: None,
    };
}

/// Where a page token goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TokenPlace {
    /// Into the query.
    Query,
    /// Into a field of a JSON body.
    Field,
    /// Into a field of a form.
    Form,
    /// Into the value that is the body.
    Body,
}

/// Called by generated code, once for each part that a declaration has.
#[doc(hidden)]
impl Endpoint {
    pub const fn declare(
        module: &'static str,
        api: &'static str,
        name: &'static str,
        call: &'static str,
        method: Method,
        path: &'static str,
    ) -> Self {
        Endpoint {
            module,
            api,
            name,
            call,
            method,
            path,
            tokens: &[],
            credential: None,
            scopes: &[],
            rate_limits: &[],
            codes: &[],
            idempotent: false,
            idempotency_key: None,
            timeout: None,
            payload: PayloadPlace::Data,
            paging: None,
            docs: None,
        }
    }

    pub const fn tokens(mut self, tokens: &'static [TokenKind]) -> Self {
        self.tokens = tokens;
        self
    }

    pub const fn credential(mut self, name: &'static str) -> Self {
        self.credential = Some(name);
        self
    }

    pub const fn scopes(mut self, scopes: &'static [&'static str]) -> Self {
        self.scopes = scopes;
        self
    }

    pub const fn rate_limits(mut self, limits: &'static [RateLimit]) -> Self {
        self.rate_limits = limits;
        self
    }

    pub const fn codes(mut self, codes: &'static [(i64, ErrorClass)]) -> Self {
        self.codes = codes;
        self
    }

    pub const fn idempotent(mut self) -> Self {
        self.idempotent = true;
        self
    }

    pub const fn timeout(mut self, millis: u64) -> Self {
        self.timeout = Some(Duration::from_millis(millis));
        self
    }

    pub const fn data_field(mut self, field: &'static str) -> Self {
        self.payload = PayloadPlace::DataField(field);
        self
    }

    pub const fn flat(mut self) -> Self {
        self.payload = PayloadPlace::Flat;
        self
    }

    pub const fn root(mut self, key: &'static str) -> Self {
        self.payload = PayloadPlace::Root(key);
        self
    }

    pub const fn paging(
        mut self,
        style: PagingStyle,
        token: &'static str,
        token_place: TokenPlace,
        items: &'static str,
        next: &'static str,
        more: &'static str,
    ) -> Self {
        self.paging = Some(Paging { style, token, token_place, items, next, more, total: None });
        self
    }

    pub const fn total(mut self, field: &'static str) -> Self {
        if let Some(paging) = &mut self.paging {
            paging.total = Some(field);
        }
        self
    }

    pub const fn idempotency_key(mut self, name: &'static str) -> Self {
        self.idempotency_key = Some(name);
        self
    }

    pub const fn docs(mut self, link: &'static str) -> Self {
        self.docs = Some(link);
        self
    }
}

impl fmt::Display for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, self.path)
    }
}

impl fmt::Debug for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}::{}::{} ({self})", self.module, self.api, self.name)
    }
}
