//! Messages.

use feishu_api::im_v1::*;

use crate::row::{Contradiction, Row, answer, row, set};

pub(crate) const CONTRADICTIONS: &[Contradiction] = &[];

pub(crate) fn rows() -> Vec<Row> {
    vec![row("im.v1.message.create", |by, at| {
        let content = content(at);
        let messages = MessageApiClient::new(&by.app);
        let call = messages.create(at.get("receive_id_type"), at.get("receive_id"), &content);
        answer(set!(call, at, uuid))
    })]
}

/// What a message says, of the two fields that say it.
fn content(at: &crate::documented::Arguments) -> MessageContent {
    let text: &str = at.get("content");
    let content: feishu_api::serde_json::Value = feishu_api::serde_json::from_str(text).unwrap();
    MessageContent::new(at.get("msg_type"), &content)
}
