//! Job families.

use feishu_api::contact_v3::*;

use crate::row::{Contradiction, Row, answer, done, page, row, set};

pub(crate) const CONTRADICTIONS: &[Contradiction] = &[];

pub(crate) fn rows() -> Vec<Row> {
    vec![
        row("contact.v3.job_family.create", |by, at| {
            let call = JobFamilyApiClient::new(&by.app).create(at.get("name"), at.get("status"));
            answer(set!(
                call,
                at,
                description,
                parent_job_family_id,
                [i18n_name],
                [i18n_description]
            ))
        }),
        row("contact.v3.job_family.update", |by, at| {
            let call = JobFamilyApiClient::new(&by.app).update(at.path("job_family_id"));
            let call = set!(call, at, name, description, parent_job_family_id, status);
            answer(set!(call, at, [i18n_name], [i18n_description]))
        }),
        row("contact.v3.job_family.get", |by, at| {
            answer(JobFamilyApiClient::new(&by.app).get(at.path("job_family_id")))
        }),
        row("contact.v3.job_family.list", |by, at| {
            page(set!(JobFamilyApiClient::new(&by.app).list(), at, page_size, page_token, name))
        }),
        row("contact.v3.job_family.delete", |by, at| {
            done(JobFamilyApiClient::new(&by.app).delete(at.path("job_family_id")))
        }),
    ]
}
