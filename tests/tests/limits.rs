//! How calls wait for their turn: because the platform has turned one away, or to keep declared limits.
//! Time is paused: it moves when everybody waits.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use feishu_api::prelude::*;
use feishu_api::testing::{Mock, json};
use feishu_api::{
    ClientBuilder, ErrorClass, ErrorKind, LimitStore, RateLimit, RetryPolicy, StoreFuture,
};
use tokio::task::JoinSet;
use tokio::time::Instant;

#[feishu_api(path = "/queue/v1", token(None))]
trait QueueApi {
    #[post("/take")]
    #[rate_limit("3/s", "5/min")]
    async fn take(&self) -> Result<()>;
    #[get("/look")]
    #[codes(rate_limit(230020))]
    async fn look(&self) -> Result<()>;
    #[get("/tenant")]
    #[token(Tenant, User)]
    async fn tenant(&self) -> Result<()>;
}

/// The milliseconds that have gone by.
struct Clock(Instant);

impl Clock {
    fn start() -> Self {
        Clock(Instant::now())
    }

    fn millis(&self) -> u128 {
        self.0.elapsed().as_millis()
    }

    /// Whether so much has gone by, and no more than what spreads those who wait.
    #[track_caller]
    fn assert(&self, millis: u128) {
        let spread = 2000;
        assert!((millis..millis + spread).contains(&self.millis()), "{} ms", self.millis());
    }
}

fn builder(mock: &Mock) -> ClientBuilder {
    Client::builder("cli_x", "secret").mock(mock)
}

fn queue(mock: &Mock) -> QueueApiClient {
    QueueApiClient::new(&mock.client())
}

#[tokio::test(start_paused = true)]
async fn a_call_that_is_turned_away_waits_as_long_as_the_platform_asks() {
    let mock = Mock::new();
    mock.on::<QueueTakeCall>().rate_limited(2.5).rate_limited(7).reply(json!(null));
    let clock = Clock::start();
    let response = queue(&mock).take().send().await.unwrap();
    clock.assert(9_500);
    assert_eq!(response.attempts(), 3);
    assert_eq!(mock.requests().len(), 3);
}

#[tokio::test(start_paused = true)]
async fn so_do_all_others_of_the_endpoint_and_nobody_else() {
    let mock = Mock::new();
    mock.on::<QueueTakeCall>().rate_limited(5).reply(json!(null));
    mock.on::<QueueLookCall>().reply(json!(null));
    let queue = queue(&mock);
    let clock = Clock::start();
    let first = tokio::spawn(queue.take().send());
    while mock.requests().is_empty() {
        tokio::task::yield_now().await;
    }
    queue.look().await.unwrap();
    assert_eq!(clock.millis(), 0, "another endpoint is not held");
    let mut others = JoinSet::new();
    for _ in 0..100 {
        others.spawn(queue.take().send());
    }
    while let Some(other) = others.join_next().await {
        assert_eq!(other.unwrap().unwrap().attempts(), 1);
        clock.assert(5000);
    }
    assert_eq!(first.await.unwrap().unwrap().attempts(), 2);
    assert_eq!(mock.requests().len(), 103);
    // It is over, and nobody waits any more.
    let clock = Clock::start();
    queue.take().await.unwrap();
    assert_eq!(clock.millis(), 0);
}

#[tokio::test(start_paused = true)]
async fn a_wait_beyond_the_time_of_the_call_is_not_begun() {
    let mock = Mock::new();
    mock.on::<QueueTakeCall>().rate_limited(30).reply(json!(null));
    let queue = queue(&mock);
    let clock = Clock::start();
    let error = queue.take().with_timeout(Duration::from_secs(29)).await.unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::Api, Some(99991400)));
    assert_eq!(error.retry_after(), Some(Duration::from_secs(30)));
    assert!(error.is_rate_limited() && error.is_retryable() && !error.is_unsent());
    // The others know it without asking.
    let error = queue.take().with_timeout(Duration::from_secs(29)).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::RateLimit, 0));
    assert_eq!(error.retry_after(), Some(Duration::from_secs(30)));
    assert!(error.is_rate_limited() && error.is_retryable() && error.is_unsent());
    assert_eq!(error.class(), ErrorClass::RateLimited);
    assert_eq!(
        error.to_string(),
        "the call would have to wait 30.0s for its turn (POST /queue/v1/take)"
    );
    assert_eq!(clock.millis(), 0);
    assert_eq!(mock.requests().len(), 1);
    queue.take().await.unwrap();
    clock.assert(30_000);
}

