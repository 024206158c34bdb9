//! From JSON to the payload, and why it cannot be read.

use std::fmt::{self, Write as _};

use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::Value;

use super::Read;
use super::trace::{Segment, trace};
use crate::encode::Fields;
use crate::error::{Error, ErrorKind};

/// Reads JSON that lies at `place`; an error names the path to the value that does not fit.
pub(crate) fn decode<T: DeserializeOwned>(
    json: &[u8],
    place: impl fmt::Display,
) -> Result<T, Error> {
    serde_json::from_slice(json).map_err(|error| {
        misfit(json, &place, &error, &mut |json| serde_json::from_slice::<T>(json).map(drop))
    })
}

/// The error for JSON at `place` that `read` does not accept.
pub(super) fn misfit(
    json: &[u8],
    place: &dyn fmt::Display,
    error: &serde_json::Error,
    read: &mut Read<'_>,
) -> Error {
    let (path, found) = trace(json, read);
    let fault = without_value(error);
    // What stands at the place itself is the whole payload.
    let found = if path.is_empty() { None } else { excerpt(&path, found, &fault) };
    unreadable(format_args!("{place}{}", shown(&path)), &fault, &found.unwrap_or_default())
}

pub(crate) fn decode_error(path: impl fmt::Display, error: &serde_json::Error) -> Error {
    unreadable(path, &without_value(error), "")
}

fn unreadable(path: impl fmt::Display, fault: &str, found: &str) -> Error {
    let detail = format!("the reply cannot be read at `{path}`: {fault}{found}");
    Error::new(ErrorKind::Decode, detail)
}

/// What was expected, without the value that was found: it may be a secret.
pub(super) fn without_value(error: &serde_json::Error) -> String {
    let text = error.to_string();
    // A value can hold these words, too: what the deserializer says comes behind it.
    let text = text.rsplit_once(" at line ").map_or(&*text, |(text, _)| text);
    let found_value = ["invalid type: ", "invalid value: ", "invalid length "];
    match text.rsplit_once(", expected ") {
        Some((found, expected)) if found_value.iter().any(|prefix| found.starts_with(prefix)) => {
            // "string "abc"", "integer `1`": the value follows the name of its type.
            let kind = found.split(['"', '`']).next().unwrap_or_default().trim_end();
            format!("{kind}, expected {expected}")
        }
        _ if text.starts_with("unknown variant ") => "unknown variant".to_owned(),
        _ if text.starts_with("missing field ") || text.starts_with("duplicate field ") => {
            text.to_owned()
        }
        _ if error.is_syntax() || error.is_eof() => text.to_owned(),
        _ => "a value that its type does not accept".to_owned(),
    }
}

/// What was found at a path, to be shown: a short value, or the names in an object. Nothing of what may
/// be a secret: by its name, its look, or because a text was expected, as which secrets are declared.
fn excerpt(path: &[Segment], found: &[u8], fault: &str) -> Option<String> {
    let is_secret = |segment: &Segment| matches!(segment, Segment::Key(key) if is_secret_name(key));
    if path.iter().any(is_secret) {
        return None;
    }
    let (found_type, expected) = fault.split_once(", expected ")?;
    let shown = match found.first()? {
        b'{' if found_type.ends_with("map") => {
            let Fields(fields) = serde_json::from_slice(found).ok()?;
            names(fields.iter().map(|(name, _)| &**name))
        }
        b'[' if found_type.ends_with("sequence") => {
            let items: Vec<IgnoredAny> = serde_json::from_slice(found).ok()?;
            format!("a list of {}", items.len())
        }
        b'{' | b'[' => return None,
        _ if expected.contains("string") => return None,
        _ => match serde_json::from_slice(found).ok()? {
            Value::String(text) if !is_plain(&text) => return None,
            scalar => scalar.to_string(),
        },
    };
    Some(format!(", found {shown}"))
}

/// A path as it is shown: a key that may be a value, in a map, is left out.
fn shown(path: &[Segment]) -> String {
    let mut text = String::new();
    for segment in path {
        let _ = match segment {
            Segment::Key(key) if is_name(key) => write!(text, ".{key}"),
            Segment::Index(index) => write!(text, "[{index}]"),
            Segment::Key(_) => write!(text, ".…"),
        };
    }
    text
}

/// The first names of an object, without those that may be values.
fn names<'a>(keys: impl ExactSizeIterator<Item = &'a str>) -> String {
    const MOST: usize = 8;
    let count = keys.len();
    let mut shown: Vec<&str> = keys.filter(|name| is_name(name)).take(MOST).collect();
    shown.sort_unstable();
    let more = if shown.len() < count { ", …" } else { "" };
    format!("an object with {}{more}", shown.join(", "))
}

