//! `#[token(Tenant, User)]`: which kinds of access token an endpoint takes.

use std::collections::BTreeSet;

use super::list::List;
use crate::errors::Errors;
use crate::suggest;

/// In the order in which the bounds of the generated code name them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    Tenant,
    User,
    App,
}

impl Kind {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Kind::Tenant => "Tenant",
            Kind::User => "User",
            Kind::App => "App",
        }
    }
}

/// The kinds that an endpoint takes; empty for an endpoint without a token.
pub(crate) type Kinds = BTreeSet<Kind>;

const NAMES: &[&str] = &["Tenant", "User", "App", "None"];

/// Reads the kinds; nothing if there is none that can be understood.
pub(crate) fn read(mut list: List, errors: &mut Errors) -> Option<Kinds> {
    if list.is_empty() {
        let several = ["Tenant", "User", "Tenant, User", "App"].map(|kinds| list.with(kinds));
        let help = format!("write {} or {}", several.join(", "), list.with("None"));
        list.missing("a kind of token", &help, errors);
        return None;
    }
    let mut kinds = Kinds::new();
    let mut none = None;
    for name in list.names() {
        let kind = match name.to_string().as_str() {
            "Tenant" => Kind::Tenant,
            "User" => Kind::User,
            "App" => Kind::App,
            "None" => {
                if none.is_some() {
                    errors.at(&name, "token kind `None` is listed twice");
                }
                none = Some(name);
                continue;
            }
            other => {
                let help = suggest::help(other, NAMES);
                errors.help(&name, format_args!("unknown token kind `{other}`"), help);
                continue;
            }
        };
        if !kinds.insert(kind) {
            errors.at(&name, format_args!("token kind `{name}` is listed twice"));
        }
    }
    list.finish(NAMES, errors);
    match none {
        Some(none) if !kinds.is_empty() => {
            errors.help(
                &none,
                "`None` excludes other token kinds",
                "list the kinds that the endpoint takes, or `None` alone if it takes no token",
            );
            Some(kinds)
        }
        Some(_) => Some(kinds),
        None => Some(kinds).filter(|kinds| !kinds.is_empty()),
    }
}
