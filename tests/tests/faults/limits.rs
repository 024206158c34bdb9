//! Rate limits: the server says when to come again, or says nonsense.

use feishu_api::ErrorKind::{Http, RateLimit};
use feishu_api::{ErrorClass, RetryPolicy};

use super::Call::*;
use super::server::{HTML, JSON, page, refusal, reply, success};
use super::*;

const LIMITED: i64 = 99991400;

/// Too many calls; come again in so many seconds.
fn limited(status: u16, code: i64, reset: &str) -> Act {
    let body = format!(r#"{{"code":{code},"msg":"too many"}}"#);
    reply(status, &[JSON, ("x-ogw-ratelimit-reset", reset)], body).rejection()
}

/// Any call is sent again, when the server wants it.
#[tokio::test(start_paused = true)]
async fn a_limit_is_waited_for() {
    let stage = Stage::new();
    let calls = [Get, Head, Put, Patch, Delete, Create, CreateOnce, Search, Icon, Open, Upload];
    for call in calls.into_iter().chain([Own, Tenant, TenantCreate]) {
        for (reset, least) in [("0.2", 200), ("2", 2_000), ("1.5", 1_500), ("45", 45_000)] {
            let row = (reset, vec![limited(429, LIMITED, reset)], call, Good, 2, 2);
            let run = stage.run(row, |client| client).await;
            run.took(least..=least + 1_500);
        }
    }
}

/// A limit may come under any status, and with a code of the endpoint's own.
#[tokio::test(start_paused = true)]
async fn a_limit_is_known_by_its_code_or_its_status() {
    let stage = Stage::new();
    let reset = ("x-ogw-ratelimit-reset", "2");
    for call in [Get, Create, Open, Upload] {
        for (name, act) in [
            ("400", limited(400, LIMITED, "2")),
            ("200", limited(200, LIMITED, "2")),
            ("500", limited(500, LIMITED, "2")),
            ("HTML", reply(429, &[HTML, reset], "<html>Too many</html>")),
            ("nothing", reply(429, &[reset], "")),
            ("no code", reply(429, &[JSON, reset], r#"{"msg":"too many"}"#)),
            ("a code that is not known", limited(429, 17, "2")),
        ] {
            let row = (name, vec![act.rejection()], call, Good, 2, 2);
            stage.run(row, |client| client).await.took(2_000..=3_500);
        }
    }
    for status in [200, 400, 429] {
        for call in [Own, GetOwn] {
            let row = ("its own code", vec![limited(status, 230020, "2")], call, Good, 2, 2);
            stage.run(row, |client| client).await.took(2_000..=3_500);
        }
    }
}

/// What says nothing of the time is waited for as any failure is.
#[tokio::test(start_paused = true)]
async fn a_limit_without_a_time_is_waited_for_too() {
    let stage = Stage::new();
    let mut acts: Vec<_> =
        ["-1", "-0.5", "NaN", "inf", "-inf", "soon", "", "0x10", "1,5", "1 s", "三"]
            .map(|reset| (reset, limited(429, LIMITED, reset)))
            .into();
    acts.push(("none", refusal(429, LIMITED).rejection()));
    acts.push(("a page", page(429).rejection()));
    acts.push(("0", limited(429, LIMITED, "0")));
    acts.push(("-0", limited(429, LIMITED, "-0")));
    acts.push(("1e-9", limited(429, LIMITED, "1e-9")));
    for (name, act) in acts {
        for call in [Get, Create] {
            let row = (name, vec![act.clone()], call, Good, 2, 2);
            stage.run(row, |client| client).await.took(0..=10_000);
        }
    }
}

/// The header of HTTP counts where the platform's is absent.
#[tokio::test(start_paused = true)]
async fn a_limit_may_have_its_time_where_http_has_it() {
    let stage = Stage::new();
    let http = ("retry-after", "3");
    let body = r#"{"code":99991400,"msg":"too many"}"#;
    let alone = reply(429, &[JSON, http], body).rejection();
    let beside = reply(429, &[JSON, http, ("x-ogw-ratelimit-reset", "1")], body).rejection();
    let date = ("retry-after", "Wed, 21 Oct 2015 07:28:00 GMT");
    let date = reply(429, &[JSON, date], body).rejection();
    for call in [Get, Create] {
        let row = ("alone", vec![alone.clone()], call, Good, 2, 2);
        stage.run(row, |client| client).await.took(3_000..=4_500);
        let row = ("beside", vec![beside.clone()], call, Good, 2, 2);
        stage.run(row, |client| client).await.took(1_000..=2_500);
        let row = ("a date", vec![date.clone()], call, Good, 2, 2);
        stage.run(row, |client| client).await.took(0..=10_000);
    }
}

/// Limits do not use up attempts; the time of the call bounds them.
#[tokio::test(start_paused = true)]
async fn limits_one_after_the_other_are_waited_for() {
    let stage = Stage::new();
    for call in [Get, Create, CreateOnce] {
        let row = ("five", vec![limited(429, LIMITED, "2"); 5], call, Good, 6, 6);
        stage.run(row, |client| client).await.took(10_000..=20_000);
    }
    // Failures are counted on their own.
    let limit = || limited(429, LIMITED, "1");
    let script = vec![page(503), limit(), limit(), page(503), limit(), limit(), page(503)];
    stage.run(("between failures", script, Get, Good, 8, 8), |client| client).await;
}

/// A limit uses up no attempt: the last one is still to come.
#[tokio::test(start_paused = true)]
async fn a_limit_before_the_last_attempt_is_waited_for() {
    let stage = Stage::new();
    let script = vec![page(503), page(503), page(503), limited(429, LIMITED, "1")];
    stage.run(("the last", script, Get, Good, 5, 5), |client| client).await;
}

/// A limit that outlasts the call is told at once.
#[tokio::test(start_paused = true)]
async fn a_limit_that_outlasts_the_call_is_not_waited_for() {
    let stage = Stage::new();
    for call in [Get, Create, Open, Upload] {
        for reset in ["61", "100", "86400", "1e9"] {
            let act = limited(429, LIMITED, reset);
            let run =
                stage.run((reset, vec![act], call, Code(LIMITED), 1, 1), |client| client).await;
            run.took(0..=100);
            let error = run.error.unwrap();
            assert_eq!(error.retry_after(), Some(Duration::from_secs_f64(reset.parse().unwrap())));
            assert!(error.is_rate_limited() && error.is_retryable(), "{error:?}");
            assert_eq!(error.class(), ErrorClass::RateLimited);
        }
        let act = reply(429, &[HTML, ("x-ogw-ratelimit-reset", "100")], "<html>").rejection();
        let run = stage.run(("HTML", vec![act], call, Fails(Http), 1, 1), |client| client).await;
        run.took(0..=100);
        assert!(run.error.unwrap().is_rate_limited());
    }
}

/// A limit without an end is given up, and the server is not flooded meanwhile.
#[tokio::test(start_paused = true)]
async fn a_limit_without_an_end_is_given_up() {
    let stage = Stage::new();
    for (reset, least, most) in [("1", 5, 61), ("0", 4, 500), ("-1", 4, 500), ("0.001", 4, 2_000)] {
        for call in [Get, Create] {
            let server = stage.serve(vec![limited(429, LIMITED, reset); 5_000]).await;
            let client = stage.client(&server).build().unwrap();
            let (result, took) = stage.watch(call.make(&client)).await;
            let error = result.unwrap_err();
            assert_eq!(error.code(), Some(LIMITED), "{reset}: {error:?}");
            let read = server.requests().len();
            assert_eq!(error.attempts() as usize, read, "{reset}");
            assert!((least..=most).contains(&read), "{reset}: {read} requests in {took:?}");
            assert!(took <= 60 * SECOND, "{reset}: {took:?}");
        }
    }
}

/// Who does not want anything repeated is told.
#[tokio::test(start_paused = true)]
async fn a_limit_is_told_to_who_wants_no_repeats() {
    let stage = Stage::new();
    for call in [Get, Create] {
        let row = ("never", vec![limited(429, LIMITED, "2")], call, Code(LIMITED), 1, 1);
        let run = stage.run(row, |client| client.retry(RetryPolicy::never())).await;
        run.took(0..=100);
        assert_eq!(run.error.unwrap().retry_after(), Some(2 * SECOND));
    }
}

/// What is used up for the day or the month is not asked for again, although it looks like a limit.
#[tokio::test(start_paused = true)]
async fn a_quota_is_not_waited_for() {
    let stage = Stage::new();
    for code in [99991403, 1236007, 1236013] {
        for (status, call) in [(429, Get), (400, Create), (200, CreateOnce), (429, Open)] {
            let quota = limited(status, code, "0.1");
            let row = ("a quota", vec![quota], call, Code(code), 1, 1);
            let run = stage.run(row, |client| client).await;
            let error = run.error.as_ref().unwrap();
            assert_eq!(error.class(), ErrorClass::Quota);
            assert!(!error.is_retryable() && !error.is_rate_limited(), "{error:?}");
            run.took(0..=0);
        }
    }
}

/// While one caller waits, the others of the same endpoint do, too: they would be turned away.
#[tokio::test(start_paused = true)]
async fn a_limit_holds_all_callers_of_the_endpoint() {
    let stage = Stage::new();
    let server = stage.serve([limited(429, LIMITED, "5")]).await;
    let client = stage.client(&server).build().unwrap();
    let limited = tokio::spawn({
        let (stage, client) = (stage.clone(), client.clone());
        async move { stage.watch(Get.make(&client)).await }
    });
    while server.requests().is_empty() {
        tokio::task::yield_now().await;
    }
    stage.settle().await;
    // Other endpoints, and other clients, are not held.
    for call in [Put, Create, Open] {
        stage.watch(call.make(&client)).await.0.unwrap();
    }
    stage.watch(Get.make(&stage.client(&server).build().unwrap())).await.0.unwrap();
    assert_eq!(server.requests().len(), 5);

    // Who has no time to wait is told so, and nothing is sent.
    let get = ThingApiClient::new(&client).get(IN_QUERY).with_timeout(2 * SECOND);
    let (result, took) = stage.watch(get.into_future()).await;
    let error = result.unwrap_err();
    assert_eq!((error.kind(), error.attempts(), took), (RateLimit, 0, Duration::ZERO), "{error:?}");
    let left = error.retry_after().unwrap();
    assert!(left > 4 * SECOND && left <= 6 * SECOND, "{left:?}");
    assert!(error.is_unsent() && error.is_rate_limited() && error.is_retryable(), "{error:?}");
    assert_eq!(error.class(), ErrorClass::RateLimited);
    assert_discreet(&error);
    assert_eq!(server.requests().len(), 5);

    // The others come when the time is over, and are not counted as sent before.
    let others: Vec<_> = (0..20)
        .map(|_| {
            let (stage, client) = (stage.clone(), client.clone());
            tokio::spawn(async move { stage.watch(Get.make(&client)).await })
        })
        .collect();
    for other in others {
        let (result, took) = other.await.unwrap();
        assert_eq!(result.unwrap(), 1);
        assert!(took >= 4 * SECOND && took < 10 * SECOND, "{took:?}");
    }
    assert_eq!(limited.await.unwrap().0.unwrap(), 2);
    let requests = server.requests();
    assert_eq!(requests.len(), 5 + 21);
    let first = requests[0].at;
    assert!(requests[5..].iter().all(|seen| seen.at - first >= 5 * SECOND));
    // And who comes later is not held.
    let (result, took) = stage.watch(Get.make(&client)).await;
    assert_eq!((result.unwrap(), took), (1, Duration::ZERO));
}

/// A limit that says nonsense, or is a quota, holds nobody for ever.
#[tokio::test(start_paused = true)]
async fn a_limit_that_makes_no_sense_holds_nobody_for_long() {
    let stage = Stage::new();
    for (code, reset) in [(99991403, "100"), (1236007, "100"), (LIMITED, "inf"), (LIMITED, "-1")] {
        let server = stage.serve([limited(429, code, reset)]).await;
        let client = stage.client(&server).retry(RetryPolicy::never()).build().unwrap();
        let (result, _) = stage.watch(Get.make(&client)).await;
        assert_eq!(result.unwrap_err().code(), Some(code));
        let (result, took) = stage.watch(Get.make(&client)).await;
        result.unwrap_or_else(|error| panic!("{code} {reset}: {error:?}"));
        assert!(took < 10 * SECOND, "{code} {reset}: {took:?}");
    }
    // Whoever wants no repeats is held, too, if there is time.
    let server = stage.serve([limited(429, LIMITED, "5")]).await;
    let client = stage.client(&server).retry(RetryPolicy::never()).build().unwrap();
    stage.watch(Get.make(&client)).await.0.unwrap_err();
    let (result, took) = stage.watch(Get.make(&client)).await;
    assert_eq!(result.unwrap(), 1);
    assert!(took >= 4 * SECOND && took < 7 * SECOND, "{took:?}");
}

/// A longer limit is not shortened by a later one, nor by a success.
#[tokio::test(start_paused = true)]
async fn the_longest_limit_holds() {
    let stage = Stage::new();
    let script = [limited(429, LIMITED, "10"), limited(429, LIMITED, "1"), success()];
    let server = stage.serve(script).await;
    let client = stage.client(&server).build().unwrap();
    let calls: Vec<_> = (0..3)
        .map(|_| {
            let (stage, client) = (stage.clone(), client.clone());
            tokio::spawn(async move { stage.watch(Get.make(&client)).await })
        })
        .collect();
    let mut took = Vec::new();
    for call in calls {
        let (result, time) = call.await.unwrap();
        result.unwrap();
        took.push(time.as_secs());
    }
    took.sort_unstable();
    assert_eq!(took[0], 0, "the one that was let through");
    assert!(took[1] >= 10 && took[2] < 15, "{took:?}");
    assert_eq!(server.requests().len(), 5);
}

/// Limits that are declared, for who asks for them.
#[feishu_api(path = "/limits/v1", token(None))]
trait LimitApi {
    #[get("/two")]
    #[rate_limit("2/s")]
    async fn two(&self) -> Result<Thing>;
}

/// Declared limits are kept ahead of time, so that nobody is turned away.
#[tokio::test(start_paused = true)]
async fn declared_limits_are_kept() {
    let stage = Stage::new();
    for (keeps, least, most) in [(true, 3, 6), (false, 0, 0)] {
        let server = stage.serve([]).await;
        let client = stage.client(&server).rate_limits(keeps).build().unwrap();
        let limits = LimitApiClient::new(&client);
        let calls: Vec<_> = (0..10)
            .map(|_| {
                let (stage, call) = (stage.clone(), limits.two());
                tokio::spawn(async move { stage.watch(call.send()).await })
            })
            .collect();
        for call in calls {
            assert_eq!(call.await.unwrap().0.unwrap().attempts(), 1);
        }
        let requests = server.requests();
        assert_eq!(requests.len(), 10);
        let took = (requests[9].at - requests[0].at).as_secs();
        assert!((least..=most).contains(&took), "{took} s");
        // Never more than the limit in any second.
        let mut threes = requests.windows(3);
        assert_eq!(keeps, threes.all(|three| three[2].at - three[0].at >= SECOND));
    }
}

/// Who has no time to wait for a turn is told so, and nothing is sent.
#[tokio::test(start_paused = true)]
async fn declared_limits_are_too_long_for_some() {
    let stage = Stage::new();
    let server = stage.serve([]).await;
    let client = stage.client(&server).rate_limits(true).build().unwrap();
    let limits = LimitApiClient::new(&client);
    let half_past = SECOND * 3 / 2;
    let calls: Vec<_> = (0..10)
        .map(|_| {
            let (stage, call) = (stage.clone(), limits.two().with_timeout(half_past));
            tokio::spawn(async move { stage.watch(call.send()).await.0 })
        })
        .collect();
    let mut refused = 0;
    for call in calls {
        if let Err(error) = call.await.unwrap() {
            assert_eq!((error.kind(), error.attempts()), (RateLimit, 0), "{error:?}");
            assert!(error.retry_after().unwrap() >= half_past, "{error:?}");
            refused += 1;
        }
    }
    assert_eq!((refused, server.requests().len()), (6, 4));
}

/// A call whose turn comes when its time is over is not sent: it could not be answered.
#[tokio::test(start_paused = true)]
async fn a_turn_that_comes_too_late_is_none() {
    let stage = Stage::new();
    // To the last moment.
    let server = stage.serve([]).await;
    let client = stage.client(&server).rate_limits(true).build().unwrap();
    let limits = LimitApiClient::new(&client);
    for late in [false, false, true] {
        let call = limits.two().with_timeout(SECOND).send();
        if let (Err(error), took) = stage.watch(call).await {
            assert!(late);
            assert_eq!((error.kind(), error.attempts(), took), (RateLimit, 0, Duration::ZERO));
        } else {
            assert!(!late);
        }
    }
    assert_eq!(server.requests().len(), 2);

    // Or, with the share of it that callers are spread over, some moments later.
    let server = stage.serve([limited(429, LIMITED, "5")]).await;
    let client = stage.client(&server).retry(RetryPolicy::never()).build().unwrap();
    stage.watch(Create.make(&client)).await.0.unwrap_err();
    let calls: Vec<_> = (0..20)
        .map(|_| {
            let call = ThingApiClient::new(&client).create(IN_QUERY, IN_BODY);
            let (stage, call) = (stage.clone(), call.with_timeout(Duration::from_millis(5_010)));
            tokio::spawn(async move { stage.watch(call.send()).await.0 })
        })
        .collect();
    for call in calls {
        if let Err(error) = call.await.unwrap() {
            assert_eq!((error.kind(), error.attempts()), (RateLimit, 0), "{error:?}");
        }
    }
}
