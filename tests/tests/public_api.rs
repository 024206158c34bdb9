//! What `feishu-api` promises: each public item of the runtime, in `public_api.txt`, where a change of it is
//! seen. In a compatible version, nothing that the last release had may be gone.
//!
//! `UPDATE_PUBLIC_API=1 cargo test -p tests --test public_api` writes the list anew. The services are not in
//! it: tests that call each of their endpoints hold those.

use std::path::{Path, PathBuf};
use std::process::Command;

use public_api::Builder;

#[path = "common/skip.rs"]
#[expect(dead_code, reason = "other programs use more of it")]
mod skip;

/// The toolchain that wrote the list: others have other words for some of it.
const TOOLCHAIN: &str = "rustc 1.95.0 ";

const LIST: &str = "tests/tests/public_api.txt";

#[test]
fn the_list_is_that_of_the_crate() {
    let Some(list) = list() else { return };
    let path = workspace().join(LIST);
    if std::env::var_os("UPDATE_PUBLIC_API").is_some() {
        return std::fs::write(path, list).unwrap();
    }
    let written = std::fs::read_to_string(path).unwrap();
    let (gone, new) = (missing(&list, &written), missing(&written, &list));
    assert!(
        gone.is_empty() && new.is_empty(),
        "{LIST} is not that of the crate\nhelp: if that is meant, run this test with UPDATE_PUBLIC_API=1\n\
         gone: {gone:#?}\nnew: {new:#?}"
    );
}

#[test]
fn a_compatible_version_keeps_what_the_last_release_had() {
    // A crate that was unpacked, or cloned without its tags, knows of no release.
    let last = git(&["describe", "--tags", "--abbrev=0", "--match", "v[0-9]*"]);
    let Some(tag) = last.as_deref().map(str::trim) else {
        return skip::say("there is no release to compare with");
    };
    let released = git(&["show", &format!("{tag}:{LIST}")]).expect("the release has a list");
    let now = std::fs::read_to_string(workspace().join(LIST)).unwrap();
    let gone = missing(&now, &released);
    assert!(
        gone.is_empty() || !is_compatible(&tag[1..], env!("CARGO_PKG_VERSION")),
        "gone since {tag}: {gone:#?}\nhelp: keep it, or make a version that is not compatible"
    );
}

#[test]
fn versions_are_compatible_as_cargo_has_it() {
    for (from, to) in
        [("0.1.0", "0.1.9"), ("1.2.0", "1.10.0"), ("0.1.0-rc.1", "0.1.0"), ("0.0.1", "0.0.1")]
    {
        assert!(is_compatible(from, to), "{from} {to}");
    }
    for (from, to) in
        [("0.1.0", "0.2.0"), ("0.9.1", "1.0.0"), ("1.2.0", "2.0.0"), ("0.0.1", "0.0.2")]
    {
        assert!(!is_compatible(from, to), "{from} {to}");
    }
}

#[test]
fn what_is_missing_is_found() {
    assert_eq!(missing("a\nc\nd\n", "a\nb\nc\n"), ["b"]);
}

/// The public items, a line for each; nothing on another toolchain.
fn list() -> Option<String> {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let version = Command::new(rustc).arg("--version").output().unwrap();
    if !version.stdout.starts_with(TOOLCHAIN.as_bytes()) {
        skip::say(&format!("skipped: the list is compared on {TOOLCHAIN}only"));
        return None;
    }
    // A folder of its own: for what is allowed here, some crates would be built anew in that of the tests.
    let target = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("public_api");
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.args(["rustdoc", "--quiet", "--locked", "--package", "feishu-api", "--lib"]);
    cargo.args(["--no-default-features", "--features", "redis,rustls,testing", "--target-dir"]);
    cargo.arg(&target).args(["--", "-Zunstable-options", "--output-format=json"]);
    // Its pages link to the services.
    cargo.arg("--allow=rustdoc::broken_intra_doc_links");
    cargo.env("RUSTC_BOOTSTRAP", "1").env_remove("RUSTDOCFLAGS").current_dir(workspace());
    assert!(cargo.status().unwrap().success(), "there is no documentation: {cargo:?}");
    let api = Builder::from_rustdoc_json(target.join("doc/feishu_api.json"))
        .omit_blanket_impls(true)
        .omit_auto_trait_impls(true)
        .omit_auto_derived_impls(true)
        .build()
        .unwrap();
    // The guide is documentation: a program has nothing of it.
    let items = api.items().map(|item| format!("{item}\n"));
    Some(items.filter(|item| !item.contains("feishu_api::guide")).collect())
}

/// The lines of one list that another has not.
fn missing<'a>(of: &str, from: &'a str) -> Vec<&'a str> {
    let of: std::collections::HashSet<&str> = of.lines().collect();
    from.lines().filter(|line| !of.contains(line)).collect()
}

/// Whether Cargo takes the one version for the other.
fn is_compatible(from: &str, to: &str) -> bool {
    // The numbers up to the first that is not 0 have to be the same.
    let (from, to) = (from.split('.'), to.split('.'));
    let mut pairs = from.zip(to);
    let differ_or_end = pairs.find(|(from, to)| from != to || *from != "0");
    differ_or_end.is_none_or(|(from, to)| from == to)
}

/// What git says.
fn git(arguments: &[&str]) -> Option<String> {
    let git = Command::new("git").args(arguments).current_dir(workspace()).output().ok()?;
    git.status.success().then(|| String::from_utf8(git.stdout).unwrap())
}

fn workspace() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}
