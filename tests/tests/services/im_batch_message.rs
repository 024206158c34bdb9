use feishu_api::im_v1::{
    BatchMessageApiClient, BatchMessageDeleteCall, BatchMessageGetProgressCall,
    BatchMessageReadUserCall,
};
use feishu_api::testing::{Mock, json};

#[tokio::test]
async fn a_message_to_many_is_followed() {
    let mock = Mock::new();
    mock.on::<BatchMessageGetProgressCall>().reply(json!({
        "batch_message_send_progress": {
            "valid_user_ids_count": 40,
            "success_user_ids_count": 38,
            "read_user_ids_count": 12,
        },
        "batch_message_recall_progress": { "recall": false, "recall_count": 0 },
    }));
    let read_user = json!({ "read_count": "12", "total_count": "38" });
    mock.on::<BatchMessageReadUserCall>().reply(read_user);
    mock.on::<BatchMessageDeleteCall>().reply(());

    let batches = BatchMessageApiClient::new(&mock.client());
    let progress = batches.get_progress("bm-harbour").await.unwrap();
    let sent = progress.batch_message_send_progress.unwrap();
    assert_eq!((sent.valid_user_ids_count, sent.success_user_ids_count), (Some(40), Some(38)));
    assert_eq!(progress.batch_message_recall_progress.unwrap().recall, Some(false));
    let read = batches.read_user("bm-harbour").await.unwrap();
    assert_eq!((read.read_count, read.total_count), (Some(12), Some(38)));
    batches.delete("bm-harbour").await.unwrap();

    let paths: Vec<String> = mock
        .requests()
        .iter()
        .map(|request| request.path().replace("/open-apis/im/v1/batch_messages/bm-harbour", ""))
        .collect();
    assert_eq!(paths, ["/get_progress", "/read_user", ""]);
}
