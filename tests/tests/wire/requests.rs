//! How values come to stand in a request.

use feishu_api::ErrorKind;
use feishu_api::contact_v3::UserApiClient;
use httpmock::HttpMockResponse;
use serde_json::json;

use crate::{Server, success, token_reply, users};

/// The path and the query of the last request, as they stood on the wire.
fn raw(server: &Server) -> String {
    server.last().uri().path_and_query().unwrap().to_string()
}

#[tokio::test]
async fn a_page_token_is_encoded_once() {
    // Tokens hold what a query gives a meaning to, and may look encoded already.
    for (token, encoded) in [
        ("Zk8/Wq+4d//N0==%2Bx&y", "Zk8%2FWq%2B4d%2F%2FN0%3D%3D%252Bx%26y"),
        (
            "Q7/k+Zp3ep9Lm20Xe/aR71v+dG4yWs08nBt6Hj5qUc2PzKf1oEiV9xTDsM3wJgC4lN+7r/bYhA6uSe8Ok0IQvFt=",
            "Q7%2Fk%2BZp3ep9Lm20Xe%2FaR71v%2BdG4yWs08nBt6Hj5qUc2PzKf1oEiV9xTDsM3wJgC4lN%2B7r%2FbYhA6uSe8Ok0IQvFt%3D",
        ),
    ] {
        let (server, users) = users(json!({})).await;
        users.find_by_department("0").page_token(token).await.unwrap();
        let request = server.last();
        let query = format!("department_id=0&page_token={encoded}");
        assert_eq!(request.uri().query(), Some(query.as_str()));
        assert_eq!(request.query_params()[1], ("page_token".to_owned(), token.to_owned()));
    }
}

#[tokio::test]
async fn a_list_repeats_its_key() {
    let (server, users) = users(json!({})).await;
    users.batch(&["ou_1", "ou,2", "ou_3"]).await.unwrap();
    let query = "user_ids=ou_1&user_ids=ou%2C2&user_ids=ou_3";
    assert_eq!(server.last().uri().query(), Some(query));
}

#[tokio::test]
async fn only_a_redirect_that_repeats_the_request_is_followed() {
    for (status, is_followed) in
        [(301, false), (302, false), (303, false), (307, true), (308, true)]
    {
        let server = Server::run(move |request| match request.uri().path() {
            "/open-apis/contact/v3/users/ou_1" => {
                let moved = HttpMockResponse::builder().status(status);
                moved.header("location", "/open-apis/contact/v3/users/ou_2").build()
            }
            _ => token_reply(request).unwrap_or_else(|| success(json!({}))),
        })
        .await;
        let outcome = UserApiClient::new(&server.client()).delete("ou_1").await;
        assert_eq!(outcome.is_ok(), is_followed, "{status}: {outcome:?}");
        assert_eq!(server.sent().len(), if is_followed { 3 } else { 2 });
        assert_eq!(server.last().method_str(), "DELETE");
    }
}

#[tokio::test]
async fn an_id_stays_one_path_segment() {
    for (id, segment) in [
        ("a/b?c#d", "a%2Fb%3Fc%23d"),
        ("用户 七", "%E7%94%A8%E6%88%B7%20%E4%B8%83"),
        ("../me", "..%2Fme"),
        ("100%2F", "100%252F"),
    ] {
        let (server, users) = users(json!({})).await;
        users.get(id).await.unwrap();
        assert_eq!(raw(&server), format!("/open-apis/contact/v3/users/{segment}"));
        users.resurrect(id).await.unwrap();
        assert_eq!(raw(&server), format!("/open-apis/contact/v3/users/{segment}/resurrect"));
    }
}

#[tokio::test]
async fn an_id_that_names_nothing_is_not_sent() {
    let (server, users) = users(json!({})).await;
    for id in ["..", ".", ""] {
        let errors = [
            users.get(id).await.err(),
            users.patch(id).name("Mei").await.err(),
            users.update_user_id(id, "mei3").await.err(),
            users.delete(id).await.err(),
            users.resurrect(id).await.err(),
        ];
        for error in errors {
            let error = error.unwrap();
            assert_eq!(error.kind(), ErrorKind::Argument, "{error}");
            assert!(error.is_unsent() && error.to_string().contains("`user_id`"), "{error}");
        }
    }
    // Not even a token was asked for.
    assert_eq!(server.sent(), []);
}

#[tokio::test]
async fn a_user_token_that_no_header_holds_is_not_sent() {
    let server = Server::success(json!({})).await;
    for token in ["", "u-1\r\nx-evil: 1"] {
        let users = UserApiClient::new(&server.client().as_user(token));
        let error = users.get("ou_1").await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Argument);
        assert!(!error.to_string().contains("evil"), "{error}");
    }
    assert_eq!(server.sent(), []);
}

#[tokio::test]
async fn a_setter_called_again_replaces() {
    let (server, users) = users(json!({})).await;
    users.find_by_department("0").page_size(10).page_token("a").page_size(20).await.unwrap();
    let mut query = server.last().query_params();
    query.sort();
    let expected = [("department_id", "0"), ("page_size", "20"), ("page_token", "a")];
    assert_eq!(query, expected.map(|(name, value)| (name.to_owned(), value.to_owned())));

    users.patch("ou_1").name("First").name("Second").await.unwrap();
    assert_eq!(server.last().body_string(), r#"{"name":"Second"}"#);
}

#[tokio::test]
async fn a_header_of_the_caller_is_sent() {
    let (server, users) = users(json!({})).await;
    users.get("ou_1").with_header("Oapi-Sdk-Request-Id", "mine-1").await.unwrap();
    let request = server.last();
    assert_eq!(request.headers()["oapi-sdk-request-id"], "mine-1");
    assert!(request.headers()["user-agent"].to_str().unwrap().starts_with("feishu-api/"));
}
