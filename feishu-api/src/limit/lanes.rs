//! The limits as one client keeps them.

use std::collections::{HashMap, VecDeque};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

use crate::endpoint::RateLimit;

/// How long lanes that are over may stay.
const TIDY_PAUSE: Duration = Duration::from_secs(1);

/// A lane for each key that is held, or whose calls are counted.
#[derive(Default)]
pub(super) struct Lanes {
    lanes: Mutex<HashMap<String, Lane>>,
    /// When those that are over were dropped last.
    tidied_at: Mutex<Option<Instant>>,
    /// Whether there may be one, so that most calls need not look.
    are_used: AtomicBool,
}

/// The calls of one key.
#[derive(Default)]
struct Lane {
    held_until: Option<Instant>,
    /// How many have begun to wait for the end of the hold.
    waiting: u32,
    /// When the last calls were sent, or are to be, in order.
    sent: VecDeque<Instant>,
    /// The time that the longest limit looks back.
    memory: Duration,
}

/// A place among the calls of a lane. It is given back unless it is taken.
#[must_use]
pub(super) struct Place<'a>(Option<(&'a Lanes, String, Instant)>);

impl Place<'_> {
    /// A place that is not counted here.
    pub(super) fn elsewhere() -> Self {
        Place(None)
    }

    pub(super) fn take(mut self) {
        self.0 = None;
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        if let Some((lanes, key, at)) = self.0.take()
            && let Some(lane) = lanes.lock().get_mut(&key)
            && let Some(index) = lane.sent.iter().rposition(|sent| *sent == at)
        {
            lane.sent.remove(index);
        }
    }
}

impl Lanes {
    pub(super) fn are_empty(&self) -> bool {
        !self.are_used.load(Ordering::Relaxed)
    }

    pub(super) fn hold(&self, key: &str, time: Duration) {
        let until = Instant::now() + time;
        let mut lanes = self.lock();
        let lane = lane(&mut lanes, key);
        if lane.held_until < Some(until) {
            lane.held_until = Some(until);
            lane.waiting = 0;
        }
        self.are_used.store(true, Ordering::Relaxed);
    }

    /// How long a key is still held, and how many others wait for that, too.
    pub(super) fn wait(&self, key: &str) -> (Duration, u32) {
        let mut lanes = self.lock();
        let now = Instant::now();
        if let Some(lane) = lanes.get_mut(key)
            && !lane.is_over(now)
        {
            lane.waiting = lane.waiting.saturating_add(1);
            return (lane.held_for(now), lane.waiting - 1);
        }
        lanes.remove(key);
        // Whoever has nothing to wait for tidies up, so that the next need not look.
        let mut tidied_at = self.tidied_at.lock().unwrap_or_else(PoisonError::into_inner);
        if tidied_at.is_none_or(|tidied_at| now >= tidied_at + TIDY_PAUSE) {
            *tidied_at = Some(now);
            lanes.retain(|_, lane| !lane.is_over(now));
        }
        self.are_used.store(!lanes.is_empty(), Ordering::Relaxed);
        (Duration::ZERO, 0)
    }

    pub(super) fn is_held(&self, key: &str) -> bool {
        let now = Instant::now();
        self.lock().get(key).is_some_and(|lane| !lane.held_for(now).is_zero())
    }

