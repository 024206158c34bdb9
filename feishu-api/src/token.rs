//! The app's access tokens: fetched when first needed, kept, shared, replaced before they end and when
//! the platform refuses them.
//!
//! Time is read from one clock, `tokio::time::Instant`, which does not jump: what lives beyond a
//! process has its life with it, not its end.

mod app;
mod flight;
#[cfg(feature = "redis")]
mod redis;
mod shared;
mod slot;
mod store;
mod ticket;
mod user;

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, PoisonError, RwLock};

use http::HeaderValue;
use secrecy::SecretString;

use crate::client::Caller;
use crate::endpoint::TokenKind;
use crate::error::{Error, Result};
use ticket::Ticket;
use user::Sessions;

pub(crate) use slot::{Slot, Token};
pub use store::{MemoryStore, StoreError, StoreFuture, StoredToken, TokenStore};
pub(crate) use user::Session;
pub use user::{Rotation, UserSession};

/// The tokens of one app.
pub(crate) struct Tokens {
    app_id: String,
    store: Arc<dyn TokenStore>,
    tenant: Arc<Slot>,
    app: Arc<Slot>,
    /// Of a marketplace app, by tenant key.
    tenants: RwLock<HashMap<Arc<str>, Arc<Slot>>>,
    ticket: Ticket,
    /// Of users, by their keys in the store.
    sessions: Sessions,
}

/// A token as it is sent.
#[derive(Clone)]
pub(crate) enum Sent {
    /// One that the client has from the platform, and can have anew.
    Managed(Arc<Token>),
    /// One that the program has handed over.
    Given(HeaderValue),
}

impl Sent {
    pub(crate) fn authorization(&self) -> HeaderValue {
        match self {
            Sent::Managed(token) => token.authorization(),
            Sent::Given(authorization) => authorization.clone(),
        }
    }

    pub(crate) fn is_same(&self, other: &Sent) -> bool {
        self.authorization() == other.authorization()
    }
}

/// A tenant in which a marketplace app acts.
#[derive(Clone)]
pub(crate) struct TenantOf {
    pub(crate) key: Arc<str>,
    slot: Arc<Slot>,
}

impl Tokens {
    pub(crate) fn new(
        app_id: &str,
        store: Arc<dyn TokenStore>,
        ticket: Option<SecretString>,
    ) -> Self {
        Tokens {
            app_id: app_id.to_owned(),
            store,
            tenant: Arc::default(),
            app: Arc::default(),
            tenants: RwLock::default(),
            ticket: Ticket::new(app_id, ticket),
            sessions: Sessions::default(),
        }
    }

    pub(crate) fn store(&self) -> &Arc<dyn TokenStore> {
        &self.store
    }

    /// The place of the tokens for a tenant.
    pub(crate) fn tenant(&self, key: &str) -> TenantOf {
        let tenants = self.tenants.read().unwrap_or_else(PoisonError::into_inner);
        if let Some((key, slot)) = tenants.get_key_value(key) {
            return TenantOf { key: key.clone(), slot: slot.clone() };
        }
        drop(tenants);
        let mut tenants = self.tenants.write().unwrap_or_else(PoisonError::into_inner);
        let key: Arc<str> = key.into();
        let slot = tenants.entry(key.clone()).or_default().clone();
        TenantOf { key, slot }
    }

    /// The app's token of a kind, if it is here and nothing is to be done about it.
    pub(crate) fn fresh(&self, kind: TokenKind, tenant: Option<&TenantOf>) -> Option<Arc<Token>> {
        self.slot(kind, tenant).ok()?.fresh()
    }

    /// The app's token of a kind, in a tenant if it acts in one.
    pub(crate) async fn token(
        &self,
        kind: TokenKind,
        tenant: Option<&TenantOf>,
        caller: &Caller,
    ) -> Result<Arc<Token>> {
        let slot = self.slot(kind, tenant)?;
        slot.token(|known| {
            let (caller, tenant) = (caller.clone(), tenant.cloned());
            async move {
                let tokens = caller.tokens();
                let key = tokens.key(kind, tenant.as_ref());
                let ask = async || tokens.ask(kind, tenant.as_ref(), &caller).await;
                shared::fetch(tokens.store(), &key, &known, ask).await
            }
        })
        .await
    }

    /// Drops a token that the platform refuses, here and in the store, but no newer one.
    pub(crate) async fn refuse(
        &self,
        kind: TokenKind,
        tenant: Option<&TenantOf>,
        token: &Arc<Token>,
    ) {
        let Ok(slot) = self.slot(kind, tenant) else { return };
        slot.refuse(token);
        let key = self.key(kind, tenant);
        // If the store fails, the others find out for themselves.
        let _ = shared::in_time(self.store.compare_and_drop(&key, token.value())).await;
    }

    /// Keeps the ticket that the platform has pushed.
    pub(crate) async fn set_ticket(&self, ticket: SecretString) -> Result<()> {
        self.ticket.set(&*self.store, ticket).await
    }

    fn slot<'a>(&'a self, kind: TokenKind, tenant: Option<&'a TenantOf>) -> Result<&'a Arc<Slot>> {
        match (kind, tenant) {
            (TokenKind::Tenant, Some(tenant)) => Ok(&tenant.slot),
            (TokenKind::Tenant, None) => Ok(&self.tenant),
            (TokenKind::App, _) => Ok(&self.app),
            (TokenKind::User, _) => {
                Err(Error::argument("the app has no user access token: use `as_user`"))
            }
        }
    }

    /// The key under which a store has the token.
    fn key(&self, kind: TokenKind, tenant: Option<&TenantOf>) -> String {
        let app_id = &self.app_id;
        match (kind, tenant) {
            (TokenKind::Tenant, Some(tenant)) => {
                format!("feishu-api:{app_id}:tenant:{}", tenant.key)
            }
            (kind, _) => format!("feishu-api:{app_id}:{kind}"),
        }
    }
}

impl fmt::Debug for TenantOf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "tenant {:?}", self.key)
    }
}
