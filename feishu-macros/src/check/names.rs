//! Names that are taken: by every call, by the client, by another argument.

use syn::ext::IdentExt;

use crate::attr::argument::{Role, Style, is_token_character};
use crate::errors::{At, Errors};
use crate::model::{Argument, Method};

/// What every call has already; options that calls get later begin with `with_`.
const RESERVED_SETTERS: &[&str] = &["send", "items", "pages", "ready"];

/// Headers that the client writes itself, with what to do instead.
const RESERVED_HEADERS: &[(&str, &str)] = &[
    ("authorization", "it is made from the access token: see `#[token(...)]`"),
    ("content-length", "it is made from the body"),
    ("host", "it is made from the URL: see `host = \"https://...\"`"),
    ("transfer-encoding", "it is made from the body"),
    ("connection", "it belongs to the connection, which calls share"),
];

/// Whether every call has a method of this name already.
pub(crate) fn is_reserved(setter: &str) -> bool {
    RESERVED_SETTERS.contains(&setter) || setter.starts_with("with_")
}

/// Optional arguments become methods of the call.
pub(super) fn setters(method: &Method, errors: &mut Errors) {
    for argument in &method.arguments {
        let name = argument.ident.unraw().to_string();
        if argument.optional && is_reserved(&name) {
            let message = match name.starts_with("with_") {
                true => {
                    "names that begin with `with_` are kept for options of every call".to_owned()
                }
                false => format!("`{name}` is a method of every call"),
            };
            errors.help(&argument.ident, message, renamed(argument, &name));
        }
        if let (Some(default), false) = (&argument.default, argument.optional) {
            errors.help(
                default,
                format_args!("`default` on `{name}`, which has to be given in every call"),
                format_args!("make it optional: `{name}: Option<...>`"),
            );
        }
    }
}

/// How to write an argument under another name, so that what is sent stays.
fn renamed(argument: &Argument, name: &str) -> String {
    let role = argument.role.unwrap_or(Role::Query);
    // These have no name on the wire.
    if role == Role::Body || argument.style == Style::Flatten {
        return "rename the argument".to_owned();
    }
    let mut options = vec![format!("\"{}\"", argument.wire)];
    options.extend(argument.style.name().map(str::to_owned));
    options.extend(argument.key.then(|| "key".to_owned()));
    options.extend(argument.default.is_some().then(|| "default = ...".to_owned()));
    let free = match name.trim_start_matches("with_") {
        "" => "with".to_owned(),
        rest => format!("{rest}_"),
    };
    format!(
        "rename the argument and keep its name on the wire: `#[{}({})] {free}: ...`",
        role.name(),
        options.join(", ")
    )
}

pub(super) fn headers(method: &Method, errors: &mut Errors) {
    let fixed = method.facts.headers.iter().map(|(name, _)| (name.value(), name.span()));
    let given = method.having(Role::Header).map(|a| (a.wire.clone(), a.wire_place));
    let has_parts = method.having(Role::Part).next().is_some();
    let mut seen: Vec<String> = Vec::new();
    for (name, place) in fixed.chain(given) {
        // An empty name has been reported already.
        if !name.is_empty() && !name.chars().all(is_token_character) {
            errors.help(
                At(place),
                format_args!("`{name}` is not a header name"),
                "a header name has letters, digits and `-`, like `X-Request-Id`",
            );
            continue;
        }
        let lower = name.to_ascii_lowercase();
        let reserved = RESERVED_HEADERS.iter().find(|(reserved, _)| *reserved == lower);
        // It holds the boundary between the parts, which only the client knows.
        let of_parts =
            (has_parts && lower == "content-type").then_some("it is made from the parts");
        if let Some(why) = reserved.map(|(_, why)| *why).or(of_parts) {
            errors.help(At(place), format_args!("`{name}` is set by the client"), why);
        }
        if seen.contains(&lower) {
            errors.at(At(place), format_args!("duplicate header `{name}`"));
        }
        seen.push(lower);
    }
    for (_, value) in &method.facts.headers {
        if !value.value().chars().all(|c| matches!(c, ' '..='~')) {
            errors.at(value, "a header value has visible ASCII characters only");
        }
    }
}

pub(super) fn wire_names(method: &Method, errors: &mut Errors) {
    const REPEATED: &str = "one argument sends one parameter; a list sends it repeatedly";
    for (role, what, help) in [
        (Role::Path, "path parameter", "each placeholder is filled once"),
        (Role::Query, "query parameter", REPEATED),
        (Role::Field, "field", "one argument sends one field; a list is one field"),
        (Role::Form, "field", REPEATED),
        (Role::Part, "part", "give each part a name of its own"),
    ] {
        let mut seen: Vec<&str> = Vec::new();
        // What is spread has names of its own.
        for argument in method.having(role).filter(|argument| argument.style != Style::Flatten) {
            if seen.contains(&argument.wire.as_str()) {
                let message = format!("duplicate {what} `{}`", argument.wire);
                errors.help(At(argument.wire_place), message, help);
            }
            seen.push(&argument.wire);
        }
    }
}
