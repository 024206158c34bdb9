use feishu_api::StatusCode;
use feishu_api::im_v1::{MessageResourceApiClient, MessageResourceGetCall, MessageResourceType};
use feishu_api::testing::Mock;

#[tokio::test]
async fn a_file_of_a_message_comes_down() {
    let mock = Mock::new();
    mock.on::<MessageResourceGetCall>()
        .reply_with(StatusCode::OK, "application/pdf", "the tides")
        .header("content-disposition", "attachment; filename=\"tides.pdf\"");
    let resources = MessageResourceApiClient::new(&mock.client());
    let file = resources.get("om_1", "file_tides", MessageResourceType::File).await.unwrap();
    assert_eq!(file.file_name(), Some("tides.pdf"));
    assert_eq!(file.into_bytes().await.unwrap(), "the tides");

    let request = &mock.requests()[0];
    assert_eq!(request.path(), "/open-apis/im/v1/messages/om_1/resources/file_tides");
    assert_eq!(request.query(), [("type".to_owned(), "file".to_owned())]);
}
