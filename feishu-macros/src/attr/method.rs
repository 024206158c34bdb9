//! The attributes of a method.

use std::time::Duration;

use proc_macro2::{Ident, Span};
use syn::spanned::Spanned;
use syn::{Attribute, LitStr};

use super::codes::{self, Code};
use super::list::List;
use super::reply::{self, Paging, Shape};
use super::token::{self, Kinds};
use super::units::{self, Rate};
use super::{Passed, argument, name};
use crate::errors::Errors;
use crate::{path, suggest};

/// The request methods, as attributes and as RFC 9110 spells them.
const VERBS: &[(&str, Verb)] = &[
    ("get", Verb::Get),
    ("post", Verb::Post),
    ("put", Verb::Put),
    ("patch", Verb::Patch),
    ("delete", Verb::Delete),
    ("head", Verb::Head),
];

/// Everything that may stand on a method beside [`super::PASSED_ON`].
const KNOWN: &[&str] = &[
    "get",
    "post",
    "put",
    "patch",
    "delete",
    "head",
    "token",
    "response",
    "page",
    "rate_limit",
    "scope",
    "idempotent",
    "codes",
    "timeout",
    "docs",
    "header",
    "credential",
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verb {
    Get,
    Post,
    Put,
    Patch,
    Delete,
    Head,
}

impl Verb {
    /// `GET`
    pub(crate) fn name(self) -> String {
        let (attribute, _) = VERBS[self as usize];
        attribute.to_uppercase()
    }

    pub(crate) fn may_have_body(self) -> bool {
        !matches!(self, Verb::Get | Verb::Head)
    }

    pub(crate) fn may_have_parts(self) -> bool {
        matches!(self, Verb::Post | Verb::Put | Verb::Patch)
    }
}

/// All that the attributes of one method say.
#[derive(Default)]
pub(crate) struct Said {
    pub(crate) passed: Passed,
    pub(crate) verb: Option<(Verb, Ident, Option<LitStr>)>,
    /// Whether an attribute is unknown, so that what is missing may be there under another name.
    pub(crate) has_unknown: bool,
    pub(crate) token: Option<Kinds>,
    /// Whether there is a `#[token]`, even one that could not be read.
    pub(crate) has_token: bool,
    pub(crate) facts: Facts,
}

/// What is said of an endpoint beside its verb, path and tokens.
#[derive(Default)]
pub(crate) struct Facts {
    /// Whether a body is meant although the verb has none: `#[get("...", body)]`.
    pub(crate) body_is_meant: bool,
    pub(crate) shape: Shape,
    /// Where `#[response]` stands.
    pub(crate) response: Option<Span>,
    pub(crate) paging: Option<Paging>,
    /// Whether there is a `#[page]`, even one that could not be read.
    pub(crate) has_paging: bool,
    pub(crate) rates: Vec<Rate>,
    pub(crate) scopes: Vec<String>,
    pub(crate) idempotent: bool,
    /// What the endpoint's own codes mean.
    pub(crate) codes: Vec<Code>,
    pub(crate) timeout: Option<Duration>,
    pub(crate) docs: Option<LitStr>,
    /// Headers that are the same in every call.
    pub(crate) headers: Vec<(LitStr, LitStr)>,
    /// The name of a credential beside the token.
    pub(crate) credential: Option<Ident>,
}

impl Said {
    pub(crate) fn read(attributes: Vec<Attribute>, errors: &mut Errors) -> Said {
        let mut said = Said::default();
        let mut seen: Vec<String> = Vec::new();
        for attribute in attributes {
            let Some(attribute) = said.passed.take(attribute) else { continue };
            let name = name(&attribute);
            // A verb has a message of its own, and several headers are fine.
            let repeatable = name == "header" || VERBS.iter().any(|(verb, _)| *verb == name);
            if seen.contains(&name) && !repeatable && KNOWN.contains(&name.as_str()) {
                errors.help(
                    &attribute,
                    format_args!("`#[{name}]` is given twice"),
                    "put everything into one attribute",
                );
                continue;
            }
            said.attribute(&name, &attribute, errors);
            seen.push(name);
        }
        said
    }

    fn attribute(&mut self, name: &str, attribute: &Attribute, errors: &mut Errors) {
        if let Some((_, verb)) = VERBS.iter().find(|(known, _)| *known == name) {
            return self.verb(*verb, name, attribute, errors);
        }
        let mut list = List::of(attribute, errors);
        match name {
            "token" => {
                self.has_token = true;
                self.token = token::read(list, errors);
            }
            "response" => {
                self.facts.response = Some(attribute.path().span());
                self.facts.shape = reply::shape(list, errors).unwrap_or_default();
            }
            "page" => {
                self.facts.has_paging = true;
                self.facts.paging = reply::paging(list, attribute.path().span(), errors);
            }
            "rate_limit" => self.facts.rates = rates(list, errors),
            "scope" => self.facts.scopes = scopes(list, errors),
            "idempotent" => {
                self.facts.idempotent = true;
                list.finish(&[], errors);
            }
            "codes" => self.facts.codes = codes::read(list, errors),
            "timeout" => self.facts.timeout = timeout(list, errors),
            "docs" => {
                self.facts.docs = list.text();
                match &self.facts.docs {
                    None => list.missing(
                        "a link",
                        "write `#[docs(\"https://open.feishu.cn/document/...\")]`",
                        errors,
                    ),
                    Some(link) => errors.faults(link, path::check_link(&link.value()).err()),
                }
                list.finish(&[], errors);
            }
            "header" => {
                let mut texts = list.texts().into_iter();
                match (texts.next(), texts.next(), texts.next()) {
                    (Some(name), Some(value), None) => self.facts.headers.push((name, value)),
                    _ => list.missing("a name and a value here", "write `#[header(\"Prefer\", \"return=minimal\")]`; a header whose value changes is an argument: `#[header(\"Prefer\")] prefer: &str`", errors),
                }
                list.finish(&[], errors);
            }
            "credential" => self.facts.credential = credential(list, errors),
            role if argument::role_names().contains(&role) => errors.help(
                attribute,
                format_args!("`#[{role}]` goes on an argument"),
                format_args!("write it before the argument: `#[{role}] name: &str`"),
            ),
            other => {
                self.has_unknown = true;
                let mut known = KNOWN.to_vec();
                known.extend(super::PASSED_ON);
                let help = match suggest::nearest(other, &known) {
                    Some(nearest) => format!("did you mean `{nearest}`?"),
                    None => format!("known are {}", suggest::list(KNOWN)),
                };
                errors.help(
                    attribute.path(),
                    format_args!("unknown attribute `{other}` for an API method"),
                    help,
                );
            }
        }
    }

    fn verb(&mut self, verb: Verb, name: &str, attribute: &Attribute, errors: &mut Errors) {
        let mut list = List::of(attribute, errors);
        let path = list.text();
        if path.is_none() {
            list.missing("a path", &format!("write `#[{name}(\"/users/{{user_id}}\")]`"), errors);
        }
        let options: &[&str] = if verb.may_have_body() { &[] } else { &["body"] };
        self.facts.body_is_meant |=
            !verb.may_have_body() && (list.flag("body") || list.resembles("body"));
        list.finish(options, errors);
        match &self.verb {
            Some((_, first, _)) => errors.help(
                attribute,
                format_args!("this method already has `#[{first}]`: one method is one endpoint"),
                "declare the other endpoint as a method of its own",
            ),
            None => self.verb = Some((verb, Ident::new(name, attribute.path().span()), path)),
        }
    }
}

/// `(Helpdesk)`, on a method or on the trait.
pub(super) fn credential(mut list: List, errors: &mut Errors) -> Option<Ident> {
    let names = list.names();
    if names.is_empty() {
        let help = format!("write {}", list.with("Helpdesk"));
        list.missing("the name of a credential", &help, errors);
    }
    if let [_, second, ..] = &names[..] {
        errors.help(second, "an endpoint takes one credential beside the token", "name one");
    }
    list.finish(&[], errors);
    names.into_iter().next()
}

fn rates(mut list: List, errors: &mut Errors) -> Vec<Rate> {
    const HELP: &str = "write a number and `s`, `min` or `h`, like \"1000/min\" or \"50/s\", or \"special\" where the documentation gives no number";
    let texts = list.texts();
    if texts.is_empty() {
        list.missing("a limit", HELP, errors);
    }
    list.finish(&[], errors);
    let mut rates = Vec::new();
    for text in texts {
        match units::rate(&text.value()) {
            Some(rate) => rates.push(rate),
            None => errors.help(&text, format_args!("`{}` is not a rate", text.value()), HELP),
        }
    }
    rates
}

fn scopes(mut list: List, errors: &mut Errors) -> Vec<String> {
    let texts = list.texts();
    if texts.is_empty() {
        list.missing(
            "a permission",
            "write `#[scope(\"contact:contact:readonly\")]`; of several, any one suffices",
            errors,
        );
    }
    list.finish(&[], errors);
    let mut scopes = Vec::new();
    for text in texts {
        let scope = text.value();
        if scope.is_empty() || scope.contains(char::is_whitespace) {
            errors.help(
                &text,
                format_args!("`{scope}` is not a permission"),
                "write each as a string of its own: `#[scope(\"a\", \"b\")]`",
            );
        } else if scopes.contains(&scope) {
            errors.at(&text, format_args!("permission `{scope}` is listed twice"));
        } else {
            scopes.push(scope);
        }
    }
    scopes
}

fn timeout(mut list: List, errors: &mut Errors) -> Option<Duration> {
    const HELP: &str = "write a number and `ms`, `s`, `min` or `h`, like \"60s\"";
    let text = list.text();
    if text.is_none() {
        list.missing("a duration", HELP, errors);
    }
    list.finish(&[], errors);
    let text = text?;
    let duration = units::duration(&text.value());
    if duration.is_none() {
        errors.help(&text, format_args!("`{}` is not a duration", text.value()), HELP);
    }
    duration
}
