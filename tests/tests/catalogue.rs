//! Every shipped endpoint, held against the platform's documentation: what it declares, what it sends
//! and what it reads.
//!
//! The documentation is a folder of `*.jsonl` files, one endpoint a line, that `FEISHU_CATALOGUE` names.
//! Without it there is nothing to compare with, and the tests say so.

use std::collections::BTreeMap;

#[path = "catalogue/contact.rs"]
mod contact;
#[path = "catalogue/documented.rs"]
mod documented;
#[path = "catalogue/im.rs"]
mod im;
#[path = "catalogue/others.rs"]
mod others;
#[path = "catalogue/row.rs"]
mod row;

use documented::{Documented, read};
use row::{Contradiction, Row};

fn contradictions() -> Vec<Contradiction> {
    [contact::contradictions(), im::contradictions(), others::CONTRADICTIONS.to_vec()].concat()
}

fn rows() -> Vec<Row> {
    contact::rows().into_iter().chain(im::rows()).chain(others::rows()).collect()
}

/// The documentation; nothing, and a word about it, if there is none.
fn catalogue() -> Option<BTreeMap<String, Documented>> {
    let folder = std::env::var_os("FEISHU_CATALOGUE");
    if folder.is_none() {
        eprintln!("skipped: FEISHU_CATALOGUE names no folder with the platform's documentation");
    }
    Some(read(folder?.as_ref()))
}

/// What has been found: the endpoint, what it is, and the values.
type Found = BTreeMap<(String, String), String>;

/// Fails with what has been found, unless it is known and has a reason, and with what is known and has not
/// been found.
#[track_caller]
fn assert_known(found: Found, among: impl Fn(&str) -> bool) {
    let known = contradictions();
    let is_known =
        |id: &str, what: &str| known.iter().any(|known| (known.0, known.1) == (id, what));
    let unknown = found
        .iter()
        .filter(|((id, what), _)| !is_known(id, what))
        .map(|((id, what), values)| format!("{id}: {what} ({values})"));
    let is_found = |id: &str, what: &str| found.contains_key(&(id.to_owned(), what.to_owned()));
    let gone = known
        .iter()
        .filter(|(id, what, _)| among(what) && !is_found(id, what))
        .map(|(id, what, _)| format!("{id}: listed, but not found: {what}"));
    let faults: Vec<String> = unknown.chain(gone).collect();
    assert!(faults.is_empty(), "{} findings:\n{}", faults.len(), faults.join("\n"));
}

/// Services of which only a part is shipped.
const IN_PART: &[&str] = &["acs."];

/// What the declarations are held against begins so.
const DECLARED: &str = "declared: ";

#[test]
fn every_documented_endpoint_is_declared_as_it_is() {
    let Some(catalogue) = catalogue() else { return };
    let mut found = Found::new();
    let mut tell = |id: &str, what: &str, values: String| {
        found.insert((id.to_owned(), format!("{DECLARED}{what}")), values);
    };
    let rows = rows();
    for (id, documented) in &catalogue {
        match rows.iter().find(|row| row.id == id) {
            None if IN_PART.iter().any(|service| id.starts_with(service)) => {}
            None => tell(id, "nothing", format!("{} {}", documented.method, documented.path)),
            Some(row) => {
                row.compare(documented)
                    .into_iter()
                    .for_each(|(what, values)| tell(id, what, values));
            }
        }
    }
    for row in rows.iter().filter(|row| !catalogue.contains_key(row.id)) {
        tell(row.id, "not documented", String::new());
    }
    assert_known(found, |what| what.starts_with(DECLARED));
}

#[test]
fn every_shipped_endpoint_has_a_row() {
    let Some(catalogue) = catalogue() else { return };
    let rows = rows();
    let documented = rows.iter().filter_map(|row| Some(row.endpoint(catalogue.get(row.id)?)));
    let covered: Vec<_> = documented.collect();
    let missing: Vec<String> = feishu_api::endpoints()
        .filter(|endpoint| !covered.contains(endpoint))
        .map(|endpoint| format!("{}::{}", endpoint.module, endpoint.call))
        .collect();
    assert!(missing.is_empty(), "without a row: {missing:#?}");
    let listed: Vec<_> = feishu_api::endpoints().collect();
    let missing = covered.iter().find(|endpoint| !listed.contains(endpoint));
    assert_eq!(missing, None, "it has a row, and is not among the endpoints of its service");
}

#[tokio::test]
async fn every_documented_example_is_sent_and_read() {
    let Some(catalogue) = catalogue() else { return };
    let mut found = Found::new();
    let (mut requests, mut replies) = (0, 0);
    for row in rows() {
        let Some(documented) = catalogue.get(row.id) else { continue };
        let mut tell = |example: &str, (what, values): (String, String)| {
            found.insert((row.id.to_owned(), format!("{example}: {what}")), values);
        };
        for example in documented.requests() {
            requests += 1;
            let faults = row.check_request(documented, &example.value).await;
            faults.into_iter().for_each(|fault| tell(&example.name, fault));
        }
        for example in documented.replies() {
            replies += 1;
            let faults = row.check_reply(documented, &example).await;
            faults.into_iter().for_each(|fault| tell(&example.name, fault));
        }
    }
    println!("{requests} requests and {replies} replies");
    assert_known(found, |what| !what.starts_with(DECLARED));
}
