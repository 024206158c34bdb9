//! Sends messages to a chat: a text with a mention, a reply to it, a post, and a card that is changed
//! afterwards. Then it reads what was said in the chat.
//!
//! `cargo run --example messages` needs no account: the calls go to a mock in memory. With
//! `FEISHU_APP_ID` and `FEISHU_APP_SECRET` set, the same program talks to the platform, and sends what is
//! written here. The app needs the permission `im:message`, and `im:message.group_msg` to read what is said in
//! a group; its bot has to be in the chat.
//!
//! Arguments, needed on the platform: the chat, and the `open_id` of a member who is mentioned:
//! `messages -- oc_5ce6d572 ou_4f1c09d7`.

use std::time::{Duration, SystemTime};

use feishu_api::im_v1::{
    Card, ContainerIdType, Message, MessageApiClient, MessageContent, MessageCreateCall,
    MessageListCall, MessagePatchCall, MessageReplyCall, MessageType, Post, PostContent,
    PostElement, ReceiveIdType, Text,
};
use feishu_api::prelude::*;
use feishu_api::serde_json::Value;
use feishu_api::testing::{Mock, json};
use feishu_api::types::{MessageId, Timestamp};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (client, chat_id, open_id) = match (std::env::var_os("FEISHU_APP_ID"), &arguments[..]) {
        (Some(_), [chat_id, open_id]) => (Client::from_env()?, &**chat_id, &**open_id),
        (Some(_), _) => return Err("say which chat, and whom to mention: oc_... ou_...".into()),
        (None, _) => {
            println!("No FEISHU_APP_ID: the mock answers.\n");
            (mock().client(), "oc_harbour", "ou_mei")
        }
    };
    let messages = MessageApiClient::new(&client);

    // If a call is repeated after a fault, nothing is said twice: `create` and `reply` have a key for that.
    let text = Text::new().at(open_id, "").text(" the tide is in.");
    let text = MessageContent::text(text);
    let text = messages.create(ReceiveIdType::ChatId, chat_id, &text).await?;
    let text_id = sent("text", text)?;

    let answer = MessageContent::text("Thanks, I am on my way.");
    let answer = messages.reply(&text_id, &answer).await?;
    sent("reply", answer)?;

    let post = PostContent::new()
        .title("Tides of today")
        .line([
            PostElement::text("High water: ").bold(),
            PostElement::text("12:04, "),
            PostElement::link("all tides", "https://example.com/tides"),
        ])
        .line([PostElement::text("Watch: "), PostElement::at(open_id)]);
    let post = MessageContent::post(&Post::new().en_us(post));
    let post = messages.create(ReceiveIdType::ChatId, chat_id, &post).await?;
    sent("post", post)?;

    let card = MessageContent::interactive(&tide("rising"));
    let card = messages.create(ReceiveIdType::ChatId, chat_id, &card).await?;
    let card_id = sent("card", card)?;
    messages.patch(&card_id, &tide("falling")).await?;
    println!("changed the card {card_id}");

    // The next page is fetched when the messages of the one before are used up.
    println!("\nIn the last ten minutes:");
    let since = Timestamp::from(SystemTime::now() - Duration::from_secs(600));
    let list = messages.list(ContainerIdType::Chat, chat_id).start_time(since).page_size(50);
    let mut history = list.items();
    while let Some(message) = history.next().await {
        let message = message?;
        let sender = message.sender.as_ref().and_then(|sender| sender.id.as_deref());
        println!("  {}: {}", sender.unwrap_or("somebody"), words(&message));
    }
    Ok(())
}

/// A card that can be changed: without `update_multi` the platform refuses that.
fn tide(state: &str) -> Card {
    Card::json(&json!({
        "schema": "2.0",
        "config": { "update_multi": true },
        "header": { "title": { "tag": "plain_text", "content": "The tide" } },
        "body": { "elements": [{ "tag": "markdown", "content": format!("It is **{state}**.") }] },
    }))
}

/// The id of a message that was sent.
fn sent(what: &str, message: Message) -> Result<MessageId, &'static str> {
    let id = message.message_id.ok_or("the message that was sent has no id")?;
    println!("sent the {what} {id}");
    Ok(id)
}

/// What a message says, in one line. Others wrote it: quoted, it cannot do anything to a terminal.
fn words(message: &Message) -> String {
    let kind = message.msg_type.as_ref().map_or("unknown", |kind| kind.as_str());
    let Some(body) = message.body.as_ref().filter(|_| message.deleted != Some(true)) else {
        return format!("[{kind}, taken back]");
    };
    let words = match message.msg_type {
        Some(MessageType::Text) => body.text(),
        Some(MessageType::Post) => body.content_as().ok().map(|post| post_words(&post)),
        _ => None,
    };
    let Some(mut words) = words else { return format!("[{kind}]") };
    // Who is mentioned stands in it as `@_user_1`.
    for mention in &message.mentions {
        if let (Some(key), Some(name)) = (&mention.key, &mention.name) {
            words = words.replace(key, &format!("@{name}"));
        }
    }
    format!("{words:?}")
}

fn post_words(post: &PostContent) -> String {
    let mut words = post.title.clone().unwrap_or_default();
    for line in &post.content {
        words.push('\n');
        words.extend(
            line.iter().filter_map(|part| part.text.as_deref().or(part.user_id.as_deref())),
        );
    }
    words
}

/// A chat in memory, whose history comes in two pages.
fn mock() -> Mock {
    let mock = Mock::new();
    mock.on::<MessageCreateCall>()
        .reply(json!({ "message_id": "om_text" }))
        .reply(json!({ "message_id": "om_post" }))
        .reply(json!({ "message_id": "om_card" }));
    mock.on::<MessageReplyCall>().reply(json!({ "message_id": "om_reply" }));
    mock.on::<MessagePatchCall>().reply(json!({}));

    let message = |kind: &str, content: Value| {
        json!({
            "msg_type": kind,
            "body": { "content": content.to_string() },
            "sender": { "id": "cli_mock", "id_type": "app_id", "sender_type": "app" },
            "mentions": [{ "key": "@_user_1", "id": "ou_mei", "id_type": "open_id", "name": "Mei" }],
        })
    };
    let line =
        json!([{ "tag": "text", "text": "Watch: " }, { "tag": "at", "user_id": "@_user_1" }]);
    let post = json!({ "title": "Tides of today", "content": [line] });
    let first = [
        message("text", json!({ "text": "@_user_1 the tide is in." })),
        message("text", json!({ "text": "Thanks, I am on my way." })),
    ];
    let second = [message("post", post), message("interactive", json!({ "elements": [] }))];
    mock.on::<MessageListCall>()
        .reply(json!({ "items": first, "page_token": "next", "has_more": true }))
        .reply(json!({ "items": second, "has_more": false }));
    mock
}
