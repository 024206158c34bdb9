//! The guide: one page for each thing that a program does with this crate, in the order in which most
//! programs come to it.
//!
//! The README shows what there is, these pages say how it works and what to choose, and the documentation of
//! each item has the details.
//!
//! - [`first_call`]: an app, its permissions, and the first answer.
//! - [`declare`]: an endpoint of your own, from its documentation to a call.
//! - [`in_house`]: a crate of your company's endpoints, from nothing to what its users see.
//! - [`identities`]: who sends a call, and what the compiler refuses.
//! - [`login`]: users who log in, and sessions that last.
//! - [`marketplace`]: an app that many companies install.
//! - [`paging`]: lists that come in pages.
//! - [`files`]: uploads and downloads.
//! - [`errors`]: what to do about each.
//! - [`limits_and_retries`]: time, repeated calls, keys, limits.
//! - [`testing`]: fakes and the mock.
//! - [`fleets`]: processes that share tokens and limits.
//! - [`observing`]: spans and metrics.
//! - [`coming_from`]: the same calls in other clients, and what is different.
//!
//! It is documentation only: nothing here is compiled into a program. Its snippets are compiled, and most
//! of them run, when this crate is tested.

#[doc = include_str!("guide/first_call.md")]
pub mod first_call {}

#[doc = include_str!("guide/declare.md")]
pub mod declare {}

#[doc = include_str!("guide/in_house.md")]
pub mod in_house {}

#[doc = include_str!("guide/identities.md")]
pub mod identities {}

#[doc = include_str!("guide/login.md")]
pub mod login {}

#[doc = include_str!("guide/marketplace.md")]
pub mod marketplace {}

#[doc = include_str!("guide/paging.md")]
pub mod paging {}

#[doc = include_str!("guide/files.md")]
pub mod files {}

#[doc = include_str!("guide/errors.md")]
pub mod errors {}

#[doc = include_str!("guide/limits_and_retries.md")]
pub mod limits_and_retries {}

#[doc = include_str!("guide/testing.md")]
pub mod testing {}

// Without the feature there is nothing to compile its snippets against.
#[cfg(any(doc, feature = "redis"))]
#[doc = include_str!("guide/fleets.md")]
pub mod fleets {}

#[doc = include_str!("guide/observing.md")]
pub mod observing {}

#[doc = include_str!("guide/coming_from.md")]
pub mod coming_from {}
