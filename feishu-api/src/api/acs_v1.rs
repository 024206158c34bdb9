//! Access control (smart access), version 1.

mod user;

pub use user::*;
