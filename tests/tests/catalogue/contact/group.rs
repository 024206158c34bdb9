//! User groups.

use feishu_api::contact_v3::*;

use crate::row::{Contradiction, Row, answer, done, page, row, set};

pub(crate) const CONTRADICTIONS: &[Contradiction] = &[];

pub(crate) fn rows() -> Vec<Row> {
    vec![
        row("contact.v3.group.create", |by, at| {
            let call = GroupApiClient::new(&by.app).create(at.get("name"));
            let call = set!(call, at, user_id_type, department_id_type);
            answer(set!(call, at, description, (kind = "type"), group_id))
        }),
        row("contact.v3.group.patch", |by, at| {
            let call = GroupApiClient::new(&by.app).patch(at.path("group_id"));
            done(set!(call, at, user_id_type, department_id_type, name, description))
        }),
        row("contact.v3.group.get", |by, at| {
            let call = GroupApiClient::new(&by.app).get(at.path("group_id"));
            answer(set!(call, at, user_id_type, department_id_type))
        }),
        row("contact.v3.group.simplelist", |by, at| {
            let call = GroupApiClient::new(&by.app).simplelist();
            page(set!(call, at, page_size, page_token, (kind = "type")))
        }),
        row("contact.v3.group.member_belong", |by, at| {
            let call = GroupApiClient::new(&by.app).member_belong(at.get("member_id"));
            page(set!(call, at, member_id_type, group_type, page_size, page_token))
        }),
        row("contact.v3.group.delete", |by, at| {
            done(GroupApiClient::new(&by.app).delete(at.path("group_id")))
        }),
    ]
}
