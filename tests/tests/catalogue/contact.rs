//! The directory.

#[path = "contact/user.rs"]
mod user;

use crate::row::{Contradiction, Row};

pub(crate) fn contradictions() -> Vec<Contradiction> {
    [user::CONTRADICTIONS].concat()
}

pub(crate) fn rows() -> Vec<Row> {
    [user::rows()].into_iter().flatten().collect()
}
