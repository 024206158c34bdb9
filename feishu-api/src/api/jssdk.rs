//! The JavaScript SDK of web apps.

mod ticket;

pub use ticket::*;
