use feishu_api::ErrorClass;
use feishu_api::im_v1::*;
use feishu_api::testing::{Mock, json};

#[tokio::test]
async fn administrators_are_added_and_removed() {
    let mock = Mock::new();
    mock.on::<ChatManagersAddManagersCall>()
        .reply(json!({ "chat_managers": ["ou_pilot"], "chat_bot_managers": ["cli_buoy"] }));
    mock.on::<ChatManagersDeleteManagersCall>().fail(232039, "not listed");
    let managers = ChatManagersApiClient::new(&mock.client());
    let call = managers.add_managers("oc_harbour", &["cli_buoy"]);
    let now = call.member_id_type(MemberIdType::AppId).await.unwrap();
    assert_eq!(now.chat_managers, ["ou_pilot"]);
    assert_eq!(now.chat_bot_managers, ["cli_buoy"]);

    // It was done, and must not be taken for undone.
    let error = managers.delete_managers("oc_harbour", &["ou_pilot"]).await.unwrap_err();
    assert_eq!(error.class(), ErrorClass::Partial);
    assert!(!error.is_undone());
    let requests = mock.requests();
    assert_eq!(requests.len(), 2);
    assert_eq!(requests[0].path(), "/open-apis/im/v1/chats/oc_harbour/managers/add_managers");
    assert_eq!(requests[0].url.query(), Some("member_id_type=app_id"));
    assert_eq!(requests[1].path(), "/open-apis/im/v1/chats/oc_harbour/managers/delete_managers");
    assert_eq!(requests[1].json(), json!({ "manager_ids": ["ou_pilot"] }));
}
