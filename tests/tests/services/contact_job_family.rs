use feishu_api::contact_v3::{
    JobFamilyApiClient, JobFamilyCreateCall, JobFamilyDeleteCall, JobFamilyGetCall,
    JobFamilyListCall, JobFamilyUpdateCall,
};
use feishu_api::testing::{Mock, json};
use feishu_api::types::I18nText;

const FAMILIES: &str = "/open-apis/contact/v3/job_families";

fn pair(name: &str, value: &str) -> (String, String) {
    (name.to_owned(), value.to_owned())
}

#[tokio::test]
async fn a_job_family_is_created_and_read() {
    let names = [I18nText::new("en_us", "Piloting"), I18nText::new("ja_jp", "水先")];
    let about = [I18nText::new("en_us", "Brings ships in")];
    let family = json!({
        "job_family_id": "jf_pilot",
        "name": "Piloting",
        "description": "Brings ships in",
        "parent_job_family_id": "jf_sea",
        "status": true,
        "i18n_name": names,
        "i18n_description": about,
    });
    let mock = Mock::new();
    mock.on::<JobFamilyCreateCall>().reply(&family);
    mock.on::<JobFamilyGetCall>().reply(&family);

    let families = JobFamilyApiClient::new(&mock.client());
    let call = families.create("Piloting", true).description("Brings ships in");
    let call = call.parent_job_family_id("jf_sea").i18n_name(&names).i18n_description(&about);
    let created = call.await.unwrap();
    assert_eq!(created.job_family_id.as_deref(), Some("jf_pilot"));
    let read = families.get("jf_pilot").await.unwrap();
    assert_eq!(read.name.as_deref(), Some("Piloting"));
    assert_eq!(read.description.as_deref(), Some("Brings ships in"));
    assert_eq!(read.parent_job_family_id.as_deref(), Some("jf_sea"));
    assert_eq!(read.status, Some(true));
    assert_eq!((&*read.i18n_name, &*read.i18n_description), (&names[..], &about[..]));

    let requests = mock.requests();
    assert_eq!(requests[0].path(), FAMILIES);
    let mut body = family;
    body.as_object_mut().unwrap().remove("job_family_id");
    assert_eq!(requests[0].json(), body);
    assert_eq!(requests[1].path(), format!("{FAMILIES}/jf_pilot"));
}

#[tokio::test]
async fn a_job_family_keeps_what_is_not_set() {
    let mock = Mock::new();
    mock.on::<JobFamilyUpdateCall>().reply(json!({ "job_family_id": "jf_pilot", "status": false }));
    mock.on::<JobFamilyDeleteCall>().reply(json!({}));

    let families = JobFamilyApiClient::new(&mock.client());
    let family = families.update("jf_pilot").status(false).await.unwrap();
    assert_eq!(family.status, Some(false));
    families.delete("jf_pilot").await.unwrap();

    let requests = mock.requests();
    assert_eq!(requests[0].method, "PUT");
    assert_eq!(requests[0].path(), format!("{FAMILIES}/jf_pilot"));
    assert_eq!(requests[0].json(), json!({ "status": false }));
    assert_eq!(requests[1].method, "DELETE");
    assert_eq!(requests[1].path(), format!("{FAMILIES}/jf_pilot"));
}

#[tokio::test]
async fn job_families_come_in_pages() {
    let mock = Mock::new();
    mock.on::<JobFamilyListCall>()
        .reply(json!({ "items": [{ "name": "Piloting" }], "page_token": "p2", "has_more": true }))
        .reply(json!({ "items": [{ "name": "Piloting", "i18n_name": null }], "has_more": false }));

    let call = JobFamilyApiClient::new(&mock.client()).list().page_size(1).name("Piloting");
    let families = call.items().into_vec().await.unwrap();
    assert_eq!(families.len(), 2);
    assert!(families[1].i18n_name.is_empty());

    let requests = mock.requests();
    assert_eq!(requests[0].path(), FAMILIES);
    assert_eq!(requests[0].query(), [pair("page_size", "1"), pair("name", "Piloting")]);
    assert!(requests[1].query().contains(&pair("page_token", "p2")));
}

#[tokio::test(start_paused = true)]
async fn a_change_waits_for_another_one() {
    let mock = Mock::new();
    mock.on::<JobFamilyCreateCall>()
        .fail(42403, "somebody else changes one")
        .reply(json!({ "job_family_id": "jf_pilot" }));

    let families = JobFamilyApiClient::new(&mock.client());
    let created = families.create("Piloting", true).send().await.unwrap();
    assert_eq!(created.attempts(), 2);
}
