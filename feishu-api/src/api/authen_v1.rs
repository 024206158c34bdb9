//! Users who have logged in, version 1.

mod user_info;

pub use user_info::*;
