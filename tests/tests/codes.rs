//! What is done about the codes of the platform, and about those of one endpoint or one service.

use std::time::Duration;

use feishu_api::auth_v3::AuthTenantAccessTokenInternalCall;
use feishu_api::prelude::*;
use feishu_api::testing::{Mock, api_error, json};
use feishu_api::{ErrorClass, StatusCode};

#[feishu_api(path = "/codes/v1", token(Tenant))]
trait CodeApi {
    #[post("/write")]
    #[codes(retry(44025), partial(44054), rate_limit(230021))]
    async fn write(&self) -> Result<u32>;
    #[post("/key")]
    async fn keyed(&self, #[query(key)] uuid: Option<&str>) -> Result<u32>;
    #[patch("/idempotent")]
    #[idempotent]
    async fn idempotent(&self) -> Result<u32>;
    #[get("/read")]
    async fn read(&self) -> Result<u32>;
}

/// A service of the company's own. Its numbers mean what it says, and nothing else.
#[feishu_api(host = "https://gateway.example.com", token(Tenant), codes(token(40101)))]
trait GatewayApi {
    #[post("/orders")]
    async fn order(&self) -> Result<u32>;
    #[get("/orders")]
    #[codes(retry(7), partial(99991663))]
    async fn list(&self) -> Result<u32>;
}

/// A mock that has a new token each time.
fn mock() -> Mock {
    let mock = Mock::new();
    for token in ["t-1", "t-2", "t-3"] {
        let answer = json!({ "tenant_access_token": token, "expire": 7200 });
        mock.on::<AuthTenantAccessTokenInternalCall>().reply(answer);
    }
    mock
}

/// The class of the error that a write is answered with, and how often it was sent.
async fn write(code: i64) -> (ErrorClass, u32) {
    let mock = mock();
    mock.on::<CodeWriteCall>().fail(code, "");
    let call = CodeApiClient::new(&mock.client()).write();
    let error = call.with_timeout(Duration::from_secs(20)).await.unwrap_err();
    (error.class(), error.attempts())
}

#[tokio::test(start_paused = true)]
async fn a_code_has_a_class_and_the_class_says_what_is_done() {
    use ErrorClass::*;
    for (code, class) in [
        (1663, Unavailable),
        (131009, Unavailable),
        (99991403, Quota),
        (1236007, Quota),
        (1236013, Quota),
        (99991401, App),
        (10015, App),
        (99991672, Permission),
        (99991679, Permission),
        (20037, Login),
        (99991661, Other),
        (9499, Other),
        (41050, Other),
        (44054, Partial),
        (44055, Other),
    ] {
        assert_eq!(write(code).await, (class, 1), "{code}");
    }
    assert_eq!(write(44025).await, (Busy, 4));
    assert_eq!(write(99991663).await, (Token, 2));
    for code in [99991400, 230020, 230021, 1254290] {
        let (class, attempts) = write(code).await;
        assert!(class == RateLimited && attempts > 4, "{code}: {class:?}, {attempts}");
    }
}

#[tokio::test(start_paused = true)]
async fn what_may_be_done_twice_is_repeated() {
    let mock = mock();
    mock.on::<CodeKeyedCall>().fail(1663, "").fail(2200, "").reply(json!(1));
    mock.on::<CodeIdempotentCall>().fail(1254291, "").reply(json!(2));
    mock.on::<CodeReadCall>().fail(5000, "").reply(json!(3));
    let codes = CodeApiClient::new(&mock.client());
    assert_eq!(codes.keyed().send().await.unwrap().attempts(), 3);
    let keys: Vec<_> =
        mock.requests().iter().filter(|r| r.path().ends_with("/key")).map(|r| r.query()).collect();
    assert!(
        keys.len() == 3 && keys.iter().all(|key| *key == keys[0] && key[0].1.len() == 36),
        "{keys:?}"
    );
    assert_eq!(codes.idempotent().send().await.unwrap().attempts(), 2);
    assert_eq!(codes.read().send().await.unwrap().attempts(), 2);
}

#[tokio::test]
async fn a_key_that_is_empty_keeps_nothing_apart() {
    let mock = mock();
    let error = CodeApiClient::new(&mock.client()).keyed().uuid("").await.unwrap_err();
    assert_eq!(error.kind(), feishu_api::ErrorKind::Argument);
    assert!(error.to_string().contains("the idempotency key `uuid` is empty"), "{error}");
    assert!(mock.requests().is_empty());
}

#[tokio::test(start_paused = true)]
async fn without_a_known_code_the_status_decides() {
    use ErrorClass::*;
    for (status, class, attempts) in [
        (400, Other, 1),
        (404, Other, 1),
        (408, Unavailable, 4),
        (500, Unavailable, 4),
        (501, Other, 1),
        (502, Unavailable, 4),
        (503, Unavailable, 4),
        (504, Unavailable, 4),
    ] {
        for (media_type, body) in
            [("text/html", "<html>"), ("application/json", r#"{"code":123456789}"#)]
        {
            let mock = mock();
            let status = StatusCode::from_u16(status).unwrap();
            mock.on::<CodeReadCall>().reply_with(status, media_type, body);
            let error = CodeApiClient::new(&mock.client()).read().await.unwrap_err();
            assert_eq!((error.class(), error.attempts()), (class, attempts), "{error}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_service_of_ones_own_has_codes_of_its_own() {
    use ErrorClass::*;
    let mock = mock();
    mock.on::<GatewayOrderCall>().fail(40101, "stale").reply(json!(1));
    let gateway = GatewayApiClient::new(&mock.client());
    assert_eq!(gateway.order().send().await.unwrap().attempts(), 2);
    let tokens: Vec<_> = mock.requests();
    let tokens: Vec<_> =
        tokens.iter().filter_map(|request| request.header("authorization")).collect();
    assert_eq!(tokens, ["Bearer t-1", "Bearer t-2"]);

    mock.on::<GatewayListCall>()
        .fail(99991663, "part")
        .fail(1663, "")
        .fail(99991400, "")
        .fail(7, "")
        .reply(json!(2));
    for class in [Partial, Other, Other] {
        assert_eq!(gateway.list().await.unwrap_err().class(), class);
    }
    assert_eq!(gateway.list().send().await.unwrap().attempts(), 2);
}

#[tokio::test]
async fn an_error_of_a_fake_has_the_class_of_its_endpoint() {
    let error = CodeWriteCall::ready(Err(api_error(44054, "part"))).await.unwrap_err();
    assert!(error.is_partial(), "{error:?}");
    assert_eq!(error.endpoint(), Some(CodeWriteCall::ENDPOINT));
}

/// What is known of a write that failed so, one after the other.
async fn is_undone(codes: &[i64]) -> bool {
    let mock = mock();
    for code in codes {
        mock.on::<CodeKeyedCall>().fail(*code, "");
    }
    let error = CodeApiClient::new(&mock.client()).keyed().await.unwrap_err();
    error.is_undone()
}

#[tokio::test(start_paused = true)]
async fn what_was_turned_away_has_not_been_done() {
    for codes in [&[99991663, 99991663][..], &[99991672], &[99991403], &[20037], &[10015]] {
        assert!(is_undone(codes).await, "{codes:?}");
    }
    for codes in [&[40001][..], &[1663], &[1663, 99991672], &[1663, 1663, 99991403]] {
        assert!(!is_undone(codes).await, "{codes:?}");
    }
    assert!(CodeApiClient::new(&mock().client()).keyed().uuid("").await.unwrap_err().is_undone());
}

#[test]
fn an_error_of_a_fake_has_a_class_too() {
    assert_eq!(api_error(99991672, "no").class(), ErrorClass::Permission);
    assert!(api_error(99991400, "slow").is_rate_limited());
    assert!(api_error(99991403, "over").is_quota_exceeded());
}
