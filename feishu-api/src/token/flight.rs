//! Work that many wait for: done once, on a task of its own. Whoever gives up waiting, or is not polled
//! for a while, holds up nobody else.

use std::future::Future;
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::{Instant, timeout_at};

/// The work, as those have it who wait for it.
#[derive(Clone)]
pub(super) struct Flight<T> {
    /// What has come of it; nothing while it is under way.
    outcome: watch::Receiver<Option<T>>,
    /// When it is given up: a runtime that is not driven any more would never get there.
    overdue_at: Instant,
}

impl<T: Clone + Send + Sync + 'static> Flight<T> {
    pub(super) fn begin(
        longest: Duration,
        work: impl Future<Output = T> + Send + 'static,
    ) -> Flight<T> {
        let (ended, outcome) = watch::channel(None);
        tokio::spawn(async move { ended.send_replace(Some(work.await)) });
        Flight { outcome, overdue_at: Instant::now() + longest }
    }

    /// What has come of it; nothing if it has not ended.
    pub(super) fn outcome(&self) -> Option<T> {
        self.outcome.borrow().clone()
    }

    /// Whether it is going on.
    pub(super) fn is_under_way(&self) -> bool {
        self.outcome.has_changed().is_ok() && Instant::now() < self.overdue_at
    }

    /// What comes of it; nothing if its task is gone, or overdue.
    pub(super) async fn landed(mut self) -> Option<T> {
        let outcome = self.outcome.wait_for(Option::is_some);
        timeout_at(self.overdue_at, outcome).await.ok()?.ok()?.clone()
    }
}
