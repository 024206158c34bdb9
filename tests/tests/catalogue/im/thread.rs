//! Threads of messages.

use feishu_api::im_v1::*;

use crate::row::{Contradiction, Row, answer, row, set};

pub(crate) const CONTRADICTIONS: &[Contradiction] = &[];

pub(crate) fn rows() -> Vec<Row> {
    vec![row("im.v1.thread.forward", |by, at| {
        let (kind, id) = (at.get("receive_id_type"), at.get("receive_id"));
        let call = ThreadApiClient::new(&by.app).forward(at.path("thread_id"), kind, id);
        answer(set!(call, at, uuid))
    })]
}
