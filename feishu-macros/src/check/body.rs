//! The body is one thing: one value, the fields of a JSON object or a form, or parts.

use crate::attr::argument::Role;
use crate::errors::Errors;
use crate::model::{Argument, Method};

pub(super) fn body(method: &Method, errors: &mut Errors) {
    let roles = [Role::Part, Role::Body, Role::Field, Role::Form];
    let sent = method.arguments.iter().filter(|a| a.role.is_some_and(|role| roles.contains(&role)));
    let sent: Vec<&Argument> = sent.collect();
    // What cannot be sent at all need not be one thing.
    if is_refused(method, &sent, errors) {
        return;
    }
    let Some(first) = roles.into_iter().find_map(|role| method.having(role).next()) else { return };
    for other in sent {
        let (Some(kind), Some(role)) = (first.role, other.role) else { continue };
        if std::ptr::eq(first, other) || kind == role && kind != Role::Body {
            continue;
        }
        let message = match (kind, role) {
            (Role::Body, Role::Body) => {
                format!("second `#[body]` argument: `{}` is already the body", first.ident)
            }
            (Role::Body, _) => format!(
                "`#[{}]` beside `#[body]`: `{}` is already the whole body",
                role.name(),
                first.ident
            ),
            _ => format!(
                "`#[{}]` beside `#[{}]`: a body is JSON, a form or parts, and not two of them",
                role.name(),
                kind.name()
            ),
        };
        let help = match (kind, role) {
            _ if first.content.is_some() || other.content.is_some() => {
                "send each as a `#[part]`".to_owned()
            }
            (Role::Body, Role::Body) => {
                "put both into one struct, or send each as a `#[field]`".to_owned()
            }
            (Role::Body, _) => format!(
                "make everything a `#[{}]`, or put the field into the struct of the body",
                role.name()
            ),
            (_, Role::Body) => format!("make everything a `#[{}]`", kind.name()),
            _ => "mark all of them alike, as the documentation's content type says".to_owned(),
        };
        errors.help(&other.ident, message, help);
    }
}

/// Reports the first argument that the verb has no place for.
fn is_refused(method: &Method, sent: &[&Argument], errors: &mut Errors) -> bool {
    let verb = method.verb;
    let may_have_body = verb.may_have_body() || method.facts.body_is_meant;
    let fits = |argument: &Argument| match argument.role {
        Some(Role::Part) => verb.may_have_parts(),
        _ => may_have_body,
    };
    let refused = sent.iter().find(|argument| !fits(argument));
    let Some(refused) = refused.filter(|_| method.has_verb) else { return false };
    match refused.role {
        Some(Role::Part) => errors.help(
            &refused.ident,
            format_args!("a `{}` request has no parts", verb.name()),
            "files are sent with `#[post]`, `#[put]` or `#[patch]`",
        ),
        _ => errors.help(
            &refused.ident,
            format_args!("a `{}` request has no body", verb.name()),
            format_args!("send it as `#[query]`, or a struct as `#[query(flatten)]`; if the documentation asks for a body, say so: `#[{}(\"...\", body)]`", verb.name().to_lowercase()),
        ),
    }
    true
}
