use feishu_api::im_v1::*;
use feishu_api::prelude::*;
use feishu_api::testing::{Mock, json};

#[tokio::test]
async fn members_are_added_and_removed() {
    let mock = Mock::new();
    mock.on::<ChatMembersCreateCall>()
        .reply(json!({ "invalid_id_list": ["ou_gone"], "pending_approval_id_list": ["ou_mate"] }));
    mock.on::<ChatMembersDeleteCall>().reply(["ou_gone"]).reply(json!(null));
    let members = ChatMembersApiClient::new(&mock.client());
    let ids = ["ou_pilot", "ou_mate", "ou_gone"];
    let call = members.create("oc_harbour", &ids).succeed_type(SucceedType::Available);
    let left_out = call.await.unwrap();
    assert_eq!(left_out.invalid_id_list, ["ou_gone"]);
    assert!(left_out.not_existed_id_list.is_empty());
    assert_eq!(left_out.pending_approval_id_list, ["ou_mate"]);
    assert_eq!(members.delete("oc_harbour", &["ou_gone"]).await.unwrap(), ["ou_gone"]);
    assert!(members.delete("oc_harbour", &["ou_pilot"]).await.unwrap().is_empty());

    let requests = mock.requests();
    assert_eq!(requests[0].path(), "/open-apis/im/v1/chats/oc_harbour/members");
    assert_eq!(requests[0].url.query(), Some("succeed_type=1"));
    assert_eq!(requests[0].json(), json!({ "id_list": ids }));
    assert_eq!(requests[1].method.as_str(), "DELETE");
    assert_eq!(requests[1].json(), json!({ "id_list": ["ou_gone"] }));
}

#[tokio::test]
async fn members_are_listed() {
    let mock = Mock::new();
    mock.on::<ChatMembersGetCall>()
        .reply(json!({
            "items": [{ "member_id_type": "union_id", "member_id": "on_pilot", "name": "Wen" }],
            "has_more": true,
            "page_token": "two",
            "member_total": 2,
        }))
        .reply(json!({ "items": [{ "member_id": "on_mate" }], "has_more": false }));
    let members = ChatMembersApiClient::new(&mock.client());
    let listed = members.get("oc_harbour").member_id_type(UserIdType::UnionId).items();
    let listed = listed.into_vec().await.unwrap();
    assert_eq!(listed[0].member_id_type, Some(UserIdType::UnionId));
    assert_eq!(listed[0].name.as_deref(), Some("Wen"));
    assert_eq!(listed[1].member_id.as_deref(), Some("on_mate"));
    let query = mock.requests()[1].url.query().map(str::to_owned);
    assert_eq!(query.as_deref(), Some("member_id_type=union_id&page_token=two"));
}

#[tokio::test]
async fn a_bot_joins_and_asks_whether_it_is_in() {
    let mock = Mock::new();
    mock.on::<ChatMembersMeJoinCall>().reply(json!({}));
    mock.on::<ChatMembersIsInChatCall>().reply(true);
    let members = ChatMembersApiClient::new(&mock.client());
    members.me_join("oc_quay").await.unwrap();
    assert!(members.is_in_chat("oc_quay").await.unwrap());
    let requests = mock.requests();
    assert_eq!(requests[0].method.as_str(), "PATCH");
    assert_eq!(requests[0].path(), "/open-apis/im/v1/chats/oc_quay/members/me_join");
    assert_eq!(requests[1].path(), "/open-apis/im/v1/chats/oc_quay/members/is_in_chat");
}
