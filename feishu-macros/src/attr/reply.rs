//! `#[response(...)]` and `#[page(...)]`: where in a reply things lie.

use proc_macro2::Span;
use syn::LitStr;

use super::list::List;
use crate::errors::Errors;

/// Where in a reply the payload lies.
pub(crate) enum Shape {
    /// Under `data`.
    Data,
    /// Under one field of `data`.
    DataField(LitStr),
    /// Beside `code`.
    Flat,
    /// Under another top-level key.
    Root(LitStr),
}

/// What a page of results calls its parts.
pub(crate) struct Paging {
    /// The attribute, to point at.
    pub(crate) span: Span,
    /// The field that holds the results.
    pub(crate) items: String,
    /// The parameter that takes the page token.
    pub(crate) token: String,
    /// The field that holds the token of the next page.
    pub(crate) next: String,
    /// The field that says whether there is a next page.
    pub(crate) more: String,
}

pub(super) fn shape(mut list: List, errors: &mut Errors) -> Option<Shape> {
    const OPTIONS: &[&str] = &["data = \"...\"", "flat", "root = \"...\""];
    const HELP: &str = "write `#[response(data = \"user\")]`, `#[response(flat)]` or `#[response(root = \"bot\")]`; without the attribute the payload is `data`";
    if list.is_empty() {
        list.missing("to say where the payload is", HELP, errors);
        return None;
    }
    let field = list.text_value("data", errors);
    let root = list.text_value("root", errors);
    let flat = list.flag("flat");
    let shape = match (field, root, flat) {
        (Some(field), None, false) => Some(Shape::DataField(field)),
        (None, Some(root), false) => Some(Shape::Root(root)),
        (None, None, true) => Some(Shape::Flat),
        (None, None, false) => None,
        _ => {
            list.missing("one place for the payload, not several", HELP, errors);
            None
        }
    };
    list.finish(OPTIONS, errors);
    shape
}

pub(super) fn paging(mut list: List, span: Span, errors: &mut Errors) -> Option<Paging> {
    const OPTIONS: &[&str] = &["\"items\"", "token = \"...\"", "next = \"...\"", "more = \"...\""];
    let items = list.text();
    if items.is_none() {
        list.missing(
            "the name of the field that holds the items",
            "write `#[page(\"items\")]`",
            errors,
        );
    }
    let mut name = |key, default: &str, list: &mut List| match list.text_value(key, errors) {
        Some(text) => text.value(),
        None => default.to_owned(),
    };
    let token = name("token", "page_token", &mut list);
    let next = name("next", "page_token", &mut list);
    let more = name("more", "has_more", &mut list);
    list.finish(OPTIONS, errors);
    Some(Paging { span, items: items?.value(), token, next, more })
}
