//! Where in some JSON the value is that cannot be read.

use serde_json::value::RawValue;

use super::Read;
use crate::encode::Fields;

/// A step of the way to a value.
#[derive(Debug, PartialEq)]
pub(super) enum Segment {
    Key(String),
    Index(usize),
}

/// The way to the value that `read` fails for, and that value.
///
/// What ends too early fails for that, unless something before the end is wrong. So the value is found by
/// reading the beginnings of the JSON. A decoder that keeps account of its way would say the same, but be a
/// second decoder of each model: compiled with every program, and run by none that works. The line and
/// column of the error do not tell: those of a list's item are often the next one's.
pub(super) fn trace<'a>(json: &'a [u8], read: &mut Read<'_>) -> (Vec<Segment>, &'a [u8]) {
    let mut fails_before = |end: usize| read(&json[..end]).is_err_and(|error| !error.is_eof());
    let mut path = Vec::new();
    let mut value = json.trim_ascii();
    while let Some(parts) = parts(value) {
        let offset = |part: &[u8]| part.as_ptr().addr() - json.as_ptr().addr();
        // If its first byte is too much already, an object or a list is not what was expected.
        if fails_before(offset(value) + 1) {
            break;
        }
        let is_fine = |(_, part): &(Segment, &[u8])| !fails_before(offset(part) + part.len());
        let wrong = parts.partition_point(is_fine);
        let Some((segment, part)) = parts.into_iter().nth(wrong) else { break };
        // It may be the key that is wrong.
        if matches!(segment, Segment::Key(_)) && fails_before(offset(part)) {
            break;
        }
        path.push(segment);
        value = part;
    }
    (path, value)
}

/// The parts of an object or a list; nothing of anything else.
fn parts(value: &[u8]) -> Option<Vec<(Segment, &[u8])>> {
    fn bytes(part: &RawValue) -> &[u8] {
        part.get().as_bytes()
    }
    match value.first()? {
        b'{' => {
            let Fields(fields) = serde_json::from_slice(value).ok()?;
            Some(fields.into_iter().map(|(key, part)| (Segment::Key(key), bytes(part))).collect())
        }
        b'[' => {
            let items: Vec<&RawValue> = serde_json::from_slice(value).ok()?;
            let items = items.into_iter().enumerate();
            Some(items.map(|(index, part)| (Segment::Index(index), bytes(part))).collect())
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;
    use serde::de::DeserializeOwned;
    use std::collections::HashMap;

    use crate::types::{JsonText, Timestamp};

    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(rename_all = "snake_case")]
    #[expect(dead_code, reason = "only read")]
    enum Kind {
        Plain,
        With { count: u8 },
    }

    #[derive(Debug, Deserialize)]
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
        times: Option<Vec<Timestamp>>,
        texts: Option<Vec<JsonText<Must>>>,
        either: Option<Vec<Either>>,
        tagged: Option<Vec<Tagged>>,
        #[serde(flatten)]
        rest: Rest,
    }

    #[derive(Debug, Deserialize)]
    #[expect(dead_code, reason = "only read")]
    struct Must {
        name: String,
    }

    #[derive(Debug, Deserialize)]
    #[expect(dead_code, reason = "only read")]
    struct Rest {
        other: Option<u8>,
    }

    #[derive(Debug, Deserialize)]
    #[serde(untagged)]
    #[expect(dead_code, reason = "only read")]
    enum Either {
        Number(u8),
        Must(Must),
    }

    #[derive(Debug, Deserialize)]
    #[serde(tag = "t", rename_all = "snake_case")]
    enum Tagged {
        A,
    }

    /// The way as `.key` and `[index]`, and what lies there.
    fn traced<T: DeserializeOwned>(json: &str) -> (String, &str) {
        let mut read = |json: &[u8]| serde_json::from_slice::<T>(json).map(drop);
        let (path, found) = trace(json.as_bytes(), &mut read);
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
            (r#"{"map":{"1":1,"x":2}}"#, ".map", r#"{"1":1,"x":2}"#),
            (r#"{"times":[1,null,3]}"#, ".times[1]", "null"),
            (r#"{"times":[1 , "soon" , 3]}"#, ".times[1]", "\"soon\""),
            (r#"{"texts":["oops","{\"name\":\"a\"}"]}"#, ".texts[0]", "\"oops\""),
            (r#"{"either":[{"name":"a"},{"c":7},1]}"#, ".either[1]", r#"{"c":7}"#),
            (r#"{"tagged":[{"t":"a"},{"t":"b"},{"t":"a"}]}"#, ".tagged[1].t", "\"b\""),
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
