//! Opens replies and decodes them. An input is a line of three digits and the value of every
//! header, and behind it the body: `000 application/json`, `{"code":0}`.
#![no_main]

use std::collections::HashMap;

use feishu_api::contact_v3::User;
use feishu_api::serde_json::{self, Value};
use feishu_api::{Error, ErrorKind, HeaderMap, Method, Payload, PayloadPlace, StatusCode, fuzzing};
use libfuzzer_sys::fuzz_target;

const STATUSES: [u16; 6] = [200, 204, 400, 429, 500, 502];
/// Where the payload lies, and the keys that lead there.
const PLACES: [(PayloadPlace, &[&str]); 4] = [
    (PayloadPlace::Data, &["data"]),
    (PayloadPlace::DataField("a.b"), &["data", "a", "b"]),
    (PayloadPlace::Flat, &[]),
    (PayloadPlace::Root("x"), &["x"]),
];
const METHODS: [Method; 2] = [Method::GET, Method::HEAD];
const HEADERS: [&str; 4] = ["content-type", "x-tt-logid", "retry-after", "x-ogw-ratelimit-reset"];

fuzz_target!(|input: &[u8]| {
    let Some(at) = input.iter().position(|&byte| byte == b'\n') else { return };
    let (head, body) = (&input[..at], &input[at + 1..]);
    let [status, place, method, header @ ..] = head else { return };
    let status = StatusCode::from_u16(STATUSES[*status as usize % STATUSES.len()]).unwrap();
    let (place, keys) = PLACES[*place as usize % PLACES.len()];
    let method = &METHODS[*method as usize % METHODS.len()];
    let headers: HeaderMap = HEADERS
        .into_iter()
        .filter_map(|name| Some((name.parse().ok()?, header.trim_ascii().try_into().ok()?)))
        .collect();
    let is_bare = body.is_empty()
        && status.is_success()
        && (*method == Method::HEAD || status == StatusCode::NO_CONTENT);

    let open = || fuzzing::open(method, place, status, headers.clone(), body);
    let value = match open() {
        Ok(mut reply) => Value::read(&mut reply, None),
        Err(error) => {
            assert_eq!(error.status(), Some(status));
            Err(error)
        }
    };
    if let Err(error) = &value {
        check_error(error);
    }
    if let Ok(whole) = serde_json::from_slice::<Value>(body) {
        check_value(&value, &whole, keys, status);
    } else if is_bare {
        assert!(open().is_ok() && value.is_err());
    } else if body.trim_ascii().is_empty() {
        assert!(open().is_err());
    }

    // Typed payloads: what does not fit is an error like any other, and shows nothing secret.
    let Ok(mut reply) = open() else { return };
    // The usual reply is read when its payload is, and what is no JSON is found then, or a second code.
    if <()>::read(&mut reply, None).is_err() {
        let whole = serde_json::from_slice::<Value>(body);
        return assert!(whole.is_err() || whole.is_ok_and(|whole| whole["code"] != 0));
    }
    let errors = [
        User::read(&mut reply, None).err(),
        Lists::read(&mut reply, None).err(),
        u64::read(&mut reply, None).err(),
    ];
    for error in errors.iter().flatten() {
        assert_eq!(error.kind(), ErrorKind::Decode);
        check_error(error);
    }
    let Ok(payload) = value else { return };
    if let (Value::String(_), Some(error)) = (&payload, &errors[2]) {
        let expected = "invalid type: string, expected u64 (";
        assert!(error.to_string().contains(expected), "{error}");
    }
    assert_eq!(error_with(&payload), error_with(&hidden(payload)));
});

type Lists = HashMap<String, Vec<i64>>;

/// What is said of a payload that has texts in place of lists.
fn error_with(payload: &Value) -> Option<String> {
    let (place, status) = (PayloadPlace::Data, StatusCode::OK);
    let body = serde_json::json!({ "code": 0, "data": payload }).to_string();
    let reply = fuzzing::open(&Method::GET, place, status, HeaderMap::new(), body.as_bytes());
    Lists::read(&mut reply.unwrap(), None).err().map(|error| error.to_string())
}

/// The same with other texts in place of those that may be secrets.
fn hidden(value: Value) -> Value {
    let is_secret = |text: &str| text.len() > 32 || text.starts_with("u-");
    match value {
        Value::String(text) if is_secret(&text) => "x".repeat(40).into(),
        Value::Array(items) => items.into_iter().map(hidden).collect(),
        Value::Object(fields) => {
            fields.into_iter().map(|(name, value)| (name, hidden(value))).collect()
        }
        value => value,
    }
}

/// Whatever a server sends, an error is one line.
fn check_error(error: &Error) {
    let line = error.to_string();
    assert!(!line.contains(|c: char| c.is_control()), "{line:?}");
    assert!(line.chars().count() < 1000, "{line}");
    assert!(!format!("{error:?}").contains('\n'));
    assert_eq!(error.code().is_some(), error.kind() == ErrorKind::Api);
}

/// Holds the verdict and the payload against the body as serde_json has it.
fn check_value(value: &Result<Value, Error>, whole: &Value, keys: &[&str], status: StatusCode) {
    let code = value.as_ref().err().and_then(Error::code);
    match &whole["code"] {
        Value::Null if whole.is_object() && keys.is_empty() && status.is_success() => {}
        Value::Number(number) if number.as_i64() == Some(0) => {}
        // The minus sign makes it a fraction to serde_json.
        Value::Number(number) if number.as_f64() == Some(0.0) => return,
        Value::Number(number) => {
            assert!(value.is_err());
            return assert_eq!(code, number.as_i64());
        }
        Value::String(text) => match text.parse() {
            Ok(0) => {}
            Ok(number) => return assert_eq!(code.unwrap_or(number), number),
            Err(_) => return,
        },
        _ => {
            let kind = if status.is_success() { ErrorKind::Decode } else { ErrorKind::Http };
            return assert_eq!(value.as_ref().unwrap_err().kind(), kind);
        }
    }
    assert_eq!(code, None);
    let mut expected = Some(whole);
    for key in keys {
        expected = match expected {
            Some(Value::Object(object)) => Some(object.get(*key).unwrap_or(&Value::Null)),
            Some(Value::Null) => Some(&Value::Null),
            _ => None,
        };
    }
    match (value, expected) {
        (Ok(value), expected) => assert_eq!(Some(value), expected),
        (Err(error), None) => assert_eq!(error.kind(), ErrorKind::Decode),
        (Err(error), Some(_)) => panic!("{error}"),
    }
}
