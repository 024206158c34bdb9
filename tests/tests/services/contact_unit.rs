use feishu_api::contact_v3::*;
use feishu_api::prelude::*;
use feishu_api::testing::{Mock, json};

#[tokio::test]
async fn a_unit_is_created_read_changed_and_deleted() {
    let mock = Mock::new();
    mock.on::<UnitCreateCall>().reply("harbour7");
    let unit = json!({ "unit_id": "harbour7", "name": "Harbour", "unit_type": "Subsidiary" });
    mock.on::<UnitGetCall>().reply(unit);
    mock.on::<UnitPatchCall>().reply(json!({}));
    mock.on::<UnitDeleteCall>().reply(json!({}));
    let units = UnitApiClient::new(&mock.client());
    let id = units.create("Harbour", "Subsidiary").unit_id("harbour7").await.unwrap();
    assert_eq!(id, "harbour7");
    let unit = units.get(&id).await.unwrap();
    assert_eq!(unit.unit_id, Some(id.clone()));
    assert_eq!(unit.name.as_deref(), Some("Harbour"));
    assert_eq!(unit.unit_type.as_deref(), Some("Subsidiary"));
    units.patch(&id).name("Old harbour").await.unwrap();
    units.patch(&id).await.unwrap();
    units.delete(&id).await.unwrap();

    let requests = mock.requests();
    assert_eq!(requests[0].path(), "/open-apis/contact/v3/unit");
    let sent = json!({ "name": "Harbour", "unit_type": "Subsidiary", "unit_id": "harbour7" });
    assert_eq!(requests[0].json(), sent);
    for request in &requests[1..] {
        assert_eq!(request.path(), "/open-apis/contact/v3/unit/harbour7");
    }
    assert_eq!(requests[2].json(), json!({ "name": "Old harbour" }));
    assert_eq!(requests[3].json(), json!({}));
}

#[tokio::test(start_paused = true)]
async fn departments_are_bound_to_a_unit() {
    let mock = Mock::new();
    mock.on::<UnitBindDepartmentCall>().reply(json!({}));
    mock.on::<UnitUnbindDepartmentCall>().disconnect().reply(json!({}));
    let units = UnitApiClient::new(&mock.client());
    let by_own_id = DepartmentIdType::DepartmentId;
    units.bind_department("harbour7", "pilots").department_id_type(by_own_id).await.unwrap();
    units.unbind_department("harbour7", "od-pilots").await.unwrap();

    let requests = mock.requests();
    assert_eq!(requests[0].path(), "/open-apis/contact/v3/unit/bind_department");
    let sent = json!({
        "unit_id": "harbour7",
        "department_id": "pilots",
        "department_id_type": "department_id",
    });
    assert_eq!(requests[0].json(), sent);
    assert!(requests[0].query().is_empty());
    assert_eq!(requests.len(), 3);
    assert_eq!(requests[2].path(), "/open-apis/contact/v3/unit/unbind_department");
    let sent = json!({ "unit_id": "harbour7", "department_id": "od-pilots" });
    assert_eq!(requests[2].json(), sent);
}

#[tokio::test]
async fn units_and_their_departments_are_listed() {
    let mock = Mock::new();
    mock.on::<UnitListCall>()
        .reply(json!({ "unitlist": [{ "unit_id": "a" }], "page_token": "2", "has_more": true }))
        .reply(json!({ "unitlist": [{ "unit_id": "b" }], "has_more": false }));
    let bound = json!({ "unit_id": "a", "department_id": "od-pilots" });
    mock.on::<UnitListDepartmentCall>()
        .reply(json!({ "departmentlist": [bound], "has_more": false }));
    let units = UnitApiClient::new(&mock.client());
    let ids = units.list().page_size(1).items().into_vec().await.unwrap();
    let ids: Vec<_> = ids.into_iter().filter_map(|unit| unit.unit_id).collect();
    assert_eq!(ids, ["a", "b"]);
    let departments = units.list_department("a").items().into_vec().await.unwrap();
    assert_eq!(departments[0].unit_id.as_deref(), Some("a"));
    assert_eq!(departments[0].department_id.as_deref(), Some("od-pilots"));

    let requests = mock.requests();
    assert_eq!(requests[1].url.query(), Some("page_size=1&page_token=2"));
    assert_eq!(requests[2].path(), "/open-apis/contact/v3/unit/list_department");
    assert_eq!(requests[2].url.query(), Some("unit_id=a"));
}
