//! Where the payload lies in a reply, by the look of it.
//!
//! Finding it by the rules means to read the whole reply before the payload is read from it: twice
//! the work. Most replies are of one shape, plain members around the payload, so that it is enough
//! to look at both ends. What is found so is a guess: it is right if the payload can be read from
//! exactly that, and otherwise the reply is read by the rules.

use std::ops::Range;

use serde::de::IgnoredAny;

use crate::endpoint::PayloadPlace;

/// The place of the payload in a reply that says success.
pub(super) fn guess(json: &[u8], place: PayloadPlace) -> Option<Range<usize>> {
    let path = match place {
        PayloadPlace::Data => ["data", ""],
        PayloadPlace::Root(key) => [key, ""],
        PayloadPlace::DataField(field) if !field.contains('.') => ["data", field],
        PayloadPlace::DataField(_) | PayloadPlace::Flat => return None,
    };
    let mut scan = Scan { json, at: 0, has_code: false };
    // So most replies begin, written by a program.
    const START: &[u8] = br#"{"code":0,"#;
    match json.starts_with(START) {
        true => (scan.at, scan.has_code) = (START.len(), true),
        false => scan.take(b'{')?,
    }
    scan.members_until(path[0], true)?;
    let mut depth = 1;
    if !path[1].is_empty() {
        scan.take(b'{')?;
        scan.members_until(path[1], false)?;
        depth = 2;
    }
    let start = scan.at;
    let end = end(&json[start..], depth, path)?;
    // What is null is absent, which has rules of its own.
    (end > 0 && json[start] != b'n').then(|| start..start + end)
}

/// Reads from the front.
struct Scan<'a> {
    json: &'a [u8],
    at: usize,
    /// Whether there was a code, which is 0.
    has_code: bool,
}

impl<'a> Scan<'a> {
    /// Goes on to the value of a member, past plain ones. On the way there has to be `"code": 0`, if
    /// that is asked for.
    fn members_until(&mut self, name: &str, with_code: bool) -> Option<()> {
        loop {
            let key = self.text()?;
            self.take(b':')?;
            if key == name.as_bytes() {
                self.blanks();
                return ((self.has_code || !with_code) && self.at < self.json.len()).then_some(());
            }
            let value = self.plain()?;
            if key == b"code" && with_code {
                self.has_code = value == b"0" && !self.has_code;
                self.has_code.then_some(())?;
            } else if !is_value(value) {
                return None;
            }
            self.take(b',')?;
        }
    }

    fn blanks(&mut self) {
        while self.json.get(self.at).is_some_and(u8::is_ascii_whitespace) {
            self.at += 1;
        }
    }

    fn take(&mut self, byte: u8) -> Option<()> {
        self.blanks();
        (self.json.get(self.at) == Some(&byte)).then(|| self.at += 1)
    }

    /// A text without escapes.
    fn text(&mut self) -> Option<&'a [u8]> {
        self.take(b'"')?;
        let rest = &self.json[self.at..];
        let length = rest.iter().position(|&byte| byte == b'"' || byte == b'\\')?;
        self.at += length + 1;
        (rest[length] == b'"').then_some(&rest[..length])
    }

    /// A text without escapes, with its quotes, or what may be a number or the like.
    fn plain(&mut self) -> Option<&'a [u8]> {
        self.blanks();
        let rest = &self.json[self.at..];
        if rest.first() == Some(&b'"') {
            let text = self.text()?;
            return Some(&rest[..text.len() + 2]);
        }
        let length = rest.iter().position(|&byte| !is_of_number(byte))?;
        self.at += length;
        Some(&rest[..length])
    }
}

/// Where a payload ends, behind which there are plain members and the ends of so many objects.
fn end(json: &[u8], depth: usize, path: [&str; 2]) -> Option<usize> {
    let mut rest = json;
    for _ in 0..depth {
        rest = rest.trim_ascii_end().strip_suffix(b"}")?;
        while let Some(before) = before_member(rest, path) {
            rest = before;
        }
    }
    Some(rest.trim_ascii_end().len())
}

