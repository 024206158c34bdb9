use feishu_api::contact_v3::*;
use feishu_api::prelude::*;
use feishu_api::testing::{Mock, Value, json};
use feishu_api::types::I18nName;

fn department() -> Value {
    json!({
        "name": "Pilots",
        "i18n_name": { "zh_cn": "引航", "en_us": "Pilots" },
        "parent_department_id": "0",
        "department_id": "pilots",
        "open_department_id": "od-pilots",
        "leader_user_id": "ou_noor",
        "chat_id": "oc_pilots",
        "order": "30",
        "unit_ids": ["harbour"],
        "member_count": 12,
        "status": { "is_deleted": false },
        "leaders": [
            { "leaderType": 1, "leaderID": "ou_noor" },
            { "leaderType": 2, "leaderID": "ou_ines" },
        ],
        "group_chat_employee_types": [1, 9],
        "department_hrbps": ["ou_hana"],
        "primary_member_count": 11,
    })
}

fn leaders() -> [DepartmentLeader; 2] {
    [
        DepartmentLeader::new(DepartmentLeaderType::Main, "ou_noor"),
        DepartmentLeader::new(DepartmentLeaderType::Deputy, "ou_ines"),
    ]
}

#[tokio::test]
async fn a_department_is_created() {
    let mock = Mock::new();
    mock.on::<DepartmentCreateCall>().reply(department());
    let departments = DepartmentApiClient::new(&mock.client());
    let created = departments
        .create("Pilots", "0")
        .department_id_type(DepartmentIdType::DepartmentId)
        .client_token("token-30")
        .i18n_name(&I18nName::default().zh_cn("引航").en_us("Pilots"))
        .department_id("pilots")
        .order("30")
        .unit_ids(&["harbour"])
        .create_group_chat(true)
        .leaders(&leaders())
        .group_chat_employee_types(&[EmployeeType::Regular, EmployeeType::Unlisted(9)])
        .department_hrbps(&["ou_hana"])
        .await
        .unwrap();

    let request = &mock.requests()[0];
    assert_eq!(request.path(), "/open-apis/contact/v3/departments");
    let query = [("department_id_type", "department_id"), ("client_token", "token-30")];
    assert_eq!(sorted(request.query()), sorted(query.map(|(k, v)| (k.into(), v.into())).into()));
    let mut body = department();
    for name in [
        "open_department_id",
        "leader_user_id",
        "chat_id",
        "member_count",
        "status",
        "primary_member_count",
    ] {
        body.as_object_mut().unwrap().remove(name);
    }
    body["create_group_chat"] = json!(true);
    assert_eq!(request.json(), body);

    assert_eq!(created.name.as_deref(), Some("Pilots"));
    assert_eq!(created.i18n_name.unwrap().zh_cn.as_deref(), Some("引航"));
    assert_eq!(created.parent_department_id.as_deref(), Some("0"));
    assert_eq!(created.department_id.as_deref(), Some("pilots"));
    assert_eq!(created.open_department_id.as_deref(), Some("od-pilots"));
    assert_eq!(created.leader_user_id.as_deref(), Some("ou_noor"));
    assert_eq!(created.chat_id.as_deref(), Some("oc_pilots"));
    assert_eq!(created.order.as_deref(), Some("30"));
    assert_eq!(created.unit_ids, ["harbour"]);
    assert_eq!((created.member_count, created.primary_member_count), (Some(12), Some(11)));
    assert_eq!(created.status.unwrap().is_deleted, Some(false));
    assert_eq!(created.leaders, leaders());
    let kinds = [EmployeeType::Regular, EmployeeType::Unlisted(9)];
    assert_eq!(created.group_chat_employee_types, kinds);
    assert_eq!(created.department_hrbps, ["ou_hana"]);
}

fn sorted(mut pairs: Vec<(String, String)>) -> Vec<(String, String)> {
    pairs.sort();
    pairs
}

#[tokio::test(start_paused = true)]
async fn a_department_that_is_created_once_more_has_the_same_token() {
    let mock = Mock::new();
    mock.on::<DepartmentCreateCall>().disconnect().reply(department());
    DepartmentApiClient::new(&mock.client()).create("Pilots", "0").await.unwrap();
    let [first, second] = &mock.requests_of::<DepartmentCreateCall>()[..] else {
        panic!("the call is repeated once");
    };
    assert_eq!(first.query()[0].0, "client_token");
    assert_eq!(first.query(), second.query());
}

#[tokio::test]
async fn a_change_says_only_what_changes() {
    let mock = Mock::new();
    mock.on::<DepartmentPatchCall>().reply(department());
    let departments = DepartmentApiClient::new(&mock.client());
    departments.patch("od-pilots").order("30").department_hrbps(&[]).await.unwrap();
    let request = &mock.requests()[0];
    assert_eq!(request.path(), "/open-apis/contact/v3/departments/od-pilots");
    assert!(request.query().is_empty());
    assert_eq!(request.json(), json!({ "order": "30", "department_hrbps": [] }));
}

