//! Menus of chats.

use feishu_api::im_v1::*;

use crate::row::{Contradiction, Row, answer, row};

pub(crate) const CONTRADICTIONS: &[Contradiction] = &[];

pub(crate) fn rows() -> Vec<Row> {
    vec![
        row("im.v1.chat.menu_tree.create", |by, at| {
            let menus = ChatMenuTreeApiClient::new(&by.app);
            answer(menus.create(at.path("chat_id"), &at.get("menu_tree")))
        }),
        row("im.v1.chat.menu_tree.delete", |by, at| {
            let ids: Vec<&str> = at.get("chat_menu_top_level_ids");
            answer(ChatMenuTreeApiClient::new(&by.app).delete(at.path("chat_id"), &ids))
        }),
        row("im.v1.chat.menu_tree.sort", |by, at| {
            let ids: Vec<&str> = at.get("chat_menu_top_level_ids");
            answer(ChatMenuTreeApiClient::new(&by.app).sort(at.path("chat_id"), &ids))
        }),
        row("im.v1.chat.menu_tree.get", |by, at| {
            answer(ChatMenuTreeApiClient::new(&by.app).get(at.path("chat_id")))
        }),
    ]
}
