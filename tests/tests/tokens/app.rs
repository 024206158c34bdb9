//! The tokens of an app.

use std::error::Error as _;

use feishu_api::{ErrorKind, MemoryStore, RetryPolicy, StoreFuture, StoredToken, TokenStore};
use futures_util::future::join_all;
use tokio::task::JoinSet;

use crate::*;

#[tokio::test]
async fn a_token_that_is_over_is_replaced_before_the_call() {
    let platform = Platform::start().await;
    let things = platform.things();
    things.tenant().await.unwrap();
    pass(118 * MINUTE).await;
    things.tenant().await.unwrap();
    platform.assert_log(&["tenant token", "tenant t-1", "tenant token", "tenant t-2"]);
}

#[tokio::test]
async fn a_token_serves_until_its_last_half_hour() {
    let platform = Platform::start().await;
    let things = platform.things();
    for _ in 0..3 {
        things.tenant().await.unwrap();
        pass(29 * MINUTE).await;
    }
    platform.assert_log(&["tenant token", "tenant t-1", "tenant t-1", "tenant t-1"]);
}

#[tokio::test]
async fn in_its_last_half_hour_a_token_serves_while_it_is_replaced() {
    let platform = Platform::start().await;
    let things = platform.things();
    things.tenant().await.unwrap();
    pass(95 * MINUTE).await;
    platform.log();
    // A hundred at once, of which none waits.
    for outcome in join_all((0..100).map(|_| things.tenant().into_future())).await {
        outcome.unwrap();
    }
    platform.seen(101).await;
    let log = platform.log();
    assert_eq!(log.iter().filter(|line| *line == "tenant token").count(), 1);
    assert_eq!(log.iter().filter(|line| *line == "tenant t-1").count(), 100);
    // The new token is there in a moment.
    while {
        things.tenant().await.unwrap();
        platform.log() != ["tenant t-2"]
    } {}
}

#[tokio::test]
async fn a_replacement_that_fails_disturbs_nobody_and_is_not_tried_at_once() {
    let platform = Platform::start().await;
    // The request itself is repeated otherwise.
    let client = platform.builder().retry(RetryPolicy::never()).build().unwrap();
    let things = ThingApiClient::new(&client);
    things.tenant().await.unwrap();
    pass(95 * MINUTE).await;
    platform.answer(Answer::Reply(500, "text/plain", String::new()));
    platform.log();
    things.tenant().await.unwrap();
    platform.seen(2).await;
    for _ in 0..20 {
        things.tenant().await.unwrap();
    }
    let log = platform.log();
    assert_eq!(log.iter().filter(|line| *line == "tenant token").count(), 1, "{log:?}");
    pass(MINUTE).await;
    things.tenant().await.unwrap();
    platform.seen(2).await;
    assert!(platform.log().contains(&"tenant token".to_owned()));
}

#[tokio::test]
async fn a_refused_token_is_replaced_and_the_call_repeated_once() {
    for code in [99991663, 99991665, 20013, 10013, 99991671, 99991668, 99991677] {
        let platform = Platform::start().await;
        platform.refuse("t-1", code);
        platform.things().write("once").await.unwrap();
        platform.assert_log(&["tenant token", "write t-1", "tenant token", "write t-2"]);
        assert_eq!(platform.script().done, 1, "the refused request has done nothing");
    }
    for code in [99991664, 20014] {
        let platform = Platform::start().await;
        platform.refuse("a-1", code);
        platform.things().app().await.unwrap();
        platform.assert_log(&["app token", "app a-1", "app token", "app a-2"]);
    }
}

#[tokio::test]
async fn the_same_token_again_ends_with_an_error_that_says_so() {
    let platform = Platform::start().await;
    platform.answer(Answer::Token("1", 7200)).answer(Answer::Token("1", 7100));
    platform.refuse("t-1", 99991663);
    let error = platform.things().tenant().await.unwrap_err();
    platform.assert_log(&["tenant token", "tenant t-1", "tenant token"]);
    assert_eq!((error.kind(), error.code()), (ErrorKind::Api, Some(99991663)));
    assert_eq!(error.log_id(), Some("log-1"));
    assert!(error.to_string().contains("does not take this kind of token"), "{error}");
    assert!(!error.is_unsent());
}

#[tokio::test]
async fn a_call_is_repeated_no_more_than_once() {
    let platform = Platform::start().await;
    platform.refuse("t-1", 99991663);
    platform.refuse("t-2", 99991663);
    let error = platform.things().tenant().await.unwrap_err();
    platform.assert_log(&["tenant token", "tenant t-1", "tenant token", "tenant t-2"]);
    assert_eq!(error.code(), Some(99991663));
}

