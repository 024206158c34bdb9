//! What comes of the replies of a server.

use std::error::Error as _;
use std::time::Duration;

use feishu_api::contact_v3::{CustomAttrType, EmployeeType, Gender, User, UserApiClient};
use feishu_api::{ErrorKind, Method, prelude::*};
use httpmock::HttpMockResponse;
use serde_json::{Value, json};

use crate::{APP_ID, JSON_TYPE, Server, json_reply, reply, success};

/// What a call that reads a user makes of a reply.
async fn get(reply: HttpMockResponse) -> Result<User> {
    let server = Server::start(reply).await;
    UserApiClient::new(&server.client()).get("ou_1").await
}

async fn list(data: Value) -> Result<Page<User>> {
    let server = Server::success(data).await;
    UserApiClient::new(&server.client()).find_by_department("0").await
}

fn refusal(status: u16, code: i64, error: Value) -> HttpMockResponse {
    json_reply(status, json!({ "code": code, "msg": "not today", "error": error }))
}

/// Adds a header to a reply.
fn with_header(mut reply: HttpMockResponse, name: &str, value: &str) -> HttpMockResponse {
    reply.headers.get_or_insert_default().push((name.to_owned(), value.to_owned()));
    reply
}

#[tokio::test]
async fn a_code_is_a_refusal_whatever_the_status() {
    for status in [200, 400, 403, 500] {
        let error = get(refusal(status, 41050, Value::Null)).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Api);
        assert_eq!((error.code(), error.msg()), (Some(41050), Some("not today")));
        assert_eq!(error.status().unwrap().as_u16(), status);
        assert_eq!(error.endpoint().unwrap().name, "get");
        assert!(!error.is_unsent() && !error.is_rate_limited() && !error.is_permission_denied());
        assert!(error.missing_scopes().is_empty() && error.field_violations().is_empty());
        assert_eq!((error.console_url(), error.retry_after()), (None, None));
    }
}

#[tokio::test]
async fn code_0_is_a_success_whatever_the_status_and_the_message() {
    for (status, msg) in [(200, ""), (200, "ok"), (400, "success"), (500, "fail")] {
        let data = json!({ "user": { "name": "Noor" } });
        let reply = json_reply(status, json!({ "code": 0, "msg": msg, "data": data }));
        let server = Server::start(with_header(reply, "x-tt-logid", "log-1")).await;
        let response = UserApiClient::new(&server.client()).get("ou_1").send().await.unwrap();
        assert_eq!((response.status().as_u16(), response.log_id()), (status, Some("log-1")));
        assert_eq!(response.data.name.as_deref(), Some("Noor"));
    }
}

#[tokio::test]
async fn a_reply_that_is_not_the_platforms_is_told_by_its_status() {
    let page = "<html><h1>Bad Gateway</h1></html>";
    for (status, content_type, body, kind) in [
        (502, "text/html", page, ErrorKind::Http),
        (504, "text/html", "", ErrorKind::Http),
        (404, "text/plain", "404 page not found", ErrorKind::Http),
        (502, "application/json", "{\"code\":0", ErrorKind::Http),
        (200, "text/html", page, ErrorKind::Decode),
        (200, "application/json", "", ErrorKind::Decode),
        (200, "application/json", "{\"code\":0", ErrorKind::Decode),
        (200, "application/json", "{\"data\":3}", ErrorKind::Decode),
        (200, "application/json", "{\"code\":null}", ErrorKind::Decode),
        (200, "application/json", "{\"code\":\"A7\"}", ErrorKind::Decode),
        (200, "application/json", "[]", ErrorKind::Decode),
    ] {
        let error = get(reply(status, content_type, body)).await.unwrap_err();
        assert_eq!(error.kind(), kind, "{status} {body:?}: {error}");
        assert_eq!(error.status().unwrap().as_u16(), status);
        assert_eq!((error.code(), error.msg()), (None, None));
    }
}

#[tokio::test]
async fn what_a_gateway_says_is_kept() {
    for body in [json!({ "error": "no route" }), json!({ "message": "no route" })] {
        let error = get(json_reply(502, body)).await.unwrap_err();
        assert_eq!((error.kind(), error.msg()), (ErrorKind::Http, Some("no route")));
        assert!(error.to_string().contains("no route"), "{error}");
    }
}

#[tokio::test]
async fn a_code_is_read_from_a_reply_that_is_odd_otherwise() {
    let deep = format!("{}{}", "[".repeat(200), "]".repeat(200));
    for rest in [r#""msg":"a\ud800b""#.to_owned(), format!("\"error\":{deep}")] {
        let body = format!("{{\"code\":99991663,{rest}}}");
        let error = get(reply(400, JSON_TYPE, body)).await.unwrap_err();
        assert_eq!((error.kind(), error.code()), (ErrorKind::Api, Some(99991663)), "{error}");
    }
}

