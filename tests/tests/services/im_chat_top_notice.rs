use feishu_api::im_v1::*;
use feishu_api::testing::{Mock, json};

#[tokio::test]
async fn something_is_put_on_top_and_taken_away() {
    let mock = Mock::new();
    mock.on::<ChatTopNoticePutTopNoticeCall>().reply(json!({}));
    mock.on::<ChatTopNoticeDeleteTopNoticeCall>().reply(json!({}));
    let top = ChatTopNoticeApiClient::new(&mock.client());
    top.put_top_notice("oc_harbour", &[ChatTopNotice::message("om_tide")]).await.unwrap();
    top.put_top_notice("oc_harbour", &[ChatTopNotice::announcement()]).await.unwrap();
    top.delete_top_notice("oc_harbour").await.unwrap();
    let requests = mock.requests();
    let folder = "/open-apis/im/v1/chats/oc_harbour/top_notice";
    assert_eq!(requests[0].path(), format!("{folder}/put_top_notice"));
    let body = json!({ "chat_top_notice": [{ "action_type": "1", "message_id": "om_tide" }] });
    assert_eq!(requests[0].json(), body);
    assert_eq!(requests[1].json(), json!({ "chat_top_notice": [{ "action_type": "2" }] }));
    assert_eq!(requests[2].path(), format!("{folder}/delete_top_notice"));
    assert!(requests[2].body.is_empty());
}
