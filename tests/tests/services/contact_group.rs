use feishu_api::contact_v3::{
    GroupApiClient, GroupCreateCall, GroupDeleteCall, GroupGetCall, GroupMemberBelongCall,
    GroupPatchCall, GroupSimplelistCall, GroupType,
};
use feishu_api::testing::{Mock, json};
use feishu_api::types::UserIdType;

const GROUPS: &str = "/open-apis/contact/v3/group";

fn pair(name: &str, value: &str) -> (String, String) {
    (name.to_owned(), value.to_owned())
}

#[tokio::test]
async fn a_group_is_created_and_read() {
    let mock = Mock::new();
    mock.on::<GroupCreateCall>().reply(json!("harbour_pilots"));
    mock.on::<GroupGetCall>().reply(json!({
        "id": "harbour_pilots",
        "name": "Pilots",
        "description": "Who brings ships in",
        "member_user_count": 12,
        "member_department_count": 0,
        "type": 1,
    }));

    let groups = GroupApiClient::new(&mock.client());
    let call = groups.create("Pilots").description("Who brings ships in");
    let id = call.kind(GroupType::Normal).group_id("harbour_pilots").await.unwrap();
    let group = groups.get(&id).user_id_type(UserIdType::UserId).await.unwrap();
    assert_eq!(group.id, Some(id));
    assert_eq!(group.name.as_deref(), Some("Pilots"));
    assert_eq!(group.description.as_deref(), Some("Who brings ships in"));
    assert_eq!((group.member_user_count, group.member_department_count), (Some(12), Some(0)));
    assert_eq!(group.kind, Some(GroupType::Normal));

    let requests = mock.requests();
    assert_eq!(requests[0].path(), GROUPS);
    assert_eq!(requests[0].query(), []);
    let body = json!({
        "name": "Pilots",
        "description": "Who brings ships in",
        "type": 1,
        "group_id": "harbour_pilots",
    });
    assert_eq!(requests[0].json(), body);
    assert_eq!(requests[1].path(), format!("{GROUPS}/harbour_pilots"));
    assert_eq!(requests[1].query(), [pair("user_id_type", "user_id")]);
}

#[tokio::test]
async fn a_group_keeps_what_is_not_set() {
    let mock = Mock::new();
    mock.on::<GroupPatchCall>().reply(json!({}));
    mock.on::<GroupDeleteCall>().reply(json!({}));

    let groups = GroupApiClient::new(&mock.client());
    groups.patch("harbour_pilots").description("").await.unwrap();
    groups.delete("harbour_pilots").await.unwrap();

    let requests = mock.requests();
    assert_eq!(requests[0].method, "PATCH");
    assert_eq!(requests[0].path(), format!("{GROUPS}/harbour_pilots"));
    assert_eq!(requests[0].json(), json!({ "description": "" }));
    assert_eq!(requests[1].method, "DELETE");
    assert_eq!(requests[1].path(), format!("{GROUPS}/harbour_pilots"));
}

#[tokio::test]
async fn groups_come_in_pages() {
    let mock = Mock::new();
    mock.on::<GroupSimplelistCall>()
        .reply(json!({
            "grouplist": [{ "id": "g_1", "type": 2, "department_scope_list": ["od-pier"] }],
            "page_token": "p2",
            "has_more": true,
        }))
        .reply(json!({ "grouplist": [{ "id": "g_2", "group_id": "tugs" }], "has_more": false }));

    let call = GroupApiClient::new(&mock.client()).simplelist().kind(GroupType::Dynamic);
    let groups = call.items().into_vec().await.unwrap();
    assert_eq!(groups[0].kind, Some(GroupType::Dynamic));
    assert_eq!(groups[0].department_scope_list, ["od-pier"]);
    assert_eq!(groups[1].group_id.as_deref(), Some("tugs"));

    let requests = mock.requests();
    assert_eq!(requests[0].path(), format!("{GROUPS}/simplelist"));
    assert_eq!(requests[0].query(), [pair("type", "2")]);
    assert_eq!(requests[1].query(), [pair("type", "2"), pair("page_token", "p2")]);
}

#[tokio::test]
async fn a_users_groups_come_in_pages() {
    let mock = Mock::new();
    mock.on::<GroupMemberBelongCall>()
        .reply(json!({ "group_list": ["g_1", "g_2"], "page_token": "p2", "has_more": true }))
        .reply(json!({ "group_list": ["g_3"], "page_token": "", "has_more": false }));

    let call = GroupApiClient::new(&mock.client()).member_belong("on_mate");
    let call = call.member_id_type(UserIdType::UnionId).group_type(GroupType::Normal);
    assert_eq!(call.page_size(2).items().into_vec().await.unwrap(), ["g_1", "g_2", "g_3"]);

    let requests = mock.requests();
    assert_eq!(requests[0].path(), format!("{GROUPS}/member_belong"));
    let mut query = vec![
        pair("member_id", "on_mate"),
        pair("member_id_type", "union_id"),
        pair("group_type", "1"),
        pair("page_size", "2"),
    ];
    assert_eq!(requests[0].query(), query);
    query.push(pair("page_token", "p2"));
    assert_eq!(requests[1].query(), query);
}
