//! The mock, as a user's tests have it. Time is paused: it moves when everybody waits.

use std::time::Duration;

use feishu_api::prelude::*;
use feishu_api::testing::{Mock, json};
use feishu_api::{ErrorKind, RetryPolicy, StatusCode};
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
        assert_eq!(mock.requests_of::<KitCreateCall>().len(), 1);
    }
}

#[tokio::test(start_paused = true)]
async fn an_answer_can_be_late_and_have_headers() {
    let mock = Mock::new();
    mock.on::<KitGetCall>()
        .after(Duration::from_secs(5))
        .header("x-kind", "late")
        .reply("a")
        .reply("b");
    let began_at = Instant::now();
    let late = kit(&mock).get("a", 1).send().await.unwrap();
    assert_eq!(late.headers()["x-kind"], "late");
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

    kit.get("a/ü", 3).await.unwrap();
    let get = &mock.requests_of::<KitGetCall>()[0];
    assert_eq!(get.path_value("thing_id").as_deref(), Some("a/ü"));
    assert_eq!(get.path_value("part_id").as_deref(), Some("3"));
    assert_eq!(get.path_value("id"), None);

    kit.upload("large", File::from_bytes("f", vec![b'x'; 100_000])).await.unwrap();
    let shown = format!("{:?}", mock.requests_of::<KitUploadCall>()[1]);
    assert!(shown.len() < 1200 && shown.contains("bytes more"), "{shown}");
}

#[tokio::test]
#[should_panic(
    expected = "no call has come for the rule of `POST /kit/v1/form`; 1 of 2 answers to `GET"
)]
async fn answers_that_nobody_asked_for_are_told() {
    let mock = Mock::new();
    mock.on::<KitFormCall>().reply(json!(null));
    mock.on::<KitGetCall>().reply("a").reply("b");
    kit(&mock).get("a", 1).await.unwrap();
    mock.verify();
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

/// As a program that knows the mock by its address only.
fn outside(url: &str) -> KitApiClient {
    KitApiClient::new(&Client::builder("cli_x", "secret").base_url(url).build().unwrap())
}

#[tokio::test]
async fn a_mock_can_be_reached_by_http() {
    let mock = Mock::new();
    mock.on::<KitGetCall>().when_path("part_id", 7).reply("seven");
    mock.on::<KitGetCall>().disconnect().reply("there");
    mock.on_raw(feishu_api::Method::GET, "/else/v1/where").reply(json!(5));
    let server = mock.serve().await.unwrap();
    let kit = outside(server.url());
    assert_eq!(kit.get("a/b", 7).kind(&["x", "y"]).await.unwrap(), "seven");
    assert_eq!(kit.get("a", 8).send().await.unwrap().attempts(), 2);
    let client = Client::builder("cli_x", "secret").base_url(server.url()).build().unwrap();
    assert_eq!(client.raw::<u8>(feishu_api::Method::GET, "/else/v1/where").await.unwrap(), 5);

    let error = kit.create("a").await.unwrap_err();
    assert_eq!((error.status().unwrap().as_u16(), error.attempts()), (501, 1));
    assert!(error.to_string().contains("no rule for a raw call"), "{error}");

    let requests = mock.requests_of::<KitGetCall>();
    assert_eq!(requests[0].path_value("thing_id").as_deref(), Some("a/b"));
    assert_eq!(requests[0].header("authorization"), Some("Bearer t-mock"));
    assert_eq!((requests.len(), mock.requests().len()), (3, 5));
    mock.verify();

    drop(server);
    tokio::task::yield_now().await;
    let gone = kit.get("a", 7).with_retry(RetryPolicy::never()).await.unwrap_err();
    assert!([ErrorKind::Connect, ErrorKind::Transport].contains(&gone.kind()), "{gone:?}");
}
