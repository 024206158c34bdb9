//! The inside of an attribute's parentheses: `("text", key = value, flag, call(...))`.
//!
//! All of it is Rust expression syntax, so it is parsed as a list of expressions and then taken
//! apart by name. What nobody took is unknown.

use proc_macro2::{Span, TokenStream};
use quote::ToTokens;
use syn::parse::Parser;
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::{Attribute, Expr, ExprLit, ExprUnary, Ident, Lit, LitStr, Meta, Token, UnOp};

use crate::errors::{At, Errors};
use crate::suggest;

type Items = Punctuated<Expr, Token![,]>;

pub(crate) struct List {
    /// The attribute as its author writes it: `#[post]`.
    name: String,
    span: Span,
    items: Vec<Expr>,
    /// Whether it is a list at all, rather than something that has been reported.
    is_list: bool,
}

impl List {
    pub(crate) fn of(attribute: &Attribute, errors: &mut Errors) -> List {
        let name = format!("#[{}]", super::name(attribute));
        let items = match &attribute.meta {
            Meta::Path(_) => Ok(Items::new()),
            Meta::List(list) => list.parse_args_with(Items::parse_terminated),
            Meta::NameValue(pair) => {
                let value = pair.value.to_token_stream();
                errors.help(
                    pair,
                    format_args!("`{name}` takes its value in parentheses"),
                    format_args!("write `#[{}({value})]`", super::name(attribute)),
                );
                Ok(Items::from_iter([pair.value.clone()]))
            }
        };
        List::new(name, attribute.path().span(), items, errors)
    }

    /// The options of the macro itself.
    pub(crate) fn of_macro(name: &str, tokens: TokenStream, errors: &mut Errors) -> List {
        let items = Items::parse_terminated.parse2(tokens);
        List::new(name.to_owned(), Span::call_site(), items, errors)
    }

    fn new(name: String, span: Span, items: syn::Result<Items>, errors: &mut Errors) -> List {
        let is_list = items.is_ok();
        let items = items.map_err(|error| errors.push(error)).unwrap_or_default();
        List { name, span, items: items.into_iter().collect(), is_list }
    }

