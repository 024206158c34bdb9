//! The rules that need a whole method or a whole trait.

use std::collections::HashMap;

use syn::ext::IdentExt;

use crate::attr::argument::{Role, Style, is_token_character};
use crate::attr::reply::PagingStyle;
use crate::errors::{At, Errors};
use crate::model::{Api, Argument, Method};
use crate::read::argument::{only_argument, peel};

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

pub(crate) fn check(api: &Api, errors: &mut Errors) {
    for method in &api.methods {
        endpoint(method, errors);
        path(method, errors);
        body(method, errors);
        setters(method, errors);
        headers(method, errors);
        wire_names(method, errors);
        paging(method, errors);
        key(method, errors);
    }
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
    let unfilled: Vec<&str> = placeholders
        .iter()
        .map(String::as_str)
        .filter(|name| given.iter().all(|argument| argument.wire != *name))
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
        let help = match method.arguments.iter().find(|argument| argument.wire == name) {
            Some(Argument { role: Some(role), .. }) => {
                format!("argument `{name}` is marked `#[{}]`; mark it `#[path]`", role.name())
            }
            Some(_) => format!("mark argument `{name}` with `#[path]`"),
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

fn list_type(ty: &syn::Type) -> Option<&syn::Type> {
    match peel(ty) {
        syn::Type::Reference(reference) => list_type(&reference.elem),
        syn::Type::Slice(_) | syn::Type::Array(_) => Some(ty),
        syn::Type::Path(path) if path.path.segments.last()?.ident == "Vec" => Some(ty),
        _ => None,
    }
}

/// The body is one thing: one value, the fields of a JSON object or a form, or parts.
fn body(method: &Method, errors: &mut Errors) {
    let parts: Vec<(Role, &Argument)> = [Role::Body, Role::Field, Role::Form, Role::Part]
        .into_iter()
        .flat_map(|role| method.having(role).map(move |argument| (role, argument)))
        .collect();
    if let [(kind, first), rest @ ..] = &parts[..] {
        for (role, argument) in rest {
            match (kind, role) {
                (Role::Body, Role::Body) => errors.help(
                    &argument.ident,
                    format_args!(
                        "second `#[body]` argument: `{}` is already the body",
                        first.ident
                    ),
                    "put both into one struct, or send each as a `#[field]`",
                ),
                (Role::Body, _) => errors.help(
                    &argument.ident,
                    format_args!(
                        "`#[{}]` beside `#[body]`: `{}` is already the whole body",
                        role.name(),
                        first.ident
                    ),
                    "make everything a `#[field]`, or put the field into the struct of the body",
                ),
                _ if kind == role => {}
                _ => errors.help(
                    &argument.ident,
                    format_args!(
                        "`#[{}]` beside `#[{}]`: a body is JSON, a form or parts, and not two of them",
                        role.name(),
                        kind.name()
                    ),
                    "mark all of them alike, as the documentation's content type says",
                ),
            }
        }
    }
    if method.has_verb && !method.verb.may_have_parts() {
        for argument in method.having(Role::Part) {
            errors.help(
                &argument.ident,
                format_args!("a `{}` request has no parts", method.verb.name()),
                "files are sent with `#[post]`, `#[put]` or `#[patch]`",
            );
        }
    }
    if method.has_verb && !method.verb.may_have_body() && !method.facts.body_is_meant {
        for (_, argument) in parts.into_iter().filter(|(role, _)| *role != Role::Part) {
            errors.help(
                &argument.ident,
                format_args!("a `{}` request has no body", method.verb.name()),
                format_args!("send it as `#[query]`, or a struct as `#[query(flatten)]`; if the documentation asks for a body, say so: `#[{}(\"...\", body)]`", method.verb.name().to_lowercase()),
            );
        }
    }
}

/// Whether every call has a method of this name already.
pub(crate) fn is_reserved(setter: &str) -> bool {
    RESERVED_SETTERS.contains(&setter) || setter.starts_with("with_")
}

/// Optional arguments become methods of the call.
fn setters(method: &Method, errors: &mut Errors) {
    for argument in &method.arguments {
        let name = argument.ident.unraw().to_string();
        if argument.optional && is_reserved(&name) {
            errors.help(
                &argument.ident,
                format_args!("`{name}` is a method of every call"),
                format_args!(
                    "rename the argument and keep its name on the wire: `#[{}(\"{}\")] {}_: ...`",
                    argument.role.map_or("query", Role::name),
                    argument.wire,
                    name.strip_prefix("with_").unwrap_or(&name),
                ),
            );
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

fn headers(method: &Method, errors: &mut Errors) {
    let fixed = method.facts.headers.iter().map(|(name, _)| (name.value(), name.span()));
    let given = method.having(Role::Header).map(|a| (a.wire.clone(), a.wire_place));
    let mut seen = HashMap::new();
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
        if let Some((_, why)) = RESERVED_HEADERS.iter().find(|(reserved, _)| *reserved == lower) {
            errors.help(At(place), format_args!("`{name}` is set by the client"), why);
        }
        if seen.insert(lower, ()).is_some() {
            errors.at(At(place), format_args!("duplicate header `{name}`"));
        }
    }
    for (_, value) in &method.facts.headers {
        if !value.value().chars().all(|c| matches!(c, ' '..='~')) {
            errors.at(value, "a header value has visible ASCII characters only");
        }
    }
}

fn wire_names(method: &Method, errors: &mut Errors) {
    for (role, what) in [
        (Role::Path, "path parameter"),
        (Role::Query, "query parameter"),
        (Role::Field, "field"),
        (Role::Form, "field"),
        (Role::Part, "part"),
    ] {
        let mut seen: Vec<&str> = Vec::new();
        // What is spread has names of its own.
        for argument in method.having(role).filter(|argument| argument.style != Style::Flatten) {
            if seen.contains(&argument.wire.as_str()) {
                errors.help(
                    At(argument.wire_place),
                    format_args!("duplicate {what} `{}`", argument.wire),
                    "one argument sends one parameter; a list sends it repeatedly",
                );
            }
            seen.push(&argument.wire);
        }
    }
}

fn paging(method: &Method, errors: &mut Errors) {
    let is_page = only_argument(&method.payload, "Page").is_some();
    let Some(paging) = &method.facts.paging else {
        if is_page && !method.facts.has_paging {
            errors.help(
                &method.payload,
                "a page needs to know which field holds the items",
                "add `#[page(\"items\")]` to the method",
            );
        }
        return;
    };
    if !is_page && method.has_output {
        errors.help(
            &method.payload,
            "a method with `#[page]` answers with a page",
            "write `-> Result<Page<User>>` with the type of one item",
        );
    }
    // An argument without a role may be the one; what it lacks has been reported.
    let unclear = method.arguments.iter().any(|a| a.role.is_none() && a.wire == paging.token);
    let what = paging.style.what();
    match method.page_token() {
        None if unclear => {}
        None => errors.help(
            At(paging.span),
            format_args!("`#[page]` needs an argument that takes the {what} `{}`", paging.token),
            match paging.style {
                PagingStyle::Token => format!("add `#[query] {}: Option<&str>`, or name it: `#[page(\"items\", token = \"...\")]`, with dots if it is nested in a body", paging.token),
                PagingStyle::Offset | PagingStyle::Number => format!("add `#[query] {}: Option<u64>`", paging.token),
            },
        ),
        Some((token, _)) if paging.style == PagingStyle::Token && !token.optional && token.wire == paging.token => errors.help(
            &token.ty,
            "the page token must be optional: the first page has none",
            format_args!("write `{}: Option<&str>`", token.ident),
        ),
        Some(_) => {}
    }
}

/// One argument at most is the idempotency key.
fn key(method: &Method, errors: &mut Errors) {
    let mut keys = method.arguments.iter().filter(|argument| argument.key);
    if let (Some(first), Some(second)) = (keys.next(), keys.next()) {
        errors.help(
            &second.ident,
            format_args!("second `key`: `{}` is already the idempotency key", first.ident),
            "mark the one that the documentation describes so",
        );
    }
}

/// Where a page token goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TokenPlace {
    Query,
    Field,
    Form,
    Body,
}

impl TokenPlace {
    /// As the runtime has it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            TokenPlace::Query => "Query",
            TokenPlace::Field => "Field",
            TokenPlace::Form => "Form",
            TokenPlace::Body => "Body",
        }
    }
}

impl Method {
    /// The argument that takes the page token, or has it in it, and where that goes.
    pub(crate) fn page_token(&self) -> Option<(&Argument, TokenPlace)> {
        let paging = self.facts.paging.as_ref()?;
        let nested_in = paging.token.split_once('.').map(|(field, _)| field);
        let place = |argument: &Argument| match argument.role? {
            Role::Query if argument.style == Style::Repeated => Some(TokenPlace::Query),
            Role::Field => Some(TokenPlace::Field),
            Role::Form => Some(TokenPlace::Form),
            _ => None,
        };
        let named = self.arguments.iter().find_map(|argument| {
            let place = place(argument)?;
            let holds = argument.wire == paging.token
                || place == TokenPlace::Field && nested_in == Some(argument.wire.as_str());
            holds.then_some((argument, place))
        });
        // What is in a struct cannot be seen: who names the token says that it is there.
        let is_named = paging.names_token || paging.style != PagingStyle::Token;
        let whole = || {
            let mut bodies = self.having(Role::Body).filter(|body| body.content.is_none());
            bodies.next().filter(|_| is_named).map(|body| (body, TokenPlace::Body))
        };
        named.or_else(whole)
    }

    fn having(&self, role: Role) -> impl Iterator<Item = &Argument> {
        self.arguments.iter().filter(move |argument| argument.role == Some(role))
    }
}
