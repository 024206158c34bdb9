//! Which token is sent, and how it is had.

use std::error::Error as _;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::Poll;

use feishu_api::contact_v3::UserApiClient;
use feishu_api::jssdk::TicketApiClient;
use feishu_api::mina_v2::LoginApiClient;
use feishu_api::{Error, ErrorKind};
use httpmock::{HttpMockRequest, HttpMockResponse};
use serde_json::json;
use tokio::task::JoinSet;

use crate::Body::{Empty, EmptyJson, Json};
use crate::{APP, Sent, Server, TENANT, USER, json_reply, reply, token_reply};

fn get(id: &str) -> Sent {
    Sent::new(TENANT, &format!("GET /contact/v3/users/{id}"), &[], Empty)
}

#[tokio::test]
async fn concurrent_first_calls_share_one_token_request() {
    let server = Server::success(json!({})).await;
    let client = server.client();
    let mut calls = JoinSet::new();
    for _ in 0..50 {
        // Clones, and clients made from the same one, share the token.
        let users = UserApiClient::new(&client.clone());
        calls.spawn(async move { users.get("ou_1").await.map(|_| ()) });
    }
    for outcome in calls.join_all().await {
        outcome.unwrap();
    }
    let sent = server.sent();
    assert_eq!(sent.len(), 51);
    assert_eq!(sent[0], Sent::token_request("tenant_access_token"));
    assert!(sent[1..].iter().all(|call| *call == get("ou_1")));

    UserApiClient::new(&client).get("ou_2").await.unwrap();
    assert_eq!(server.sent()[51..], [get("ou_2")]);
}

#[tokio::test]
async fn one_request_for_an_app_token_answers_with_a_tenant_token_too() {
    let server = Server::success(json!({})).await;
    let client = server.client();
    LoginApiClient::new(&client).validate("code-1").await.unwrap();
    LoginApiClient::new(&client).validate("code-2").await.unwrap();
    TicketApiClient::new(&client).get().await.unwrap();
    let validate = |code| {
        Sent::new(APP, "POST /mina/v2/tokenLoginValidate", &[], Json(json!({ "code": code })))
    };
    let ticket = Sent::new(TENANT, "POST /jssdk/ticket/get", &[], EmptyJson);
    let app_token = Sent::token_request("app_access_token");
    assert_eq!(server.sent(), [app_token, validate("code-1"), validate("code-2"), ticket]);
}

#[tokio::test]
async fn a_user_sends_its_own_token_where_both_kinds_are_taken() {
    let server = Server::success(json!({})).await;
    UserApiClient::new(&server.user_client()).patch("ou_1").name("Noor").await.unwrap();
    let body = Json(json!({ "name": "Noor" }));
    server.assert_sent(USER, "PATCH /contact/v3/users/ou_1", &[], body);
}

/// The error of a call whose request for a token is answered with `reply`.
async fn refused(reply: HttpMockResponse) -> Error {
    let server = Server::run(move |_| reply.clone()).await;
    let error = UserApiClient::new(&server.client()).get("ou_1").await.unwrap_err();
    // The call itself was not sent.
    assert_eq!(server.sent(), [Sent::token_request("tenant_access_token")]);
    assert_eq!(error.kind(), ErrorKind::Token, "{error}");
    assert_eq!(error.endpoint().unwrap().name, "get");
    assert!(error.is_unsent());
    error
}

#[tokio::test]
async fn without_a_token_the_call_is_not_sent() {
    let error = refused(json_reply(200, json!({ "code": 10014, "msg": "bad secret" }))).await;
    assert_eq!((error.code(), error.msg()), (Some(10014), Some("bad secret")));
    assert_eq!(error.status().unwrap().as_u16(), 200);
    let cause = error.source().unwrap().downcast_ref::<Error>().unwrap();
    assert_eq!(cause.kind(), ErrorKind::Api);
    assert_eq!(cause.endpoint().unwrap().name, "tenant_access_token_internal");

    let error = refused(reply(502, "text/html", "<html>")).await;
    assert_eq!((error.code(), error.status().unwrap().as_u16()), (None, 502));

    refused(json_reply(200, json!({ "code": 0 }))).await;
    refused(json_reply(200, json!({ "code": 0, "tenant_access_token": "", "expire": 7200 }))).await;
}

#[tokio::test]
async fn callers_who_wait_for_one_token_share_its_failure() {
    let server =
        Server::run(|_| json_reply(200, json!({ "code": 10014, "msg": "bad secret" }))).await;
    let users = UserApiClient::new(&server.client());
    let calls: Vec<_> = (0..50).map(|_| tokio::spawn(users.get("ou_1").into_future())).collect();
    for call in calls {
        assert_eq!(call.await.unwrap().unwrap_err().code(), Some(10014));
    }
    assert_eq!(server.sent(), [Sent::token_request("tenant_access_token")]);
}

#[tokio::test]
async fn a_caller_that_is_not_polled_holds_up_nobody() {
    let server = Server::success(json!({})).await;
    let users = UserApiClient::new(&server.client());
    // Polled once, so that it waits for the token, and then never again.
    let mut idle = users.get("ou_1").into_future();
    let waits = poll_fn(|cx| Poll::Ready(Pin::new(&mut idle).poll(cx).is_pending())).await;
    assert!(waits);
    users.get("ou_2").await.unwrap();
    assert_eq!(server.sent(), [Sent::token_request("tenant_access_token"), get("ou_2")]);
    // And a caller that gives up cancels nobody.
    drop(idle);
    users.get("ou_3").await.unwrap();
}

#[tokio::test]
async fn the_apps_secret_goes_to_no_other_server() {
    let other = Server::success(json!({})).await;
    let elsewhere = format!("{}/open-apis/auth", other.mock.base_url());
    let moved = move |_: &HttpMockRequest| {
        let moved = HttpMockResponse::builder().status(307);
        moved.header("location", elsewhere.as_str()).build()
    };
    let server = Server::run(moved).await;
    let error = UserApiClient::new(&server.client()).get("ou_1").await.unwrap_err();
    assert_eq!((error.kind(), error.status().unwrap().as_u16()), (ErrorKind::Token, 307));
    assert_eq!(other.sent(), []);
}

#[tokio::test]
async fn a_refused_token_is_asked_for_again_by_the_next_call() {
    let asked = AtomicUsize::new(0);
    let server = Server::run(move |request| match token_reply(request) {
        Some(_) if asked.fetch_add(1, Ordering::Relaxed) == 0 => {
            json_reply(200, json!({ "code": 10014, "msg": "bad secret" }))
        }
        Some(reply) => reply,
        None => json_reply(200, json!({ "code": 0 })),
    })
    .await;
    let users = UserApiClient::new(&server.client());
    assert_eq!(users.get("ou_1").await.unwrap_err().code(), Some(10014));
    users.get("ou_1").await.unwrap();
    let token = || Sent::token_request("tenant_access_token");
    assert_eq!(server.sent(), [token(), token(), get("ou_1")]);
}
