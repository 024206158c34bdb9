//! Messages.

use feishu_api::im_v1::*;
use feishu_api::serde_json::{Value, from_str};

use crate::documented::Arguments;
use crate::row::{Contradiction, Row, answer, done, page, row, set};

pub(crate) const CONTRADICTIONS: &[Contradiction] = &[];

pub(crate) fn rows() -> Vec<Row> {
    vec![
        row("im.v1.message.create", |by, at| {
            let content = content(at);
            let messages = MessageApiClient::new(&by.app);
            let call = messages.create(at.get("receive_id_type"), at.get("receive_id"), &content);
            answer(set!(call, at, uuid))
        }),
        row("im.v1.message.reply", |by, at| {
            let call = MessageApiClient::new(&by.app).reply(at.path("message_id"), &content(at));
            answer(set!(call, at, reply_in_thread, uuid))
        }),
        row("im.v1.message.update", |by, at| {
            answer(MessageApiClient::new(&by.app).update(at.path("message_id"), &content(at)))
        }),
        row("im.v1.message.patch", |by, at| {
            let card = Card::json(&json(at));
            done(MessageApiClient::new(&by.app).patch(at.path("message_id"), &card))
        }),
        row("im.v1.message.forward", |by, at| {
            let (kind, id) = (at.get("receive_id_type"), at.get("receive_id"));
            let call = MessageApiClient::new(&by.app).forward(at.path("message_id"), kind, id);
            answer(set!(call, at, uuid))
        }),
        row("im.v1.message.merge_forward", |by, at| {
            let (kind, id) = (at.get("receive_id_type"), at.get("receive_id"));
            let message_ids: Vec<&str> = at.get("message_id_list");
            let call = MessageApiClient::new(&by.app).merge_forward(kind, id, &message_ids);
            answer(set!(call, at, uuid))
        }),
        row("im.v1.message.delete", |by, at| {
            done(MessageApiClient::new(&by.app).delete(at.path("message_id")))
        }),
        row("im.v1.message.get", |by, at| {
            let call = MessageApiClient::new(&by.app).get(at.path("message_id"));
            answer(set!(call, at, user_id_type, card_msg_content_type))
        }),
        row("im.v1.message.list", |by, at| {
            let (kind, id) = (at.get("container_id_type"), at.get("container_id"));
            let call = MessageApiClient::new(&by.app).list(kind, id);
            let call = set!(call, at, start_time, end_time, sort_type, page_size, page_token);
            page(set!(call, at, card_msg_content_type))
        }),
        row("im.v1.message.read_users", |by, at| {
            let messages = MessageApiClient::new(&by.app);
            let call = messages.read_users(at.path("message_id"), at.get("user_id_type"));
            page(set!(call, at, page_size, page_token))
        }),
        row("im.v1.message.push_follow_up", |by, at| {
            let follow_ups: Vec<FollowUp> = at.get("follow_ups");
            let messages = MessageApiClient::new(&by.app);
            done(messages.push_follow_up(at.path("message_id"), &follow_ups))
        }),
        row("im.v1.message.urgent_app", |by, at| {
            let users: Vec<&str> = at.get("user_id_list");
            let messages = MessageApiClient::new(&by.app);
            answer(messages.urgent_app(at.path("message_id"), at.get("user_id_type"), &users))
        }),
        row("im.v1.message.urgent_phone", |by, at| {
            let users: Vec<&str> = at.get("user_id_list");
            let messages = MessageApiClient::new(&by.app);
            answer(messages.urgent_phone(at.path("message_id"), at.get("user_id_type"), &users))
        }),
        row("im.v1.message.urgent_sms", |by, at| {
            let users: Vec<&str> = at.get("user_id_list");
            let messages = MessageApiClient::new(&by.app);
            answer(messages.urgent_sms(at.path("message_id"), at.get("user_id_type"), &users))
        }),
    ]
}

/// What a message says, of the two fields that say it.
fn content(at: &Arguments) -> MessageContent {
    MessageContent::new(at.get("msg_type"), &json(at))
}

fn json(at: &Arguments) -> Value {
    from_str(at.get("content")).unwrap()
}
