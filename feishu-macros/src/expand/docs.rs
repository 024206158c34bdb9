//! The documentation of what is generated.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::ext::IdentExt;

use crate::attr::argument::Role;
use crate::attr::units::Rate;
use crate::model::{Api, Argument, Method};

/// For the client, its constructor and its list of endpoints.
pub(super) fn client(api: &Api) -> (String, String, String) {
    let name = api.ident.unraw();
    (
        format!(
            "The client of [`{name}`]: a cheap handle that shares the connections and tokens of the client it is made from."
        ),
        format!(" Makes a client of [`{name}`] that sends as the identity of `client`."),
        format!(" The endpoints of [`{name}`], in the order of their declaration."),
    )
}

/// A paragraph below the author's own: what is sent where, and what it takes.
pub(super) fn method(method: &Method) -> TokenStream {
    let line = format!(" {}", summary(method));
    quote!(#[doc = ""] #[doc = #line])
}

pub(super) fn call(api: &Api, method: &Method) -> String {
    let (api, name) = (api.ident.unraw(), method.ident.unraw());
    format!(" A call of [`{api}::{name}`], to be awaited.\n\n {}", summary(method))
}

/// `` `POST /a/{b}` · tenant token · 10/min · scope `c` · [documentation](...). Answers [`D`]. ``
fn summary(method: &Method) -> String {
    let mut parts = vec![format!("`{} {}`", method.verb.name(), method.path.template)];
    if let Some(kinds) = &method.tokens {
        let names: Vec<String> = kinds.iter().map(|kind| kind.name().to_lowercase()).collect();
        parts.push(match names.is_empty() {
            true => "no token".to_owned(),
            false => format!("{} token", names.join(" or ")),
        });
    }
    for rate in &method.rates {
        parts.push(match rate {
            Rate::Calls { count, per } => match per.as_secs() {
                60 => format!("{count}/min"),
                3600 => format!("{count}/h"),
                0 => format!("{count}/ms"),
                _ => format!("{count}/s"),
            },
            Rate::Special => "special rate limit".to_owned(),
        });
    }
    match &method.scopes[..] {
        [] => {}
        [scope] => parts.push(format!("permission `{scope}`")),
        scopes => {
            let scopes: Vec<String> = scopes.iter().map(|scope| format!("`{scope}`")).collect();
            parts.push(format!("any one permission of {}", scopes.join(", ")));
        }
    }
    if let Some(link) = &method.docs {
        parts.push(format!("[documentation]({link})"));
    }
    format!("{}. {}", parts.join(" · "), answer(method))
}

fn answer(method: &Method) -> String {
    let payload = method.payload.to_token_stream().to_string().replace(' ', "");
    match &method.payload {
        syn::Type::Tuple(tuple) if tuple.elems.is_empty() => "Answers with nothing.".to_owned(),
        syn::Type::Path(path) if path.path.segments.iter().all(|s| s.arguments.is_none()) => {
            format!("Answers with [`{payload}`].")
        }
        _ => format!("Answers with `{payload}`."),
    }
}

/// What a setter sends, below the author's own words.
pub(super) fn setter(argument: &Argument) -> TokenStream {
    let wire = &argument.wire;
    let sent = match argument.role {
        Some(Role::Query) => format!(" Sent as the query parameter `{wire}`."),
        Some(Role::Header) => format!(" Sent as the header `{wire}`."),
        Some(Role::Field) => format!(" Sent as the field `{wire}` of the body."),
        Some(Role::Body) => " Sent as the body.".to_owned(),
        Some(Role::Path) | None => String::new(),
    };
    let sent = match &argument.default {
        Some(default) => {
            format!("{sent} If it is not set, `{}` is sent.", default.to_token_stream())
        }
        None => sent,
    };
    quote!(#[doc = ""] #[doc = #sent])
}
