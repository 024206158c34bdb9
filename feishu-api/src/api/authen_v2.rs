//! Logins of users, version 2.

mod oauth;

pub use oauth::*;
