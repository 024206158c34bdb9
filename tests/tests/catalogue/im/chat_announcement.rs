//! Announcements of chats.

use feishu_api::im_v1::*;

use crate::row::{Contradiction, Row, answer, done, row, set};

pub(crate) const CONTRADICTIONS: &[Contradiction] = &[];

pub(crate) fn rows() -> Vec<Row> {
    vec![
        row("im.v1.chat.announcement.get", |by, at| {
            let call = ChatAnnouncementApiClient::new(&by.app).get(at.path("chat_id"));
            answer(set!(call, at, user_id_type))
        }),
        row("im.v1.chat.announcement.patch", |by, at| {
            let announcements = ChatAnnouncementApiClient::new(&by.app);
            let requests: Vec<&str> = at.get("requests");
            done(announcements.patch(at.path("chat_id"), at.get("revision"), &requests))
        }),
    ]
}
