//! `#[response(...)]` and `#[page(...)]`: where in a reply things lie.

use proc_macro2::Span;
use syn::LitStr;

use super::list::List;
use crate::errors::Errors;

/// Where in a reply the payload lies.
#[derive(Default)]
pub(crate) enum Shape {
    /// Under `data`.
    #[default]
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
        (Some(field), None, false) => is_field(&field, errors).then_some(Shape::DataField(field)),
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
    let token = list.text_value("token", errors);
    let (next, more) = (list.text_value("next", errors), list.text_value("more", errors));
    let is_whole = list.finish(OPTIONS, errors);
    let mut are_fields = true;
    for field in [&items, &next, &more].into_iter().flatten() {
        are_fields &= is_field(field, errors);
    }
    let or = |text: Option<LitStr>, usual: &str| text.map_or(usual.to_owned(), |text| text.value());
    // Half of a mistaken attribute would be found at odds with the arguments.
    Some(Paging {
        span,
        items: items.filter(|_| is_whole && are_fields)?.value(),
        token: or(token, "page_token"),
        next: or(next, "page_token"),
        more: or(more, "has_more"),
    })
}

/// Whether the text names a field, or fields of fields with dots between them.
fn is_field(text: &LitStr, errors: &mut Errors) -> bool {
    let is_field = text.value().split('.').all(|part| !part.is_empty());
    if !is_field {
        errors.help(
            text,
            format_args!("`{}` names no field", text.value()),
            "write the field's name, and that of a nested one with a dot: \"page.items\"",
        );
    }
    is_field
}
