//! Members of roles.

use feishu_api::contact_v3::*;

use crate::row::{Contradiction, Row, answer, page, row, set};

pub(crate) const CONTRADICTIONS: &[Contradiction] = &[];

pub(crate) fn rows() -> Vec<Row> {
    vec![
        row("contact.v3.functional_role.member.batch_create", |by, at| {
            let members: Vec<&str> = at.get("members");
            let roles = FunctionalRoleMemberApiClient::new(&by.app);
            let call = roles.batch_create(at.path("role_id"), &members);
            answer(set!(call, at, user_id_type))
        }),
        row("contact.v3.functional_role.member.scopes", |by, at| {
            let (members, departments): (Vec<&str>, Vec<&str>) =
                (at.get("members"), at.get("departments"));
            let roles = FunctionalRoleMemberApiClient::new(&by.app);
            let call = roles.scopes(at.path("role_id"), &members, &departments);
            answer(set!(call, at, user_id_type, department_id_type))
        }),
        row("contact.v3.functional_role.member.get", |by, at| {
            let roles = FunctionalRoleMemberApiClient::new(&by.app);
            let call = roles.get(at.path("role_id"), at.path("member_id"));
            answer(set!(call, at, user_id_type, department_id_type))
        }),
        row("contact.v3.functional_role.member.list", |by, at| {
            let call = FunctionalRoleMemberApiClient::new(&by.app).list(at.path("role_id"));
            page(set!(call, at, page_size, page_token, user_id_type, department_id_type))
        }),
        row("contact.v3.functional_role.member.batch_delete", |by, at| {
            let members: Vec<&str> = at.get("members");
            let roles = FunctionalRoleMemberApiClient::new(&by.app);
            let call = roles.batch_delete(at.path("role_id"), &members);
            answer(set!(call, at, user_id_type))
        }),
    ]
}
