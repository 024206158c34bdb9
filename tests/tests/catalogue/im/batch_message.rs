//! Messages to many.

use feishu_api::im_v1::*;

use crate::row::{Contradiction, Row, answer, done, row};

pub(crate) const CONTRADICTIONS: &[Contradiction] = &[];

pub(crate) fn rows() -> Vec<Row> {
    vec![
        row("im.v1.batch_message.delete", |by, at| {
            done(BatchMessageApiClient::new(&by.app).delete(at.path("batch_message_id")))
        }),
        row("im.v1.batch_message.get_progress", |by, at| {
            answer(BatchMessageApiClient::new(&by.app).get_progress(at.path("batch_message_id")))
        }),
        row("im.v1.batch_message.read_user", |by, at| {
            answer(BatchMessageApiClient::new(&by.app).read_user(at.path("batch_message_id")))
        }),
    ]
}