#[tokio::test]
async fn if_there_is_no_other_token_the_refusal_is_the_error() {
    let platform = Platform::start().await;
    let things = platform.things();
    things.tenant().await.unwrap();
    platform.refuse("t-1", 99991663);
    platform.answer(Answer::Code(200, 10014)).log();
    let error = things.tenant().await.unwrap_err();
    platform.assert_log(&["tenant t-1", "tenant token"]);
    assert_eq!((error.kind(), error.code()), (ErrorKind::Api, Some(99991663)));
    let cause = error.source().unwrap().downcast_ref::<Error>().unwrap();
    assert_eq!((cause.kind(), cause.code()), (ErrorKind::Token, Some(10014)));
    // The next call begins anew.
    things.tenant().await.unwrap();
    platform.assert_log(&["tenant token", "tenant t-2"]);
}

#[tokio::test]
async fn many_calls_with_a_refused_token_replace_it_once() {
    let platform = Platform::start().await;
    platform.refuse("t-1", 99991663);
    let things = platform.things();
    for outcome in join_all((0..50).map(|_| things.write("x").into_future())).await {
        outcome.unwrap();
    }
    let log = platform.log();
    let count = |what: &str| log.iter().filter(|line| *line == what).count();
    assert_eq!(count("tenant token"), 2, "{log:?}");
    assert_eq!((count("write t-1"), count("write t-2")), (50, 50), "{log:?}");
    assert_eq!(platform.script().done, 50);
}

#[tokio::test]
async fn other_refusals_are_not_repeated() {
    for code in [99991661, 99991672, 99991403, 40001, 1] {
        let platform = Platform::start().await;
        platform.refuse("t-1", code);
        let error = platform.things().write("x").await.unwrap_err();
        assert_eq!(error.code(), Some(code));
        platform.assert_log(&["tenant token", "write t-1"]);
    }
}

#[tokio::test]
async fn a_stream_that_is_gone_is_not_sent_again() {
    let platform = Platform::start().await;
    platform.refuse("t-1", 99991663);
    let stream = futures_util::stream::iter([Ok::<_, std::io::Error>("content")]);
    let file = File::from_stream("f", 7, stream);
    let things = platform.things();
    let error = things.upload(file).await.unwrap_err();
    assert_eq!(error.code(), Some(99991663));
    platform.assert_log(&["tenant token", "upload t-1"]);
    // The token is not kept for that.
    platform.refuse("t-2", 99991663);
    things.upload(File::from_bytes("f", "content")).await.unwrap();
    platform.assert_log(&["tenant token", "upload t-2", "tenant token", "upload t-3"]);
}

#[tokio::test]
async fn a_token_of_the_programs_own_is_not_replaced() {
    let platform = Platform::start().await;
    platform.refuse("u-mine", 99991668);
    let things = ThingApiClient::new(&platform.client().as_user("u-mine"));
    let error = things.user().await.unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::Api, Some(99991668)));
    platform.assert_log(&["user u-mine"]);
}

#[tokio::test]
async fn a_token_endpoint_that_fails_fails_the_call_unsent() {
    let html = || Answer::Reply(200, "text/html", "<html>".into());
    for (answer, code, status) in [
        (Answer::Reply(500, "text/plain", String::new()), None, Some(500)),
        (Answer::Reply(502, "text/html", "<html>".into()), None, Some(502)),
        (html(), None, Some(200)),
        (Answer::Reply(200, "application/json", "{".into()), None, Some(200)),
        (Answer::Code(200, 10003), Some(10003), Some(200)),
        (Answer::Code(200, 10012), Some(10012), Some(200)),
        (Answer::Code(200, 10014), Some(10014), Some(200)),
        (Answer::Token("1", 0), None, None),
        (Answer::Token("\n", 7200), None, None),
    ] {
        let platform = Platform::start().await;
        platform.answer(answer);
        let client = platform.builder().retry(RetryPolicy::never()).build().unwrap();
        let things = ThingApiClient::new(&client);
        let error = things.tenant().await.unwrap_err();
        assert_eq!((error.kind(), error.code()), (ErrorKind::Token, code), "{error}");
        assert_eq!(error.status().map(|status| status.as_u16()), status);
        assert!(error.is_unsent());
        platform.assert_log(&["tenant token"]);
        // Nothing of it stays.
        things.tenant().await.unwrap();
        platform.assert_log(&["tenant token", "tenant t-1"]);
    }
}

#[tokio::test]
async fn a_slow_token_endpoint_holds_up_a_call_no_longer_than_its_time() {
    let platform = Platform::start().await;
    platform.answer(Answer::Never);
    let things = platform.things();
    let error = things.tenant().with_timeout(Duration::from_millis(100)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
    platform.assert_log(&["tenant token"]);
    // The others wait for the request that is under way until that is given up.
    let waiting = tokio::spawn(things.tenant().into_future());
    tokio::task::yield_now().await;
    pass(Duration::from_secs(11)).await;
    let error = waiting.await.unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Token, "{error}");
    things.tenant().await.unwrap();
    platform.assert_log(&["tenant token", "tenant t-1"]);
}

#[tokio::test]
async fn a_leader_that_gives_up_leaves_its_request_to_the_others() {
    let platform = Platform::start().await;
    let things = platform.things();
    let leader = tokio::spawn(things.tenant().into_future());
    while platform.script().log.is_empty() {
        tokio::task::yield_now().await;
    }
    leader.abort();
    things.tenant().await.unwrap();
    platform.assert_log(&["tenant token", "tenant t-1"]);
}

