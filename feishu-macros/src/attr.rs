//! What may stand in each attribute. One module for each place: the trait, a method, an argument.

pub(crate) mod api;
pub(crate) mod argument;
pub(crate) mod list;
pub(crate) mod method;
pub(crate) mod reply;
pub(crate) mod token;
pub(crate) mod units;

use syn::Attribute;

/// Attributes of the language and the compiler that are handed on as they are.
pub(crate) const PASSED_ON: &[&str] =
    &["doc", "cfg", "cfg_attr", "deprecated", "allow", "warn", "expect", "deny", "forbid"];

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
    /// `doc`, `deprecated`, lint levels and the like: stand where the declaration's author sees them.
    pub(crate) other: Vec<Attribute>,
    /// Whether `deprecated` is among them.
    pub(crate) deprecated: bool,
}

impl Passed {
    /// Takes the attribute if it is one to hand on, and gives it back if not.
    pub(crate) fn take(&mut self, attribute: Attribute) -> Option<Attribute> {
        let name = name(&attribute);
        if !PASSED_ON.contains(&name.as_str()) {
            return Some(attribute);
        }
        self.deprecated |= name == "deprecated";
        match name.as_str() {
            "cfg" => self.cfg.push(attribute),
            _ => self.other.push(attribute),
        }
        None
    }
}
