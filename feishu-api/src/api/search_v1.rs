//! Search, version 1.

mod user;

pub use user::*;
