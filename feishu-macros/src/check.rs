//! The rules that need a whole method or a whole trait.

mod body;
mod names;
mod page;

use syn::Type;

use crate::attr::argument::Role;
use crate::errors::{At, Errors};
use crate::model::{Api, Argument, Method};
use crate::path::is_plain_http;
use crate::read::argument::peel;

pub(crate) use names::is_reserved;
pub(crate) use page::TokenPlace;

pub(crate) fn check(api: &Api, errors: &mut Errors) {
    for method in &api.methods {
        endpoint(method, errors);
        path(method, errors);
        body::body(method, errors);
        names::setters(method, errors);
        names::headers(method, errors);
        names::wire_names(method, errors);
        page::paging(method, errors);
        key(method, errors);
        answer(method, errors);
    }
    encryption(api, errors);
}

fn endpoint(method: &Method, errors: &mut Errors) {
    if !method.has_token {
        errors.help(
            &method.ident,
            format_args!("method `{}` does not say which access token it needs", method.ident),
            "add `#[token(Tenant)]`, `#[token(User)]`, `#[token(Tenant, User)]`, `#[token(App)]` or `#[token(None)]`, or a default for the trait: `#[feishu_api(token(Tenant))]`",
        );
    }
}

/// A token is a secret: it goes over an encrypted connection, or stays on this machine.
fn encryption(api: &Api, errors: &mut Errors) {
    let takes_token = |method: &&Method| method.tokens.iter().any(|kinds| !kinds.is_empty());
    for method in api.methods.iter().filter(takes_token) {
        if is_plain_http(&method.path.template) {
            errors.help(
                At(method.path.host.unwrap_or(method.path.place)),
                "a token would be sent without TLS",
                "write `https://`, or `token(None)`",
            );
            // The host of the trait is one mistake, however many methods there are.
            if method.path.host.is_some() {
                return;
            }
        }
    }
}

/// Placeholders and `#[path]` arguments are the same names.
fn path(method: &Method, errors: &mut Errors) {
    for argument in method.having(Role::Path).filter(|argument| argument.optional) {
        errors.help(
            &argument.ty,
            "a path parameter cannot be optional",
            "take the value itself: without it the path would be another endpoint's",
        );
    }
    for (role, what) in [(Role::Path, "path parameter"), (Role::Header, "header")] {
        for list in method.having(role).filter_map(|argument| list_type(&argument.ty)) {
            errors.help(
                list,
                format_args!("a {what} is one value, not a list"),
                "take one value, or send the list as `#[query]`",
            );
        }
    }
    let Some(placeholders) = &method.path.placeholders else { return };
    let given: Vec<&Argument> = method.having(Role::Path).collect();
    // A name that could not be read may be any of the placeholders.
    if given.iter().any(|argument| !argument.is_sound) {
        return;
    }
    // What is wrong with an argument of that name has been reported, and may be its role.
    let fills = |argument: &Argument, name: &str| {
        argument.wire == name && (argument.role == Some(Role::Path) || !argument.is_sound)
    };
    let unfilled: Vec<&str> = placeholders
        .iter()
        .map(String::as_str)
        .filter(|name| !method.arguments.iter().any(|argument| fills(argument, name)))
        .collect();
    let unused: Vec<&Argument> =
        given.into_iter().filter(|argument| !placeholders.contains(&argument.wire)).collect();
    // One of each is one mistake: a name that is spelt in two ways.
    if let ([name], [argument]) = (&unfilled[..], &unused[..]) {
        errors.help(
            At(argument.wire_place),
            format_args!("the path has no placeholder `{{{}}}`", argument.wire),
            format_args!(
                "did you mean `{{{name}}}`? write `#[path(\"{name}\")] {}: ...`, or rename one of the two",
                argument.ident
            ),
        );
        return;
    }
    for name in unfilled {
        let is_keyword = syn::parse_str::<syn::Ident>(name).is_err();
        let named = method.arguments.iter().find(|argument| argument.wire == name);
        let help = match named.and_then(|argument| argument.role) {
            Some(role) => {
                format!("argument `{name}` is marked `#[{}]`; mark it `#[path]`", role.name())
            }
            None if is_keyword => {
                format!("add the argument `#[path(\"{name}\")] {name}_: &str`")
            }
            None => format!("add the argument `#[path] {name}: &str`"),
        };
        errors.help(
            At(method.path.place),
            format_args!("placeholder `{{{name}}}` has no `#[path]` argument"),
            help,
        );
    }
    for argument in unused {
        errors.help(
            At(argument.wire_place),
            format_args!("the path has no placeholder `{{{}}}`", argument.wire),
            format_args!("write `{{{}}}` where it goes into the path", argument.wire),
        );
    }
}

fn list_type(ty: &Type) -> Option<&Type> {
    match peel(ty) {
        Type::Reference(reference) => list_type(&reference.elem),
        Type::Slice(_) | Type::Array(_) => Some(ty),
        Type::Path(path) if path.path.segments.last()?.ident == "Vec" => Some(ty),
        _ => None,
    }
}

/// One argument at most is the idempotency key, and that is a text of one call's own.
fn key(method: &Method, errors: &mut Errors) {
    let mut keys = method.arguments.iter().filter(|argument| argument.key);
    for key in keys.clone().filter(|key| key.is_sound && is_no_text(&key.ty)) {
        let help = format!("write `{}: Option<&str>`", key.ident);
        errors.help(&key.ty, "a `key` is one text", help);
    }
    let Some(first) = keys.next() else { return };
    if method.facts.has_paging {
        errors.help(
            &first.ident,
            "each page would be sent with the same key",
            "remove `key`: what only reads can be repeated without one",
        );
    }
    if let Some(second) = keys.next() {
        errors.help(
            &second.ident,
            format_args!("second `key`: `{}` is already the idempotency key", first.ident),
            "mark the one that the documentation describes so",
        );
    }
}

/// Whether the type is a list, a number or a `bool`.
fn is_no_text(ty: &Type) -> bool {
    const VALUES: &[&str] = &[
        "bool", "f32", "f64", "i8", "i16", "i32", "i64", "i128", "isize", "u8", "u16", "u32",
        "u64", "u128", "usize",
    ];
    match peel(ty) {
        Type::Reference(reference) => is_no_text(&reference.elem),
        Type::Path(path) if VALUES.iter().any(|value| path.path.is_ident(value)) => true,
        _ => list_type(ty).is_some(),
    }
}

/// What is not JSON has no fields to look for the payload in.
fn answer(method: &Method, errors: &mut Errors) {
    let is_whole_body = match peel(&method.payload) {
        Type::Path(path) => path.path.segments.last().is_some_and(|last| {
            ["Download", "Bytes", "EventStream"].iter().any(|name| last.ident == name)
        }),
        _ => false,
    };
    if let (Some(place), true) = (method.facts.response, is_whole_body) {
        errors.help(At(place), "the whole body is the answer", "remove `#[response]`");
    }
}

impl Method {
    fn having(&self, role: Role) -> impl Iterator<Item = &Argument> {
        self.arguments.iter().filter(move |argument| argument.role == Some(role))
    }
}
