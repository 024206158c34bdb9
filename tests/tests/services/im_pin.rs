use feishu_api::im_v1::*;
use feishu_api::testing::{Mock, json};
use feishu_api::types::TimestampMillis;

#[tokio::test]
async fn a_message_is_pinned_and_unpinned() {
    let mock = Mock::new();
    mock.on::<PinCreateCall>().disconnect().reply(json!({
        "message_id": "om_tide",
        "chat_id": "oc_harbour",
        "operator_id": "cli_buoy",
        "operator_id_type": "app_id",
        "create_time": "1700000000123",
    }));
    mock.on::<PinDeleteCall>().reply(json!({}));
    tokio::time::pause();
    let pins = PinApiClient::new(&mock.client());
    let pin = pins.create("om_tide").await.unwrap();
    assert_eq!(pin.message_id.as_deref(), Some("om_tide"));
    assert_eq!(pin.chat_id.as_deref(), Some("oc_harbour"));
    assert_eq!(pin.operator_id_type, Some(MemberIdType::AppId));
    assert_eq!(pin.create_time, Some(TimestampMillis::from_millis(1_700_000_000_123)));
    pins.delete("om_tide").await.unwrap();
    let requests = mock.requests();
    // A message that is pinned already can be pinned again.
    assert_eq!(requests.len(), 3);
    assert_eq!(requests[1].path(), "/open-apis/im/v1/pins");
    assert_eq!(requests[1].json(), json!({ "message_id": "om_tide" }));
    assert_eq!(requests[2].path(), "/open-apis/im/v1/pins/om_tide");
}

#[tokio::test]
async fn pinned_messages_are_listed() {
    let mock = Mock::new();
    mock.on::<PinListCall>()
        .reply(
            json!({ "items": [{ "message_id": "om_1" }], "has_more": true, "page_token": "a==" }),
        )
        .reply(json!({ "items": [{ "message_id": "om_2" }], "has_more": false }));
    let pins = PinApiClient::new(&mock.client());
    let since = TimestampMillis::from_millis(1_700_000_000_000);
    let pinned = pins.list("oc_harbour").start_time(since).page_size(1).items();
    assert_eq!(pinned.into_vec().await.unwrap().len(), 2);
    let requests = mock.requests();
    let query = "chat_id=oc_harbour&start_time=1700000000000&page_size=1";
    assert_eq!(requests[0].url.query(), Some(query));
    assert!(requests[1].query().contains(&("page_token".to_owned(), "a==".to_owned())));
}
