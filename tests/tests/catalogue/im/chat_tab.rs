//! Tabs of chats.

use feishu_api::im_v1::*;

use crate::row::{Contradiction, Row, answer, row};

pub(crate) const CONTRADICTIONS: &[Contradiction] = &[];

pub(crate) fn rows() -> Vec<Row> {
    vec![
        row("im.v1.chat.tab.create", |by, at| {
            let tabs: Vec<ChatTab> = at.get("chat_tabs");
            answer(ChatTabApiClient::new(&by.app).create(at.path("chat_id"), &tabs))
        }),
        row("im.v1.chat.tab.delete_tabs", |by, at| {
            let tab_ids: Vec<&str> = at.get("tab_ids");
            answer(ChatTabApiClient::new(&by.app).delete_tabs(at.path("chat_id"), &tab_ids))
        }),
        row("im.v1.chat.tab.update_tabs", |by, at| {
            let tabs: Vec<ChatTab> = at.get("chat_tabs");
            answer(ChatTabApiClient::new(&by.app).update_tabs(at.path("chat_id"), &tabs))
        }),
        row("im.v1.chat.tab.sort_tabs", |by, at| {
            let tab_ids: Vec<&str> = at.get("tab_ids");
            answer(ChatTabApiClient::new(&by.app).sort_tabs(at.path("chat_id"), &tab_ids))
        }),
        row("im.v1.chat.tab.list_tabs", |by, at| {
            answer(ChatTabApiClient::new(&by.app).list_tabs(at.path("chat_id")))
        }),
    ]
}