    /// The list with `inside` in it, as it is written: `#[token(Tenant)]`, or `token(Tenant)`.
    pub(crate) fn with(&self, inside: &str) -> String {
        match self.name.strip_suffix(']') {
            Some(name) => format!("`{name}({inside})]`"),
            None => format!("`{}`", self.name.replace("...", inside)),
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// Takes the first string literal.
    pub(crate) fn text(&mut self) -> Option<LitStr> {
        let at = self.items.iter().position(|item| as_text(item).is_some())?;
        as_text(&self.items.remove(at)).cloned()
    }

    /// Takes all string literals.
    pub(crate) fn texts(&mut self) -> Vec<LitStr> {
        std::iter::from_fn(|| self.text()).collect()
    }

    /// Takes all bare names: `Tenant`, `User`.
    pub(crate) fn names(&mut self) -> Vec<Ident> {
        let (names, rest): (Vec<Expr>, Vec<Expr>) =
            self.items.drain(..).partition(|item| as_name(item).is_some());
        self.items = rest;
        names.iter().filter_map(as_name).cloned().collect()
    }

    /// Takes all whole numbers.
    pub(crate) fn numbers(&mut self) -> Vec<(i64, Expr)> {
        let (numbers, rest): (Vec<Expr>, Vec<Expr>) =
            self.items.drain(..).partition(|item| as_number(item).is_some());
        self.items = rest;
        numbers.into_iter().filter_map(|item| Some((as_number(&item)?, item))).collect()
    }

    /// Takes `flag`.
    pub(crate) fn flag(&mut self, flag: &str) -> bool {
        let found =
            self.items.iter().position(|item| as_name(item).is_some_and(|name| name == flag));
        found.map(|at| self.items.remove(at)).is_some()
    }

    /// Takes the value of `key = value`; a second one is reported.
    pub(crate) fn value(&mut self, key: &str, errors: &mut Errors) -> Option<Expr> {
        let mut taken = None;
        self.items.retain(|item| match item {
            Expr::Assign(pair) if as_name(&pair.left).is_some_and(|name| name == key) => {
                if taken.is_some() {
                    errors.at(&pair.left, format_args!("`{key}` is given twice"));
                }
                taken.get_or_insert_with(|| (*pair.right).clone());
                false
            }
            _ => true,
        });
        taken
    }

    /// Takes the value of `key = "text"`; any other value is reported.
    pub(crate) fn text_value(&mut self, key: &str, errors: &mut Errors) -> Option<LitStr> {
        let value = self.value(key, errors)?;
        let text = as_text(&value).cloned();
        if text.as_ref().is_some_and(|text| text.value().is_empty()) {
            errors.at(&value, format_args!("`{key}` cannot be empty"));
            return None;
        }
        if text.is_none() {
            errors.help(
                &value,
                format_args!("`{key}` takes a string"),
                format_args!("write `{key} = \"...\"`"),
            );
        }
        text
    }

    /// Takes the arguments of `key(a, b)`.
    pub(crate) fn call(&mut self, key: &str) -> Option<List> {
        let at = self.items.iter().position(|item| match item {
            Expr::Call(call) => as_name(&call.func).is_some_and(|name| name == key),
            _ => false,
        })?;
        match self.items.remove(at) {
            Expr::Call(call) => Some(List {
                name: format!("{key}(...)"),
                span: call.func.span(),
                items: call.args.into_iter().collect(),
                is_list: true,
            }),
            _ => None,
        }
    }

    /// Whether `option` is left in any form, be it one that cannot be read.
    pub(crate) fn has(&self, option: &str) -> bool {
        self.items.iter().filter_map(option_name).any(|name| name == option)
    }

    /// Whether something that is left, or could not be read, may be meant for `option`.
    pub(crate) fn resembles(&self, option: &str) -> bool {
        let mut names = self.items.iter().filter_map(option_name);
        !self.is_list || names.any(|name| suggest::nearest(&name.to_string(), &[option]).is_some())
    }

    /// Reports that nothing of what the attribute needs was found, and no more about it.
    pub(crate) fn missing(&mut self, what: &str, help: &str, errors: &mut Errors) {
        if self.is_list {
            errors.help(At(self.span), format_args!("`{}` needs {what}", self.name), help);
        }
        self.items.clear();
    }

    /// Reports each value that was not taken, with what it should be.
    pub(crate) fn finish_with(self, help: &str, errors: &mut Errors) {
        for item in &self.items {
            errors.help(item, format_args!("unexpected value in `{}`", self.name), help);
        }
    }

    /// Reports whatever was not taken, each option once. The `known` options are given as they are
    /// written: `path = "..."`.
    pub(crate) fn finish(self, known: &[&str], errors: &mut Errors) {
        let mut seen: Vec<&Ident> = Vec::new();
        for item in &self.items {
            match option_name(item) {
                Some(option) if seen.contains(&option) => {}
                Some(option) => {
                    self.report_option(item, option, known, errors);
                    seen.push(option);
                }
                None => {
                    let message = format!("unexpected value in `{}`", self.name);
                    errors.help(item, message, help(known));
                }
            }
        }
    }

    fn report_option(&self, item: &Expr, option: &Ident, known: &[&str], errors: &mut Errors) {
        let form = |name: &str| known.iter().find(|form| form_name(form) == name);
        let message = format!("unknown option `{option}` for `{}`", self.name);
        if let Some(form) = form(&option.to_string()) {
            errors.help(
                item,
                format_args!("`{option}` is given twice, or not as `{}` takes it", self.name),
                format_args!("write `{form}`, once"),
            );
        } else if known.is_empty() {
            let message = format!("`{}` has no option `{option}`", self.name);
            errors.help(item, message, help(known));
        } else if let Expr::Assign(pair) = item
            && known.contains(&format!("\"{option}\"").as_str())
        {
            // The one that is written without its name.
            let value = pair.right.to_token_stream().to_string();
            errors.help(option, message, format_args!("write {}", self.with(&value)));
        } else {
            let names: Vec<&str> = known.iter().map(|form| form_name(form)).collect();
            let nearest = suggest::nearest(&option.to_string(), &names).and_then(form);
            errors.help(
                option,
                message,
                nearest.map_or_else(|| help(known), |form| format!("did you mean `{form}`?")),
            );
        }
    }
}

fn help(known: &[&str]) -> String {
    match known {
        [] => "remove it".to_owned(),
        _ => format!("known are {}", suggest::list(known)),
    }
}

/// The `path` of `path = "..."`.
fn form_name(form: &str) -> &str {
    form.split([' ', '(']).next().unwrap_or(form)
}

/// The `key` of `key`, `key = value` and `key(...)`.
fn option_name(item: &Expr) -> Option<&Ident> {
    match item {
        Expr::Assign(pair) => as_name(&pair.left),
        Expr::Call(call) => as_name(&call.func),
        other => as_name(other),
    }
}

fn as_text(item: &Expr) -> Option<&LitStr> {
    match item {
        Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => Some(text),
        Expr::Group(group) => as_text(&group.expr),
        _ => None,
    }
}

fn as_number(item: &Expr) -> Option<i64> {
    match item {
        Expr::Lit(ExprLit { lit: Lit::Int(number), .. }) => number.base10_parse().ok(),
        Expr::Unary(ExprUnary { op: UnOp::Neg(_), expr, .. }) => {
            as_number(expr).map(i64::wrapping_neg)
        }
        Expr::Group(group) => as_number(&group.expr),
        _ => None,
    }
}

fn as_name(item: &Expr) -> Option<&Ident> {
    match item {
        Expr::Path(path) if path.qself.is_none() => path.path.get_ident(),
        _ => None,
    }
}
