//! Reads what the platform says of a call that it refused: any bytes as the body, as its `error`
//! and as its message.
#![no_main]

use feishu_api::serde_json::{self, Value};
use feishu_api::{Error, HeaderMap, Method, PayloadPlace, StatusCode, fuzzing};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    open(input);

    let error = open(&[&br#"{"code":99991672,"msg":"no","error":"#[..], input, b"}"].concat());
    if let Ok(object) = serde_json::from_slice::<Value>(input) {
        let error = error.expect("an error");
        assert!(error.is_permission_denied() && error.msg() == Some("no"));
        let violations = |name: &str| object[name].as_array().cloned().unwrap_or_default();
        let named = violations("permission_violations");
        for scope in error.missing_scopes() {
            assert!(named.iter().any(|one| one["subject"] == **scope || one["scope"] == **scope));
        }
        for violation in named {
            if let Value::String(scope) = &violation["subject"] {
                let is_full = error.missing_scopes().len() == 100;
                assert!(scope.is_empty() || is_full || error.missing_scopes().contains(scope));
            }
        }
        assert_eq!(error.field_violations().len(), violations("field_violations").len());
    }

    // Without the list, the message may have one.
    let text = String::from_utf8_lossy(input);
    let body = serde_json::json!({ "code": 99991672, "msg": text, "log_id": text });
    let error = open(body.to_string().as_bytes()).expect("an error");
    let some_text = Some(&*text).filter(|text| !text.is_empty());
    assert_eq!((error.msg(), error.log_id()), (some_text, some_text));
    for scope in error.missing_scopes() {
        assert!(text.contains(&**scope) && !scope.contains([',', '[', ']', ' ']), "{scope}");
    }
});

fn open(body: &[u8]) -> Option<Error> {
    let (place, status) = (PayloadPlace::Data, StatusCode::BAD_REQUEST);
    let error = fuzzing::open(&Method::GET, place, status, HeaderMap::new(), body).err()?;
    let line = error.to_string();
    assert!(!line.contains(|c: char| c.is_control()), "{line:?}");
    assert!(line.chars().count() < 1000, "{line}");
    assert!(!format!("{error:?}").contains('\n'));
    let scopes = error.missing_scopes();
    for (index, scope) in scopes.iter().enumerate() {
        assert!(!scope.is_empty() && !scopes[..index].contains(scope), "{scopes:?}");
    }
    Some(error)
}
