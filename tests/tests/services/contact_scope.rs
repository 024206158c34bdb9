use feishu_api::contact_v3::*;
use feishu_api::prelude::*;
use feishu_api::testing::{Mock, json};

#[tokio::test]
async fn three_lists_share_the_pages() {
    let mock = Mock::new();
    mock.on::<ScopeListCall>()
        .reply(json!({
            "user_ids": ["u_noor", "u_ines"],
            "department_ids": ["od-pilots"],
            "has_more": true,
            "page_token": "2/=",
        }))
        .reply(json!({ "group_ids": ["g_night"], "user_ids": null, "has_more": false }));
    let scopes = ScopeApiClient::new(&mock.client());
    let first = scopes.list().user_id_type(UserIdType::UserId).page_size(3).await.unwrap();
    assert_eq!(first.user_ids, ["u_noor", "u_ines"]);
    assert_eq!(first.department_ids, ["od-pilots"]);
    assert!(first.group_ids.is_empty());
    let token = first.next_page_token().unwrap();
    let last = scopes.list().page_token(token).await.unwrap();
    assert_eq!(last.group_ids, ["g_night"]);
    assert!(last.user_ids.is_empty());
    assert_eq!(last.next_page_token(), None);

    let requests = mock.requests();
    assert_eq!(requests[0].path(), "/open-apis/contact/v3/scopes");
    assert_eq!(requests[0].url.query(), Some("user_id_type=user_id&page_size=3"));
    assert_eq!(requests[1].query(), [("page_token".into(), "2/=".into())]);
}

#[tokio::test]
async fn a_token_of_the_last_page_is_of_no_use() {
    let mock = Mock::new();
    mock.on::<ScopeListCall>()
        .reply(json!({ "has_more": false, "page_token": "stale" }))
        .reply(json!({ "has_more": true, "page_token": "" }))
        .reply(json!({ "page_token": "3" }));
    let scopes = ScopeApiClient::new(&mock.client());
    assert_eq!(scopes.list().await.unwrap().next_page_token(), None);
    assert_eq!(scopes.list().await.unwrap().next_page_token(), None);
    assert_eq!(scopes.list().await.unwrap().next_page_token(), Some("3"));
}
