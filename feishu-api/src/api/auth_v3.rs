//! Access tokens, version 3. The client calls these endpoints by itself.

mod auth;

pub use auth::*;
