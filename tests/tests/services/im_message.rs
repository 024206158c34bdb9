use feishu_api::ErrorClass;
use feishu_api::im_v1::{
    Card, CardMsgContentType, CardTemplate, ContainerIdType, FollowUp, FollowUpI18nContent,
    FollowUpLanguage, MemberIdType, MessageApiClient, MessageContent, MessageCreateCall,
    MessageDeleteCall, MessageForwardCall, MessageGetCall, MessageListCall,
    MessageMergeForwardCall, MessagePatchCall, MessagePushFollowUpCall, MessageReadUsersCall,
    MessageReplyCall, MessageSortType, MessageType, MessageUpdateCall, MessageUrgentAppCall, Post,
    PostContent, PostElement, ReceiveIdType, SenderType, Text,
};
use feishu_api::prelude::*;
use feishu_api::testing::{Mock, RecordedRequest, json};
use feishu_api::types::{Timestamp, TimestampMillis};

/// The body, with the content as the JSON that it holds.
fn body(request: &RecordedRequest) -> feishu_api::serde_json::Value {
    let mut body = request.json();
    let content = body["content"].as_str().expect("the content is a text").to_owned();
    body["content"] = feishu_api::serde_json::from_str(&content).unwrap();
    body
}

fn pairs<const N: usize>(pairs: [(&str, &str); N]) -> [(String, String); N] {
    pairs.map(|(name, value)| (name.to_owned(), value.to_owned()))
}

#[tokio::test]
async fn a_text_is_sent() {
    let mock = Mock::new();
    mock.on::<MessageCreateCall>().reply(json!({ "message_id": "om_1", "msg_type": "text" }));
    let text = Text::new().at("ou_mei", "Mei").text(" the ferry <at user_id=\"all\"></at> leaves");
    let messages = MessageApiClient::new(&mock.client());
    let content = MessageContent::text(text);
    let call = messages.create(ReceiveIdType::ChatId, "oc_pier", &content).uuid("ferry-7");
    let message = call.await.unwrap();
    assert_eq!(message.message_id.as_deref(), Some("om_1"));
    assert_eq!(message.msg_type, Some(MessageType::Text));

    let request = &mock.requests()[0];
    assert_eq!(request.path(), "/open-apis/im/v1/messages");
    assert_eq!(request.query(), pairs([("receive_id_type", "chat_id")]));
    let text = "<at user_id=\"ou_mei\">Mei</at> the ferry <\u{200b}at user_id=\"all\"><\u{200b}/at> leaves";
    assert_eq!(
        body(request),
        json!({
            "receive_id": "oc_pier",
            "msg_type": "text",
            "content": { "text": text },
            "uuid": "ferry-7",
        })
    );
}

#[tokio::test]
async fn a_message_that_is_being_sent_is_asked_for_again_with_its_key() {
    let mock = Mock::new();
    mock.on::<MessageCreateCall>().fail(230049, "in work").reply(json!({ "message_id": "om_1" }));
    let messages = MessageApiClient::new(&mock.client());
    let content = MessageContent::image("img_gull");
    let message = messages.create(ReceiveIdType::OpenId, "ou_mei", &content).await.unwrap();
    assert_eq!(message.message_id.as_deref(), Some("om_1"));
    let keys: Vec<_> = mock.requests().iter().map(|sent| sent.json()["uuid"].clone()).collect();
    assert!(keys.len() == 2 && keys[0].is_string() && keys[0] == keys[1], "{keys:?}");
}

#[tokio::test]
async fn a_card_that_is_no_json_is_not_sent() {
    let mock = Mock::new();
    let keys = std::collections::BTreeMap::from([((1, 2), "no name for a field")]);
    let messages = MessageApiClient::new(&mock.client());
    let error = messages.patch("om_1", &Card::json(&keys)).await.unwrap_err();
    assert_eq!(error.kind(), feishu_api::ErrorKind::Argument);
    assert!(mock.requests().is_empty());
}

#[tokio::test]
async fn a_reply_is_sent() {
    let mock = Mock::new();
    mock.on::<MessageReplyCall>().reply(json!({ "message_id": "om_2", "parent_id": "om_1" }));
    let messages = MessageApiClient::new(&mock.client());
    let line = [PostElement::text("All aboard, "), PostElement::at_all()];
    let post = Post::new().en_us(PostContent::new().title("Ferry").line(line));
    let call = messages.reply("om_1", &MessageContent::post(&post)).reply_in_thread(true);
    assert_eq!(call.uuid("k").await.unwrap().parent_id.as_deref(), Some("om_1"));

    let request = &mock.requests()[0];
    assert_eq!(request.path(), "/open-apis/im/v1/messages/om_1/reply");
    let line =
        json!([{ "tag": "text", "text": "All aboard, " }, { "tag": "at", "user_id": "all" }]);
    assert_eq!(
        body(request),
        json!({
            "msg_type": "post",
            "content": { "en_us": { "title": "Ferry", "content": [line] } },
            "reply_in_thread": true,
            "uuid": "k",
        })
    );
}

