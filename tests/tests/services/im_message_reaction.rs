use feishu_api::im_v1::{
    Emoji, MessageReactionApiClient, MessageReactionBatchQueryCall, MessageReactionCreateCall,
    MessageReactionDeleteCall, MessageReactionListCall, MessageReactionQuery, ReactionFailReason,
    ReactionOperatorType,
};
use feishu_api::prelude::*;
use feishu_api::testing::{Mock, json};
use feishu_api::types::TimestampMillis;

#[tokio::test]
async fn an_emoji_is_put_and_taken_away() {
    let mock = Mock::new();
    let reaction = json!({
        "reaction_id": "r_1",
        "operator": { "operator_id": "cli_harbour", "operator_type": "app" },
        "action_time": "1700000000123",
        "reaction_type": { "emoji_type": "DONE" },
    });
    mock.on::<MessageReactionCreateCall>().reply(reaction.clone());
    mock.on::<MessageReactionDeleteCall>().reply(reaction);

    let reactions = MessageReactionApiClient::new(&mock.client());
    let reaction = reactions.create("om_1", &Emoji::new("DONE")).await.unwrap();
    assert_eq!(reaction.reaction_type, Some(Emoji::new("DONE")));
    assert_eq!(reaction.action_time, Some(TimestampMillis::from_millis(1_700_000_000_123)));
    assert_eq!(reaction.operator.unwrap().operator_type, Some(ReactionOperatorType::App));
    reactions.delete("om_1", "r_1").await.unwrap();

    let requests = mock.requests();
    assert_eq!(requests[0].path(), "/open-apis/im/v1/messages/om_1/reactions");
    assert_eq!(requests[0].json(), json!({ "reaction_type": { "emoji_type": "DONE" } }));
    assert_eq!(requests[1].path(), "/open-apis/im/v1/messages/om_1/reactions/r_1");
}

#[tokio::test]
async fn emoji_are_listed_over_pages() {
    let mock = Mock::new();
    mock.on::<MessageReactionListCall>().when_query("page_token", "p2").reply(json!({
        "items": [{ "reaction_id": "r_2" }], "has_more": false,
    }));
    mock.on::<MessageReactionListCall>().reply(json!({
        "items": [{ "reaction_id": "r_1" }], "has_more": true, "page_token": "p2",
    }));

    let reactions = MessageReactionApiClient::new(&mock.client());
    let mut items = reactions.list("om_1").reaction_type("DONE").page_size(1).items();
    let mut ids = Vec::new();
    while let Some(reaction) = items.next().await {
        ids.push(reaction.unwrap().reaction_id.unwrap());
    }
    assert_eq!(ids, ["r_1", "r_2"]);
    let pairs = |pairs: &[(&str, &str)]| -> Vec<(String, String)> {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    };
    let queries: Vec<_> = mock.requests().iter().map(|request| request.query()).collect();
    assert_eq!(queries[0], pairs(&[("reaction_type", "DONE"), ("page_size", "1")]));
    let second = [("reaction_type", "DONE"), ("page_size", "1"), ("page_token", "p2")];
    assert_eq!(queries[1], pairs(&second));
}

#[tokio::test]
async fn emoji_of_several_messages_are_read() {
    let mock = Mock::new();
    mock.on::<MessageReactionBatchQueryCall>().reply(json!({
        "success_msg_reaction_details": [{
            "message_id": "om_1",
            "has_more": true,
            "page_token": "p2",
            "message_reaction_items": [{ "reaction_id": "r_1", "emoji_type": "DONE" }],
        }],
        "success_msg_reaction_counts": [{
            "message_id": "om_1",
            "reaction_count": [{ "reaction_type": "DONE", "count": "12" }],
        }],
        "fail_msg_reaction_details": [{ "message_id": "om_2", "fail_reason": "no_permission" }],
    }));

    let reactions = MessageReactionApiClient::new(&mock.client());
    let queries =
        [MessageReactionQuery::new("om_1").page_token("p1"), MessageReactionQuery::new("om_2")];
    let call = reactions.batch_query(&queries).user_id_type(UserIdType::UnionId);
    let batch = call.page_size_per_message(1).await.unwrap();
    let details = &batch.success_msg_reaction_details[0];
    assert_eq!(details.page_token.as_deref(), Some("p2"));
    assert_eq!(details.message_reaction_items[0].emoji_type.as_deref(), Some("DONE"));
    assert_eq!(batch.success_msg_reaction_counts[0].reaction_count[0].count, Some(12));
    let failure = &batch.fail_msg_reaction_details[0];
    assert_eq!(failure.fail_reason, Some(ReactionFailReason::NoPermission));

    let request = &mock.requests()[0];
    assert_eq!(request.path(), "/open-apis/im/v1/messages/reactions/batch_query");
    assert_eq!(request.query(), [("user_id_type".to_owned(), "union_id".to_owned())]);
    let queries = json!([{ "message_id": "om_1", "page_token": "p1" }, { "message_id": "om_2" }]);
    assert_eq!(request.json(), json!({ "queries": queries, "page_size_per_message": 1 }));
}
