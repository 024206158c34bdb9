//! The ticket of a marketplace app, which the platform pushes every hour by event.

use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::Poll;
use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};
use tokio::sync::watch;
use tokio::time::{Instant, sleep, sleep_until, timeout};

use super::flight::Flight;
use super::shared::in_time;
use super::store::{StoredToken, TokenStore};
use crate::error::{Error, ErrorKind, Result};

/// The platform pushes a new ticket every hour; an old one is refused some time later.
const LIFE: Duration = Duration::from_secs(12 * 60 * 60);

/// How often a store is asked whether another process has got the ticket.
const LOOK_EVERY: Duration = Duration::from_millis(500);

/// How often the platform is asked to push the ticket again.
const ASK_EVERY: Duration = Duration::from_secs(30);

/// How soon it is asked again if it could not be.
const ASK_AGAIN: Duration = Duration::from_secs(5);

/// The platform has answered long before this, or the runtime on which it is asked is not driven any more.
const LONGEST_ASKING: Duration = Duration::from_secs(15);

/// Asks the platform to push the ticket.
pub(super) type Request = Pin<Box<dyn Future<Output = Result<()>> + Send>>;

/// The ticket as one client has it.
pub(super) struct Ticket {
    key: String,
    current: watch::Sender<Option<SecretString>>,
    /// The last time that the platform was asked for it.
    last_asked: Mutex<Option<Flight<Asked>>>,
}

/// How it went when the platform was asked for the ticket.
#[derive(Clone)]
pub(super) struct Asked {
    outcome: Result<(), Arc<Error>>,
    /// When it may be asked again.
    next: Instant,
}

impl Ticket {
    pub(super) fn new(app_id: &str, ticket: Option<SecretString>) -> Self {
        Ticket {
            key: format!("feishu-api:{app_id}:ticket"),
            current: watch::Sender::new(ticket),
            last_asked: Mutex::new(None),
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

    /// Waits until there is a ticket. As long as there is none, the platform is asked for it by `request`.
    pub(super) async fn wait(
        &self,
        store: &dyn TokenStore,
        time: Duration,
        request: impl Fn() -> Request,
    ) -> Result<()> {
        let mut failure = None;
        let refusal = async {
            if self.get(store).await.is_some() {
                return None;
            }
            let mut arrival = pin!(self.arrival(store));
            let mut refusal = pin!(self.keep_asking(request, &mut failure));
            poll_fn(|context| match arrival.as_mut().poll(context) {
                Poll::Ready(()) => Poll::Ready(None),
                Poll::Pending => refusal.as_mut().poll(context).map(Some),
            })
            .await
        };
        match timeout(time, refusal).await {
            Ok(None) => Ok(()),
            // In the meantime it may have come all the same.
            Ok(Some(_)) if self.current.borrow().is_some() => Ok(()),
            Ok(Some(refusal)) => Err(Error::ticket(refusal)),
            Err(_) => {
                let detail = format!("no app ticket came within {time:?}");
                let error = Error::new(ErrorKind::TicketRequired, detail);
                Err(match failure {
                    Some(failure) => error.with_source(Error::ticket(failure)),
                    None => error,
                })
            }
        }
    }

    /// Ends when there is a ticket.
    async fn arrival(&self, store: &dyn TokenStore) {
        let mut current = self.current.subscribe();
        while self.get(store).await.is_none() {
            // Pushed to this process, or to another one.
            let _ = timeout(LOOK_EVERY, current.wait_for(Option::is_some)).await;
        }
    }

    /// Asks the platform for the ticket again and again. Ends when it refuses that for a reason that does not
    /// pass; one that does is left in `failure`.
    async fn keep_asking(
        &self,
        request: impl Fn() -> Request,
        failure: &mut Option<Arc<Error>>,
    ) -> Arc<Error> {
        loop {
            let Some(asked) = self.ask(&request).landed().await else {
                sleep(ASK_AGAIN).await;
                continue;
            };
            match asked.outcome {
                Err(refusal) if !refusal.is_retryable() => return refusal,
                outcome => *failure = outcome.err(),
            }
            sleep_until(asked.next).await;
        }
    }

    /// Asks the platform to push the ticket, unless somebody does, or did a moment ago.
    pub(super) fn ask(&self, request: impl Fn() -> Request) -> Flight<Asked> {
        let mut last_asked = self.last_asked.lock().unwrap_or_else(PoisonError::into_inner);
        let is_recent = |asking: &Flight<Asked>| match asking.outcome() {
            Some(asked) => Instant::now() < asked.next,
            None => asking.is_under_way(),
        };
        if let Some(asking) = last_asked.clone().filter(is_recent) {
            return asking;
        }
        let request = request();
        let asking = Flight::begin(LONGEST_ASKING, async move {
            let outcome = request.await.map_err(Arc::new);
            let pause = if outcome.is_ok() { ASK_EVERY } else { ASK_AGAIN };
            Asked { outcome, next: Instant::now() + pause }
        });
        last_asked.insert(asking).clone()
    }
}

fn is_same(one: Option<&SecretString>, other: Option<&SecretString>) -> bool {
    one.map(ExposeSecret::expose_secret) == other.map(ExposeSecret::expose_secret)
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::future::pending;

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn who_asks_on_a_runtime_that_stands_still_holds_up_nobody() {
        let (ticket, requests) = (Ticket::new("cli_x", None), Cell::new(0));
        let request = || -> Request {
            requests.set(requests.get() + 1);
            Box::pin(pending())
        };
        assert!(ticket.ask(request).landed().await.is_none());
        assert_eq!(requests.get(), 1);
        ticket.ask(request);
        ticket.ask(request);
        assert_eq!(requests.get(), 2);
    }
}
