//! What stands on top of chats.

use feishu_api::im_v1::*;

use crate::row::{Contradiction, Row, done, row};

pub(crate) const CONTRADICTIONS: &[Contradiction] = &[];

pub(crate) fn rows() -> Vec<Row> {
    vec![
        row("im.v1.chat.top_notice.put_top_notice", |by, at| {
            let notices: Vec<ChatTopNotice> = at.get("chat_top_notice");
            let top = ChatTopNoticeApiClient::new(&by.app);
            done(top.put_top_notice(at.path("chat_id"), &notices))
        }),
        row("im.v1.chat.top_notice.delete_top_notice", |by, at| {
            done(ChatTopNoticeApiClient::new(&by.app).delete_top_notice(at.path("chat_id")))
        }),
    ]
}
