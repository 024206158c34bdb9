//! Login sessions, version 1.

mod session;

pub use session::*;
