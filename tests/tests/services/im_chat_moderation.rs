use feishu_api::im_v1::*;
use feishu_api::prelude::*;
use feishu_api::testing::{Mock, json};

#[tokio::test]
async fn those_who_may_speak_are_listed() {
    let mock = Mock::new();
    mock.on::<ChatModerationGetCall>()
        .reply(json!({
            "moderation_setting": "moderator_list",
            "items": [{ "user_id_type": "user_id", "user_id": "u_pilot", "tenant_key": "quay" }],
            "has_more": true,
            "page_token": "10",
        }))
        .reply(json!({ "items": [{ "user_id": "u_mate" }], "has_more": false }));
    let moderation = ChatModerationApiClient::new(&mock.client());
    let listed = moderation.get("oc_harbour").user_id_type(UserIdType::UserId).page_size(1).items();
    let listed = listed.into_vec().await.unwrap();
    assert_eq!(listed[0].user_id_type, Some(UserIdType::UserId));
    assert_eq!(listed[0].tenant_key.as_deref(), Some("quay"));
    assert_eq!(listed[1].user_id.as_deref(), Some("u_mate"));
    let request = &mock.requests()[1];
    assert_eq!(request.path(), "/open-apis/im/v1/chats/oc_harbour/moderation");
    assert_eq!(request.url.query(), Some("user_id_type=user_id&page_size=1&page_token=10"));
}

#[tokio::test]
async fn what_is_changed_of_who_may_speak_is_sent_and_nothing_else() {
    let mock = Mock::new();
    mock.on::<ChatModerationUpdateCall>().reply(json!({}));
    let moderation = ChatModerationApiClient::new(&mock.client());
    let call = moderation.update("oc_harbour").moderation_setting(ModerationSetting::OnlyOwner);
    call.await.unwrap();
    moderation.update("oc_harbour").moderator_added_list(&["ou_mate"]).await.unwrap();
    let requests = mock.requests();
    assert_eq!(requests[0].method.as_str(), "PUT");
    assert_eq!(requests[0].json(), json!({ "moderation_setting": "only_owner" }));
    assert_eq!(requests[1].json(), json!({ "moderator_added_list": ["ou_mate"] }));
}
