//! The platform's services with values of our own: a test for each resource, of what is sent and what is
//! read.

#[path = "services/bot_info.rs"]
mod bot_info;
