//! Pages: what asks for one, and where that goes.

use crate::attr::argument::{Role, Style};
use crate::attr::reply::{Paging, PagingStyle};
use crate::errors::{At, Errors};
use crate::model::{Argument, Method};
use crate::read::argument::only_argument;

pub(super) fn paging(method: &Method, errors: &mut Errors) {
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
    match method.page_token() {
        // An argument with a mistake may be the one; what it lacks has been reported.
        None if method.arguments.iter().any(|argument| may_ask(argument, paging)) => {}
        None => errors.help(
            At(paging.span),
            format_args!(
                "`#[page]` needs an argument that takes the {} `{}`",
                paging.style.what(),
                paging.token
            ),
            missing(method, paging),
        ),
        Some((token, _)) => {
            let is_token = paging.style == PagingStyle::Token && token.wire == paging.token;
            if is_token && !token.optional {
                errors.help(
                    &token.ty,
                    "the page token must be optional: the first page has none",
                    format_args!("write `{}: Option<&str>`", token.ident),
                );
            }
        }
    }
}

fn may_ask(argument: &Argument, paging: &Paging) -> bool {
    let may_be_body = argument.role.is_none() && paging.may_be_in_body();
    let is_named = argument.wire == paging.token || argument.wire == paging.field();
    !argument.is_sound && (is_named || may_be_body)
}

/// What to write for the argument that asks for a page.
fn missing(method: &Method, paging: &Paging) -> String {
    let Paging { style, items, token, .. } = paging;
    let field = paging.field();
    let is_nested = field != token;
    let has = |role| method.having(role).next().is_some();
    let role = match style {
        _ if is_nested => Role::Field,
        PagingStyle::Offset | PagingStyle::Number if has(Role::Field) => Role::Field,
        PagingStyle::Offset | PagingStyle::Number if has(Role::Form) => Role::Form,
        _ => Role::Query,
    };
    let role = role.name();
    if let Some(argument) = method.arguments.iter().find(|argument| argument.wire == field) {
        return format!("`{}` may be the one: mark it `#[{role}]`", argument.ident);
    }
    if is_nested {
        return format!("add `#[field] {field}: ...`, or a `#[body]` whose struct has it");
    }
    match (style, method.json_body()) {
        (PagingStyle::Token, Some(body)) => format!(
            "if it is in `{}`, name it: `#[page(\"{items}\", token = \"{token}\")]`",
            body.ident
        ),
        (PagingStyle::Token, None) => format!(
            "add `#[{role}] {token}: Option<&str>`, or name it: `#[page(\"{items}\", token = \"...\")]`, with dots if it is nested in a body"
        ),
        _ => format!("add `#[{role}] {token}: Option<u64>`"),
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

impl Paging {
    /// The field that holds what is asked with: the first of those with dots between them.
    fn field(&self) -> &str {
        self.token.split('.').next().unwrap_or(&self.token)
    }

    /// What is in a struct cannot be seen: who names the token says that it is there.
    fn may_be_in_body(&self) -> bool {
        self.names_token || self.style != PagingStyle::Token
    }
}

impl Method {
    /// The argument that takes the page token, or has it in it, and where that goes.
    pub(crate) fn page_token(&self) -> Option<(&Argument, TokenPlace)> {
        let paging = self.facts.paging.as_ref()?;
        let named = self.arguments.iter().find_map(|argument| {
            let (place, name) = match argument.role? {
                Role::Query if argument.style == Style::Repeated => {
                    (TokenPlace::Query, paging.token.as_str())
                }
                Role::Field if argument.style == Style::Repeated => {
                    (TokenPlace::Field, paging.field())
                }
                Role::Form => (TokenPlace::Form, paging.token.as_str()),
                _ => return None,
            };
            (argument.wire == name).then_some((argument, place))
        });
        let whole = || self.json_body().filter(|_| paging.may_be_in_body());
        named.or_else(|| whole().map(|body| (body, TokenPlace::Body)))
    }

    fn json_body(&self) -> Option<&Argument> {
        self.having(Role::Body).find(|body| body.content.is_none())
    }
}
