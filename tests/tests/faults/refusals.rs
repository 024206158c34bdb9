//! Refusals by the platform and by gateways: which are repeated, and which never.

use feishu_api::ErrorKind::{Decode, Http, Timeout, Token, Transport};
use feishu_api::{ErrorClass, RetryPolicy};

use super::Call::*;
use super::server::{JSON, Then, Until, page, refusal, reply};
use super::*;

/// Each call, for what goes for all.
const ALL: [Call; 17] = [
    Get,
    Head,
    Put,
    Patch,
    Delete,
    Create,
    CreateOnce,
    Search,
    PatchAgain,
    Own,
    GetOwn,
    Icon,
    Open,
    Upload,
    UploadOnce,
    Tenant,
    TenantCreate,
];

/// Bursts of errors that are shorter than the policy, as long, and longer.
#[tokio::test(start_paused = true)]
async fn errors_of_gateways_are_survived() {
    let stage = Stage::new();
    for call in ALL {
        for status in [408, 500, 502, 503, 504, 599] {
            let act = page(status);
            if !call.may_be_repeated() {
                check_one(&stage, "one", vec![act], call, Fails(Http), 1).await;
                continue;
            }
            check_one(&stage, "one", vec![act.clone()], call, Good, 2).await;
            check_one(&stage, "three", vec![act.clone(); 3], call, Good, 4).await;
            let run = check_one(&stage, "four", vec![act; 4], call, Fails(Http), 4).await;
            let error = run.error.as_ref().unwrap();
            assert_eq!((error.class(), error.is_retryable()), (ErrorClass::Unavailable, true));
            // Three pauses: of a quarter, a half and one second at most.
            run.took(0..=1_750);
        }
    }
}

async fn check_one(
    stage: &Stage,
    name: &'static str,
    script: Vec<Act>,
    call: Call,
    outcome: Outcome,
    attempts: u32,
) -> Run {
    let row = (name, script, call, outcome, attempts, attempts as usize);
    stage.run(row, |client| client).await
}

/// Errors that are the same the next time.
#[tokio::test(start_paused = true)]
async fn what_is_not_going_to_change_is_not_repeated() {
    let stage = Stage::new();
    for call in ALL {
        check_one(&stage, "not implemented", vec![page(501)], call, Fails(Http), 1).await;
        check_one(&stage, "not found", vec![page(404)], call, Fails(Http), 1).await;
        if call == Head {
            continue;
        }
        for code in [99991672, 99991679, 230027, 20037, 99991401, 17] {
            for status in [200, 400, 500] {
                if (status, code) == (500, 17) {
                    continue;
                }
                let act = vec![refusal(status, code)];
                let run = check_one(&stage, "a refusal", act, call, Code(code), 1).await;
                assert!(!run.error.unwrap().is_retryable());
            }
        }
    }
}

/// A code that nobody knows is worth what its status is.
#[tokio::test(start_paused = true)]
async fn an_unknown_code_goes_by_its_status() {
    let stage = Stage::new();
    check_one(&stage, "a crash", vec![refusal(500, 17)], Get, Good, 2).await;
    check_one(&stage, "a crash", vec![refusal(503, 17); 4], Get, Code(17), 4).await;
    check_one(&stage, "a crash", vec![refusal(500, 17)], Create, Code(17), 1).await;
    check_one(&stage, "a refusal", vec![refusal(400, 17)], Get, Code(17), 1).await;
}

/// Internal errors and locks, which the platform has codes for: the call may have been carried out.
#[tokio::test(start_paused = true)]
async fn errors_within_the_platform_are_survived() {
    let stage = Stage::new();
    for call in ALL {
        if call == Head {
            continue;
        }
        for code in [1500, 1663, 5000, 55001, 96002, 1254291, 131009] {
            for status in [200, 400, 500] {
                let script = vec![refusal(status, code)];
                if call.may_be_repeated() {
                    check_one(&stage, "an internal error", script, call, Good, 2).await;
                } else {
                    check_one(&stage, "an internal error", script, call, Code(code), 1).await;
                }
            }
        }
    }
}

