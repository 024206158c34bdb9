//! Pictures of messages.

use feishu_api::im_v1::*;
use feishu_api::prelude::*;

use crate::row::{Contradiction, Row, answer, file, row};

pub(crate) const CONTRADICTIONS: &[Contradiction] = &[];

pub(crate) fn rows() -> Vec<Row> {
    vec![
        row("im.v1.image.create", |by, at| {
            let image = File::from_bytes("image", at.get::<String>("image"));
            answer(ImageApiClient::new(&by.app).create(at.get("image_type"), image))
        }),
        row("im.v1.image.get", |by, at| {
            file(ImageApiClient::new(&by.app).get(at.path("image_key")))
        }),
    ]
}
