//! Items of the menus of chats.

use feishu_api::im_v1::*;

use crate::row::{Contradiction, Row, answer, row};

pub(crate) const CONTRADICTIONS: &[Contradiction] = &[];

pub(crate) fn rows() -> Vec<Row> {
    vec![row("im.v1.chat.menu_item.patch", |by, at| {
        let (chat_id, menu_item_id) = (at.path("chat_id"), at.path("menu_item_id"));
        let update_fields: Vec<ChatMenuItemField> = at.get("update_fields");
        let items = ChatMenuItemApiClient::new(&by.app);
        answer(items.patch(chat_id, menu_item_id, &update_fields, &at.get("chat_menu_item")))
    })]
}