/// Whether a key looks like the name of a field, and not like an id, an address or a token.
fn is_name(key: &str) -> bool {
    const LONGEST: usize = 40;
    let is_of_name = |c: char| c.is_ascii_alphabetic() || c == '_';
    // `avatar_72`: a number may be the last part.
    let stem = key.trim_end_matches(|c: char| c.is_ascii_digit());
    !key.is_empty() && key.len() <= LONGEST && stem.chars().all(is_of_name) && is_plain(key)
}

/// Whether a text can be shown: it is short, no token, and no JSON that may hold one.
fn is_plain(text: &str) -> bool {
    const LONGEST: usize = 32;
    text.len() <= LONGEST
        && !text.contains(['{', '[', '"'])
        && !["t-", "u-", "a-", "ur-", "eyJ"].iter().any(|prefix| text.starts_with(prefix))
}

/// Whether a field of such a name may hold a secret.
fn is_secret_name(name: &str) -> bool {
    const PARTS: &[&str] = &[
        "token",
        "secret",
        "ticket",
        "password",
        "passwd",
        "pwd",
        "credential",
        "auth",
        "cookie",
        "session",
        "private",
        "signature",
        "verifier",
        "otp",
        "apikey",
        "appkey",
        "accesskey",
        "encryptkey",
    ];
    let name = name.to_ascii_lowercase().replace(['_', '-'], "");
    PARTS.iter().any(|part| name.contains(part))
        || name.ends_with("code")
        || ["key", "pin"].contains(&&*name)
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Deserialize)]
    #[expect(dead_code, reason = "only read")]
    struct Model {
        count: Option<u32>,
        name: Option<String>,
        inner: Option<Box<Model>>,
        list: Option<Vec<Model>>,
        expires_token: Option<u32>,
        tokens: Option<HashMap<String, u32>>,
    }

    #[track_caller]
    fn assert_error(json: &str, expected: &str) {
        let error = decode::<Model>(json.as_bytes(), "data").unwrap_err().to_string();
        let error = error.strip_prefix("the reply cannot be read at ").unwrap();
        assert_eq!(error.strip_suffix(" (Decode)").unwrap(), expected);
    }

    #[test]
    fn the_path_and_what_stands_there_are_shown() {
        assert_error(
            r#"{"list": [{}, {"count": "soon"}]}"#,
            r#"`data.list[1].count`: invalid type: string, expected u32, found "soon""#,
        );
        assert_error(
            r#"{"inner": {"count": -1}}"#,
            "`data.inner.count`: invalid value: integer, expected u32, found -1",
        );
        assert_error(
            r#"{"count": {"b_c": 1, "a": "x", "ou_1f2": 2}}"#,
            "`data.count`: invalid type: map, expected u32, found an object with a, b_c, …",
        );
        assert_error(
            r#"{"count": [1, 2]}"#,
            "`data.count`: invalid type: sequence, expected u32, found a list of 2",
        );
    }

    #[test]
    fn what_may_be_a_secret_is_not_shown() {
        // Secrets are declared as texts.
        assert_error(r#"{"name": 12345}"#, "`data.name`: invalid type: integer, expected a string");
        for secret in ["u-1234", "t-1234", "eyJhbGci", &"x".repeat(33)] {
            let json = serde_json::json!({ "count": secret }).to_string();
            assert_error(&json, "`data.count`: invalid type: string, expected u32");
        }
        assert_error(
            r#"{"expires_token": "soon"}"#,
            "`data.expires_token`: invalid type: string, expected u32",
        );
        assert_error(
            r#"{"tokens": {"u-1234": "soon"}}"#,
            "`data.tokens.…`: invalid type: string, expected u32",
        );
        // A text that holds JSON, and the fault of what stands in there.
        #[derive(Debug, Deserialize)]
        struct Nested {
            #[expect(dead_code, reason = "only read")]
            #[serde(deserialize_with = "nested")]
            body: u32,
        }
        fn nested<'de, D: serde::Deserializer<'de>>(from: D) -> Result<u32, D::Error> {
            serde_json::from_str(&String::deserialize(from)?).map_err(serde::de::Error::custom)
        }
        for body in ["{\"text\":1}", "\"hunter2\"", "hunter2"] {
            let json = serde_json::json!({ "user": "hunter2", "body": body }).to_string();
            let error = decode::<Nested>(json.as_bytes(), "data").unwrap_err().to_string();
            assert!(error.contains("`data.body`") && !error.contains("hunter2"), "{error}");
        }
        for name in ["apiKey", "accessKeyId", "encrypt_key", "pin", "auth_code", "Authorization"] {
            assert!(is_secret_name(name), "{name}");
        }
        for name in ["image_key", "name", "shopping", "open_id", "tenant_key", "keyword"] {
            assert!(!is_secret_name(name), "{name}");
        }
    }
}
