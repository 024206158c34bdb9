//! Files of messages.

use feishu_api::im_v1::*;
use feishu_api::prelude::*;

use crate::row::{Contradiction, Row, answer, file, row, set};

pub(crate) const CONTRADICTIONS: &[Contradiction] = &[];

pub(crate) fn rows() -> Vec<Row> {
    vec![
        row("im.v1.file.create", |by, at| {
            let file = File::from_bytes("file", at.get::<String>("file"));
            let files = FileApiClient::new(&by.app);
            let call = files.create(at.get("file_type"), at.get("file_name"), file);
            answer(set!(call, at, duration))
        }),
        row("im.v1.file.get", |by, at| file(FileApiClient::new(&by.app).get(at.path("file_key")))),
    ]
}
