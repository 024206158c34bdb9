//! What the macro refuses, and with which words; and what it accepts.
//!
//! The words are compared on one toolchain, because parts of them are the compiler's own. On any
//! other, the cases still have to be refused or accepted. To change the words on purpose, run with
//! `TRYBUILD=overwrite` and read the difference.
use std::path::Path;
use std::process::Command;

/// The toolchain that wrote the `.stderr` files.
const TOOLCHAIN: &str = "rustc 1.95.0 ";

/// Set in the process that runs the cases on another toolchain.
const OUTCOME_ONLY: &str = "FEISHU_UI_OUTCOME_ONLY";

#[test]
fn accepted() {
    trybuild::TestCases::new().pass("tests/ui/pass/*.rs");
}

#[test]
fn refused() {
    if std::env::var_os(OUTCOME_ONLY).is_some() {
        // Without words to compare, and told to write new ones, trybuild fails only if a case is
        // accepted. The cases are copies, so that what it writes is not mistaken for the words.
        return cases(&copy_of_cases());
    }
    if toolchain().starts_with(TOOLCHAIN) {
        return cases(Path::new("tests/ui"));
    }
    eprintln!("The words are compared on {TOOLCHAIN}only: here, that the cases are refused.");
    let outcome = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "refused", "--nocapture"])
        .env(OUTCOME_ONLY, "1")
        .env("TRYBUILD", "overwrite")
        .status();
    assert!(outcome.unwrap().success(), "a case that should be refused is accepted");
}

fn cases(root: &Path) {
    let cases = trybuild::TestCases::new();
    cases.compile_fail(root.join("*.rs"));
    for subject in ["trait", "method", "token", "path", "argument", "type"] {
        cases.compile_fail(root.join(subject).join("*.rs"));
    }
}

fn toolchain() -> String {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let version = Command::new(rustc).arg("--version").output().unwrap();
    String::from_utf8(version.stdout).unwrap()
}

fn copy_of_cases() -> std::path::PathBuf {
    let copy = Path::new(env!("CARGO_TARGET_TMPDIR")).join("ui");
    if copy.exists() {
        std::fs::remove_dir_all(&copy).unwrap();
    }
    copy_rust_files(Path::new("tests/ui"), &copy);
    copy
}

fn copy_rust_files(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy_rust_files(&path, &target);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            std::fs::copy(&path, &target).unwrap();
        }
    }
}