#[tokio::test]
async fn messages_are_changed() {
    let mock = Mock::new();
    mock.on::<MessageUpdateCall>().reply(json!({ "message_id": "om_1", "updated": true }));
    mock.on::<MessagePatchCall>().reply(());
    mock.on::<MessageDeleteCall>().reply(());
    let messages = MessageApiClient::new(&mock.client());

    let message = messages.update("om_1", &MessageContent::text("at nine")).await.unwrap();
    assert_eq!(message.updated, Some(true));
    let template = CardTemplate::new("AAq_ferry").variable("seats", 4);
    messages.patch("om_2", &Card::template(&template)).await.unwrap();
    messages.delete("om_3").await.unwrap();

    let requests = mock.requests();
    assert_eq!(requests[0].path(), "/open-apis/im/v1/messages/om_1");
    assert_eq!(body(&requests[0]), json!({ "msg_type": "text", "content": { "text": "at nine" } }));
    assert_eq!(requests[1].path(), "/open-apis/im/v1/messages/om_2");
    let data = json!({ "template_id": "AAq_ferry", "template_variable": { "seats": 4 } });
    assert_eq!(body(&requests[1]), json!({ "content": { "type": "template", "data": data } }));
    assert_eq!(requests[2].path(), "/open-apis/im/v1/messages/om_3");
}

#[tokio::test]
async fn messages_are_forwarded() {
    let mock = Mock::new();
    mock.on::<MessageForwardCall>().reply(json!({ "message_id": "om_8" }));
    mock.on::<MessageMergeForwardCall>().reply(json!({
        "message": { "message_id": "om_9", "msg_type": "merge_forward" },
        "invalid_message_id_list": ["om_2"],
    }));
    let messages = MessageApiClient::new(&mock.client());

    let call = messages.forward("om_1", ReceiveIdType::Email, "mei@example.com").uuid("a");
    assert_eq!(call.await.unwrap().message_id.as_deref(), Some("om_8"));
    let ids = ["om_1", "om_2"];
    let call = messages.merge_forward(ReceiveIdType::UserId, "u_mei", &ids).uuid("b");
    let forwarded = call.await.unwrap();
    assert_eq!(forwarded.message.unwrap().msg_type, Some(MessageType::MergeForward));
    assert_eq!(forwarded.invalid_message_id_list, ["om_2"]);

    let requests = mock.requests();
    assert_eq!(requests[0].path(), "/open-apis/im/v1/messages/om_1/forward");
    assert_eq!(requests[0].query(), pairs([("receive_id_type", "email"), ("uuid", "a")]));
    assert_eq!(requests[0].json(), json!({ "receive_id": "mei@example.com" }));
    assert_eq!(requests[1].path(), "/open-apis/im/v1/messages/merge_forward");
    assert_eq!(requests[1].query(), pairs([("receive_id_type", "user_id"), ("uuid", "b")]));
    assert_eq!(requests[1].json(), json!({ "receive_id": "u_mei", "message_id_list": ids }));
}

#[tokio::test]
async fn a_message_is_read() {
    let mock = Mock::new();
    mock.on::<MessageGetCall>().reply(json!([{
        "message_id": "om_1",
        "root_id": "om_0",
        "thread_id": "omt_1",
        "msg_type": "text",
        "create_time": "1700000000123",
        "deleted": false,
        "chat_id": "oc_pier",
        "sender": { "id": "cli_harbour", "id_type": "app_id", "sender_type": "app" },
        "body": { "content": "{\"text\":\"@_user_1 at nine\"}" },
        "mentions": [{ "key": "@_user_1", "id": "ou_mei", "id_type": "open_id", "name": "Mei" }],
    }]));
    let messages = MessageApiClient::new(&mock.client());
    let call = messages.get("om_1").user_id_type(UserIdType::OpenId);
    let call = call.card_msg_content_type(CardMsgContentType::UserCardContent);
    let message = call.await.unwrap().remove(0);
    assert_eq!(message.create_time, Some(TimestampMillis::from_millis(1_700_000_000_123)));
    assert_eq!(message.thread_id.as_deref(), Some("omt_1"));
    let sender = message.sender.unwrap();
    assert_eq!(sender.id_type, Some(MemberIdType::AppId));
    assert_eq!(sender.sender_type, Some(SenderType::App));
    assert_eq!(message.body.unwrap().text().as_deref(), Some("@_user_1 at nine"));
    assert_eq!(message.mentions[0].name.as_deref(), Some("Mei"));

    let request = &mock.requests()[0];
    assert_eq!(request.path(), "/open-apis/im/v1/messages/om_1");
    let query = [("user_id_type", "open_id"), ("card_msg_content_type", "user_card_content")];
    assert_eq!(request.query(), pairs(query));
}

