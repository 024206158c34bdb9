//! `#[response(...)]` and `#[page(...)]`: where in a reply things lie.

use proc_macro2::Span;
use syn::LitStr;

use super::list::List;
use crate::errors::{At, Errors};

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

/// How pages of results are asked for, and what they call their parts.
pub(crate) struct Paging {
    /// The attribute, to point at.
    pub(crate) span: Span,
    pub(crate) style: PagingStyle,
    /// The field that holds the results.
    pub(crate) items: String,
    /// The parameter that takes the page token, or the number in its place.
    pub(crate) token: String,
    /// Whether that parameter is named in the declaration, rather than called as usual.
    pub(crate) names_token: bool,
    /// The field that holds the token of the next page.
    pub(crate) next: String,
    /// The field that says whether there is a next page.
    pub(crate) more: String,
    /// The field that holds the number of all results.
    pub(crate) total: Option<String>,
}

/// How a page is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PagingStyle {
    Token,
    Offset,
    Number,
}

impl PagingStyle {
    /// As the runtime has it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            PagingStyle::Token => "Token",
            PagingStyle::Offset => "Offset",
            PagingStyle::Number => "Number",
        }
    }

    /// What is asked with.
    pub(crate) fn what(self) -> &'static str {
        match self {
            PagingStyle::Token => "page token",
            PagingStyle::Offset => "offset",
            PagingStyle::Number => "page number",
        }
    }
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
    const OPTIONS: &[&str] = &[
        "\"items\"",
        "token = \"...\"",
        "next = \"...\"",
        "more = \"...\"",
        "offset = \"...\"",
        "number = \"...\"",
        "total = \"...\"",
    ];
    let before = errors.count();
    // What is said of a way counts, even if it cannot be read.
    let ways = ["token", "offset", "number"].map(|way| list.has(way));
    let items = list.text();
    if items.is_none() {
        list.missing(
            "the name of the field that holds the items",
            "write `#[page(\"items\")]`",
            errors,
        );
    }
    let token = list.text_value("token", errors);
    let offset = counted(&mut list, "offset", errors);
    let number = counted(&mut list, "number", errors);
    let (next, more) = (list.text_value("next", errors), list.text_value("more", errors));
    let total = list.text_value("total", errors);
    list.finish(OPTIONS, errors);
    let text = |text: Option<LitStr>| text.map(|text| text.value());
    let style = match ways {
        [_, false, false] => PagingStyle::Token,
        [false, true, false] => PagingStyle::Offset,
        [false, false, true] => PagingStyle::Number,
        _ => {
            errors.help(
                At(span),
                "a page is asked for in one way",
                "keep one of `token`, `offset` and `number`",
            );
            return None;
        }
    };
    if let (PagingStyle::Offset | PagingStyle::Number, Some(next)) = (style, &next) {
        errors.help(
            next,
            "`next` is the field of the next page token, and these pages have none",
            "remove it: the next page is counted",
        );
    }
    if let (PagingStyle::Token | PagingStyle::Number, Some(total)) = (style, &total) {
        let by = style.name().to_lowercase();
        let message = format!("the end of pages by {by} is not counted");
        errors.help(total, message, "remove `total`");
    }
    for field in [&items, &token, &offset, &number, &next, &more, &total].into_iter().flatten() {
        is_field(field, errors);
    }
    let names_token = token.is_some();
    let (asked_with, usual) = match style {
        PagingStyle::Token => (token, "page_token"),
        PagingStyle::Offset => (offset, "offset"),
        PagingStyle::Number => (number, "page"),
    };
    // Half of a mistaken attribute would be found at odds with the arguments.
    Some(Paging {
        span,
        style,
        items: items.filter(|_| errors.count() == before)?.value(),
        token: text(asked_with).unwrap_or_else(|| usual.to_owned()),
        names_token,
        next: text(next).unwrap_or_else(|| "page_token".to_owned()),
        more: text(more).unwrap_or_else(|| "has_more".to_owned()),
        total: text(total),
    })
}

/// Takes `offset = "..."`, or `offset` alone for the usual name.
fn counted(list: &mut List, way: &str, errors: &mut Errors) -> Option<LitStr> {
    let name = list.text_value(way, errors);
    // Beside a name it is left to be reported.
    if name.is_none() {
        list.flag(way);
    }
    name
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