#[tokio::test(start_paused = true)]
async fn a_change_waits_for_a_lock() {
    let mock = Mock::new();
    mock.on::<DepartmentPatchCall>().fail(43030, "locked").reply(department());
    mock.on::<DepartmentUpdateCall>().fail(43024, "locked").reply(department());
    let departments = DepartmentApiClient::new(&mock.client());
    let patched = departments.patch("od-pilots").name("Pilots").send().await.unwrap();
    assert_eq!(patched.attempts(), 2);
    let updated = departments.update("od-pilots", "Pilots", "0").send().await.unwrap();
    assert_eq!(updated.attempts(), 2);
    let body = json!({ "name": "Pilots", "parent_department_id": "0" });
    assert_eq!(mock.requests_of::<DepartmentUpdateCall>()[1].json(), body);
}

#[tokio::test]
async fn ids_and_chats_are_changed() {
    let mock = Mock::new();
    mock.on::<DepartmentUpdateDepartmentIdCall>().reply(json!({}));
    mock.on::<DepartmentUnbindDepartmentChatCall>().reply(json!({}));
    mock.on::<DepartmentDeleteCall>().reply(json!({}));
    let departments = DepartmentApiClient::new(&mock.client());
    departments.update_department_id("od-pilots", "pilotage").await.unwrap();
    departments.unbind_department_chat("od-pilots").await.unwrap();
    let by_own_id = DepartmentIdType::DepartmentId;
    departments.delete("pilotage").department_id_type(by_own_id).await.unwrap();

    let requests = mock.requests();
    let path = "/open-apis/contact/v3/departments/od-pilots/update_department_id";
    assert_eq!(requests[0].path(), path);
    assert_eq!(requests[0].json(), json!({ "new_department_id": "pilotage" }));
    let path = "/open-apis/contact/v3/departments/unbind_department_chat";
    assert_eq!(requests[1].path(), path);
    assert_eq!(requests[1].json(), json!({ "department_id": "od-pilots" }));
    assert_eq!(requests[2].path(), "/open-apis/contact/v3/departments/pilotage");
    assert_eq!(requests[2].query(), [("department_id_type".into(), "department_id".into())]);
}

#[tokio::test]
async fn departments_are_read() {
    let mock = Mock::new();
    mock.on::<DepartmentGetCall>().reply(department());
    mock.on::<DepartmentBatchCall>().reply(json!([department(), {}]));
    let departments = DepartmentApiClient::new(&mock.client());
    let root = departments.get("0").user_id_type(UserIdType::UserId).await.unwrap();
    assert_eq!(root.name.as_deref(), Some("Pilots"));
    assert_eq!(departments.batch(&["od-pilots", "od-tower"]).await.unwrap().len(), 2);

    let requests = mock.requests();
    assert_eq!(requests[0].path(), "/open-apis/contact/v3/departments/0");
    assert_eq!(requests[0].query(), [("user_id_type".into(), "user_id".into())]);
    assert_eq!(requests[1].path(), "/open-apis/contact/v3/departments/batch");
    let ids = ["od-pilots", "od-tower"].map(|id| ("department_ids".to_owned(), id.to_owned()));
    assert_eq!(requests[1].query(), ids);
}

#[tokio::test]
async fn the_departments_below_come_in_pages() {
    let mock = Mock::new();
    let first = json!({ "items": [department()], "page_token": "2+/", "has_more": true });
    mock.on::<DepartmentChildrenCall>()
        .reply(first)
        .reply(json!({ "items": [{ "name": "Tower" }], "page_token": "", "has_more": false }));
    let departments = DepartmentApiClient::new(&mock.client());
    let below = departments.children("0").fetch_child(true).page_size(1).items();
    let names: Vec<_> = below.into_vec().await.unwrap().into_iter().map(|it| it.name).collect();
    assert_eq!(names, [Some("Pilots".to_owned()), Some("Tower".to_owned())]);

    let requests = mock.requests();
    assert_eq!(requests[0].path(), "/open-apis/contact/v3/departments/0/children");
    assert_eq!(requests[0].url.query(), Some("fetch_child=true&page_size=1"));
    assert!(requests[1].query().contains(&("page_token".into(), "2+/".into())));
}

#[tokio::test(start_paused = true)]
async fn the_departments_above_are_listed_and_a_user_searches() {
    let mock = Mock::new();
    let page = json!({ "items": [department()], "has_more": false });
    mock.on::<DepartmentParentCall>().reply(page.clone());
    mock.on::<DepartmentSearchCall>().disconnect().reply(page);
    let client = mock.client();
    let above = DepartmentApiClient::new(&client).parent("od-pilots").await.unwrap();
    assert_eq!(above.items.len(), 1);
    let search = DepartmentApiClient::new(&client.as_user("u-noor")).search("Pil").page_size(5);
    let found = search.send().await.unwrap();
    assert_eq!((found.attempts(), found.data.items.len()), (2, 1));

    let requests = mock.requests();
    assert_eq!(requests[0].path(), "/open-apis/contact/v3/departments/parent");
    assert_eq!(requests[0].query(), [("department_id".into(), "od-pilots".into())]);
    assert_eq!(requests[1].path(), "/open-apis/contact/v3/departments/search");
    assert_eq!(requests[1].query(), [("page_size".into(), "5".into())]);
    assert_eq!(requests[1].json(), json!({ "query": "Pil" }));
    assert_eq!(requests[1].header("authorization"), Some("Bearer u-noor"));
}
