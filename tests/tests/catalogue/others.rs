//! The small services.

use feishu_api::bot_v3::*;

use crate::row::{Contradiction, Row, answer, row};

pub(crate) const CONTRADICTIONS: &[Contradiction] = &[];

pub(crate) fn rows() -> Vec<Row> {
    vec![row("bot.v3.info.get", |by, _| answer(InfoApiClient::new(&by.app).get()))]
}
