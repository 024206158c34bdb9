use feishu_api::contact_v3::{
    FunctionalRoleApiClient, FunctionalRoleCreateCall, FunctionalRoleDeleteCall,
    FunctionalRoleUpdateCall,
};
use feishu_api::testing::{Mock, json};

#[tokio::test]
async fn a_role_comes_is_renamed_and_goes() {
    let mock = Mock::new();
    mock.on::<FunctionalRoleCreateCall>().reply(json!("role_tide"));
    mock.on::<FunctionalRoleUpdateCall>().reply(json!({}));
    mock.on::<FunctionalRoleDeleteCall>().reply(json!({}));

    let roles = FunctionalRoleApiClient::new(&mock.client());
    let role_id = roles.create("Tide watcher").await.unwrap();
    assert_eq!(role_id, "role_tide");
    roles.update(&role_id, "Storm watcher").await.unwrap();
    roles.delete(&role_id).await.unwrap();

    let requests = mock.requests();
    assert_eq!(requests[0].path(), "/open-apis/contact/v3/functional_roles");
    assert_eq!(requests[0].json(), json!({ "role_name": "Tide watcher" }));
    assert_eq!(requests[1].method, "PUT");
    assert_eq!(requests[1].path(), "/open-apis/contact/v3/functional_roles/role_tide");
    assert_eq!(requests[1].json(), json!({ "role_name": "Storm watcher" }));
    assert_eq!(requests[2].method, "DELETE");
    assert_eq!(requests[2].path(), "/open-apis/contact/v3/functional_roles/role_tide");
}
