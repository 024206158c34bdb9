//! Units.

use feishu_api::contact_v3::*;

use crate::row::{Contradiction, Row, answer, done, page, row, set};

pub(crate) const CONTRADICTIONS: &[Contradiction] = &[];

pub(crate) fn rows() -> Vec<Row> {
    vec![
        row("contact.v3.unit.create", |by, at| {
            let call = UnitApiClient::new(&by.app).create(at.get("name"), at.get("unit_type"));
            answer(set!(call, at, unit_id))
        }),
        row("contact.v3.unit.patch", |by, at| {
            done(set!(UnitApiClient::new(&by.app).patch(at.path("unit_id")), at, name))
        }),
        row("contact.v3.unit.bind_department", |by, at| {
            let units = UnitApiClient::new(&by.app);
            let call = units.bind_department(at.get("unit_id"), at.get("department_id"));
            done(set!(call, at, department_id_type))
        }),
        row("contact.v3.unit.unbind_department", |by, at| {
            let units = UnitApiClient::new(&by.app);
            let call = units.unbind_department(at.get("unit_id"), at.get("department_id"));
            done(set!(call, at, department_id_type))
        }),
        row("contact.v3.unit.get", |by, at| {
            answer(UnitApiClient::new(&by.app).get(at.path("unit_id")))
        }),
        row("contact.v3.unit.list", |by, at| {
            page(set!(UnitApiClient::new(&by.app).list(), at, page_size, page_token))
        }),
        row("contact.v3.unit.list_department", |by, at| {
            let call = UnitApiClient::new(&by.app).list_department(at.get("unit_id"));
            page(set!(call, at, department_id_type, page_token, page_size))
        }),
        row("contact.v3.unit.delete", |by, at| {
            done(UnitApiClient::new(&by.app).delete(at.path("unit_id")))
        }),
    ]
}
