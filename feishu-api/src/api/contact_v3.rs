//! The directory, version 3.

mod user;

pub use user::*;
