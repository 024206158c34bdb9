//! The time of a call bounds whatever it does.

use std::collections::HashSet;

use feishu_api::ErrorKind::{Http, Timeout};
use feishu_api::RetryPolicy;
use tokio::time::sleep;

use super::Call::*;
use super::server::{JSON, Then, Until, page, refusal, reply};
use super::*;

fn silence() -> Act {
    Act::stop(Until::Read, Then::Stall)
}

/// A call that is given more time than the client gives to all is meant to be slow.
#[tokio::test(start_paused = true)]
async fn a_call_that_is_meant_to_be_slow_waits_as_long_as_it_may() {
    let stage = Stage::new();
    for (seconds, attempts, took) in [(2, 1, 2), (45, 2, 30), (60, 2, 30), (61, 1, 61), (90, 1, 90)]
    {
        let server = stage.serve([silence()]).await;
        let things = ThingApiClient::new(&stage.client(&server).build().unwrap());
        let call = things.get(IN_QUERY).with_timeout(seconds * SECOND);
        let (result, time) = stage.watch(call.send()).await;
        match result {
            Ok(response) => assert_eq!((response.attempts(), attempts), (2, 2)),
            Err(error) => assert_eq!((error.kind(), error.attempts()), (Timeout, attempts)),
        }
        assert_eq!(time.as_secs(), took, "{seconds}");
        assert_eq!(server.requests().len(), attempts as usize);
    }
}

/// The client's time bounds the attempts.
#[tokio::test(start_paused = true)]
async fn the_time_of_the_client_bounds_all_attempts() {
    let stage = Stage::new();
    for (timeout, headers, attempts, took) in [
        (10, 30, 1, 10_000..=10_100),
        (60, 10, 4, 40_000..=41_800),
        (60, 19, 4, 60_000..=60_100),
        (60, 1, 4, 4_000..=5_800),
    ] {
        let script = vec![silence(); attempts as usize];
        let row = ("silence", script, Get, Fails(Timeout), attempts, attempts as usize);
        let build = |client: ClientBuilder| {
            client.timeout(timeout * SECOND).header_timeout(headers * SECOND)
        };
        stage.run(row, build).await.took(took);
    }
}

/// A pause that would end behind the time of the call is not begun.
#[tokio::test(start_paused = true)]
async fn no_pause_is_begun_in_vain() {
    let stage = Stage::new();
    let limited =
        |reset| reply(429, &[JSON, ("x-ogw-ratelimit-reset", reset)], r#"{"code":99991400}"#);
    let script = vec![limited("30").rejection(), limited("40").rejection()];
    let row = ("the second", script, Create, Code(99991400), 2, 2);
    stage.run(row, |client| client).await.took(30_000..=31_500);
    let row = ("a gateway", vec![reply(503, &[("retry-after", "61")], "")], Get, Fails(Http), 1, 1);
    stage.run(row, |client| client).await.took(0..=0);
}

/// Times that are no times.
#[tokio::test(start_paused = true)]
async fn extreme_times() {
    let stage = Stage::new();
    let row = ("for ever", vec![page(503)], Get, Good, 2, 2);
    let build = |client: ClientBuilder| client.timeout(Duration::MAX).header_timeout(Duration::MAX);
    stage.run(row, build).await;
    let server = stage.serve([]).await;
    let things = ThingApiClient::new(&stage.client(&server).build().unwrap());
    for call in [things.get(IN_QUERY), things.get(IN_QUERY)] {
        let (result, _) = stage.watch(call.with_timeout(Duration::MAX).send()).await;
        result.unwrap();
    }
    let (result, took) =
        stage.watch(things.get(IN_QUERY).with_timeout(Duration::ZERO).send()).await;
    assert_eq!((result.unwrap_err().kind(), took), (Timeout, Duration::ZERO));
}

/// Whoever gives up a call stops it: nothing is sent afterwards.
#[tokio::test(start_paused = true)]
async fn a_call_that_is_dropped_is_not_repeated() {
    let stage = Stage::new();
    let limited = reply(429, &[JSON, ("x-ogw-ratelimit-reset", "5")], r#"{"code":99991400}"#);
    for act in [limited, silence(), reply(503, &[("retry-after", "5")], "")] {
        let server = stage.serve([act]).await;
        let client = stage.client(&server).build().unwrap();
        let call = tokio::time::timeout(SECOND, Get.make(&client));
        let (result, took) = stage.watch(call).await;
        result.unwrap_err();
        assert_eq!(took, SECOND);
        sleep(100 * SECOND).await;
        stage.settle().await;
        assert_eq!(server.requests().len(), 1);
    }
}

/// Many calls at once on a server that fails: each gets its own answer.
#[tokio::test(start_paused = true)]
async fn many_calls_at_once_are_survived() {
    let stage = Stage::new();
    let failures = [
        Act::stop(Until::Connected, Then::Reset),
        Act::stop(Until::Body, Then::Close),
        page(502),
        silence(),
        refusal(200, 1663),
    ];
    let script: Vec<_> = failures.iter().cycle().take(50).cloned().collect();
    let server = stage.serve(script).await;
    // One call may meet several of them.
    let policy = RetryPolicy::default().max_attempts(50);
    let client = stage.client(&server).retry(policy).timeout(1000 * SECOND).build().unwrap();
    let calls: Vec<_> = (0..100)
        .map(|_| {
            let (stage, client) = (stage.clone(), client.clone());
            tokio::spawn(async move { stage.watch(CreateOnce.make(&client)).await.0 })
        })
        .collect();
    let mut sent = 0;
    for call in calls {
        sent += call.await.unwrap().unwrap();
    }
    assert_eq!((sent, server.left()), (150, 0));
    // What is sent again has the key of its call.
    let requests = server.requests();
    let keys: HashSet<_> =
        requests.iter().map(|seen| seen.request.query("uuid").unwrap().to_owned()).collect();
    assert_eq!(keys.len(), 100);
}
