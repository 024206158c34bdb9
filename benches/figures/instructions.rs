//! Instructions of a call, as the program `call` counts them: what this one measures with would be
//! counted, too.

use std::process::{Command, Stdio};

use serde_json::Value;

use crate::peers::{CALLS, Kind};
use crate::{KINDS, row};

pub(crate) fn measure() {
    let output = Command::new(env!("CARGO"))
        .args(["bench", "--quiet", "--package", env!("CARGO_PKG_NAME"), "--bench", "call"])
        .args(["--", "--output-format=json"])
        .stderr(Stdio::inherit())
        .output()
        .unwrap();
    if !output.status.success() {
        return eprintln!("instructions are not counted: see benches/call.rs for what it takes");
    }
    let counts: Vec<Value> =
        serde_json::Deserializer::from_slice(&output.stdout).into_iter().flatten().collect();
    for kind in KINDS {
        row(
            format_args!("{kind:?}: instructions"),
            count(&counts, "feishu_api", kind),
            count(&counts, "by_hand", kind),
        );
    }
}

/// The instructions of one call.
fn count(counts: &[Value], peer: &str, kind: Kind) -> f64 {
    let id = format!("{kind:?}").to_lowercase();
    let is_it = |count: &&Value| count["function_name"] == peer && count["id"] == id.as_str();
    let count = counts.iter().find(is_it).expect("each call is counted");
    let all = &count["profiles"][0]["data"]["total"]["metrics"]["Ir"]["values"]["new"];
    all.as_f64().expect("callgrind counts instructions") / CALLS as f64
}
