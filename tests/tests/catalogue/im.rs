//! Messages and chats.

#[path = "im/message.rs"]
mod message;

use crate::row::{Contradiction, Row};

pub(crate) fn contradictions() -> Vec<Contradiction> {
    [message::CONTRADICTIONS].concat()
}

pub(crate) fn rows() -> Vec<Row> {
    [message::rows()].into_iter().flatten().collect()
}