/// The endpoint's own codes: turned away, so that anything may be repeated, or done in part, so
/// that nothing may.
#[tokio::test(start_paused = true)]
async fn codes_of_an_endpoint_are_its_own() {
    let stage = Stage::new();
    for call in [Own, GetOwn] {
        for status in [200, 400, 409, 500] {
            let busy = refusal(status, 44025).rejection();
            check_one(&stage, "busy", vec![busy.clone(); 3], call, Good, 4).await;
            let run = check_one(&stage, "busy", vec![busy; 4], call, Code(44025), 4).await;
            assert_eq!(run.error.unwrap().class(), ErrorClass::Busy);
            for code in [44054, 44055] {
                let partial = vec![refusal(status, code)];
                let run = check_one(&stage, "partial", partial, call, Code(code), 1).await;
                let error = run.error.unwrap();
                assert_eq!((error.class(), error.is_retryable()), (ErrorClass::Partial, false));
            }
        }
    }
    // On other endpoints, they are not.
    check_one(&stage, "not its own", vec![refusal(400, 230020)], Create, Good, 2).await;
    check_one(&stage, "not its own", vec![refusal(400, 44025)], Create, Code(44025), 1).await;
    check_one(&stage, "not its own", vec![refusal(400, 44025)], Get, Good, 2).await;
    check_one(&stage, "not its own", vec![refusal(400, 44054)], Get, Code(44054), 1).await;
}

/// A time that comes with an error of a gateway is waited for.
#[tokio::test(start_paused = true)]
async fn a_gateway_may_say_when_to_come_again() {
    let stage = Stage::new();
    let wait = |seconds| vec![reply(503, &[("retry-after", seconds)], "")];
    check_one(&stage, "3", wait("3"), Get, Good, 2).await.took(3_000..=4_500);
    check_one(&stage, "0", wait("0"), Get, Good, 2).await.took(0..=250);
    check_one(&stage, "-1", wait("-1"), Get, Good, 2).await.took(0..=250);
    let run = check_one(&stage, "too long", wait("100"), Get, Fails(Http), 1).await;
    run.took(0..=100);
    assert_eq!(run.error.unwrap().retry_after(), Some(100 * SECOND));
    let run = check_one(&stage, "a POST", wait("3"), Create, Fails(Http), 1).await;
    assert_eq!(run.error.unwrap().retry_after(), Some(3 * SECOND));
}

/// All of it in one call.
#[tokio::test(start_paused = true)]
async fn a_mixture_is_survived() {
    let stage = Stage::new();
    let limited = || refusal(429, 99991400).rejection();
    let reset = || Act::stop(Until::Read, Then::Reset);
    for call in [Get, Put, Delete, CreateOnce, Search, Icon, Open] {
        let script = vec![reset(), page(503), limited()];
        check_one(&stage, "a reset, 503, 429", script, call, Good, 4).await;
        let script =
            vec![limited(), refusal(200, 1663), Act::stop(Until::HalfHeaders, Then::Stall)];
        check_one(&stage, "429, an internal error, silence", script, call, Good, 4).await;
    }
    for call in [Create, Patch, Upload] {
        let script = vec![limited(), limited(), page(503)];
        check_one(&stage, "two limits, 503", script, call, Fails(Http), 3).await;
        let script = vec![limited(), reset()];
        check_one(&stage, "a limit, a reset", script, call, Fails(Transport), 2).await;
        let script = vec![limited(), Act::stop(Until::Read, Then::Stall)];
        check_one(&stage, "a limit, silence", script, call, Fails(Timeout), 2).await;
    }
    let busy = refusal(400, 44025).rejection();
    let script = vec![busy, limited(), refusal(400, 44054)];
    check_one(&stage, "busy, a limit, done in part", script, Own, Code(44054), 3).await;
}

