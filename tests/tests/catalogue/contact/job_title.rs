//! Job titles.

use feishu_api::contact_v3::*;

use crate::row::{Contradiction, Row, answer, page, row, set};

pub(crate) const CONTRADICTIONS: &[Contradiction] = &[];

pub(crate) fn rows() -> Vec<Row> {
    vec![
        row("contact.v3.job_title.get", |by, at| {
            answer(JobTitleApiClient::new(&by.app).get(at.path("job_title_id")))
        }),
        row("contact.v3.job_title.list", |by, at| {
            page(set!(JobTitleApiClient::new(&by.app).list(), at, page_size, page_token))
        }),
    ]
}
