//! The documentation of what is generated.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::ext::IdentExt;

use crate::attr::argument::{Role, Style};
use crate::attr::units::Rate;
use crate::model::{Api, Argument, Method};
use crate::read::argument::peel;

/// For the client, its constructor and its list of endpoints.
pub(super) fn client(api: &Api) -> (String, String, String) {
    let name = api.ident.unraw();
    let implements = match &api.implementers()[..] {
        [] => format!(
            "Its methods take tokens that no single identity carries, so that it does not implement [`{name}`]: split the trait if it should."
        ),
        [one] => format!("Implements [`{name}`] for `{one}`."),
        _ => format!("Implements [`{name}`] for every identity."),
    };
    (
        format!(
            " The client of [`{name}`]: a cheap handle that shares the connections and tokens of the client it is made from.\n\n {implements}"
        ),
        format!(" Makes a client of [`{name}`] that sends as the identity of `client`."),
        format!(" The endpoints of [`{name}`], in the order of their declaration."),
    )
}

/// Below the author's own words: what the arguments mean and where they go, what is optional, and
/// what the endpoint takes.
pub(super) fn method(method: &Method) -> TokenStream {
    let mut lines = vec![String::new()];
    let (optional, required): (Vec<_>, Vec<_>) =
        method.arguments.iter().partition(|argument| argument.optional);
    for argument in &required {
        let about = text(&argument.docs).replace('\n', " ");
        let about = if about.is_empty() { String::new() } else { format!(" — {about}") };
        lines.push(format!(" - `{}` ({}){about}", argument.ident.unraw(), place(argument)));
    }
    if !required.is_empty() {
        lines.push(String::new());
    }
    if !optional.is_empty() {
        let setters = optional.iter().map(|argument| {
            let name = argument.ident.unraw();
            format!("[`{name}`]({}::{})", method.call, argument.ident)
        });
        lines.push(format!(" Optional: {}.", setters.collect::<Vec<_>>().join(", ")));
        lines.push(String::new());
    }
    lines.push(format!(" {}", summary(method)));
    quote!(#(#[doc = #lines])*)
}

/// The text of doc comments.
fn text(docs: &[syn::Attribute]) -> String {
    let lines = docs.iter().filter_map(|attribute| match &attribute.meta {
        syn::Meta::NameValue(syn::MetaNameValue {
            value: syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(line), .. }),
            ..
        }) => Some(line.value().trim().to_owned()),
        _ => None,
    });
    lines.collect::<Vec<_>>().join("\n").trim().to_owned()
}

/// Where an argument goes.
fn place(argument: &Argument) -> String {
    let wire = &argument.wire;
    match argument.role {
        Some(Role::Path) => format!("in the path, `{{{wire}}}`"),
        Some(Role::Query) => match argument.style {
            Style::Repeated => format!("query parameter `{wire}`"),
            Style::Csv => format!("query parameter `{wire}`, with commas between values"),
            Style::Json => format!("query parameter `{wire}`, as JSON"),
            Style::Flatten => "query parameters named after its fields".to_owned(),
        },
        Some(Role::Header) => format!("header `{wire}`"),
        Some(Role::Field) => match argument.style {
            Style::Flatten => "fields of the body named after its fields".to_owned(),
            _ => format!("field `{wire}` of the body"),
        },
        Some(Role::Form) => format!("field `{wire}` of the form"),
        Some(Role::Part) => match argument.style {
            Style::Json => format!("part `{wire}` of the body, as JSON"),
            _ => format!("part `{wire}` of the body"),
        },
        Some(Role::Body) => match &argument.content {
            Some(media_type) => format!("the body, as it is (`{media_type}`)"),
            None => "the body".to_owned(),
        },
        None => String::new(),
    }
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
    if let Some(name) = &method.facts.credential {
        parts.push(format!("credential `{}`", name.unraw()));
    }
    for rate in &method.facts.rates {
        parts.push(match rate {
            Rate::Calls { count, per } => match per.as_secs() {
                60 => format!("{count}/min"),
                3600 => format!("{count}/h"),
                _ => format!("{count}/s"),
            },
            Rate::Special => "special rate limit".to_owned(),
        });
    }
    match &method.facts.scopes[..] {
        [] => {}
        [scope] => parts.push(format!("permission `{scope}`")),
        scopes => {
            let scopes: Vec<String> = scopes.iter().map(|scope| format!("`{scope}`")).collect();
            parts.push(format!("any one permission of {}", scopes.join(", ")));
        }
    }
    if let Some(key) = method.arguments.iter().find(|argument| argument.key) {
        parts.push(format!("idempotency key `{}`", key.wire));
    }
    if method.facts.idempotent {
        parts.push("safe to repeat".to_owned());
    }
    if let Some(link) = &method.facts.docs {
        parts.push(format!("[documentation](<{}>)", link.value()));
    }
    format!("{}. {}", parts.join(" · "), answer(method))
}

fn answer(method: &Method) -> String {
    let payload = method.payload.to_token_stream().to_string();
    let payload =
        payload.replace(" :: ", "::").replace(" < ", "<").replace(" >", ">").replace(" ,", ",");
    match peel(&method.payload) {
        syn::Type::Tuple(tuple) if tuple.elems.is_empty() => "Answers with nothing.".to_owned(),
        syn::Type::Path(path) if path.path.segments.iter().all(|s| s.arguments.is_none()) => {
            format!("Answers with [`{payload}`](type@{payload}).")
        }
        _ => format!("Answers with `{payload}`."),
    }
}

/// What a setter sends, below the author's own words.
pub(super) fn setter(argument: &Argument) -> TokenStream {
    let place = place(argument);
    let sent = match &argument.default {
        _ if argument.key => format!(" Sent as {place}; a random UUID if it is not set."),
        Some(default) => {
            format!(" Sent as {place}; `{}` if it is not set.", default.to_token_stream())
        }
        None => format!(" Sent as {place}."),
    };
    quote!(#[doc = ""] #[doc = #sent])
}