#[tokio::test]
async fn the_clock_may_jump_forward() {
    let platform = Platform::start().await;
    let things = platform.things();
    things.tenant().await.unwrap();
    pass(365 * 24 * 60 * MINUTE).await;
    things.tenant().await.unwrap();
    platform.assert_log(&["tenant token", "tenant t-1", "tenant token", "tenant t-2"]);
}

#[tokio::test]
async fn a_life_of_any_length_is_taken() {
    for life in [1, 60, 200, u64::MAX] {
        let platform = Platform::start().await;
        platform.answer(Answer::Token("1", life));
        platform.things().tenant().await.unwrap();
        platform.assert_log(&["tenant token", "tenant t-1"]);
    }
}

/// HTTP/2, so that ten thousand calls need few connections.
#[tokio::test(flavor = "multi_thread")]
async fn ten_thousand_first_calls_make_one_token_request() {
    let platform = Platform::start().await;
    let http = feishu_api::http_client().unwrap().http2_prior_knowledge().build().unwrap();
    let things = ThingApiClient::new(&platform.builder().http(http).build().unwrap());
    let mut calls = JoinSet::new();
    for _ in 0..10_000 {
        calls.spawn(things.tenant().into_future());
    }
    while let Some(outcome) = calls.join_next().await {
        outcome.unwrap().unwrap();
    }
    let log = platform.log();
    assert_eq!(log.iter().filter(|line| *line == "tenant token").count(), 1);
    assert_eq!(log.iter().filter(|line| *line == "tenant t-1").count(), 10_000);
}

#[tokio::test]
async fn clients_that_share_a_store_share_a_token() {
    let platform = Platform::start().await;
    let store = Arc::new(MemoryStore::new());
    let client = || platform.builder().token_store(store.clone()).build().unwrap();
    let things: Vec<_> = (0..10).map(|_| ThingApiClient::new(&client())).collect();
    for outcome in join_all(things.iter().map(|things| things.tenant().into_future())).await {
        outcome.unwrap();
    }
    let log = platform.log();
    assert_eq!(log.iter().filter(|line| *line == "tenant token").count(), 1, "{log:?}");

    // Each has a copy: the first to be refused drops it for all, the others take the new one.
    platform.refuse("t-1", 99991663);
    for things in &things {
        things.tenant().await.unwrap();
    }
    let log = platform.log();
    assert_eq!(log.iter().filter(|line| *line == "tenant token").count(), 1, "{log:?}");
    assert_eq!(log.iter().filter(|line| *line == "tenant t-2").count(), 10);
}

/// A store in which everything fails, or takes for ever.
struct Broken {
    hangs: bool,
}

impl Broken {
    fn fail<T>(&self) -> StoreFuture<'_, T> {
        Box::pin(async {
            match self.hangs {
                true => pending().await,
                false => Err("the store is down".into()),
            }
        })
    }
}

impl TokenStore for Broken {
    fn get<'a>(&'a self, _: &'a str) -> StoreFuture<'a, Option<StoredToken>> {
        self.fail()
    }

    fn put<'a>(&'a self, _: &'a str, _: StoredToken) -> StoreFuture<'a, ()> {
        self.fail()
    }

    fn compare_and_drop<'a>(
        &'a self,
        _: &'a str,
        _: &'a feishu_api::SecretString,
    ) -> StoreFuture<'a, bool> {
        self.fail()
    }

    fn try_lock<'a>(&'a self, _: &'a str, _: &'a str, _: Duration) -> StoreFuture<'a, bool> {
        self.fail()
    }

    fn unlock<'a>(&'a self, _: &'a str, _: &'a str) -> StoreFuture<'a, ()> {
        self.fail()
    }
}

#[tokio::test]
async fn a_store_that_fails_costs_no_call() {
    let platform = Platform::start().await;
    let client = platform.builder().token_store(Broken { hangs: false }).build().unwrap();
    let things = ThingApiClient::new(&client);
    things.tenant().await.unwrap();
    platform.refuse("t-1", 99991663);
    things.tenant().await.unwrap();
    let expected = ["tenant token", "tenant t-1", "tenant t-1", "tenant token", "tenant t-2"];
    platform.assert_log(&expected);
}

#[tokio::test]
async fn a_store_that_hangs_is_done_without() {
    let platform = Platform::start().await;
    let client = platform.builder().token_store(Broken { hangs: true }).build().unwrap();
    let call = tokio::spawn(ThingApiClient::new(&client).tenant().into_future());
    while !call.is_finished() {
        tokio::task::yield_now().await;
        if platform.script().log.is_empty() {
            pass(Duration::from_secs(1)).await;
        }
        // The token is there, and is still to be put into the store.
        if platform.script().log.len() == 1 {
            pass(Duration::from_millis(10)).await;
        }
    }
    call.await.unwrap().unwrap();
    platform.assert_log(&["tenant token", "tenant t-1"]);
}