/// What is before a plain member at the end: `..., "msg": "success"`.
fn before_member<'a>(json: &'a [u8], path: [&str; 2]) -> Option<&'a [u8]> {
    let json = json.trim_ascii_end();
    let before = match json.strip_suffix(b"\"") {
        Some(json) => before_text(json)?,
        None => {
            let length = json.iter().rev().take_while(|byte| is_of_number(**byte)).count();
            let (before, value) = json.split_at(json.len() - length);
            is_value(value).then_some(before)?
        }
    };
    let before = before.trim_ascii_end().strip_suffix(b":")?.trim_ascii_end();
    let before = before.strip_suffix(b"\"")?;
    let key = before_text(before)?;
    let name = &before[key.len() + 1..];
    // A second code or payload has to be read by the rules.
    if name == b"code" || path.iter().any(|part| name == part.as_bytes()) {
        return None;
    }
    key.trim_ascii_end().strip_suffix(b",")
}

/// What is before a text without escapes that ends here.
fn before_text(json: &[u8]) -> Option<&[u8]> {
    let start = json.iter().rposition(|&byte| byte == b'"')?;
    (!json[start..].contains(&b'\\') && json[..start].last() != Some(&b'\\'))
        .then(|| &json[..start])
}

/// Whether a byte can stand in a number, `true`, `false` or `null`.
fn is_of_number(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'+' | b'.')
}

fn is_value(json: &[u8]) -> bool {
    json.first() == Some(&b'"') || serde_json::from_slice::<IgnoredAny>(json).is_ok()
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    fn found(json: &str, place: PayloadPlace) -> Option<&str> {
        guess(json.as_bytes(), place).map(|range| &json[range])
    }

    #[test]
    fn the_usual_replies_are_found_at_both_ends() {
        use PayloadPlace::{Data, DataField, Flat, Root};
        for (json, place, payload) in [
            (r#"{"code":0,"msg":"ok","data":{"a":[1]}}"#, Data, Some(r#"{"a":[1]}"#)),
            (r#"{"code":0,"data":{"a":1},"msg":"success"}"#, Data, Some(r#"{"a":1}"#)),
            (" { \"code\" : 0 ,\n\"data\" : [ {} ] , \"n\" : -1.5 } \n", Data, Some("[ {} ]")),
            (
                r#"{"code":0,"data":{"a":{"b":1},"c":"d"},"e":true}"#,
                DataField("a"),
                Some(r#"{"b":1}"#),
            ),
            (r#"{"code":0,"bot":{},"msg":""}"#, Root("bot"), Some("{}")),
            (r#"{"code":0,"data":"x","msg":"y"}"#, Data, Some(r#""x""#)),
            (r#"{"code":0,"data":5}"#, Data, Some("5")),
            // By the rules.
            (r#"{"code":0,"data":null}"#, Data, None),
            (r#"{"data":{},"code":0}"#, Data, None),
            (r#"{"code":5,"data":{}}"#, Data, None),
            (r#"{"code":00,"data":{}}"#, Data, None),
            (r#"{"code":"0","data":{}}"#, Data, None),
            (r#"{"code":0,"code":0,"data":{}}"#, Data, None),
            (r#"{"code":0,"data":{},"code":7}"#, Data, Some(r#"{},"code":7"#)),
            (r#"{"code":0,"data":4,"data":7}"#, Data, Some(r#"4,"data":7"#)),
            (r#"{"code":0}"#, Data, None),
            (r#"{"code":0,"data":"#, Data, None),
            (r#"{"code":0,"data":{"a":1}"#, Data, Some(r#"{"a":1"#)),
            (r#"{"code":0,"m\"":1,"data":{}}"#, Data, None),
            (r#"{"code":0}"#, Flat, None),
        ] {
            assert_eq!(found(json, place), payload, "{json}");
        }
    }

    /// A guess that can be read is the payload.
    #[test]
    fn a_guess_is_never_another_value() {
        let parts = [
            r#"{"a":1}"#,
            "[]",
            r#""x""#,
            r#""\"""#,
            "5",
            "null",
            r#"{"data":{},"code":0}"#,
            r#""},\"b\":\"""#,
            r#"[{"c":"d"},"e"]"#,
        ];
        for data in parts {
            for (before, after) in parts.iter().flat_map(|a| parts.iter().map(move |b| (a, b))) {
                let json =
                    format!(r#"{{"code":0,"m":{before},"data":{data},"n":{after},"o":"p"}}"#);
                let whole: Value = serde_json::from_str(&json).unwrap();
                let guess = found(&json, PayloadPlace::Data);
                if let Some(Ok(value)) = guess.map(serde_json::from_str::<Value>) {
                    assert_eq!(value, whole["data"], "{json}");
                }
            }
        }
    }
}