#[tokio::test]
async fn messages_are_listed_over_pages() {
    let mock = Mock::new();
    mock.on::<MessageListCall>().when_query("page_token", "p2").reply(json!({
        "items": [{ "message_id": "om_2" }], "has_more": false,
    }));
    mock.on::<MessageListCall>().reply(json!({
        "items": [{ "message_id": "om_1" }], "has_more": true, "page_token": "p2",
    }));
    let messages = MessageApiClient::new(&mock.client());
    let call = messages.list(ContainerIdType::Chat, "oc_pier");
    let call = call.start_time(Timestamp::from_secs(1_700_000_000));
    let mut items = call.sort_type(MessageSortType::ByCreateTimeDesc).page_size(1).items();
    let mut ids = Vec::new();
    while let Some(message) = items.next().await {
        ids.push(message.unwrap().message_id.unwrap());
    }
    assert_eq!(ids, ["om_1", "om_2"]);

    let query = [
        ("container_id_type", "chat"),
        ("container_id", "oc_pier"),
        ("start_time", "1700000000"),
        ("sort_type", "ByCreateTimeDesc"),
        ("page_size", "1"),
    ];
    let requests = mock.requests();
    assert_eq!(requests[0].path(), "/open-apis/im/v1/messages");
    assert_eq!(requests[0].query(), pairs(query));
    assert!(requests[1].query().contains(&("page_token".to_owned(), "p2".to_owned())));
}

#[tokio::test]
async fn readers_are_listed() {
    let mock = Mock::new();
    let reader =
        json!({ "user_id_type": "union_id", "user_id": "on_mei", "timestamp": "1700000000123" });
    mock.on::<MessageReadUsersCall>().reply(json!({ "items": [reader], "has_more": false }));
    let messages = MessageApiClient::new(&mock.client());
    let page = messages.read_users("om_1", UserIdType::UnionId).page_size(100).await.unwrap();
    assert_eq!(page.items[0].user_id.as_deref(), Some("on_mei"));
    assert_eq!(page.items[0].user_id_type, Some(UserIdType::UnionId));

    let request = &mock.requests()[0];
    assert_eq!(request.path(), "/open-apis/im/v1/messages/om_1/read_users");
    assert_eq!(request.query(), pairs([("user_id_type", "union_id"), ("page_size", "100")]));
}

#[tokio::test]
async fn users_are_pressed_and_helped() {
    let mock = Mock::new();
    mock.on::<MessageUrgentAppCall>().reply(json!(["ou_gone"]));
    mock.on::<MessagePushFollowUpCall>().reply(());
    let messages = MessageApiClient::new(&mock.client());

    let users = ["ou_mei", "ou_gone"];
    let missed = messages.urgent_app("om_1", UserIdType::OpenId, &users).await.unwrap();
    assert_eq!(missed, ["ou_gone"]);
    let chinese = FollowUpI18nContent::new(FollowUpLanguage::ZhCn, "几点？");
    let follow_ups = [FollowUp::new("When?").i18n_contents([chinese]), FollowUp::new("Where?")];
    messages.push_follow_up("om_1", &follow_ups).await.unwrap();

    let requests = mock.requests();
    assert_eq!(requests[0].path(), "/open-apis/im/v1/messages/om_1/urgent_app");
    assert_eq!(requests[0].query(), pairs([("user_id_type", "open_id")]));
    assert_eq!(requests[0].json(), json!({ "user_id_list": users }));
    assert_eq!(requests[1].path(), "/open-apis/im/v1/messages/om_1/push_follow_up");
    let when = json!({
        "content": "When?",
        "i18n_contents": [{ "content": "几点？", "language": "zh_cn" }],
    });
    assert_eq!(requests[1].json(), json!({ "follow_ups": [when, { "content": "Where?" }] }));
}

#[tokio::test]
async fn what_presses_users_is_not_repeated() {
    let mock = Mock::new();
    mock.on::<MessageUrgentAppCall>().disconnect().reply(json!([]));
    let messages = MessageApiClient::new(&mock.client());
    let error = messages.urgent_app("om_1", UserIdType::OpenId, &["ou_mei"]).await.unwrap_err();
    assert_eq!(error.class(), ErrorClass::Unavailable);
    assert_eq!(mock.requests().len(), 1);
}