    /// The next place of a key within its limits, and how long it is until then; no place if it is
    /// longer than `most`.
    pub(super) fn reserve(
        &self,
        key: &str,
        limits: &[RateLimit],
        most: Duration,
    ) -> (Duration, Place<'_>) {
        if limits.is_empty() {
            return (Duration::ZERO, Place::elsewhere());
        }
        let now = Instant::now();
        let mut lanes = self.lock();
        let lane = lane(&mut lanes, key);
        let mut at = now + lane.held_for(now);
        let mut is_counted = false;
        for limit in limits {
            let RateLimit::Calls { count, per } = *limit else { continue };
            let count = count.max(1) as usize;
            // No more than so many within any stretch of that time: the one so many calls ago counts.
            if let Some(index) = lane.sent.len().checked_sub(count) {
                at = at.max(lane.sent[index] + per);
            }
            is_counted = true;
            lane.memory = lane.memory.max(per);
        }
        let wait = at - now;
        if wait > most || !is_counted {
            return (wait, Place::elsewhere());
        }
        // A place that was given back may be before others.
        let index = lane.sent.partition_point(|sent| *sent <= at);
        lane.sent.insert(index, at);
        // What is forgotten cannot come back if the place is given back: so it must be over.
        while lane.sent.front().is_some_and(|first| *first + lane.memory <= now) {
            lane.sent.pop_front();
        }
        self.are_used.store(true, Ordering::Relaxed);
        (wait, Place(Some((self, key.to_owned(), at))))
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, Lane>> {
        self.lanes.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Lane {
    fn held_for(&self, now: Instant) -> Duration {
        self.held_until.map_or(Duration::ZERO, |until| until.saturating_duration_since(now))
    }

    /// Whether there is nothing more to know of it.
    fn is_over(&self, now: Instant) -> bool {
        self.held_for(now).is_zero()
            && self.sent.back().is_none_or(|last| *last + self.memory <= now)
    }
}

/// The lane of a key. Before their number grows, those that are over go.
fn lane<'a>(lanes: &'a mut HashMap<String, Lane>, key: &str) -> &'a mut Lane {
    if !lanes.contains_key(key) {
        if lanes.len() == lanes.capacity() {
            let now = Instant::now();
            lanes.retain(|_, lane| !lane.is_over(now));
        }
        lanes.insert(key.to_owned(), Lane::default());
    }
    lanes.get_mut(key).expect("it is there, or was put there")
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMITS: &[RateLimit] = &[RateLimit::calls(3, 1000), RateLimit::calls(5, 60_000)];

    /// When the next calls may be sent, in milliseconds from now.
    fn places(lanes: &Lanes, count: usize) -> Vec<u128> {
        let day = Duration::from_secs(86_400);
        (0..count)
            .map(|_| {
                let (wait, place) = lanes.reserve("key", LIMITS, day);
                place.take();
                wait.as_millis()
            })
            .collect()
    }

    #[tokio::test(start_paused = true)]
    async fn each_limit_holds_in_any_stretch_of_its_time() {
        let lanes = Lanes::default();
        let expected = [0, 0, 0, 1000, 1000, 60_000, 60_000, 60_000, 61_000, 61_000, 120_000];
        assert_eq!(places(&lanes, 11), expected);
    }

    #[tokio::test(start_paused = true)]
    async fn a_place_that_is_not_taken_is_given_back() {
        let lanes = Lanes::default();
        places(&lanes, 3);
        let (wait, place) = lanes.reserve("key", LIMITS, Duration::from_secs(5));
        assert_eq!(wait.as_millis(), 1000);
        drop(place);
        assert_eq!(places(&lanes, 1), [1000]);
    }

    #[tokio::test(start_paused = true)]
    async fn a_wait_that_is_too_long_reserves_nothing() {
        let lanes = Lanes::default();
        places(&lanes, 5);
        let (wait, place) = lanes.reserve("key", LIMITS, Duration::from_secs(5));
        place.take();
        assert_eq!(wait.as_secs(), 60);
        assert_eq!(places(&lanes, 1), [60_000]);
    }

    #[tokio::test(start_paused = true)]
    async fn a_hold_delays_what_comes_and_is_forgotten_when_it_is_over() {
        let lanes = Lanes::default();
        lanes.hold("key", Duration::from_secs(2));
        lanes.hold("key", Duration::from_secs(1));
        assert_eq!(lanes.wait("other").0, Duration::ZERO);
        assert_eq!(places(&lanes, 1), [2000]);
        tokio::time::advance(Duration::from_secs(2)).await;
        assert_eq!(lanes.wait("key").0, Duration::ZERO);
        assert!(!lanes.are_empty(), "its calls are still counted");
        tokio::time::advance(Duration::from_secs(60)).await;
        assert_eq!(lanes.wait("key").0, Duration::ZERO);
        assert!(lanes.are_empty());
    }

    #[tokio::test(start_paused = true)]
    async fn lanes_that_are_over_make_room() {
        let lanes = Lanes::default();
        for key in 0..1000 {
            lanes.hold(&key.to_string(), Duration::from_secs(1));
            tokio::time::advance(Duration::from_millis(100)).await;
        }
        assert!(lanes.lock().len() < 50, "{}", lanes.lock().len());
    }
}
