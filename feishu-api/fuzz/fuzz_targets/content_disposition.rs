//! Reads the names of files: any bytes as the header, and as the name in it.
#![no_main]

use feishu_api::fuzzing::file_name;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    if let Some(name) = file_name(input) {
        check(&name);
    }

    // However a name is written, it is the same one.
    let mut quoted = br#"attachment; filename=""#.to_vec();
    let mut extended = "attachment; filename*=UTF-8''".to_owned();
    for &byte in input {
        quoted.extend(matches!(byte, b'"' | b'\\').then_some(b'\\'));
        quoted.push(byte);
        extended.push_str(&format!("%{byte:02x}"));
    }
    quoted.push(b'"');
    let name = file_name(&quoted);
    if std::str::from_utf8(input).is_ok() {
        assert_eq!(file_name(extended.as_bytes()), name);
    }
    if let Some(name) = name {
        check(&name);
    }
});

/// A name stands in any folder, and in no other.
fn check(name: &str) {
    assert!(!name.is_empty() && name.len() <= 255, "{name:?}");
    assert!(!name.contains(['/', '\\', ':', '"', '<', '>', '|', '?', '*']), "{name:?}");
    assert!(!name.contains(|c: char| c.is_control()), "{name:?}");
    assert!(!name.contains(['\u{202e}', '\u{2067}', '\u{200b}', '\u{feff}']), "{name:?}");
    assert!(!name.starts_with(['.', '-', ' ']) && !name.ends_with(['.', ' ']), "{name:?}");
    let stem = name.split('.').next().unwrap_or_default().trim_end().to_ascii_lowercase();
    assert!(!["con", "prn", "aux", "nul", "com1", "lpt1"].contains(&&*stem), "{name:?}");
    // There is nothing left to make harmless.
    let header = format!("attachment; filename=\"{name}\"");
    assert_eq!(file_name(header.as_bytes()).as_deref(), Some(name));
}