#[tokio::test(start_paused = true)]
async fn a_call_that_is_not_repeated_holds_the_others_all_the_same() {
    let mock = Mock::new();
    mock.on::<QueueTakeCall>().rate_limited(4).reply(json!(null));
    let queue = queue(&mock);
    let clock = Clock::start();
    let error = queue.take().with_retry(RetryPolicy::never()).await.unwrap_err();
    assert_eq!((error.code(), clock.millis()), (Some(99991400), 0));
    queue.take().await.unwrap();
    clock.assert(4000);
}

#[tokio::test(start_paused = true)]
async fn no_answer_holds_an_endpoint_for_good() {
    let mock = Mock::new();
    // The time of day, where seconds to wait should be.
    mock.on::<QueueTakeCall>().rate_limited(1_800_000_000).reply(json!(null));
    let queue = queue(&mock);
    let error = queue.take().await.unwrap_err();
    assert_eq!(error.retry_after(), Some(Duration::from_secs(1_800_000_000)));
    let clock = Clock::start();
    queue.take().with_timeout(Duration::from_secs(400)).await.unwrap();
    clock.assert(300_000);
}

#[tokio::test(start_paused = true)]
async fn no_answer_makes_calls_come_like_a_flood() {
    let mock = Mock::new();
    mock.on::<QueueTakeCall>().rate_limited(0).rate_limited(0.000_1);
    let hasty = RetryPolicy::default().initial_delay(Duration::ZERO);
    let call = queue(&mock).take().with_retry(hasty).with_timeout(Duration::from_secs(5));
    assert!(call.await.unwrap_err().is_rate_limited());
    assert!(mock.requests().len() <= 50, "{}", mock.requests().len());
}

#[tokio::test(start_paused = true)]
async fn an_endpoint_has_a_code_of_its_own_for_it() {
    let mock = Mock::new();
    let slow_down = mock.on::<QueueLookCall>().fail(230020, "slow down");
    slow_down.reply(json!(null)).reply(json!(null));
    let queue = queue(&mock);
    let clock = Clock::start();
    let first = tokio::spawn(queue.look().send());
    while mock.requests().is_empty() {
        tokio::task::yield_now().await;
    }
    // It may be about one chat: without a time, the others are not held.
    queue.look().await.unwrap();
    assert_eq!(clock.millis(), 0);
    assert_eq!(first.await.unwrap().unwrap().attempts(), 2);
    clock.assert(1000);
}

#[tokio::test(start_paused = true)]
async fn a_hold_that_is_over_costs_nobody_anything() {
    let mock = Mock::new();
    mock.on::<QueueTakeCall>().rate_limited(1);
    mock.on::<QueueLookCall>().reply(json!(null));
    let queue = queue(&mock);
    queue.take().with_retry(RetryPolicy::never()).await.unwrap_err();
    tokio::time::advance(Duration::from_secs(2)).await;
    queue.look().await.unwrap();
    let clock = Clock::start();
    queue.look().await.unwrap();
    assert_eq!(clock.millis(), 0);
}

#[tokio::test(start_paused = true)]
async fn tenants_are_counted_one_by_one() {
    let mock = Mock::new();
    mock.on::<QueueTenantCall>().rate_limited(9).reply(json!(null));
    let app = builder(&mock).app_ticket("ticket").build().unwrap();
    let tenant = |key| QueueApiClient::new(&app.for_tenant(key));
    let call = tenant("a").tenant().with_timeout(Duration::from_secs(5));
    assert!(call.await.unwrap_err().is_rate_limited());
    let clock = Clock::start();
    tenant("b").tenant().await.unwrap();
    // Nobody knows in which tenant these two are.
    QueueApiClient::new(&app.as_user("u-1")).tenant().await.unwrap();
    QueueApiClient::new(&app.as_user("u-2")).tenant().await.unwrap();
    assert_eq!(clock.millis(), 0);
    tenant("a").tenant().await.unwrap();
    clock.assert(9000);
}