#[tokio::test]
async fn without_a_body_there_is_only_the_status() {
    let server = Server::start(reply(204, JSON_TYPE, "")).await;
    let users = UserApiClient::new(&server.client());
    users.delete("ou_1").await.unwrap();
    let error = users.get("ou_1").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode, "{error}");

    for (status, succeeds) in [(200, true), (404, false)] {
        let server = Server::start(reply(status, JSON_TYPE, "")).await;
        let head = server.client().raw::<()>(Method::HEAD, "/contact/v3/users/ou_1");
        assert_eq!(head.await.is_ok(), succeeds);
    }
}

#[tokio::test]
async fn an_absent_payload_is_an_empty_one() {
    let empty = format!("{:?}", User::default());
    assert!(!empty.contains("Some"));
    let nulls = json!({ "name": null, "department_ids": null, "orders": null, "status": null });
    for reply in [
        json_reply(200, json!({ "code": 0, "msg": "success" })),
        success(Value::Null),
        success(json!({})),
        success(json!({ "user": null, "items": null })),
        success(json!({ "user": {}, "items": [] })),
        success(json!({ "user": nulls })),
    ] {
        assert_eq!(format!("{:?}", get(reply.clone()).await.unwrap()), empty);
        let server = Server::start(reply).await;
        let users = UserApiClient::new(&server.client());
        users.update_user_id("ou_1", "noor8").await.unwrap();
        assert!(users.batch(&["ou_1"]).await.unwrap().is_empty());
        let page = users.find_by_department("0").await.unwrap();
        assert!(page.items.is_empty() && !page.has_more && page.page_token.is_none());
    }
}

#[tokio::test]
async fn what_is_unknown_is_ignored_or_kept() {
    let user = json!({
        "name": "Noor", "shoe_size": { "left": 41 }, "gender": 9, "employee_type": 2001,
        "custom_attrs": [{ "type": "SOUND", "value": { "loudness": 3 } }],
    });
    let reply = json!({ "code": 0, "data": { "user": user, "weather": "mild" }, "trace": [1] });
    let user = get(json_reply(200, reply)).await.unwrap();
    assert_eq!(user.name.as_deref(), Some("Noor"));
    assert_eq!(user.gender, Some(Gender::Unlisted(9)));
    assert_eq!(user.employee_type, Some(EmployeeType::Unlisted(2001)));
    assert_eq!(user.custom_attrs[0].kind, Some(CustomAttrType::Unlisted("SOUND".into())));
}

#[tokio::test]
async fn a_value_of_the_wrong_type_is_named_by_its_path_and_shown_if_it_is_short() {
    let long = "a long text, of which nobody knows whether it is meant to be read";
    for (user, path, found) in [
        (json!({ "join_time": "soon" }), "data.user.join_time", ", found \"soon\" ("),
        (json!({ "is_frozen": "yes" }), "data.user.is_frozen", ", found \"yes\" ("),
        (json!({ "is_frozen": long }), "data.user.is_frozen", "expected a boolean ("),
        (json!({ "is_frozen": "u-5550123" }), "data.user.is_frozen", "expected a boolean ("),
        // Where a text is expected, it may be a secret.
        (json!({ "name": 5550123 }), "data.user.name", "expected a string ("),
        (json!({ "gender": { "a": 5550123 } }), "data.user.gender", ", found an object with a ("),
        (
            json!({ "avatar": { "avatar_72": [5550123] } }),
            "data.user.avatar.avatar_72",
            " a list of 1 (",
        ),
        (
            json!({ "orders": [{}, { "user_order": "x" }] }),
            "data.user.orders[1].user_order",
            ", found \"x\" (",
        ),
    ] {
        let error = get(success(json!({ "user": user }))).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode);
        let text = error.to_string();
        assert!(text.contains(&format!("`{path}`")), "{path}: {text}");
        assert!(text.contains(found), "{found}: {text}");
        let all = format!("{text} {error:?} {:?}", error.source());
        assert!(!all.contains("5550123") && !all.contains("nobody"), "{all}");
    }
    let error = get(success(json!("hush-hush"))).await.unwrap_err();
    assert!(error.to_string().contains("`data`") && !error.to_string().contains("hush"));
    let error = list(json!({ "items": [{}, { "name": 5550123 }] })).await.unwrap_err();
    assert!(error.to_string().contains("[1].name`"), "{error}");
}