/// Policies other than the usual one.
#[tokio::test(start_paused = true)]
async fn a_policy_says_how_often() {
    let stage = Stage::new();
    let usual = RetryPolicy::default;
    for (policy, failures, outcome, attempts) in [
        (RetryPolicy::never(), 1, Fails(Http), 1),
        (usual().max_attempts(0), 1, Fails(Http), 1),
        (usual().max_attempts(1), 1, Fails(Http), 1),
        (usual().max_attempts(2), 1, Good, 2),
        (usual().max_attempts(2), 2, Fails(Http), 2),
        (usual().max_attempts(10), 9, Good, 10),
        (usual().max_attempts(u32::MAX).initial_delay(Duration::ZERO), 200, Good, 201),
        (usual().max_attempts(100).max_delay(Duration::ZERO), 99, Good, 100),
        (usual().max_attempts(100).max_delay(Duration::from_millis(10)), 99, Good, 100),
    ] {
        let row = ("503", vec![page(503); failures], Get, outcome, attempts, attempts as usize);
        stage.run(row, |client| client.retry(policy)).await;

        // The same for one call alone.
        let server = stage.serve(vec![page(503); failures]).await;
        let things = ThingApiClient::new(&stage.client(&server).build().unwrap());
        let call = things.get(IN_QUERY).with_retry(policy).send();
        let result = stage.watch(call).await.0;
        assert_eq!(result.is_ok(), outcome == Good);
        assert_eq!(result.map_or_else(|error| error.attempts(), |ok| ok.attempts()), attempts);
    }
    // A pause without an end is not begun.
    let endless = RetryPolicy::default().initial_delay(Duration::MAX).max_delay(Duration::MAX);
    let row = ("endless", vec![page(503)], Get, Fails(Http), 1, 1);
    stage.run(row, |client| client.retry(endless)).await.took(0..=0);
}

/// Without repeats, each failure is told as it is.
#[tokio::test(start_paused = true)]
async fn nothing_is_repeated_for_who_does_not_want_it() {
    let stage = Stage::new();
    for (name, act, outcome) in [
        ("a reset", Act::stop(Until::Read, Then::Reset), Fails(Transport)),
        ("silence", Act::stop(Until::Read, Then::Stall), Fails(Timeout)),
        ("a gateway", page(502), Fails(Http)),
        ("an internal error", refusal(200, 1663), Code(1663)),
        ("busy", refusal(400, 44025), Code(44025)),
        ("a limit", refusal(400, 230020), Code(230020)),
    ] {
        for call in [GetOwn, Own] {
            let row = (name, vec![act.clone()], call, outcome, 1, 1);
            stage.run(row, |client| client.retry(RetryPolicy::never())).await;
        }
    }
}

/// A token that is refused is replaced once, and the call sent again, whatever it is.
#[tokio::test(start_paused = true)]
async fn a_token_that_is_refused_is_replaced_once() {
    let stage = Stage::new();
    for (call, code) in [(Tenant, 99991663), (TenantCreate, 99991663), (TenantCreate, 40101)] {
        for status in [200, 400, 401] {
            let refused = || refusal(status, code).rejection();
            let run = check_one(&stage, "refused", vec![refused()], call, Good, 2).await;
            let token =
                |at: usize| run.requests[at].request.header("authorization").map(str::to_owned);
            assert_eq!(token(0).as_deref(), Some("Bearer t-1"));
            assert_eq!(token(1).as_deref(), Some("Bearer t-2"));
            assert_eq!(run.server.tokens_asked(), 2);
            let run = check_one(&stage, "twice", vec![refused(); 2], call, Code(code), 2).await;
            assert_eq!(run.error.unwrap().class(), ErrorClass::Token);
            assert_eq!(run.server.tokens_asked(), 2);
        }
    }
    // Beside other failures.
    let refused = || refusal(400, 99991663).rejection();
    let limited = || refusal(400, 99991400).rejection();
    check_one(&stage, "a limit, then refused", vec![limited(), refused()], TenantCreate, Good, 3)
        .await;
    check_one(&stage, "refused, then a limit", vec![refused(), limited()], TenantCreate, Good, 3)
        .await;
    check_one(&stage, "refused, then 503", vec![refused(), page(503)], Tenant, Good, 3).await;
    check_one(
        &stage,
        "refused, then 503",
        vec![refused(), page(503)],
        TenantCreate,
        Fails(Http),
        2,
    )
    .await;
    let script = vec![page(503), refused(), page(503), page(502)];
    check_one(&stage, "refused among errors", script, Tenant, Good, 5).await;
}