#[tokio::test(start_paused = true)]
async fn users_of_a_self_built_app_are_counted_with_it() {
    let mock = Mock::new();
    mock.on::<QueueTenantCall>().rate_limited(9).reply(json!(null));
    let app = mock.client();
    let call = QueueApiClient::new(&app.as_user("u-1")).tenant();
    assert!(call.with_timeout(Duration::from_secs(5)).await.unwrap_err().is_rate_limited());
    let clock = Clock::start();
    QueueApiClient::new(&app).tenant().await.unwrap();
    clock.assert(9000);
}

/// When each of so many calls at once is answered, in order.
async fn answered_after(queue: &QueueApiClient, calls: usize) -> Vec<u128> {
    let began_at = Instant::now();
    let mut set = JoinSet::new();
    for _ in 0..calls {
        let call = queue.take().with_timeout(Duration::from_secs(600));
        set.spawn(async move {
            call.await.unwrap();
            began_at.elapsed().as_millis()
        });
    }
    let mut times = set.join_all().await;
    times.sort_unstable();
    times
}

#[tokio::test(start_paused = true)]
async fn declared_limits_are_kept_if_asked_for() {
    let mock = Mock::new();
    mock.on::<QueueTakeCall>().reply(json!(null));
    assert_eq!(answered_after(&queue(&mock), 20).await, [0; 20]);
    let kept = QueueApiClient::new(&builder(&mock).rate_limits(true).build().unwrap());
    let expected = [0, 0, 0, 1000, 1000, 60_000, 60_000, 60_000, 61_000, 61_000, 120_000];
    let times = answered_after(&kept, 11).await;
    // A timer may be a millisecond late.
    for (time, expected) in times.iter().zip(expected) {
        assert!((expected..expected + 3).contains(time), "{times:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn whoever_gives_up_waiting_leaves_the_place_to_others() {
    let mock = Mock::new();
    mock.on::<QueueTakeCall>().reply(json!(null));
    let queue = QueueApiClient::new(&builder(&mock).rate_limits(true).build().unwrap());
    for _ in 0..5 {
        queue.take().await.unwrap();
    }
    for _ in 0..50 {
        let call = queue.take().with_timeout(Duration::from_secs(100)).send();
        assert!(tokio::time::timeout(Duration::from_millis(1), call).await.is_err());
    }
    let error = queue.take().with_timeout(Duration::from_millis(1)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::RateLimit);
    assert_eq!(mock.requests().len(), 5);
    let clock = Clock::start();
    queue.take().with_timeout(Duration::from_secs(100)).await.unwrap();
    assert!(clock.millis() < 61_000, "{}", clock.millis());
}

/// Answers as it is told, and keeps what it was asked.
#[derive(Default)]
struct Store {
    fails: bool,
    hangs: bool,
    wait: Mutex<Duration>,
    asked: Mutex<Vec<String>>,
}

impl LimitStore for Store {
    fn reserve<'a>(
        &'a self,
        key: &'a str,
        limits: &'a [RateLimit],
        _: Duration,
    ) -> StoreFuture<'a, Duration> {
        Box::pin(async move {
            self.asked.lock().unwrap().push(format!("reserve {key} {}", limits.len()));
            if self.hangs {
                std::future::pending::<()>().await;
            }
            if self.fails { Err("it is down".into()) } else { Ok(*self.wait.lock().unwrap()) }
        })
    }

    fn hold<'a>(&'a self, key: &'a str, time: Duration) -> StoreFuture<'a, ()> {
        Box::pin(async move {
            self.asked.lock().unwrap().push(format!("hold {key} {time:?}"));
            if self.fails { Err("it is down".into()) } else { Ok(()) }
        })
    }
}

impl Store {
    fn asked(&self) -> Vec<String> {
        std::mem::take(&mut self.asked.lock().unwrap())
    }
}

const TAKE: &str = "feishu-api:cli_x:limit:POST /queue/v1/take";

