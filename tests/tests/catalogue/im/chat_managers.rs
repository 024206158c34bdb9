//! Administrators of chats.

use feishu_api::im_v1::*;

use crate::row::{Contradiction, Row, answer, row, set};

pub(crate) const CONTRADICTIONS: &[Contradiction] = &[];

pub(crate) fn rows() -> Vec<Row> {
    vec![
        row("im.v1.chat.managers.add_managers", |by, at| {
            let manager_ids: Vec<&str> = at.get("manager_ids");
            let managers = ChatManagersApiClient::new(&by.app);
            let call = managers.add_managers(at.path("chat_id"), &manager_ids);
            answer(set!(call, at, member_id_type))
        }),
        row("im.v1.chat.managers.delete_managers", |by, at| {
            let manager_ids: Vec<&str> = at.get("manager_ids");
            let managers = ChatManagersApiClient::new(&by.app);
            let call = managers.delete_managers(at.path("chat_id"), &manager_ids);
            answer(set!(call, at, member_id_type))
        }),
    ]
}
