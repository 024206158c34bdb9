//! Users.

use feishu_api::contact_v3::*;

use crate::row::{Contradiction, Row, answer, page, row, set};

pub(crate) const CONTRADICTIONS: &[Contradiction] = &[];

pub(crate) fn rows() -> Vec<Row> {
    vec![
        row("contact.v3.user.get", |by, at| {
            let call = UserApiClient::new(&by.app).get(at.path("user_id"));
            answer(set!(call, at, user_id_type, department_id_type))
        }),
        row("contact.v3.user.find_by_department", |by, at| {
            let call = UserApiClient::new(&by.app).find_by_department(at.get("department_id"));
            page(set!(call, at, user_id_type, department_id_type, page_size, page_token))
        }),
        row("contact.v3.user.batch_get_id", |by, at| {
            let call = UserApiClient::new(&by.app).batch_get_id();
            answer(set!(call, at, user_id_type, [emails], [mobiles], include_resigned))
        }),
    ]
}
