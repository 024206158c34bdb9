use feishu_api::im_v1::{ReceiveIdType, ThreadApiClient, ThreadForwardCall};
use feishu_api::testing::{Mock, json};

#[tokio::test]
async fn a_thread_is_forwarded() {
    let mock = Mock::new();
    let message =
        json!({ "message_id": "om_2", "thread_id": "omt_2", "msg_type": "merge_forward" });
    mock.on::<ThreadForwardCall>().reply(message);
    let threads = ThreadApiClient::new(&mock.client());
    let call = threads.forward("omt_1", ReceiveIdType::ThreadId, "omt_2").uuid("k-1");
    assert_eq!(call.await.unwrap().message_id.as_deref(), Some("om_2"));

    let request = &mock.requests()[0];
    assert_eq!(request.path(), "/open-apis/im/v1/threads/omt_1/forward");
    let query = [("receive_id_type", "thread_id"), ("uuid", "k-1")];
    assert_eq!(request.query(), query.map(|(name, value)| (name.to_owned(), value.to_owned())));
    assert_eq!(request.json(), json!({ "receive_id": "omt_2" }));
}
