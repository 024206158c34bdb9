//! The ticket of a marketplace app, which the platform pushes every hour by event.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};
use tokio::sync::watch;
use tokio::time::{Instant, timeout};

use super::shared::in_time;
use super::store::{StoredToken, TokenStore};
use crate::error::{Error, ErrorKind, Result};

/// The platform pushes a new ticket every hour; an old one is refused some time later.
const LIFE: Duration = Duration::from_secs(12 * 60 * 60);

/// How often a store is asked whether another process has got the ticket.
const LOOK_EVERY: Duration = Duration::from_millis(500);

/// How often the platform is asked to push the ticket again.
const ASK_EVERY: Duration = Duration::from_secs(60);

/// The ticket as one client has it.
pub(super) struct Ticket {
    key: String,
    current: watch::Sender<Option<SecretString>>,
    /// When the platform was last asked for it.
    asked_at: Mutex<Option<Instant>>,
}

impl Ticket {
    pub(super) fn new(app_id: &str, ticket: Option<SecretString>) -> Self {
        Ticket {
            key: format!("feishu-api:{app_id}:ticket"),
            current: watch::Sender::new(ticket),
            asked_at: Mutex::new(None),
        }
    }

    /// Keeps a ticket, for the other processes too.
    pub(super) async fn set(&self, store: &dyn TokenStore, ticket: SecretString) -> Result<()> {
        self.current.send_replace(Some(ticket.clone()));
        in_time(store.put(&self.key, StoredToken::new(ticket, LIFE))).await.map_err(|error| {
            let detail = "the ticket is set here, but the token store did not take it";
            Error::new(ErrorKind::Token, detail).with_source(error)
        })
    }

    /// The ticket that is here or in the store.
    pub(super) async fn get(&self, store: &dyn TokenStore) -> Option<SecretString> {
        let current = self.current.borrow().clone();
        match current {
            Some(ticket) => Some(ticket),
            None => self.look(store).await,
        }
    }

    /// The ticket that follows one which the platform has refused.
    pub(super) async fn after(
        &self,
        store: &dyn TokenStore,
        refused: &SecretString,
    ) -> Option<SecretString> {
        let differs = |ticket: &SecretString| !is_same(Some(ticket), Some(refused));
        let current = self.current.borrow().clone().filter(differs);
        match current {
            Some(ticket) => Some(ticket),
            None => self.look(store).await.filter(differs),
        }
    }

    async fn look(&self, store: &dyn TokenStore) -> Option<SecretString> {
        let known = self.current.borrow().clone();
        let stored = in_time(store.get(&self.key)).await.ok()??.value;
        self.current.send_if_modified(|current| {
            // Unless one has been set in the meantime.
            let is_unchanged = is_same(current.as_ref(), known.as_ref());
            if is_unchanged {
                *current = Some(stored.clone());
            }
            is_unchanged
        });
        Some(stored)
    }

    /// Drops a ticket that the platform refuses, but no newer one.
    pub(super) async fn drop_if(&self, store: &dyn TokenStore, refused: &SecretString) {
        self.current.send_if_modified(|current| {
            let is_current = is_same(current.as_ref(), Some(refused));
            if is_current {
                *current = None;
            }
            is_current
        });
        // If the store fails, the ticket is refused once more.
        let _ = in_time(store.compare_and_drop(&self.key, refused)).await;
    }

    /// Waits until there is a ticket.
    pub(super) async fn wait(&self, store: &dyn TokenStore) {
        let mut current = self.current.subscribe();
        while self.get(store).await.is_none() {
            // Pushed to this process, or to another one.
            let _ = timeout(LOOK_EVERY, current.wait_for(Option::is_some)).await;
        }
    }

    /// Whether it is time to ask the platform for the ticket; who is told so asks.
    pub(super) fn may_ask(&self) -> bool {
        let now = Instant::now();
        let mut asked_at = self.asked_at.lock().unwrap_or_else(PoisonError::into_inner);
        let may_ask = asked_at.is_none_or(|asked_at| now >= asked_at + ASK_EVERY);
        if may_ask {
            *asked_at = Some(now);
        }
        may_ask
    }

    /// The platform could not be asked.
    pub(super) fn ask_again(&self) {
        *self.asked_at.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

fn is_same(one: Option<&SecretString>, other: Option<&SecretString>) -> bool {
    one.map(ExposeSecret::expose_secret) == other.map(ExposeSecret::expose_secret)
}
