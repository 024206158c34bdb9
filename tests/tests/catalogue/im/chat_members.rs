//! Members of chats.

use feishu_api::im_v1::*;

use crate::row::{Contradiction, Row, answer, done, page, row, set};

const COUNTED: &str = "a page holds its items alone; how many there are is a field of the chat";

pub(crate) const CONTRADICTIONS: &[Contradiction] = &[
    ("im.v1.chat.members.get", "reply 0: `member_total` is ignored", COUNTED),
    ("im.v1.chat.members.get", "made reply: `member_total` is ignored", COUNTED),
];

pub(crate) fn rows() -> Vec<Row> {
    vec![
        row("im.v1.chat.members.create", |by, at| {
            let id_list: Vec<&str> = at.get("id_list");
            let call = ChatMembersApiClient::new(&by.app).create(at.path("chat_id"), &id_list);
            answer(set!(call, at, member_id_type, succeed_type))
        }),
        row("im.v1.chat.members.me_join", |by, at| {
            done(ChatMembersApiClient::new(&by.app).me_join(at.path("chat_id")))
        }),
        row("im.v1.chat.members.delete", |by, at| {
            let id_list: Vec<&str> = at.get("id_list");
            let call = ChatMembersApiClient::new(&by.app).delete(at.path("chat_id"), &id_list);
            answer(set!(call, at, member_id_type))
        }),
        row("im.v1.chat.members.get", |by, at| {
            let call = ChatMembersApiClient::new(&by.app).get(at.path("chat_id"));
            page(set!(call, at, member_id_type, page_size, page_token))
        }),
        row("im.v1.chat.members.is_in_chat", |by, at| {
            answer(ChatMembersApiClient::new(&by.app).is_in_chat(at.path("chat_id")))
        }),
    ]
}