#[tokio::test]
async fn the_last_page_is_told_by_has_more() {
    let last = [
        json!({ "items": [], "has_more": false }),
        json!({ "items": [], "has_more": false, "page_token": null }),
        json!({ "items": null, "has_more": false, "page_token": "" }),
    ];
    for data in last {
        let page = list(data).await.unwrap();
        assert!(page.items.is_empty() && !page.has_more && page.page_token.is_none(), "{page:?}");
    }
    // An empty page need not be the last one.
    for has_more in [json!(true), json!("true"), json!(1), Value::Null] {
        let data = json!({ "items": [], "has_more": has_more, "page_token": "p2" });
        let page = list(data).await.unwrap();
        assert_eq!((page.items.len(), page.has_more), (0, true));
        assert_eq!(page.page_token.as_deref(), Some("p2"));
    }
    let page = list(json!({ "items": [], "has_more": true, "page_token": 20 })).await.unwrap();
    assert_eq!(page.page_token.as_deref(), Some("20"));
    // The last one may have a token all the same, which leads nowhere.
    let page = list(json!({ "has_more": false, "page_token": "p2" })).await.unwrap();
    assert_eq!((page.has_more, page.page_token), (false, None));
    let error = list(json!({ "has_more": {}, "page_token": "p2" })).await.unwrap_err();
    assert!(error.to_string().contains("`data.has_more`"), "{error}");
}

#[tokio::test]
async fn the_log_id_is_found_where_it_is() {
    let plain = || refusal(400, 40001, Value::Null);
    let in_body = |name: &str| refusal(400, 40001, json!({ name: "log-body" }));
    let ours = |reply| with_header(reply, "X-Tt-Logid", "log-1");
    let other = |reply| with_header(reply, "X-Request-Id", "log-2");
    for (reply, log_id) in [
        (plain(), None),
        (ours(plain()), Some("log-1")),
        (other(plain()), Some("log-2")),
        (ours(other(plain())), Some("log-1")),
        (in_body("log_id"), Some("log-body")),
        (in_body("logid"), Some("log-body")),
        (ours(reply(502, "text/html", "<html>")), Some("log-1")),
        (ours(success(json!({ "user": { "name": 1 } }))), Some("log-1")),
    ] {
        let error = get(reply).await.unwrap_err();
        assert_eq!(error.log_id(), log_id, "{error:?}");
        assert!(error.to_string().contains(log_id.unwrap_or("HTTP 400")), "{error}");
    }
}

#[tokio::test]
async fn missing_permissions_come_with_the_page_to_add_them() {
    let violations = json!([
        { "subject": "contact:a:readonly" },
        { "subject": "contact:b:readonly", "description": "b" },
    ]);
    let error = json!({ "message": "no", "permission_violations": violations });
    let server = Server::start(refusal(400, 99991672, error.clone())).await;
    let as_app = UserApiClient::new(&server.client()).get("ou_1").await.unwrap_err();
    let as_user = UserApiClient::new(&server.user_client()).get("ou_1").await.unwrap_err();
    for (error, token) in [(as_app, "tenant"), (as_user, "user")] {
        assert_eq!(error.missing_scopes(), ["contact:a:readonly", "contact:b:readonly"]);
        assert!(error.is_permission_denied());
        let page = format!(
            "https://open.feishu.cn/app/{APP_ID}/auth?q=contact:a:readonly,contact:b:readonly\
             &op_from=openapi&token_type={token}"
        );
        assert_eq!(error.console_url(), Some(page.as_str()));
    }
    // What the user has not granted cannot be added in the console.
    let error = get(refusal(400, 99991679, error)).await.unwrap_err();
    assert!(error.is_permission_denied() && error.console_url().is_none());
    assert_eq!(error.missing_scopes().len(), 2);
    let line = error.to_string();
    assert!(line.contains(", needs contact:a:readonly or contact:b:readonly)"), "{line}");
}

#[tokio::test]
async fn fields_that_were_not_accepted_are_named() {
    let violations = json!([
        { "field": "mobile", "value": "12", "description": "too short" },
        { "field": "orders.user_order", "description": "too high" },
    ]);
    let reply = refusal(400, 99992402, json!({ "field_violations": violations }));
    let error = get(reply).await.unwrap_err();
    let named = error.field_violations().iter();
    let named: Vec<_> = named.map(|it| (it.field.as_str(), it.description.as_str())).collect();
    assert_eq!(named, [("mobile", "too short"), ("orders.user_order", "too high")]);
    // Their values are not in the line.
    let line = error.to_string();
    assert!(line.ends_with(", fields mobile, orders.user_order)"), "{line}");
}

#[tokio::test]
async fn a_rate_limit_says_how_long_to_wait() {
    for status in [400, 429] {
        let reply = refusal(status, 99991400, Value::Null);
        let reply = with_header(reply, "x-ogw-ratelimit-reset", "1.5");
        let error = get(reply).await.unwrap_err();
        assert!(error.is_rate_limited());
        assert_eq!((error.kind(), error.code()), (ErrorKind::Api, Some(99991400)));
        assert_eq!(error.retry_after(), Some(Duration::from_millis(1500)));
    }
    // A header that says nothing of use is no reason to fail.
    let reply = with_header(refusal(429, 99991400, Value::Null), "x-ogw-ratelimit-reset", "soon");
    assert_eq!(get(reply).await.unwrap_err().retry_after(), None);
}
