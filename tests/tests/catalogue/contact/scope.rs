//! What of the directory an app may see.

use feishu_api::contact_v3::*;

use crate::row::{Contradiction, Row, answer, row, set};

pub(crate) const CONTRADICTIONS: &[Contradiction] = &[(
    "contact.v3.scope.list",
    "declared: items",
    "a page has three lists, and as a list of departments it would lose the other two",
)];

pub(crate) fn rows() -> Vec<Row> {
    vec![row("contact.v3.scope.list", |by, at| {
        let call = ScopeApiClient::new(&by.app).list();
        answer(set!(call, at, user_id_type, department_id_type, page_token, page_size))
    })]
}
