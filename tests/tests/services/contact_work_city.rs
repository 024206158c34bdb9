use feishu_api::contact_v3::{WorkCityApiClient, WorkCityGetCall, WorkCityListCall};
use feishu_api::testing::{Mock, json};
use feishu_api::types::I18nText;

#[tokio::test]
async fn a_work_city_is_read() {
    let mock = Mock::new();
    mock.on::<WorkCityGetCall>().reply(json!({
        "work_city_id": "wc_auckland",
        "name": "Auckland",
        "i18n_name": [{ "locale": "zh_cn", "value": "奥克兰" }],
        "status": true,
    }));

    let one = WorkCityApiClient::new(&mock.client()).get("wc_auckland").await.unwrap();
    assert_eq!(one.work_city_id.as_deref(), Some("wc_auckland"));
    assert_eq!(one.name.as_deref(), Some("Auckland"));
    assert_eq!(one.i18n_name, [I18nText::new("zh_cn", "奥克兰")]);
    assert_eq!(one.status, Some(true));
    assert_eq!(mock.requests()[0].path(), "/open-apis/contact/v3/work_cities/wc_auckland");
}

#[tokio::test]
async fn work_cities_come_in_pages() {
    let mock = Mock::new();
    mock.on::<WorkCityListCall>()
        .reply(json!({ "items": [{ "name": "Auckland" }], "page_token": "p2", "has_more": true }))
        .reply(json!({ "items": [{ "work_city_id": "wc_auckland", "status": false }], "has_more": false }));

    let of_a_user = WorkCityApiClient::new(&mock.client().as_user("u-mate"));
    let all = of_a_user.list().page_size(1).items().into_vec().await.unwrap();
    assert_eq!(all[0].name.as_deref(), Some("Auckland"));
    assert_eq!(all[1].status, Some(false));

    let requests = mock.requests();
    assert_eq!(requests[0].path(), "/open-apis/contact/v3/work_cities");
    assert_eq!(requests[0].url.query(), Some("page_size=1"));
    assert_eq!(requests[0].header("authorization"), Some("Bearer u-mate"));
    assert_eq!(requests[1].url.query(), Some("page_size=1&page_token=p2"));
}
