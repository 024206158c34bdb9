//! A client without its type: what a call needs of it.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use http::{HeaderName, HeaderValue};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use reqwest::Url;
use secrecy::SecretString;

use super::{Client, Region};
use crate::endpoint::TokenKind;
use crate::error::{Error, Result};
use crate::identity::{Identity, unusable_user_token};
use crate::incoming::Arriving;
use crate::limit::{Limits, Whose};
use crate::observe::{Observer, guarded};
use crate::reply::{Intake, RawReply};
use crate::retry::RetryPolicy;
use crate::token::{Rotation, Sent, Tokens};
use crate::transport::{Request, Transport};

/// How large a reply in JSON may be if nobody says otherwise.
const MAX_JSON_SIZE: u64 = 16 << 20;

/// How large a file may be that is answered as a whole: the platform's are up to 100 MB and more.
const MAX_FILE_SIZE: u64 = 128 << 20;

/// A client without its type: what a call needs of it.
#[derive(Clone)]
pub(crate) struct Caller {
    pub(super) shared: Arc<Shared>,
    pub(crate) identity: Identity,
    /// The times of a whole call and of its headers, where they are shorter than the client's.
    pub(super) hurry: Option<(Duration, Duration)>,
}

/// What all clones of a client share.
pub(super) struct Shared {
    pub(super) app: App,
    /// The platform's origin with `/open-apis`.
    pub(super) base_url: Url,
    pub(super) timeout: Duration,
    pub(super) header_timeout: Duration,
    pub(super) retry: RetryPolicy,
    pub(super) limits: Limits,
    pub(super) max_response_size: Option<u64>,
    pub(super) observer: Option<Arc<dyn Observer>>,
    pub(super) transport: Transport,
    pub(super) tokens: Tokens,
    /// Whether the app is from the marketplace, rather than self-built.
    pub(super) marketplace: bool,
    pub(super) accounts_url: String,
    pub(super) token_url: Option<String>,
    pub(super) on_rotation: Option<OnRotation>,
    pub(super) credentials: HashMap<String, Credential>,
}

/// What is sent beside a token, for endpoints that are declared with `#[credential(...)]`.
#[derive(Clone)]
pub(crate) struct Credential {
    pub(crate) header: HeaderName,
    pub(crate) value: HeaderValue,
}

