//! Roles.

use feishu_api::contact_v3::*;

use crate::row::{Contradiction, Row, answer, done, row};

pub(crate) const CONTRADICTIONS: &[Contradiction] = &[];

pub(crate) fn rows() -> Vec<Row> {
    vec![
        row("contact.v3.functional_role.create", |by, at| {
            answer(FunctionalRoleApiClient::new(&by.app).create(at.get("role_name")))
        }),
        row("contact.v3.functional_role.update", |by, at| {
            let roles = FunctionalRoleApiClient::new(&by.app);
            done(roles.update(at.path("role_id"), at.get("role_name")))
        }),
        row("contact.v3.functional_role.delete", |by, at| {
            done(FunctionalRoleApiClient::new(&by.app).delete(at.path("role_id")))
        }),
    ]
}
