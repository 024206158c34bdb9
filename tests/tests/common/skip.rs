//! Tests that need a program which is not everywhere.

use std::io::Write as _;
use std::{env, io, thread};

/// Says that this test is skipped, for there is no such program. On CI that is a failure.
pub(crate) fn without(program: &str) {
    assert!(env::var_os("CI").is_none_or(|ci| ci.is_empty()), "no {program}");
    let test = thread::current();
    let test = test.name().unwrap_or_default();
    say(&format!("skipped: no {program} for {test}"));
}

/// Says what has to be seen: `eprintln` would be kept from sight.
pub(crate) fn say(words: &str) {
    let _ = io::stderr().write_all(format!("{words}\n").as_bytes());
}
