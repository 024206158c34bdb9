//! Tests that need a program which is not everywhere.

use std::io::Write as _;
use std::{env, io, thread};

/// Says that this test is skipped, for there is no such program. On CI that is a failure.
pub(crate) fn without(program: &str) {
    assert!(env::var_os("CI").is_none_or(|ci| ci.is_empty()), "no {program}");
    let test = thread::current();
    let test = test.name().unwrap_or_default();
    let skipped = format!("skipped: no {program} for {test}\n");
    // `eprintln` would be kept from sight.
    let _ = io::stderr().write_all(skipped.as_bytes());
}
