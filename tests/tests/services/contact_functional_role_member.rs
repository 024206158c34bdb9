use feishu_api::contact_v3::{
    FunctionalRoleMemberApiClient, FunctionalRoleMemberBatchCreateCall,
    FunctionalRoleMemberBatchDeleteCall, FunctionalRoleMemberGetCall, FunctionalRoleMemberListCall,
    FunctionalRoleMemberReason, FunctionalRoleMemberScopesCall, FunctionalRoleScopeType,
};
use feishu_api::testing::{Mock, json};
use feishu_api::types::{DepartmentIdType, UserIdType};

const MEMBERS: &str = "/open-apis/contact/v3/functional_roles/role_tide/members";

fn pair(name: &str, value: &str) -> (String, String) {
    (name.to_owned(), value.to_owned())
}

#[tokio::test]
async fn a_role_is_given_and_taken() {
    let mock = Mock::new();
    mock.on::<FunctionalRoleMemberBatchCreateCall>().reply(json!([
        { "user_id": "on_mate", "reason": 1 },
        { "user_id": "on_cook", "reason": 4 },
    ]));
    mock.on::<FunctionalRoleMemberBatchDeleteCall>()
        .reply(json!([{ "user_id": "ou_ghost", "reason": 5 }]));

    let members = FunctionalRoleMemberApiClient::new(&mock.client());
    let call = members.batch_create("role_tide", &["on_mate", "on_cook"]);
    let results = call.user_id_type(UserIdType::UnionId).await.unwrap();
    assert_eq!(results[0].user_id.as_deref(), Some("on_mate"));
    assert_eq!(results[0].reason, Some(FunctionalRoleMemberReason::Success));
    assert_eq!(results[1].reason, Some(FunctionalRoleMemberReason::AlreadyMember));
    let results = members.batch_delete("role_tide", &["ou_ghost"]).await.unwrap();
    assert_eq!(results[0].reason, Some(FunctionalRoleMemberReason::NotMember));

    let requests = mock.requests();
    assert_eq!(requests[0].path(), format!("{MEMBERS}/batch_create"));
    assert_eq!(requests[0].query(), [pair("user_id_type", "union_id")]);
    assert_eq!(requests[0].json(), json!({ "members": ["on_mate", "on_cook"] }));
    assert_eq!(requests[1].method, "PATCH");
    assert_eq!(requests[1].path(), format!("{MEMBERS}/batch_delete"));
    assert_eq!(requests[1].query(), []);
    assert_eq!(requests[1].json(), json!({ "members": ["ou_ghost"] }));
}

#[tokio::test]
async fn the_departments_of_members_are_set_and_read() {
    let mock = Mock::new();
    mock.on::<FunctionalRoleMemberScopesCall>()
        .reply(json!([{ "user_id": "ou_mate", "reason": "6" }]));
    mock.on::<FunctionalRoleMemberGetCall>().reply(json!({
        "user_id": "ou_mate",
        "scope_type": "Part",
        "department_ids": ["pier_3", "pier_4"],
    }));

    let members = FunctionalRoleMemberApiClient::new(&mock.client());
    let call = members.scopes("role_tide", &["ou_mate"], &["pier_3", "pier_4"]);
    let call = call.user_id_type(UserIdType::OpenId);
    let results = call.department_id_type(DepartmentIdType::DepartmentId).await.unwrap();
    assert_eq!(results[0].reason, Some(FunctionalRoleMemberReason::NoScopeAuthority));
    let member = members.get("role_tide", "ou_mate").await.unwrap();
    assert_eq!(member.user_id.as_deref(), Some("ou_mate"));
    assert_eq!(member.scope_type, Some(FunctionalRoleScopeType::Part));
    assert_eq!(member.department_ids, ["pier_3", "pier_4"]);

    let requests = mock.requests();
    assert_eq!(requests[0].method, "PATCH");
    assert_eq!(requests[0].path(), format!("{MEMBERS}/scopes"));
    let types = [pair("user_id_type", "open_id"), pair("department_id_type", "department_id")];
    assert_eq!(requests[0].query(), types);
    let body = json!({ "members": ["ou_mate"], "departments": ["pier_3", "pier_4"] });
    assert_eq!(requests[0].json(), body);
    assert_eq!(requests[1].path(), format!("{MEMBERS}/ou_mate"));
}

#[tokio::test]
async fn members_come_in_pages() {
    let mock = Mock::new();
    mock.on::<FunctionalRoleMemberListCall>()
        .reply(json!({
            "members": [{ "user_id": "ou_mate", "scope_type": "All", "department_ids": null }],
            "page_token": "p2",
            "has_more": true,
        }))
        .reply(json!({ "members": [{ "user_id": "ou_cook", "scope_type": "None" }] }));

    let members = FunctionalRoleMemberApiClient::new(&mock.client());
    let members = members.list("role_tide").page_size(1).items().into_vec().await.unwrap();
    assert_eq!(members[0].scope_type, Some(FunctionalRoleScopeType::All));
    assert!(members[0].department_ids.is_empty());
    assert_eq!(members[1].user_id.as_deref(), Some("ou_cook"));
    assert_eq!(members[1].scope_type, Some(FunctionalRoleScopeType::None));

    let requests = mock.requests();
    assert_eq!(requests[0].path(), MEMBERS);
    assert_eq!(requests[0].query(), [pair("page_size", "1")]);
    assert_eq!(requests[1].query(), [pair("page_size", "1"), pair("page_token", "p2")]);
}
