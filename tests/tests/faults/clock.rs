//! Time that passes only when nothing is under way.
//!
//! The clock of a test is paused, and moves to the next timer by itself when its runtime has
//! nothing to do. Bytes that are on their way from one socket to another are not something to do:
//! the clock would pass a time-out while an answer is in the kernel. So a task keeps the runtime
//! from being idle. It yields again and again, which polls the sockets each time and holds the
//! clock, and it sends a byte around the same loopback that the calls use: what was sent before
//! has arrived when that byte has. When some such rounds in a row have brought nothing new,
//! neither to the server nor to a call, all wait for a timer, and the task lets go of the clock.
//! The clock moves to that timer, the call that has waited for it is polled, which says so, and
//! the task holds the clock again.
//!
//! Nothing waits for a time by real clocks, so a busy machine makes the tests slow, not wrong.

use std::future::poll_fn;
use std::io::{ErrorKind, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering::Relaxed};
use std::time::Duration;

use tokio::sync::Notify;
use tokio::task::yield_now;
use tokio::time::{Instant, timeout};

/// So many rounds without news are enough.
const ROUNDS: u64 = 3;

/// So often all tasks have their turn in a round, after its byte has come.
const TURNS: usize = 32;

/// Timers of tasks that are not watched go off without telling; the clock is held again after this
/// time at the latest, before anybody's time is over.
const LONGEST_FREE: Duration = Duration::from_secs(2);

/// Holds the clock of the runtime in which it is made.
#[derive(Clone)]
pub(crate) struct Clock(Arc<State>);

#[derive(Default)]
struct State {
    /// What has happened so far.
    news: AtomicU64,
    /// Those who hold the clock whatever happens.
    holders: AtomicUsize,
    /// Rounds so far.
    rounds: AtomicU64,
    /// How often nothing was under way.
    pauses: AtomicU64,
    something_new: Notify,
}

/// Holds the clock as long as it lives.
pub(crate) struct Held(Clock);

impl Clock {
    pub(crate) fn start() -> Self {
        let clock = Clock(Arc::default());
        tokio::spawn(clock.clone().keep());
        clock
    }

    async fn keep(self) {
        let State { news, holders, rounds, pauses, something_new } = &*self.0;
        let mut loopback = Loopback::new();
        loop {
            let mut quiet = 0;
            while quiet < ROUNDS {
                let before = news.load(Relaxed);
                loopback.round().await;
                for _ in 0..TURNS {
                    yield_now().await;
                }
                rounds.fetch_add(1, Relaxed);
                let is_quiet = before == news.load(Relaxed) && holders.load(Relaxed) == 0;
                quiet = if is_quiet { quiet + 1 } else { 0 };
            }
            pauses.fetch_add(1, Relaxed);
            let _ = timeout(LONGEST_FREE, something_new.notified()).await;
        }
    }

    /// Says that something has happened.
    pub(crate) fn tell(&self) {
        self.0.news.fetch_add(1, Relaxed);
        self.0.something_new.notify_one();
    }

    pub(crate) fn hold(&self) -> Held {
        self.0.holders.fetch_add(1, Relaxed);
        self.tell();
        Held(self.clone())
    }

    /// Waits until nothing is under way.
    pub(crate) async fn settle(&self) {
        let before = self.0.pauses.load(Relaxed);
        self.tell();
        while self.0.pauses.load(Relaxed) == before {
            yield_now().await;
        }
    }

    /// Waits until what has been sent so far has arrived and been read, and holds the clock.
    pub(crate) async fn arrive(&self) {
        let _held = self.hold();
        let (mut quiet, mut round) = (0, self.0.rounds.load(Relaxed));
        let mut news = self.0.news.load(Relaxed);
        while quiet <= ROUNDS {
            yield_now().await;
            let now = (self.0.rounds.load(Relaxed), self.0.news.load(Relaxed));
            if now.0 != round {
                quiet = if now.1 == news { quiet + 1 } else { 0 };
                (round, news) = now;
            }
        }
    }

    /// Tells of each step of a call. Answers with how long it took, too.
    pub(crate) async fn watch<T>(&self, call: impl Future<Output = T>) -> (T, Duration) {
        let began_at = Instant::now();
        let mut call = pin!(call);
        let step = poll_fn(|cx| {
            self.tell();
            call.as_mut().poll(cx)
        });
        (step.await, began_at.elapsed())
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        self.0.0.holders.fetch_sub(1, Relaxed);
        self.0.tell();
    }
}

/// Two sockets that are connected.
struct Loopback {
    near: TcpStream,
    far: TcpStream,
}

impl Loopback {
    fn new() -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let near = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
        let (far, _) = listener.accept().unwrap();
        near.set_nodelay(true).unwrap();
        far.set_nonblocking(true).unwrap();
        Loopback { near, far }
    }

    /// Sends a byte and waits until it is there, without letting go of the clock.
    async fn round(&mut self) {
        self.near.write_all(&[0]).unwrap();
        loop {
            match self.far.read(&mut [0]) {
                Ok(_) => return,
                Err(error) if error.kind() == ErrorKind::WouldBlock => yield_now().await,
                Err(error) => panic!("the loopback is broken: {error}"),
            }
        }
    }
}
