//! The rules that need a whole method or a whole trait.

use std::collections::HashMap;

use syn::ext::IdentExt;

use crate::attr::argument::{Role, Style};
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

/// The body is one thing: one value, the fields of a JSON object, or those of a form.
fn body(method: &Method, errors: &mut Errors) {
    let parts: Vec<(Role, &Argument)> = [Role::Body, Role::Field, Role::Form]
        .into_iter()
        .flat_map(|role| method.having(role).map(move |argument| (role, argument)))
        .collect();
    if let [(kind, first), rest @ ..] = &parts[..] {
        for (role, argument) in rest {
            match (kind, role) {
                (Role::Field, Role::Field) | (Role::Form, Role::Form) => {}
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
                _ => errors.help(
                    &argument.ident,
                    format_args!(
                        "`#[{}]` beside `#[{}]`: a body is JSON or a form, not both",
                        role.name(),
                        kind.name()
                    ),
                    "mark all of them alike, as the documentation's content type says",
                ),
            }
        }
    }
    if method.has_verb && !method.verb.may_have_body() && !method.facts.body_is_meant {
        for (_, argument) in parts {
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

/// `tchar` of RFC 9110, section 5.6.2.
fn is_token_character(c: char) -> bool {
    c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c)
}

fn wire_names(method: &Method, errors: &mut Errors) {
    for (role, what) in [
        (Role::Path, "path parameter"),
        (Role::Query, "query parameter"),
        (Role::Field, "field"),
        (Role::Form, "field"),
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
    let token = method.page_token();
    if token.is_none() && unclear {
        return;
    }
    match token {
        Some(token) if !token.optional => errors.help(
            &token.ty,
            "the page token must be optional: the first page has none",
            format_args!("write `{}: Option<&str>`", token.ident),
        ),
        Some(_) => {}
        None => errors.help(
            At(paging.span),
            format_args!("`#[page]` needs an argument that takes the page token `{}`", paging.token),
            format_args!("add `#[query] {}: Option<&str>`, or name it: `#[page(\"items\", token = \"...\")]`", paging.token),
        ),
    }
}

impl Method {
    /// The argument that takes the page token.
    pub(crate) fn page_token(&self) -> Option<&Argument> {
        let paging = self.facts.paging.as_ref()?;
        self.arguments.iter().find(|argument| {
            let may_hold_token = match argument.role {
                Some(Role::Query) => argument.style == Style::Repeated,
                Some(Role::Field | Role::Form) => true,
                _ => false,
            };
            may_hold_token && argument.wire == paging.token
        })
    }

    fn having(&self, role: Role) -> impl Iterator<Item = &Argument> {
        self.arguments.iter().filter(move |argument| argument.role == Some(role))
    }
}
