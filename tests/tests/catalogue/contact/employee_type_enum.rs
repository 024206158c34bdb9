//! Kinds of employment.

use feishu_api::contact_v3::*;

use crate::row::{Contradiction, Row, answer, done, page, row, set};

pub(crate) const CONTRADICTIONS: &[Contradiction] = &[];

pub(crate) fn rows() -> Vec<Row> {
    vec![
        row("contact.v3.employee_type_enum.create", |by, at| {
            let kinds = EmployeeTypeEnumApiClient::new(&by.app);
            let content = at.get("content");
            let call = kinds.create(content, at.get("enum_type"), at.get("enum_status"));
            answer(set!(call, at, [i18n_content]))
        }),
        row("contact.v3.employee_type_enum.update", |by, at| {
            let kinds = EmployeeTypeEnumApiClient::new(&by.app);
            let (id, content) = (at.path("enum_id"), at.get("content"));
            let call = kinds.update(id, content, at.get("enum_type"), at.get("enum_status"));
            answer(set!(call, at, [i18n_content]))
        }),
        row("contact.v3.employee_type_enum.list", |by, at| {
            page(set!(EmployeeTypeEnumApiClient::new(&by.app).list(), at, page_token, page_size))
        }),
        row("contact.v3.employee_type_enum.delete", |by, at| {
            done(EmployeeTypeEnumApiClient::new(&by.app).delete(at.path("enum_id")))
        }),
    ]
}
