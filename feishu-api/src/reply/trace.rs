//! Where in some JSON an error of its decoder lies.

use serde_json::value::RawValue;

use crate::encode::Fields;

/// A step of the way to a value.
#[derive(Debug, PartialEq)]
pub(super) enum Segment {
    Key(String),
    Index(usize),
}

/// The way to the value that an error is about, and that value.
///
/// It is found by the line and column of the error. A decoder that keeps account of its way would say
/// the same, but be a second decoder of each model: compiled with every program, run by none that works.
pub(super) fn trace<'a>(json: &'a [u8], error: &serde_json::Error) -> (Vec<Segment>, &'a [u8]) {
    let mut path = Vec::new();
    let mut value = json;
    let Some(at) = offset(json, error.line(), error.column()) else { return (path, value) };
    while let Some((segment, inner)) = step(value, json, at) {
        path.push(segment);
        value = inner;
    }
    (path, value)
}

/// How many bytes had been read at a line and column, which both count from 1.
fn offset(json: &[u8], line: usize, column: usize) -> Option<usize> {
    let lines = json.split_inclusive(|byte| *byte == b'\n');
    let before: usize = lines.take(line.checked_sub(1)?).map(<[u8]>::len).sum();
    Some(before + column)
}

/// The part of an object or a list that was being read, if it was one of its parts.
fn step<'a>(value: &'a [u8], json: &'a [u8], at: usize) -> Option<(Segment, &'a [u8])> {
    // A decoder stops where it finds an object or a list, and behind anything else.
    let holds = |part: &RawValue| {
        let start = part.get().as_ptr().addr() - json.as_ptr().addr();
        (start..=start + part.get().len()).contains(&at)
    };
    match value.trim_ascii_start().first()? {
        b'{' => {
            let Fields(members) = serde_json::from_slice(value).ok()?;
            let (key, part) = members.into_iter().find(|(_, part)| holds(part))?;
            Some((Segment::Key(key), part.get().as_bytes()))
        }
        b'[' => {
            let items: Vec<&RawValue> = serde_json::from_slice(value).ok()?;
            let (index, part) = items.into_iter().enumerate().find(|(_, part)| holds(part))?;
            Some((Segment::Index(index), part.get().as_bytes()))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;
    use std::fmt;

    use serde::de::DeserializeOwned;

    use super::*;

    #[derive(Debug, serde::Deserialize)]
    #[serde(rename_all = "snake_case")]
    #[expect(dead_code, reason = "only read")]
    enum Kind {
        Plain,
        With { count: u8 },
    }

    #[derive(Debug, serde::Deserialize)]
    #[expect(dead_code, reason = "only read")]
    struct Model {
        must: Option<Must>,
        count: Option<u8>,
        real: Option<f64>,
        truth: Option<bool>,
        list: Option<Vec<Model>>,
        pair: Option<(u8, u8)>,
        kind: Option<Kind>,
        map: Option<HashMap<u8, u8>>,
        #[serde(flatten)]
        rest: Rest,
    }

    #[derive(Debug, serde::Deserialize)]
    #[expect(dead_code, reason = "only read")]
    struct Must {
        name: String,
    }

    #[derive(Debug, serde::Deserialize)]
    #[expect(dead_code, reason = "only read")]
    struct Rest {
        other: Option<u8>,
    }

    /// The way as `.key` and `[index]`, and what lies there.
    fn traced<T: DeserializeOwned + fmt::Debug>(json: &str) -> (String, &str) {
        let error = serde_json::from_str::<T>(json).unwrap_err();
        let (path, found) = trace(json.as_bytes(), &error);
        let shown = path.iter().map(|segment| match segment {
            Segment::Key(key) => format!(".{key}"),
            Segment::Index(index) => format!("[{index}]"),
        });
        (shown.collect(), std::str::from_utf8(found).unwrap())
    }

    #[test]
    fn the_value_that_does_not_fit_is_found() {
        for (json, path, found) in [
            (r#"{"count":-1}"#, ".count", "-1"),
            (r#"{"count" : "x", "real": 1}"#, ".count", "\"x\""),
            (r#"{"count":300,"real":1}"#, ".count", "300"),
            (r#"{"count":true}"#, ".count", "true"),
            (r#"{"count":{"a":1}}"#, ".count", r#"{"a":1}"#),
            (r#"{"count":[1]}"#, ".count", "[1]"),
            (r#"{"real":"1"}"#, ".real", "\"1\""),
            (r#"{"truth":0}"#, ".truth", "0"),
            (r#"{"list":{}}"#, ".list", "{}"),
            (r#"{"list":[{},{"count":"x"},{}]}"#, ".list[1].count", "\"x\""),
            ("{\"list\":\n  [{},\n   {\"count\":\n-1 }]}", ".list[1].count", "-1"),
            (r#"{"list":[{},[7]]}"#, ".list[1]", "[7]"),
            (r#"{"must":{}}"#, ".must", "{}"),
            (r#"{"must":{"name":null}}"#, ".must.name", "null"),
            (r#"{"must":{"name":"a","name":"b"},"count":1}"#, ".must", ""),
            (r#"{"count":1,"count":-1}"#, "", ""),
            (r#"{"pair":[1]}"#, ".pair", "[1]"),
            (r#"{"pair":[1,2,3]}"#, ".pair[2]", "3"),
            (r#"{"kind":"other"}"#, ".kind", "\"other\""),
            (r#"{"kind":{"with":{"count":"x"}}}"#, ".kind.with.count", "\"x\""),
            (r#"{"map":{"1":"x"}}"#, ".map.1", "\"x\""),
            (r#"{"real":1e400}"#, ".real", ""),
            // What is flattened is read when its object has been.
            (r#"{"list":[{"other":"x"}]}"#, ".list[0]", r#"{"other":"x"}"#),
            ("7", "", "7"),
            (r#"{"count":1} 7"#, "", ""),
        ] {
            let (at, there) = traced::<Model>(json);
            assert_eq!(at, path, "{json}");
            if !found.is_empty() {
                assert_eq!(there, found, "{json}");
            }
        }
        assert_eq!(traced::<Vec<Vec<u8>>>("[[1,2],[3,{}]]"), ("[1][1]".to_owned(), "{}"));
        assert_eq!(traced::<Must>(" {\"ü\":\n\"ü\", \"na\\u006de\":\n [\"ü\"]}").0, ".name");
    }

    #[test]
    fn what_is_no_json_is_followed_as_far_as_it_is() {
        for json in [
            "",
            "{",
            "[",
            "[1,",
            "{\"list\":[{",
            "{\"count\":\"",
            "nul",
            "\u{feff}{}",
            "{\"must\":{]}",
        ] {
            let (path, _) = traced::<Model>(json);
            assert_eq!(path, "", "{json}");
        }
    }
}
