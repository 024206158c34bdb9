//! The mock, as a user's tests have it. Time is paused: it moves when everybody waits.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use feishu_api::auth_v3::AuthTenantAccessTokenInternalCall;
use feishu_api::contact_v3::{UserApiClient, UserGetCall};
use feishu_api::prelude::*;
use feishu_api::testing::{Mock, Value, json};
use feishu_api::{ErrorKind, ExposeSecret, Method, RetryPolicy, StatusCode};
use tokio::time::Instant;

#[feishu_api(path = "/kit/v1", token(Tenant))]
trait KitApi {
    #[get("/things/{thing_id}/parts/{part_id}")]
    async fn get(
        &self,
        #[path] thing_id: &str,
        #[path] part_id: u32,
        #[query] kind: Option<&[&str]>,
    ) -> Result<String>;
    #[post("/things")]
    async fn create(&self, #[field] name: &str, #[field] size: Option<u32>) -> Result<u32>;
    #[post("/files")]
    async fn upload(&self, #[part] kind: &str, #[part] file: File) -> Result<()>;
    #[post("/form")]
    async fn form(&self, #[form] text: &str) -> Result<()>;
}

fn kit(mock: &Mock) -> KitApiClient {
    KitApiClient::new(&mock.client())
}

#[tokio::test]
async fn the_first_rule_whose_conditions_hold_answers() {
    let mock = Mock::new();
    mock.on::<KitGetCall>().reply("any");
    mock.on::<KitGetCall>().when_path("thing_id", "a/b").reply("slash");
    mock.on::<KitGetCall>().when_path("part_id", 7).when_query("kind", "x").reply("seven x");
    mock.on::<KitGetCall>().when_path("part_id", 7).reply("seven").reply("seven again");
    mock.on::<KitGetCall>().when(|request| request.query().is_empty()).reply("bare");
    let kit = kit(&mock);
    assert_eq!(kit.get("a/b", 7).await.unwrap(), "slash");
    assert_eq!(kit.get("c", 7).kind(&["w", "x"]).await.unwrap(), "seven x");
    assert_eq!(kit.get("c", 7).await.unwrap(), "seven");
    assert_eq!(kit.get("c", 7).await.unwrap(), "seven again");
    assert_eq!(kit.get("c", 8).await.unwrap(), "bare");
    assert_eq!(kit.get("c", 8).kind(&["y"]).await.unwrap(), "any");
    mock.verify();
}

#[tokio::test]
async fn a_body_has_at_least_what_a_rule_says() {
    let mock = Mock::new();
    mock.on::<KitCreateCall>().when_body(json!({ "name": "a" })).reply(1);
    mock.on::<KitCreateCall>().when_body(json!({ "size": 2 })).reply(2);
    let kit = kit(&mock);
    assert_eq!(kit.create("a").size(2).await.unwrap(), 1);
    assert_eq!(kit.create("b").size(2).await.unwrap(), 2);
    let error = kit.create("b").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotImplemented);
    let text = error.to_string();
    assert!(text.contains("rules for `KitApi::create`, but none whose conditions hold"), "{text}");
    assert!(text.contains(r#"{"name":"b"}"#), "{text}");
}

#[tokio::test(start_paused = true)]
async fn faults_are_the_real_ones_for_the_client() {
    let mock = Mock::new();
    mock.on::<KitGetCall>().disconnect().unreachable().hang().reply("there");
    let began_at = Instant::now();
    let response = kit(&mock).get("a", 1).send().await.unwrap();
    assert_eq!((&*response.data, response.attempts()), ("there", 4));
    assert!(began_at.elapsed() >= Duration::from_secs(30), "the time for headers went by");
    mock.verify();

    for (fault, kind, is_undone) in [
        ("disconnect", ErrorKind::Transport, false),
        ("unreachable", ErrorKind::Connect, true),
        ("hang", ErrorKind::Timeout, false),
    ] {
        let mock = Mock::new();
        let rule = mock.on::<KitCreateCall>();
        let _ = match fault {
            "disconnect" => rule.disconnect(),
            "unreachable" => rule.unreachable(),
            _ => rule.hang(),
        };
        let call = kit(&mock).create("a").with_retry(RetryPolicy::never());
        let error = call.await.unwrap_err();
        assert_eq!((error.kind(), error.is_undone()), (kind, is_undone), "{fault}");
        let requests = mock.requests_of::<KitCreateCall>();
        assert_eq!(requests.len(), usize::from(fault != "unreachable"), "{fault}");
    }
}

#[tokio::test(start_paused = true)]
async fn an_answer_can_be_late_and_have_headers() {
    let mock = Mock::new();
    mock.on::<KitGetCall>()
        .reply("a")
        .after(Duration::from_secs(5))
        .header("x-kind", "late")
        .status(StatusCode::ACCEPTED)
        .reply("b");
    let began_at = Instant::now();
    let late = kit(&mock).get("a", 1).send().await.unwrap();
    assert_eq!(
        (late.status(), &late.headers()["x-kind"]),
        (StatusCode::ACCEPTED, &"late".parse().unwrap())
    );
    assert!(began_at.elapsed() >= Duration::from_secs(5));
    let next = kit(&mock).get("a", 1).send().await.unwrap();
    assert!(!next.headers().contains_key("x-kind"));
    assert!(began_at.elapsed() < Duration::from_secs(6));
}

#[tokio::test]
async fn a_missing_permission_is_told_as_the_platform_does() {
    let mock = Mock::new();
    mock.on::<KitGetCall>().denied(["kit:thing:readonly", "kit:thing"]);
    let error = kit(&mock).get("a", 1).await.unwrap_err();
    assert!(error.is_permission_denied());
    assert_eq!(error.missing_scopes(), ["kit:thing:readonly", "kit:thing"]);
    assert!(
        error.console_url().unwrap().contains("/app/cli_mock/auth?q=kit:thing:readonly,kit:thing")
    );
}

#[tokio::test]
async fn what_was_sent_can_be_read() {
    let mock = Mock::new();
    mock.on::<KitUploadCall>().reply(json!(null));
    mock.on::<KitFormCall>().reply(json!(null));
    mock.on::<KitGetCall>().reply("x");
    let kit = kit(&mock);
    let file = File::from_bytes("r\"é%41.txt", "\r\n--content\r\n").with_content_type("text/plain");
    kit.upload("report", file).await.unwrap();
    let parts = mock.requests_of::<KitUploadCall>()[0].parts();
    assert_eq!(
        (&*parts[0].name, &*parts[0].text(), &parts[0].file_name),
        ("kind", "report", &None)
    );
    assert_eq!((&*parts[1].name, &*parts[1].text()), ("file", "\r\n--content\r\n"));
    assert_eq!(parts[1].file_name.as_deref(), Some("r\"é%41.txt"));
    assert_eq!(parts[1].content_type.as_deref(), Some("text/plain"));
    assert_eq!(parts.len(), 2);

    kit.form("a b&c").await.unwrap();
    let form = &mock.requests_of::<KitFormCall>()[0];
    assert_eq!(form.form(), [("text".to_owned(), "a b&c".to_owned())]);
    assert!(form.parts().is_empty());

    kit.get("a/ü", 3).kind(&["ü&", "y"]).await.unwrap();
    let get = &mock.requests_of::<KitGetCall>()[0];
    assert_eq!(get.path_value("thing_id").as_deref(), Some("a/ü"));
    assert_eq!(get.path_value("part_id").as_deref(), Some("3"));
    assert_eq!(get.path_value("id"), None);
    assert_eq!(get.query_value("kind").as_deref(), Some("ü&"));
    assert_eq!(get.query_value("id"), None);

    kit.upload("large", File::from_bytes("f", vec![b'x'; 100_000])).await.unwrap();
    let shown = format!("{:?}", mock.requests_of::<KitUploadCall>()[1]);
    assert!(shown.len() < 1200 && shown.contains("bytes more"), "{shown}");
}

/// What a test is told that ends with `verify`.
fn verified(mock: &Mock) -> String {
    let panic = catch_unwind(AssertUnwindSafe(|| mock.verify())).unwrap_err();
    *panic.downcast::<String>().unwrap()
}

#[tokio::test]
async fn what_came_otherwise_than_it_was_told_is_shown() {
    let mock = Mock::new();
    mock.on::<KitFormCall>().reply(json!(null));
    mock.on::<KitGetCall>().when_path("part_id", 1).when_query("kind", "x").reply("c");
    let line = line!() - 1;
    mock.on::<KitGetCall>().reply("a").reply("b");
    kit(&mock).get("a", 1).await.unwrap();
    kit(&mock).create("swallowed").await.unwrap_err();
    let told = verified(&mock);
    let told: Vec<&str> = told.lines().collect();
    assert_eq!(told[0], "the mock was not asked for just what it was told of:");
    assert!(told[1].starts_with("- no call has come for the rule for `POST /kit/v1/form`, at "));
    let conditions = r#"for `GET /kit/v1/things/{thing_id}/parts/{part_id}` when path `part_id` is "1" and query `kind` is "x""#;
    assert!(told[2].contains(conditions), "{told:#?}");
    assert!(told[2].contains(&format!("kit.rs:{line}:")), "{told:#?}");
    assert!(told[3].starts_with("- 1 of 2 answers were given by the rule for `GET "), "{told:#?}");
    assert!(told[4].contains("no rule for `KitApi::create`: write `mock.on::<KitCreateCall>()"));
    assert_eq!(told.len(), 5);
}

#[tokio::test]
async fn an_answer_can_be_made_of_the_request() {
    let mock = Mock::new();
    let seen = mock.clone();
    mock.on::<KitGetCall>()
        .reply_by(move |request| {
            let (id, count) = (request.path_value("thing_id"), seen.requests().len());
            format!("{} after {count}", id.unwrap_or_default())
        })
        .after(Duration::from_millis(1));
    let kit = kit(&mock);
    assert_eq!(kit.get("a", 1).await.unwrap(), "a after 1");
    assert_eq!(kit.get("b", 1).await.unwrap(), "b after 2");
}

#[tokio::test]
async fn a_condition_can_look_at_the_mock() {
    let mock = Mock::new();
    let seen = mock.clone();
    mock.on::<KitGetCall>()
        .when(move |_| seen.requests_of::<KitCreateCall>().is_empty())
        .reply("not yet");
    mock.on::<KitGetCall>().reply("there");
    mock.on::<KitCreateCall>().reply(1);
    let kit = kit(&mock);
    assert_eq!(kit.get("a", 1).await.unwrap(), "not yet");
    kit.create("a").await.unwrap();
    assert_eq!(kit.get("a", 1).await.unwrap(), "there");
}

#[tokio::test]
async fn rules_can_be_dropped() {
    let mock = Mock::new();
    mock.on::<KitGetCall>().reply("as always");
    mock.on::<KitCreateCall>().reply(1);
    mock.off::<KitGetCall>();
    mock.on::<KitGetCall>().reply("but here");
    assert_eq!(kit(&mock).get("a", 1).await.unwrap(), "but here");
    assert_eq!(kit(&mock).create("a").await.unwrap(), 1);
}

#[tokio::test]
async fn tokens_are_had_without_a_rule() {
    let mock = Mock::new();
    mock.on::<KitGetCall>().fail(99991663, "").reply("there");
    let client = mock.client();
    KitApiClient::new(&client).get("a", 1).await.unwrap();
    let requests = mock.requests();
    assert_eq!(requests[0].header("authorization"), Some("Bearer t-mock"));
    assert_eq!(requests[1].header("authorization"), Some("Bearer t-mock-2"));
    let shown = format!("{mock:?} {:?}", mock.requests_of::<AuthTenantAccessTokenInternalCall>());
    assert!(!shown.contains("secret-of-the-mock"), "{shown}");
    let login = client.exchange_code("code").await.unwrap();
    assert_eq!(login.access_token.expose_secret(), "u-mock");
}

#[test]
fn a_payload_that_the_call_could_not_read_is_told_at_once() {
    #[track_caller]
    fn told(rule: impl FnOnce(&Mock)) -> String {
        let panic = catch_unwind(AssertUnwindSafe(|| rule(&Mock::new()))).unwrap_err();
        let text = panic.downcast_ref::<String>().map(String::as_str);
        text.or(panic.downcast_ref::<&str>().copied()).unwrap().to_owned()
    }
    let text = told(|mock| drop(mock.on::<KitGetCall>().reply(5)));
    assert!(text.contains("not what the call answers with") && text.contains("`data`"), "{text}");
    let text = told(|mock| drop(mock.on::<KitCreateCall>().reply(json!({ "code": 0, "data": 1 }))));
    assert!(text.contains("into `data`, and `code` beside it"), "{text}");
    let text = told(|mock| drop(mock.on::<UserGetCall>().reply(json!({ "user": {} }))));
    assert!(text.contains("into `data.user`"), "{text}");
    let text = told(|mock| drop(mock.on::<KitCreateCall>().fail(0, "")));
    assert!(text.contains("code 0 says success"), "{text}");
    let text = told(|mock| drop(mock.on::<KitCreateCall>().after(Duration::ZERO)));
    assert!(text.contains("give an answer first"), "{text}");
    let text = told(|mock| drop(mock.on::<KitCreateCall>().hang().status(StatusCode::ACCEPTED)));
    assert!(text.contains("is no reply"), "{text}");
    let text = told(|mock| drop(mock.on_raw(Method::GET, "/open-apis/a")));
    assert!(text.contains("drop the prefix"), "{text}");
}

#[test]
#[should_panic(expected = "has no path parameter `thing`")]
fn a_path_parameter_that_is_none_is_told() {
    let _ = Mock::new().on::<KitGetCall>().when_path("thing", 1);
}

#[test]
#[should_panic(expected = "a condition goes before the answers")]
fn a_condition_behind_an_answer_is_told() {
    let _ = Mock::new().on::<KitGetCall>().reply("a").when_query("kind", "x");
}

#[tokio::test]
async fn a_body_as_it_is_has_its_status_and_type() {
    let mock = Mock::new();
    mock.on::<KitGetCall>().reply_with(StatusCode::BAD_GATEWAY, "text/html", "<html>");
    let call = kit(&mock).get("a", 1).with_retry(RetryPolicy::never());
    let error = call.await.unwrap_err();
    assert_eq!((error.kind(), error.status()), (ErrorKind::Http, Some(StatusCode::BAD_GATEWAY)));
}

#[tokio::test]
async fn requests_for_tokens_are_seen_if_asked_for() {
    let mock = Mock::new();
    mock.on::<KitGetCall>().reply("there");
    let kit = kit(&mock);
    for _ in 0..3 {
        kit.get("a", 1).await.unwrap();
    }
    assert_eq!(mock.requests_of::<AuthTenantAccessTokenInternalCall>().len(), 1);
    assert_eq!(mock.requests().len(), 3);
}

/// As a program that knows the mock by its address only.
fn outside(url: &str) -> KitApiClient {
    KitApiClient::new(&Client::builder("cli_x", "secret").base_url(url).build().unwrap())
}

#[tokio::test]
async fn a_mock_can_be_reached_by_http() {
    let mock = Mock::new();
    mock.on::<KitGetCall>().when_path("part_id", 7).reply("seven");
    mock.on::<KitGetCall>().disconnect().reply("there");
    mock.on_raw(Method::GET, "/else/v1/where").reply(json!(5));
    mock.on_raw(Method::GET, "/contact/v3/users/ou_raw").reply(json!(6));
    mock.on::<KitFormCall>().reply_by(|_| -> Value { panic!("as a test may") });
    let server = mock.serve().await.unwrap();
    let kit = outside(server.url());
    assert_eq!(kit.get("a/b", 7).kind(&["x", "y"]).await.unwrap(), "seven");
    assert_eq!(kit.get("a", 8).send().await.unwrap().attempts(), 2);
    let client = Client::builder("cli_x", "secret").base_url(server.url()).build().unwrap();
    assert_eq!(client.raw::<u8>(Method::GET, "/else/v1/where").await.unwrap(), 5);
    let raw = client.raw::<u8>(Method::GET, "/contact/v3/users/ou_raw");
    assert_eq!(raw.await.unwrap(), 6);
    let error = kit.form("a").await.unwrap_err();
    assert!(error.to_string().contains("panics"), "{error}");

    let error = kit.create("a").await.unwrap_err();
    assert_eq!((error.status().unwrap().as_u16(), error.attempts()), (501, 1));
    assert!(error.to_string().contains("no rule for a raw call"), "{error}");
    let error = UserApiClient::new(&client).get("ou_1").await.unwrap_err();
    assert!(error.to_string().contains("write `mock.on::<UserGetCall>()"), "{error}");

    let requests = mock.requests_of::<KitGetCall>();
    assert_eq!(requests[0].path_value("thing_id").as_deref(), Some("a/b"));
    assert_eq!(requests[0].header("authorization"), Some("Bearer t-mock"));
    assert_eq!((requests.len(), mock.requests().len()), (3, 8));

    drop(server);
    tokio::task::yield_now().await;
    let gone = kit.get("a", 7).with_retry(RetryPolicy::never()).await.unwrap_err();
    assert!([ErrorKind::Connect, ErrorKind::Transport].contains(&gone.kind()), "{gone:?}");
}