/// What is called when a user's tokens have been replaced.
pub(super) type OnRotation = Arc<dyn Fn(Rotation<'_>) + Send + Sync>;

/// The credentials of an app.
pub(crate) struct App {
    pub(crate) id: String,
    pub(crate) secret: SecretString,
}

impl Caller {
    /// The platform's origin with `/open-apis`.
    pub(crate) fn base_url(&self) -> &Url {
        &self.shared.base_url
    }

    pub(crate) fn timeout(&self) -> Duration {
        let timeout = self.shared.timeout;
        self.hurry.map_or(timeout, |(hurry, _)| hurry.min(timeout))
    }

    pub(crate) fn header_timeout(&self) -> Duration {
        let timeout = self.shared.header_timeout;
        self.hurry.map_or(timeout, |(_, hurry)| hurry.min(timeout))
    }

    pub(crate) fn retry(&self) -> RetryPolicy {
        self.shared.retry
    }

    pub(crate) fn limits(&self) -> &Limits {
        &self.shared.limits
    }

    /// Whose calls the limits count that a call with such a token is counted with.
    pub(crate) fn whose_limits(&self, token: Option<TokenKind>) -> Whose<'_> {
        match (&self.identity, token) {
            (Identity::Tenant(tenant), Some(TokenKind::Tenant)) => Whose::Tenant(&tenant.key),
            (Identity::User(token), Some(TokenKind::User)) if self.is_marketplace() => {
                Whose::user(&token.as_ref().map(HeaderValue::as_bytes))
            }
            (Identity::Session(session), Some(TokenKind::User)) if self.is_marketplace() => {
                Whose::user(&session.id())
            }
            _ => Whose::App,
        }
    }

    pub(crate) fn observer(&self) -> Option<Arc<dyn Observer>> {
        self.shared.observer.clone()
    }

    /// How many bytes of a reply are held in memory at most.
    pub(crate) fn max_response_size(&self, intake: Intake) -> u64 {
        self.shared.max_response_size.unwrap_or(match intake {
            Intake::Whole => MAX_FILE_SIZE,
            _ => MAX_JSON_SIZE,
        })
    }

    pub(crate) fn tokens(&self) -> &Tokens {
        &self.shared.tokens
    }

    pub(crate) fn app(&self) -> &App {
        &self.shared.app
    }

    /// The same caller as the app, whoever the user is.
    pub(crate) fn as_app(&self) -> Client {
        self.with_identity(Identity::App)
    }

    /// The same as the app, whose calls take no longer than this, and the headers of their answers.
    pub(crate) fn as_app_within(&self, timeout: Duration, header_timeout: Duration) -> Client {
        let hurry = Some((timeout, header_timeout));
        Client::with(Caller { shared: self.shared.clone(), identity: Identity::App, hurry })
    }

    pub(crate) fn with_identity<I>(&self, identity: Identity) -> Client<I> {
        Client::with(Caller { shared: self.shared.clone(), identity, hurry: None })
    }

    /// Where the tokens of users are fetched, if not at the declared address.
    pub(crate) fn token_url(&self) -> Option<&str> {
        self.shared.token_url.as_deref()
    }

    pub(crate) fn tell_rotation(&self, rotation: Rotation<'_>) {
        if let Some(tell) = &self.shared.on_rotation {
            guarded(|| tell(rotation));
        }
    }

    pub(crate) fn is_marketplace(&self) -> bool {
        self.shared.marketplace
    }

    /// The kind of token that this identity sends to an endpoint which takes `kinds`.
    pub(crate) fn token_for(&self, kinds: &[TokenKind]) -> Option<TokenKind> {
        let own: &[TokenKind] = match self.identity {
            Identity::App | Identity::Tenant(_) => &[TokenKind::Tenant, TokenKind::App],
            Identity::User(_) | Identity::Session(_) => &[TokenKind::User],
        };
        own.iter().copied().find(|kind| kinds.contains(kind))
    }

    /// Whether a token of a kind can be had at all; nothing is sent otherwise.
    pub(crate) fn check_token(&self, kind: TokenKind) -> Result<()> {
        match (&self.identity, kind) {
            (Identity::User(None), TokenKind::User) => Err(unusable_user_token()),
            (Identity::App, TokenKind::Tenant) if self.shared.marketplace => Err(Error::argument(
                "a marketplace app acts in a tenant: make the client with `client.for_tenant(tenant_key)`",
            )),
            (Identity::Tenant(tenant), TokenKind::Tenant) if tenant.key.is_empty() => {
                Err(Error::argument("the key of the tenant is empty"))
            }
            (Identity::Tenant(_), TokenKind::Tenant) if !self.shared.marketplace => {
                Err(Error::argument(
                    "a self-built app has no tenants: drop `for_tenant`, or build the client with `marketplace()`",
                ))
            }
            _ => Ok(()),
        }
    }

    /// The credential that the client was built with under a name.
    pub(crate) fn credential(&self, name: &str) -> Option<&Credential> {
        self.shared.credentials.get(name)
    }

    /// The token of a kind, if it is here and nothing is to be done about it.
    pub(crate) fn fresh_token(&self, kind: TokenKind) -> Option<Sent> {
        match &self.identity {
            Identity::User(header) => header.clone().map(Sent::Given),
            Identity::Session(session) => session.fresh().map(Sent::Managed),
            identity => self.shared.tokens.fresh(kind, identity.tenant()).map(Sent::Managed),
        }
    }

    /// The token of a kind.
    pub(crate) async fn token(&self, kind: TokenKind) -> Result<Sent> {
        match &self.identity {
            Identity::User(header) => {
                header.clone().map(Sent::Given).ok_or_else(unusable_user_token)
            }
            Identity::Session(session) => session.token(self).await.map(Sent::Managed),
            identity => {
                let token = self.shared.tokens.token(kind, identity.tenant(), self).await?;
                Ok(Sent::Managed(token))
            }
        }
    }

    /// Drops a token that the platform refuses, and says whether there can be another one.
    pub(crate) async fn refuse(&self, kind: TokenKind, refused: &Sent) -> bool {
        let Sent::Managed(refused) = refused else { return false };
        match &self.identity {
            Identity::Session(session) => session.refuse(refused),
            identity => self.shared.tokens.refuse(kind, identity.tenant(), refused).await,
        }
        true
    }

    pub(crate) fn send(
        &self,
        request: Request,
    ) -> impl Future<Output = Result<RawReply<Arriving>>> {
        self.shared.transport.send(request)
    }

    /// The console page for the permissions that a refused call lacks.
    pub(crate) fn console_url(
        &self,
        code: Option<i64>,
        scopes: &[String],
        token: Option<TokenKind>,
    ) -> Option<String> {
        const APP_LACKS_SCOPE: i64 = 99991672;
        const QUERY: &AsciiSet =
            &CONTROLS.add(b' ').add(b'"').add(b'#').add(b'&').add(b'%').add(b'+');
        if code != Some(APP_LACKS_SCOPE) || scopes.is_empty() {
            return None;
        }
        let lark = self.shared.base_url.as_str().starts_with(Region::Lark.as_ref());
        let origin = if lark { Region::Lark } else { Region::Feishu };
        let token = token.filter(|token| *token == TokenKind::User).unwrap_or(TokenKind::Tenant);
        Some(format!(
            "{}/app/{}/auth?q={}&op_from=openapi&token_type={token}",
            origin.as_ref(),
            self.shared.app.id,
            utf8_percent_encode(&scopes.join(","), QUERY),
        ))
    }
}
