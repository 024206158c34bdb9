//! What may stand in each attribute. One module for each place: the trait, a method, an argument.

pub(crate) mod api;
pub(crate) mod argument;
pub(crate) mod codes;
pub(crate) mod list;
pub(crate) mod method;
pub(crate) mod reply;
pub(crate) mod token;
pub(crate) mod units;

use proc_macro2::Ident;
use syn::parse::Parser;
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::{Attribute, Meta, Token};

/// Attributes of the language and the compiler that are handed on as they are; so are those of
/// tools, such as `rustfmt::skip`.
pub(crate) const PASSED_ON: &[&str] = &[
    "doc",
    "cfg",
    "cfg_attr",
    "deprecated",
    "must_use",
    "allow",
    "warn",
    "expect",
    "deny",
    "forbid",
];

/// The attribute's name: `post` of `#[post("/users")]`, `a::b` of `#[a::b]`.
pub(crate) fn name(attribute: &Attribute) -> String {
    let path = attribute.path();
    let segments: Vec<String> = path.segments.iter().map(|s| s.ident.to_string()).collect();
    segments.join("::")
}

/// Attributes that are handed on, sorted by what they do.
#[derive(Default)]
pub(crate) struct Passed {
    /// `cfg`: stands on every item that comes from the declaration.
    pub(crate) cfg: Vec<Attribute>,
    /// Levels of lints: stand on every item that is written for people.
    pub(crate) lints: Vec<Attribute>,
    /// `doc`, `deprecated` and the like: stand on the trait and the methods.
    pub(crate) other: Vec<Attribute>,
    /// Whether `deprecated` is among them.
    pub(crate) deprecated: bool,
}

impl Passed {
    /// Takes the attribute if it is one to hand on, and gives it back if not.
    pub(crate) fn take(&mut self, mut attribute: Attribute) -> Option<Attribute> {
        let name = name(&attribute);
        let is_tool = name.starts_with("rustfmt::") || name.starts_with("clippy::");
        if !is_tool && !PASSED_ON.contains(&name.as_str()) {
            return Some(attribute);
        }
        self.deprecated |= name == "deprecated";
        match name.as_str() {
            "cfg" => self.cfg.push(attribute),
            "cfg_attr" if adds_cfg(&attribute) => self.cfg.push(attribute),
            "allow" | "warn" | "deny" | "forbid" => self.lints.push(attribute),
            "expect" => {
                // What is expected happens in one of several items, and not in the others.
                if let Meta::List(list) = &mut attribute.meta {
                    list.path = Ident::new("allow", list.path.span()).into();
                }
                self.lints.push(attribute);
            }
            _ => self.other.push(attribute),
        }
        None
    }
}

/// Whether the attribute is a `cfg_attr(condition, cfg(...))`.
fn adds_cfg(attribute: &Attribute) -> bool {
    let Meta::List(list) = &attribute.meta else { return false };
    let parts = Punctuated::<Meta, Token![,]>::parse_terminated.parse2(list.tokens.clone());
    parts.is_ok_and(|parts| parts.iter().skip(1).any(|part| part.path().is_ident("cfg")))
}