#[tokio::test(start_paused = true)]
async fn a_store_has_the_limits_of_a_fleet() {
    let mock = Mock::new();
    mock.on::<QueueTakeCall>().reply(json!(null)).rate_limited(2).reply(json!(null));
    let store = Arc::new(Store::default());
    *store.wait.lock().unwrap() = Duration::from_secs(20);
    let client = builder(&mock).rate_limits(true).limit_store(store.clone()).build().unwrap();
    let queue = QueueApiClient::new(&client);
    let clock = Clock::start();
    queue.take().await.unwrap();
    clock.assert(20_000);
    assert_eq!(store.asked(), [format!("reserve {TAKE} 2")]);
    *store.wait.lock().unwrap() = Duration::from_secs(61);
    let error = queue.take().await.unwrap_err();
    assert_eq!(error.retry_after(), Some(Duration::from_secs(61)));
    store.asked();
    *store.wait.lock().unwrap() = Duration::ZERO;
    queue.take().await.unwrap();
    let (reserve, hold) = (format!("reserve {TAKE} 2"), format!("hold {TAKE} 2s"));
    assert_eq!(store.asked(), [reserve.clone(), hold, reserve]);
}

#[tokio::test(start_paused = true)]
async fn a_store_that_hangs_loses_no_answer() {
    let mock = Mock::new();
    mock.on::<QueueTakeCall>().rate_limited(9);
    let store = Store { hangs: true, ..Store::default() };
    let client = builder(&mock).limit_store(store).build().unwrap();
    let call = QueueApiClient::new(&client).take().with_timeout(Duration::from_millis(1500));
    let error = call.await.unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::Api, Some(99991400)));
    let call = QueueApiClient::new(&client).take().with_timeout(Duration::from_millis(1500));
    assert_eq!(call.await.unwrap_err().kind(), ErrorKind::RateLimit);

    let store = Store { hangs: true, ..Store::default() };
    let client = builder(&mock).limit_store(store).build().unwrap();
    let call = QueueApiClient::new(&client).look().with_timeout(Duration::from_millis(500));
    let error = call.await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Timeout, 0));
    assert!(error.is_unsent());
}

#[tokio::test(start_paused = true)]
async fn a_hold_comes_before_the_places_in_a_store() {
    let mock = Mock::new();
    mock.on::<QueueTakeCall>().rate_limited(2).reply(json!(null));
    let store = Arc::new(Store::default());
    let client = builder(&mock).rate_limits(true).limit_store(store.clone()).build().unwrap();
    let queue = QueueApiClient::new(&client);
    queue.take().with_retry(RetryPolicy::never()).await.unwrap_err();
    store.asked();
    let mut calls = JoinSet::new();
    for _ in 0..10 {
        calls.spawn(queue.take().send());
    }
    tokio::time::advance(Duration::from_secs(1)).await;
    let reserve = format!("reserve {TAKE} 2");
    assert!(!store.asked().contains(&reserve), "places are counted from the end of the hold");
    assert!(calls.join_all().await.iter().all(|call| call.is_ok()));
    assert_eq!(store.asked().iter().filter(|asked| **asked == reserve).count(), 10);
}

#[tokio::test(start_paused = true)]
async fn a_store_that_fails_or_hangs_costs_no_call() {
    for (fails, hangs) in [(true, false), (false, true)] {
        let mock = Mock::new();
        mock.on::<QueueTakeCall>().reply(json!(null));
        let store = Arc::new(Store { fails, hangs, ..Store::default() });
        let client = builder(&mock).rate_limits(true).limit_store(store.clone()).build().unwrap();
        let queue = QueueApiClient::new(&client);
        let clock = Clock::start();
        for _ in 0..3 {
            queue.take().await.unwrap();
        }
        assert!(clock.millis() <= 1100, "{}", clock.millis());
        assert_eq!(store.asked().len(), 1, "it is left alone for a while");
        // The limits are kept all the same.
        let clock = Clock::start();
        queue.take().await.unwrap();
        assert!((1..=1001).contains(&clock.millis()) || hangs, "{}", clock.millis());
        tokio::time::advance(Duration::from_secs(11)).await;
        queue.take().await.unwrap();
        assert_eq!(store.asked().len(), 1);
    }
}
