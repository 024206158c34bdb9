//! Job levels.

use feishu_api::contact_v3::*;

use crate::row::{Contradiction, Row, answer, done, page, row, set};

pub(crate) const CONTRADICTIONS: &[Contradiction] = &[];

pub(crate) fn rows() -> Vec<Row> {
    vec![
        row("contact.v3.job_level.create", |by, at| {
            let call = JobLevelApiClient::new(&by.app).create(at.get("name"), at.get("status"));
            answer(set!(call, at, description, order, [i18n_name], [i18n_description]))
        }),
        row("contact.v3.job_level.update", |by, at| {
            let call = JobLevelApiClient::new(&by.app).update(at.path("job_level_id"));
            let call = set!(call, at, name, description, order, status);
            answer(set!(call, at, [i18n_name], [i18n_description]))
        }),
        row("contact.v3.job_level.get", |by, at| {
            answer(JobLevelApiClient::new(&by.app).get(at.path("job_level_id")))
        }),
        row("contact.v3.job_level.list", |by, at| {
            page(set!(JobLevelApiClient::new(&by.app).list(), at, page_size, page_token, name))
        }),
        row("contact.v3.job_level.delete", |by, at| {
            done(JobLevelApiClient::new(&by.app).delete(at.path("job_level_id")))
        }),
    ]
}
