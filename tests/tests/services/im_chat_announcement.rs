use feishu_api::im_v1::*;
use feishu_api::testing::{Mock, json};

#[tokio::test]
async fn an_announcement_is_read_and_changed() {
    let mock = Mock::new();
    mock.on::<ChatAnnouncementGetCall>().reply(json!({
        "content": "{}",
        "revision": "7",
        "create_time": "1700000000",
        "owner_id_type": "app_id",
        "owner_id": "cli_buoy",
    }));
    mock.on::<ChatAnnouncementPatchCall>().reply(json!({}));
    let announcements = ChatAnnouncementApiClient::new(&mock.client());
    let announcement = announcements.get("oc_harbour").await.unwrap();
    assert_eq!(announcement.owner_id_type, Some(MemberIdType::AppId));
    assert_eq!(announcement.create_time.map(|time| time.as_secs()), Some(1_700_000_000));
    assert_eq!(announcement.update_time, None);

    let revision = announcement.revision.unwrap();
    let change = r#"{"requestType":"DeleteContentRangeRequestType"}"#;
    announcements.patch("oc_harbour", &revision, &[change]).await.unwrap();
    let requests = mock.requests();
    assert_eq!(requests[0].path(), "/open-apis/im/v1/chats/oc_harbour/announcement");
    assert_eq!(requests[1].json(), json!({ "revision": "7", "requests": [change] }));
}
