use feishu_api::contact_v3::{JobTitleApiClient, JobTitleGetCall, JobTitleListCall};
use feishu_api::testing::{Mock, json};
use feishu_api::types::I18nText;

#[tokio::test]
async fn a_job_title_is_read() {
    let mock = Mock::new();
    mock.on::<JobTitleGetCall>().reply(json!({
        "job_title_id": "jt_pilot",
        "name": "Pilot",
        "i18n_name": [{ "locale": "zh_cn", "value": "引航员" }],
        "status": true,
    }));

    let one = JobTitleApiClient::new(&mock.client()).get("jt_pilot").await.unwrap();
    assert_eq!(one.job_title_id.as_deref(), Some("jt_pilot"));
    assert_eq!(one.name.as_deref(), Some("Pilot"));
    assert_eq!(one.i18n_name, [I18nText::new("zh_cn", "引航员")]);
    assert_eq!(one.status, Some(true));
    assert_eq!(mock.requests()[0].path(), "/open-apis/contact/v3/job_titles/jt_pilot");
}

#[tokio::test]
async fn job_titles_come_in_pages() {
    let mock = Mock::new();
    mock.on::<JobTitleListCall>()
        .reply(json!({ "items": [{ "name": "Pilot" }], "page_token": "p2", "has_more": true }))
        .reply(json!({ "items": [{ "job_title_id": "jt_pilot", "status": false }], "has_more": false }));

    let of_a_user = JobTitleApiClient::new(&mock.client().as_user("u-mate"));
    let all = of_a_user.list().page_size(1).items().into_vec().await.unwrap();
    assert_eq!(all[0].name.as_deref(), Some("Pilot"));
    assert_eq!(all[1].status, Some(false));

    let requests = mock.requests();
    assert_eq!(requests[0].path(), "/open-apis/contact/v3/job_titles");
    assert_eq!(requests[0].url.query(), Some("page_size=1"));
    assert_eq!(requests[0].header("authorization"), Some("Bearer u-mate"));
    assert_eq!(requests[1].url.query(), Some("page_size=1&page_token=p2"));
}
