//! What is not to be read in a log.

use std::error::Error as _;
use std::fmt::Debug;
use std::net::TcpListener;
use std::time::Duration;

use feishu_api::contact_v3::UserApiClient;
use feishu_api::jssdk::TicketApiClient;
use feishu_api::mina_v2::LoginApiClient;
use feishu_api::{Client, Error, ErrorKind, search_v1};
use serde_json::json;

use crate::{APP, APP_ID, APP_SECRET, Server, TENANT, USER, json_reply, reply, success};

/// The value of a query, a path or a field.
const VALUE: &str = "private-value-2a6";

#[track_caller]
fn assert_silent(text: &str) {
    for secret in [APP_SECRET, TENANT, APP, USER, VALUE] {
        assert!(!text.contains(secret), "{secret} in {text}");
    }
}

#[track_caller]
fn assert_silent_debug(value: impl Debug) {
    assert_silent(&format!("{value:?} {value:#?}"));
}

/// Checks the text of an error and of all its causes.
#[track_caller]
fn assert_silent_error(error: &Error, kind: ErrorKind) {
    assert_eq!(error.kind(), kind, "{error}");
    assert_silent_debug(error);
    assert_silent(&error.to_string());
    let mut cause = error.source();
    while let Some(error) = cause {
        assert_silent(&format!("{error} {error:?}"));
        cause = error.source();
    }
}

#[tokio::test]
async fn clients_and_calls_print_no_secret() {
    let server = Server::success(json!({})).await;
    let client = server.client();
    let (users, as_user) = (UserApiClient::new(&client), server.user_client());
    // So that there are tokens to be printed.
    users.get("ou_1").await.unwrap();
    LoginApiClient::new(&client).validate("code-1").await.unwrap();

    assert_silent_debug(Client::builder(APP_ID, APP_SECRET));
    assert_silent_debug((&client, &users, &as_user));
    assert_silent_debug(users.get(VALUE));
    assert_silent_debug(users.find_by_department(VALUE).page_token(VALUE));
    assert_silent_debug(users.patch("ou_1").name(VALUE).send());
    assert_silent_debug(search_v1::UserApiClient::new(&as_user).search(VALUE));
    assert!(format!("{client:?}").contains(APP_ID));
    assert!(format!("{:?}", users.get(VALUE)).contains("/contact/v3/users/{user_id}"));
}

#[tokio::test]
async fn secrets_in_a_reply_are_not_printed() {
    let session = json!({ "session_key": VALUE, "access_token": VALUE, "refresh_token": VALUE });
    let server = Server::success(session).await;
    let session = LoginApiClient::new(&server.client()).validate("code-1").await.unwrap();
    assert!(session.session_key.is_some() && session.refresh_token.is_some());
    assert_silent_debug(session);

    let server = Server::success(json!({ "ticket": VALUE })).await;
    let ticket = TicketApiClient::new(&server.client()).get().await.unwrap();
    assert!(ticket.ticket.is_some());
    assert_silent_debug(ticket);
}

#[tokio::test]
async fn errors_of_replies_print_no_secret() {
    for (reply, kind) in [
        (json_reply(400, json!({ "code": 40001, "msg": "no" })), ErrorKind::Api),
        (success(json!({ "items": VALUE })), ErrorKind::Decode),
        (success(json!(VALUE)), ErrorKind::Decode),
        (reply(502, "text/html", VALUE), ErrorKind::Http),
        (reply(200, "text/html", VALUE), ErrorKind::Decode),
    ] {
        let server = Server::start(reply).await;
        let users = UserApiClient::new(&server.client());
        let error = users.find_by_department(VALUE).page_token(VALUE).await.unwrap_err();
        assert_silent_error(&error, kind);
        assert!(error.to_string().contains("GET /contact/v3/users/find_by_department"), "{error}");
    }
    let server = Server::run(|_| json_reply(200, json!({ "code": 10014, "msg": "no" }))).await;
    let error = UserApiClient::new(&server.client()).get(VALUE).await.unwrap_err();
    assert_silent_error(&error, ErrorKind::Token);
}

#[tokio::test]
async fn errors_of_connections_print_no_secret() {
    let client = |port| {
        let builder = Client::builder(APP_ID, APP_SECRET);
        builder.base_url(format!("http://127.0.0.1:{port}")).build().unwrap()
    };
    // Nobody listens at this port.
    let unreachable = client(1);
    let error = UserApiClient::new(&unreachable).get(VALUE).await.unwrap_err();
    assert_silent_error(&error, ErrorKind::Token);
    assert!(error.is_unsent());

    let search = |client: Client| {
        let users = search_v1::UserApiClient::new(&client.as_user(USER));
        users.search(VALUE).page_token(VALUE)
    };
    let error = search(unreachable.clone()).await.unwrap_err();
    assert_silent_error(&error, ErrorKind::Connect);
    assert!(error.is_unsent());
    let header = format!("{VALUE}\n");
    let error = search(unreachable).with_header("X-Mine", &header).await.unwrap_err();
    assert_silent_error(&error, ErrorKind::Argument);

    // At this one somebody listens and never answers.
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let silent = client(listener.local_addr().unwrap().port());
    let error = search(silent).with_timeout(Duration::ZERO).await.unwrap_err();
    assert_silent_error(&error, ErrorKind::Timeout);
    assert!(error.is_timeout() && !error.is_unsent());
}
