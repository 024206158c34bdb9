//! Files that are in messages.

use feishu_api::im_v1::*;

use crate::row::{Contradiction, Row, file, row};

pub(crate) const CONTRADICTIONS: &[Contradiction] = &[];

pub(crate) fn rows() -> Vec<Row> {
    vec![row("im.v1.message.resource.get", |by, at| {
        let resources = MessageResourceApiClient::new(&by.app);
        file(resources.get(at.path("message_id"), at.path("file_key"), at.get("type")))
    })]
}
