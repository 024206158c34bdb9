//! Cities of work.

use feishu_api::contact_v3::*;

use crate::row::{Contradiction, Row, answer, page, row, set};

pub(crate) const CONTRADICTIONS: &[Contradiction] = &[];

pub(crate) fn rows() -> Vec<Row> {
    vec![
        row("contact.v3.work_city.get", |by, at| {
            answer(WorkCityApiClient::new(&by.app).get(at.path("work_city_id")))
        }),
        row("contact.v3.work_city.list", |by, at| {
            page(set!(WorkCityApiClient::new(&by.app).list(), at, page_size, page_token))
        }),
    ]
}
