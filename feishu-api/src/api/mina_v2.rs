//! Logins of mini programs, version 2.

mod login;

pub use login::*;
