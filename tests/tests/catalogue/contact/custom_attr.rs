//! Attributes of a tenant's own.

use feishu_api::contact_v3::*;

use crate::row::{Contradiction, Row, page, row, set};

pub(crate) const CONTRADICTIONS: &[Contradiction] = &[];

pub(crate) fn rows() -> Vec<Row> {
    vec![row("contact.v3.custom_attr.list", |by, at| {
        page(set!(CustomAttrApiClient::new(&by.app).list(), at, page_size, page_token))
    })]
}
