//! The options of `#[feishu_api(...)]` on the trait.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{Expr, ExprLit, Ident, Lit, LitStr};

use super::codes::{self, Code};
use super::list::List;
use super::method;
use super::token::{self, Kinds};
use crate::errors::Errors;
use crate::path;

const OPTIONS: &[&str] = &[
    "path = \"/...\"",
    "host = \"https://...\"",
    "token(Tenant)",
    "credential(Helpdesk)",
    "codes(...)",
    "crate = ::some::path",
];

pub(crate) struct Options {
    /// `path = "/contact/v3"`: stands before the path of every method.
    pub(crate) path: String,
    /// The placeholders of `path`; nothing if it is not a path.
    pub(crate) placeholders: Option<Vec<String>>,
    /// `host = "https://..."`: the origin of every method.
    pub(crate) host: Option<LitStr>,
    /// `token(Tenant)`: for methods that do not say it themselves.
    pub(crate) token: Option<Kinds>,
    /// Whether there is a default for the token, even one that could not be read.
    pub(crate) has_token: bool,
    /// `credential(Helpdesk)`: for methods that do not name one themselves.
    pub(crate) credential: Option<Ident>,
    /// `codes(rate_limit(42900))`: for all methods, unless they say otherwise.
    pub(crate) codes: Vec<Code>,
    /// Where the runtime is found: `::feishu_api`, or what `crate = ` says.
    pub(crate) runtime: TokenStream,
}

impl Options {
    pub(crate) fn read(tokens: TokenStream, errors: &mut Errors) -> Options {
        let mut list = List::of_macro("#[feishu_api]", tokens, errors);
        let path = list.text_value("path", errors);
        let host = list.text_value("host", errors);
        let token = list.call("token");
        let has_token = token.is_some() || list.resembles("token");
        let token = token.and_then(|kinds| token::read(kinds, errors));
        let credential = list.call("credential");
        let credential = credential.and_then(|list| method::credential(list, errors));
        let codes = list.call("codes").map(|codes| codes::read(codes, errors)).unwrap_or_default();
        let runtime = list.value("crate", errors).and_then(|path| runtime(&path, errors));
        list.finish(OPTIONS, errors);

        if let (Some(path), None) = (&path, &host) {
            errors.faults(path, path::check_relative(&path.value(), "").err());
        }
        let placeholders = match &path {
            Some(path) => prefix(path, errors),
            None => Some(Vec::new()),
        };
        if let Some(host) = &host {
            errors.faults(host, path::check_origin(&host.value()).err());
        }
        Options {
            path: path.map(|path| path.value()).unwrap_or_default(),
            placeholders,
            host,
            token,
            has_token,
            credential,
            codes,
            runtime: runtime.unwrap_or_else(|| quote!(::feishu_api)),
        }
    }
}

fn prefix(path: &LitStr, errors: &mut Errors) -> Option<Vec<String>> {
    let text = path.value();
    if path::is_absolute(&text) {
        errors.help(
            path,
            "expected a path, found a URL",
            "name the origin with `host = \"https://...\"` and leave the path here",
        );
        return None;
    }
    if text.len() > 1 && text.ends_with('/') {
        errors.help(
            path,
            format_args!("the common path `{text}` ends in `/`"),
            format_args!(
                "write \"{}\"; each method's path begins with `/`",
                text.trim_end_matches('/')
            ),
        );
        return None;
    }
    path::placeholders(&text).map_err(|faults| errors.faults(path, faults)).ok()
}

/// Whether a path that begins so is the same in every module.
fn is_root(first: &syn::PathSegment) -> bool {
    // `$crate` of a `macro_rules!` is one token.
    first.ident == "crate" || first.ident == "$crate"
}

/// The value of `crate = ::some::path`. It must be absolute: the expansion may stand in any module.
fn runtime(value: &Expr, errors: &mut Errors) -> Option<TokenStream> {
    match value {
        Expr::Path(path)
            if path.path.leading_colon.is_some()
                || path.path.segments.first().is_some_and(is_root) =>
        {
            Some(path.to_token_stream())
        }
        Expr::Path(path) => {
            let is_module =
                |first: &syn::PathSegment| first.ident == "self" || first.ident == "super";
            let help = match path.path.segments.first().is_some_and(is_module) {
                true => "write it from the root: `crate = crate::...`".to_owned(),
                false => {
                    let path = path.to_token_stream().to_string().replace(' ', "");
                    format!("write `crate = ::{path}` or `crate = crate::{path}`")
                }
            };
            errors.help(value, "the path of `crate` must be absolute", help);
            None
        }
        other => {
            let help = match other {
                Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => match text.value().as_str() {
                    path if path.starts_with("crate") => format!("write `crate = {path}`"),
                    path => format!("write `crate = ::{}`", path.trim_start_matches(':')),
                },
                _ => "write `crate = ::some::path`".to_owned(),
            };
            errors.help(other, "`crate` takes a path", help);
            None
        }
    }
}
