use feishu_api::contact_v3::{
    JobLevelApiClient, JobLevelCreateCall, JobLevelDeleteCall, JobLevelGetCall, JobLevelListCall,
    JobLevelUpdateCall,
};
use feishu_api::testing::{Mock, json};
use feishu_api::types::I18nText;

const LEVELS: &str = "/open-apis/contact/v3/job_levels";

fn pair(name: &str, value: &str) -> (String, String) {
    (name.to_owned(), value.to_owned())
}

#[tokio::test]
async fn a_job_level_is_created_and_read() {
    let names = [I18nText::new("en_us", "Master")];
    let about = [I18nText::new("zh_cn", "船长")];
    let level = json!({
        "job_level_id": "jl_master",
        "name": "Master",
        "description": "Commands a ship",
        "order": 350,
        "status": true,
        "i18n_name": names,
        "i18n_description": about,
    });
    let mock = Mock::new();
    mock.on::<JobLevelCreateCall>().reply(&level);
    mock.on::<JobLevelGetCall>().reply(&level);

    let levels = JobLevelApiClient::new(&mock.client());
    let call = levels.create("Master", true).description("Commands a ship").order(350);
    let created = call.i18n_name(&names).i18n_description(&about).await.unwrap();
    assert_eq!(created.job_level_id.as_deref(), Some("jl_master"));
    let read = levels.get("jl_master").await.unwrap();
    assert_eq!(read.name.as_deref(), Some("Master"));
    assert_eq!(read.description.as_deref(), Some("Commands a ship"));
    assert_eq!((read.order, read.status), (Some(350), Some(true)));
    assert_eq!((&*read.i18n_name, &*read.i18n_description), (&names[..], &about[..]));

    let requests = mock.requests();
    assert_eq!(requests[0].path(), LEVELS);
    let mut body = level;
    body.as_object_mut().unwrap().remove("job_level_id");
    assert_eq!(requests[0].json(), body);
    assert_eq!(requests[1].path(), format!("{LEVELS}/jl_master"));
}

#[tokio::test]
async fn a_job_level_keeps_what_is_not_set() {
    let mock = Mock::new();
    mock.on::<JobLevelUpdateCall>().reply(json!({ "job_level_id": "jl_master", "order": "400" }));
    mock.on::<JobLevelDeleteCall>().reply(json!({}));

    let levels = JobLevelApiClient::new(&mock.client());
    let level = levels.update("jl_master").order(400).await.unwrap();
    assert_eq!(level.order, Some(400));
    levels.delete("jl_master").await.unwrap();

    let requests = mock.requests();
    assert_eq!(requests[0].method, "PUT");
    assert_eq!(requests[0].path(), format!("{LEVELS}/jl_master"));
    assert_eq!(requests[0].json(), json!({ "order": 400 }));
    assert_eq!(requests[1].method, "DELETE");
    assert_eq!(requests[1].path(), format!("{LEVELS}/jl_master"));
}

#[tokio::test]
async fn job_levels_come_in_pages() {
    let mock = Mock::new();
    mock.on::<JobLevelListCall>()
        .reply(json!({ "items": [{ "order": 100 }], "page_token": "p2", "has_more": true }))
        .reply(json!({ "items": [{ "order": 350 }], "has_more": false }));

    let call = JobLevelApiClient::new(&mock.client()).list().page_size(1).name("Master");
    let levels = call.items().into_vec().await.unwrap();
    assert_eq!((levels[0].order, levels[1].order), (Some(100), Some(350)));

    let requests = mock.requests();
    assert_eq!(requests[0].path(), LEVELS);
    assert_eq!(requests[0].query(), [pair("page_size", "1"), pair("name", "Master")]);
    assert!(requests[1].query().contains(&pair("page_token", "p2")));
}

#[tokio::test(start_paused = true)]
async fn a_change_waits_for_another_one() {
    let mock = Mock::new();
    mock.on::<JobLevelCreateCall>()
        .fail(42302, "somebody else changes one")
        .reply(json!({ "job_level_id": "jl_master" }));

    let levels = JobLevelApiClient::new(&mock.client());
    let created = levels.create("Master", true).send().await.unwrap();
    assert_eq!(created.attempts(), 2);
}
