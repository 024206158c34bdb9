//! Pinned messages.

use feishu_api::im_v1::*;

use crate::row::{Contradiction, Row, answer, done, page, row, set};

pub(crate) const CONTRADICTIONS: &[Contradiction] = &[];

pub(crate) fn rows() -> Vec<Row> {
    vec![
        row("im.v1.pin.create", |by, at| {
            answer(PinApiClient::new(&by.app).create(at.get("message_id")))
        }),
        row("im.v1.pin.delete", |by, at| {
            done(PinApiClient::new(&by.app).delete(at.path("message_id")))
        }),
        row("im.v1.pin.list", |by, at| {
            let call = PinApiClient::new(&by.app).list(at.get("chat_id"));
            page(set!(call, at, start_time, end_time, page_size, page_token))
        }),
    ]
}
