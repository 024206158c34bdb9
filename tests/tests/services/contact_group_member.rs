use feishu_api::ErrorClass;
use feishu_api::contact_v3::{
    GroupMember, GroupMemberAddCall, GroupMemberApiClient, GroupMemberBatchAddCall,
    GroupMemberBatchRemoveCall, GroupMemberIdType, GroupMemberRemoveCall,
    GroupMemberSimplelistCall, GroupMemberType,
};
use feishu_api::testing::{Mock, json};
use feishu_api::types::UserIdType;

const MEMBERS: &str = "/open-apis/contact/v3/group/tugs/member";

fn pair(name: &str, value: &str) -> (String, String) {
    (name.to_owned(), value.to_owned())
}

#[tokio::test]
async fn one_member_comes_and_goes() {
    let mock = Mock::new();
    mock.on::<GroupMemberAddCall>().reply(json!({}));
    mock.on::<GroupMemberRemoveCall>().reply(json!({}));

    let members = GroupMemberApiClient::new(&mock.client());
    let (user, by_union_id) = (GroupMemberType::User, UserIdType::UnionId);
    members.add("tugs", user.clone(), by_union_id.clone(), "on_mate").await.unwrap();
    members.remove("tugs", user, by_union_id, "on_mate").await.unwrap();

    let requests = mock.requests();
    let body =
        json!({ "member_type": "user", "member_id_type": "union_id", "member_id": "on_mate" });
    assert_eq!(requests[0].path(), format!("{MEMBERS}/add"));
    assert_eq!(requests[0].json(), body);
    assert_eq!(requests[1].path(), format!("{MEMBERS}/remove"));
    assert_eq!(requests[1].json(), body);
}

#[tokio::test]
async fn many_members_come_and_go() {
    let mock = Mock::new();
    mock.on::<GroupMemberBatchAddCall>().reply(json!([
        { "member_id": "mate", "code": 0 },
        { "member_id": "cook", "code": 42006 },
    ]));
    mock.on::<GroupMemberBatchRemoveCall>().fail(40022, "one of them failed");

    let crew = ["mate", "cook"].map(|id| GroupMember::user(UserIdType::UserId, id));
    let members = GroupMemberApiClient::new(&mock.client());
    let results = members.batch_add("tugs", &crew).await.unwrap();
    assert_eq!(results[0].member_id.as_deref(), Some("mate"));
    assert_eq!((results[0].code, results[1].code), (Some(0), Some(42006)));
    let error = members.batch_remove("tugs", &crew).await.unwrap_err();
    assert_eq!(error.class(), ErrorClass::Partial);

    let requests = mock.requests();
    let body = json!({ "members": [
        { "member_id": "mate", "member_type": "user", "member_id_type": "user_id" },
        { "member_id": "cook", "member_type": "user", "member_id_type": "user_id" },
    ] });
    assert_eq!(requests.len(), 2);
    assert_eq!(requests[0].path(), format!("{MEMBERS}/batch_add"));
    assert_eq!(requests[0].json(), body);
    assert_eq!(requests[1].path(), format!("{MEMBERS}/batch_remove"));
    assert_eq!(requests[1].json(), body);
}

#[tokio::test]
async fn members_come_in_pages() {
    let mock = Mock::new();
    mock.on::<GroupMemberSimplelistCall>()
        .reply(json!({
            "memberlist": [{
                "member_id": "pier_3",
                "member_type": "department",
                "member_id_type": "department_id",
            }],
            "page_token": "p2",
            "has_more": true,
        }))
        .reply(json!({ "memberlist": [{ "member_id": "pier_4" }], "has_more": false }));

    let call = GroupMemberApiClient::new(&mock.client()).simplelist("tugs").page_size(1);
    let call = call.member_id_type(GroupMemberIdType::DepartmentId);
    let call = call.member_type(GroupMemberType::Department);
    let members = call.items().into_vec().await.unwrap();
    assert_eq!(members[0].member_id.as_deref(), Some("pier_3"));
    assert_eq!(members[0].member_type, Some(GroupMemberType::Department));
    assert_eq!(members[0].member_id_type, Some(GroupMemberIdType::DepartmentId));
    assert_eq!(members[1].member_id.as_deref(), Some("pier_4"));

    let requests = mock.requests();
    assert_eq!(requests[0].path(), format!("{MEMBERS}/simplelist"));
    let query = [
        pair("page_size", "1"),
        pair("member_id_type", "department_id"),
        pair("member_type", "department"),
    ];
    assert_eq!(requests[0].query(), query);
    assert!(requests[1].query().contains(&pair("page_token", "p2")));
}
