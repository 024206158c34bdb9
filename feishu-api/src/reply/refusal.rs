//! What the platform says of a call that it refused.

use serde_json::Value;

use super::json::{pick, some_text};
use crate::error::FieldViolation;

/// The app lacks a permission, or the user has not granted it.
const LACKS_SCOPE: [i64; 2] = [99991672, 99991679];

/// What the platform says of a call that it refused.
#[derive(Debug, Clone, Default)]
pub(crate) struct ErrorReply {
    pub(crate) code: Option<i64>,
    pub(crate) msg: Option<String>,
    pub(crate) log_id: Option<String>,
    /// The permissions that are missing.
    pub(crate) scopes: Vec<String>,
    pub(crate) fields: Vec<FieldViolation>,
}

/// No endpoint has as many permissions.
const MOST_SCOPES: usize = 100;

impl ErrorReply {
    /// Every part is optional, some have two spellings, and none is worth losing the others for.
    pub(super) fn read(code: Option<i64>, body: &[u8]) -> ErrorReply {
        let body = String::from_utf8_lossy(body);
        let keys = ["msg", "message", "error_description", "error", "log_id"];
        let [msg, message, description, error, log_id] =
            pick(body.as_bytes(), keys).unwrap_or_default();
        let error: Value =
            error.and_then(|error| serde_json::from_str(error.get()).ok()).unwrap_or_default();
        let text =
            |value: &Value| value.as_str().filter(|text| !text.is_empty()).map(str::to_owned);
        let violations = |name: &str| error[name].as_array().into_iter().flatten();
        let mut scopes: Vec<String> = Vec::new();
        for violation in violations("permission_violations") {
            let scope = text(&violation["subject"]).or_else(|| text(&violation["scope"]));
            scopes.extend(scope.filter(|scope| !scopes.contains(scope)));
            if scopes.len() == MOST_SCOPES {
                break;
            }
        }
        let msg = [msg, message, description]
            .into_iter()
            .find_map(some_text)
            .or_else(|| text(&error))
            .or_else(|| text(&error["message"]));
        if scopes.is_empty() && code.is_some_and(|code| LACKS_SCOPE.contains(&code)) {
            scopes = msg.as_deref().map(listed_scopes).unwrap_or_default();
        }
        ErrorReply {
            code,
            msg,
            log_id: text(&error["log_id"])
                .or_else(|| text(&error["logid"]))
                .or_else(|| some_text(log_id)),
            scopes,
            fields: violations("field_violations")
                .map(|violation| FieldViolation {
                    field: text(&violation["field"]).unwrap_or_default(),
                    description: text(&violation["description"]).unwrap_or_default(),
                })
                .collect(),
        }
    }
}

/// The permissions that a message lists, `[a:b, c:d]`, for want of a list that is made for programs.
fn listed_scopes(msg: &str) -> Vec<String> {
    let list = msg.split_once('[').and_then(|(_, rest)| rest.split_once(']'));
    let scopes = list.map_or("", |(list, _)| list).split(',').map(str::trim);
    let is_scope = |scope: &&str| {
        let is_part = |c: char| c.is_ascii_alphanumeric() || ":._-".contains(c);
        scope.contains(':') && scope.chars().all(is_part)
    };
    let mut found: Vec<String> = Vec::new();
    for scope in scopes.filter(is_scope).take(MOST_SCOPES) {
        if !found.iter().any(|known| known == scope) {
            found.push(scope.to_owned());
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn permissions_are_found_in_the_message_if_nowhere_else() {
        let read = |code, body: &str| ErrorReply::read(Some(code), body.as_bytes()).scopes;
        let msg = r#"{"msg": "Access denied: [im:message, im:message.group_msg, no scope, im:message]. See [x:y]"}"#;
        assert_eq!(read(99991672, msg), ["im:message", "im:message.group_msg"]);
        assert_eq!(read(99991679, msg), ["im:message", "im:message.group_msg"]);
        assert!(read(99991663, msg).is_empty());
        let both = r#"{"msg": "[a:b]", "error": {"permission_violations": [{"subject": "c:d"}]}}"#;
        assert_eq!(read(99991672, both), ["c:d"]);
        for none in ["", "[", "]a:b[", "[]", "[,]"] {
            let body = serde_json::json!({ "msg": none }).to_string();
            assert!(read(99991672, &body).is_empty(), "{none}");
        }
    }
}
