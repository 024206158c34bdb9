//! Who may send messages in chats.

use feishu_api::im_v1::*;

use crate::row::{Contradiction, Row, done, page, row, set};

const SET: &str = "a page holds its items alone; the setting is a field of the chat";

pub(crate) const CONTRADICTIONS: &[Contradiction] = &[
    ("im.v1.chat.moderation.get", "reply 0: `moderation_setting` is ignored", SET),
    ("im.v1.chat.moderation.get", "made reply: `moderation_setting` is ignored", SET),
];

pub(crate) fn rows() -> Vec<Row> {
    vec![
        row("im.v1.chat.moderation.get", |by, at| {
            let call = ChatModerationApiClient::new(&by.app).get(at.path("chat_id"));
            page(set!(call, at, user_id_type, page_size, page_token))
        }),
        row("im.v1.chat.moderation.update", |by, at| {
            let call = ChatModerationApiClient::new(&by.app).update(at.path("chat_id"));
            let call = set!(call, at, user_id_type, moderation_setting);
            done(set!(call, at, [moderator_added_list], [moderator_removed_list]))
        }),
    ]
}