/// The request for a token is repeated, too; without one, the call is not sent.
#[tokio::test(start_paused = true)]
async fn a_token_is_asked_for_as_often_as_it_takes() {
    let stage = Stage::new();
    let failures = [
        Act::stop(Until::Read, Then::Reset),
        Act::stop(Until::Body, Then::Close),
        page(502),
        refusal(400, 99991400),
        reply(429, &[JSON, ("x-ogw-ratelimit-reset", "1")], r#"{"code":99991400}"#),
        refusal(200, 1663),
    ];
    for (failure, call) in failures.iter().flat_map(|act| [(act, Tenant), (act, TenantCreate)]) {
        let server = stage.serve([]).await;
        server.answer_token(failure.clone());
        let client = stage.client(&server).build().unwrap();
        let (result, _) = stage.watch(call.make(&client)).await;
        assert_eq!(result.unwrap_or_else(|error| panic!("{failure:?}: {error:?}")), 1);
        assert_eq!((server.tokens_asked(), server.requests().len()), (2, 1));
    }
    for (failure, asked) in [(page(502), 4), (page(200), 1), (refusal(200, 10014), 1)] {
        let server = stage.serve([]).await;
        for _ in 0..asked {
            server.answer_token(failure.clone());
        }
        let client = stage.client(&server).build().unwrap();
        let (result, _) = stage.watch(TenantCreate.make(&client)).await;
        let error = result.unwrap_err();
        assert_eq!((error.kind(), error.attempts()), (Token, 0), "{error:?}");
        assert!(error.is_unsent());
        assert_eq!((server.tokens_asked(), server.requests().len()), (asked, 0));
        assert_discreet(&error);
    }
    // A limit on tokens holds all that need one.
    let server = stage.serve([]).await;
    server.answer_token(reply(
        429,
        &[JSON, ("x-ogw-ratelimit-reset", "100")],
        r#"{"code":99991400}"#,
    ));
    let client = stage.client(&server).build().unwrap();
    for call in [Tenant, TenantCreate] {
        let (result, took) = stage.watch(call.make(&client)).await;
        let error = result.unwrap_err();
        assert_eq!((error.kind(), error.attempts(), took), (Token, 0, Duration::ZERO), "{error:?}");
        assert!(error.is_unsent() && error.is_rate_limited(), "{error:?}");
        assert_eq!(error.retry_after(), Some(100 * SECOND));
    }
    assert_eq!((server.tokens_asked(), server.requests().len()), (1, 0));
    // A reply that is no token's is not waited for.
    let server = stage.serve([]).await;
    server.answer_token(reply(200, &[JSON], "[".repeat(100_000)));
    let client = stage.client(&server).build().unwrap();
    let error = stage.watch(Tenant.make(&client)).await.0.unwrap_err();
    assert_eq!(error.kind(), Token);
    let source = error.source().unwrap().downcast_ref::<Error>().unwrap();
    assert_eq!(source.kind(), Decode);
}

/// A request for a token that is not answered is made again, too, as long as the call has time.
#[tokio::test(start_paused = true)]
async fn a_token_that_does_not_come_is_asked_for_again() {
    let stage = Stage::new();
    for call in [Tenant, TenantCreate] {
        let server = stage.serve([]).await;
        server.answer_token(Act::stop(Until::Read, Then::Stall));
        let client = stage.client(&server).build().unwrap();
        let (result, _) = stage.watch(call.make(&client)).await;
        assert_eq!(result.unwrap(), 1);
        assert_eq!((server.tokens_asked(), server.requests().len()), (2, 1));
    }
}
