use feishu_api::contact_v3::*;
use feishu_api::testing::{Mock, Value, json};
use feishu_api::types::I18nText;

fn apprentice() -> Value {
    json!({
        "enum_id": "a+/b==",
        "enum_value": "6",
        "content": "Apprentice",
        "enum_type": 2,
        "enum_status": 1,
        "i18n_content": [{ "locale": "ja_jp", "value": "見習い" }],
    })
}

#[tokio::test]
async fn a_kind_is_added_changed_and_deleted() {
    let mock = Mock::new();
    mock.on::<EmployeeTypeEnumCreateCall>().reply(apprentice());
    mock.on::<EmployeeTypeEnumUpdateCall>().reply(apprentice());
    mock.on::<EmployeeTypeEnumDeleteCall>().reply(json!({}));
    let kinds = EmployeeTypeEnumApiClient::new(&mock.client());
    let (custom, active) = (EmployeeTypeEnumType::Custom, EmployeeTypeEnumStatus::Active);
    let names = [I18nText::new("ja_jp", "見習い")];
    let kind = kinds.create("Apprentice", custom, active).i18n_content(&names).await.unwrap();
    assert_eq!(kind.enum_value.as_deref(), Some("6"));
    assert_eq!(kind.content.as_deref(), Some("Apprentice"));
    assert_eq!((kind.enum_type, kind.enum_status), (Some(custom), Some(active)));
    assert_eq!(kind.i18n_content, names);
    let id = kind.enum_id.unwrap();
    kinds.update(&id, "Trainee", custom, EmployeeTypeEnumStatus::Inactive).await.unwrap();
    kinds.delete(&id).await.unwrap();

    let requests = mock.requests();
    assert_eq!(requests[0].path(), "/open-apis/contact/v3/employee_type_enums");
    let mut sent = apprentice();
    for made in ["enum_id", "enum_value"] {
        sent.as_object_mut().unwrap().remove(made);
    }
    assert_eq!(requests[0].json(), sent);
    for request in &requests[1..] {
        assert_eq!(request.path_value("enum_id").as_deref(), Some("a+/b=="));
    }
    let sent = json!({ "content": "Trainee", "enum_type": 2, "enum_status": 2 });
    assert_eq!(requests[1].json(), sent);
}

#[tokio::test]
async fn kinds_come_in_pages() {
    let mock = Mock::new();
    let regular = json!({ "enum_value": "1", "enum_type": "1", "enum_status": 2 });
    mock.on::<EmployeeTypeEnumListCall>()
        .reply(json!({ "items": [regular], "page_token": "2", "has_more": true }))
        .reply(json!({ "items": [apprentice()], "page_token": "", "has_more": false }));
    let kinds = EmployeeTypeEnumApiClient::new(&mock.client());
    let kinds = kinds.list().page_size(1).items().into_vec().await.unwrap();
    assert_eq!(kinds[0].enum_type, Some(EmployeeTypeEnumType::BuiltIn));
    assert_eq!(kinds[0].enum_status, Some(EmployeeTypeEnumStatus::Inactive));
    assert_eq!(kinds[1].content.as_deref(), Some("Apprentice"));
    assert_eq!(mock.requests()[1].url.query(), Some("page_size=1&page_token=2"));
}
