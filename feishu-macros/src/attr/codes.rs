//! `#[codes(rate_limit(230020), retry(44025), partial(44054, 44055))]`: what an endpoint's own codes
//! mean.

use super::list::List;
use crate::errors::Errors;

/// The meanings, and the classes of errors that the runtime has for them.
const MEANINGS: &[(&str, &str)] = &[
    ("token", "Token"),
    ("rate_limit", "RateLimited"),
    ("retry", "Busy"),
    ("unavailable", "Unavailable"),
    ("partial", "Partial"),
    ("quota", "Quota"),
    ("permission", "Permission"),
    ("login", "Login"),
];

const FORMS: &[&str] = &[
    "token(...)",
    "rate_limit(...)",
    "retry(...)",
    "unavailable(...)",
    "partial(...)",
    "quota(...)",
    "permission(...)",
    "login(...)",
];

/// A code and its class.
pub(crate) type Code = (i64, &'static str);

/// The inside of `codes(...)`, on a method or on the trait.
pub(super) fn read(mut list: List, errors: &mut Errors) -> Vec<Code> {
    let mut codes: Vec<Code> = Vec::new();
    if list.is_empty() {
        let help = format!("write {}", list.with("rate_limit(230020), retry(44025)"));
        list.missing("codes and what they mean", &help, errors);
    }
    for (meaning, class) in MEANINGS {
        let Some(mut list) = list.call(meaning) else { continue };
        if list.is_empty() {
            list.missing("a code", &format!("write `{meaning}(230020)`"), errors);
        }
        for (code, place) in list.numbers() {
            if code == 0 {
                let message = "code 0 means success on every endpoint";
                errors.help(&place, message, "name the codes of failures");
            } else if codes.iter().any(|(known, _)| *known == code) {
                let message = format!("code {code} is listed twice");
                errors.help(&place, message, "a code has one meaning");
            } else {
                codes.push((code, class));
            }
        }
        list.finish_with("a code is a whole number, like `230020`", errors);
    }
    list.finish(FORMS, errors);
    codes
}

/// A method's codes, and those of its trait that it does not give another meaning.
pub(crate) fn with_defaults(mut own: Vec<Code>, defaults: &[Code]) -> Vec<Code> {
    for default in defaults {
        if !own.iter().any(|(code, _)| *code == default.0) {
            own.push(*default);
        }
    }
    own
}
