//! The attributes of an argument.

use proc_macro2::Span;
use syn::{Attribute, Expr, LitStr};

use super::list::List;
use super::name;
use crate::errors::{At, Errors};
use crate::path::Fault;
use crate::suggest;

/// What an argument becomes in the request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// Fills a placeholder of the path.
    Path,
    /// A query parameter.
    Query,
    /// A request header.
    Header,
    /// The whole body.
    Body,
    /// One field of a JSON object that is the body.
    Field,
    /// One field of a form that is the body.
    Form,
    /// One part of a multipart body.
    Part,
}

/// How the values of a query parameter, a field or a part are written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Style {
    /// The key is repeated for each value.
    #[default]
    Repeated,
    /// The values stand behind one key, with commas between them.
    Csv,
    /// The value is JSON.
    Json,
    /// Each field of a struct or entry of a map is a parameter or field of its own.
    Flatten,
}

const STYLES: &[(&str, Style)] =
    &[("csv", Style::Csv), ("json", Style::Json), ("flatten", Style::Flatten)];

const ROLES: &[(&str, Role)] = &[
    ("path", Role::Path),
    ("query", Role::Query),
    ("header", Role::Header),
    ("body", Role::Body),
    ("field", Role::Field),
    ("form", Role::Form),
    ("part", Role::Part),
];

/// The names of all roles.
pub(crate) fn role_names() -> Vec<&'static str> {
    ROLES.iter().map(|(name, _)| *name).collect()
}

impl Style {
    /// The option that says so.
    pub(crate) fn name(self) -> Option<&'static str> {
        STYLES.iter().find(|(_, style)| *style == self).map(|(name, _)| *name)
    }
}

impl Role {
    /// The attribute's name.
    pub(crate) fn name(self) -> &'static str {
        let (name, _) = ROLES[self as usize];
        name
    }

    /// What the attribute takes, as it is written.
    fn options(self) -> &'static [&'static str] {
        match self {
            Role::Path => &["\"name\""],
            Role::Body => &["\"media/type\"", "default = value"],
            Role::Header | Role::Form => &["\"name\"", "key", "default = value"],
            Role::Field => &["\"name\"", "flatten", "key", "default = value"],
            Role::Part => &["\"name\"", "json", "default = value"],
            Role::Query => &["\"name\"", "csv", "json", "flatten", "key", "default = value"],
        }
    }

    fn takes(self, option: &str) -> bool {
        self.options().contains(&option)
    }
}

/// All that the attributes of one argument say.
#[derive(Default)]
pub(crate) struct Said {
    pub(crate) docs: Vec<Attribute>,
    pub(crate) role: Option<Role>,
    pub(crate) style: Style,
    /// The name on the wire, where it is not the argument's.
    pub(crate) wire: Option<LitStr>,
    /// The media type of a body that is sent as it is.
    pub(crate) media_type: Option<LitStr>,
    /// Whether it is the idempotency key.
    pub(crate) key: bool,
    pub(crate) default: Option<Expr>,
}

impl Said {
    /// `argument` is what the messages call it, `place` where they point if there is no attribute, and
    /// `is_in_path` whether the path has a placeholder of its name.
    pub(crate) fn read(
        attributes: Vec<Attribute>,
        argument: &str,
        is_in_path: bool,
        place: Span,
        errors: &mut Errors,
    ) -> Said {
        let mut said = Said::default();
        let mut mistaken = false;
        for attribute in attributes {
            let name = name(&attribute);
            match name.as_str() {
                "doc" => said.docs.push(attribute),
                "cfg" | "cfg_attr" => errors.help(
                    &attribute,
                    "an argument cannot be conditional",
                    "put `#[cfg]` on the method, and declare the method twice",
                ),
                _ => match ROLES.iter().find(|(role, _)| *role == name) {
                    Some((_, role)) => said.role(*role, argument, &attribute, errors),
                    None => {
                        mistaken = true;
                        // What is a part is a file most of the time.
                        let meant = if name == "file" { "part" } else { &name };
                        errors.help(
                            attribute.path(),
                            format_args!("unknown attribute `{name}` for argument `{argument}`"),
                            suggest::help(meant, &role_names()),
                        );
                    }
                },
            }
        }
        if said.role.is_none() && !mistaken {
            let help = match is_in_path {
                true => "mark it `#[path]`: the path has a placeholder of this name",
                false => {
                    "mark it `#[path]`, `#[query]`, `#[header(\"X-Name\")]`, `#[body]`, `#[field]`, `#[form]` or `#[part]`"
                }
            };
            errors.help(At(place), format_args!("argument `{argument}` has no role"), help);
        }
        said
    }

    fn role(&mut self, role: Role, argument: &str, attribute: &Attribute, errors: &mut Errors) {
        if let Some(first) = self.role {
            errors.at(
                attribute,
                format_args!("argument `{argument}` already has a role: `#[{}]`", first.name()),
            );
            return;
        }
        self.role = Some(role);
        let mut list = List::of(attribute, errors);
        match role {
            Role::Body => self.media_type = list.text(),
            _ => self.wire = list.text(),
        }
        if let Some(wire) = &self.wire
            && (wire.value().is_empty() || wire.value().contains(char::is_control))
        {
            errors.at(wire, "a name on the wire is not empty and has no control characters");
        }
        if let Some(media_type) = &self.media_type {
            errors.faults(media_type, check_media_type(&media_type.value()).err());
        }
        if role != Role::Path {
            self.default = list.value("default", errors);
        }
        self.style = style(role, &mut list, attribute, errors);
        if let (Style::Flatten, Some(wire)) = (self.style, &self.wire) {
            errors.help(
                wire,
                "`flatten` has no name of its own: each field is sent under the field's name",
                "remove the name",
            );
        }
        self.key = role.takes("key") && list.flag("key");
        if let Some(default) = self.default.take_if(|_| self.key) {
            errors.help(
                &default,
                "a `key` that is not set is made for each call",
                "remove the default: the same key in every call would have one of them carried out",
            );
        }
        if self.key && self.style != Style::Repeated {
            errors.help(attribute, "a `key` is one text", "remove how its values are written");
        }
        list.finish(role.options(), errors);
        if role == Role::Header && self.wire.is_none() {
            errors.help(
                attribute.path(),
                "`#[header]` needs the header's name",
                "write `#[header(\"X-Request-Id\")]`",
            );
        }
    }
}

fn style(role: Role, list: &mut List, attribute: &Attribute, errors: &mut Errors) -> Style {
    let given = STYLES.iter().filter(|(name, _)| role.takes(name) && list.flag(name));
    let mut styles = given.map(|(_, style)| *style);
    let (first, second) = (styles.next(), styles.next());
    if second.is_some() {
        errors.help(
            attribute,
            "a query parameter is written in one way",
            "keep one of `csv`, `json` and `flatten`",
        );
    }
    first.unwrap_or_default()
}

/// A media type of RFC 9110, section 8.3.1, as far as a mistake is likely.
fn check_media_type(text: &str) -> Result<(), Fault> {
    let (kind, rest) = text.split_once('/').unwrap_or((text, ""));
    let subtype = rest.split(';').next().unwrap_or_default().trim_end();
    let is_name = |name: &str| !name.is_empty() && name.chars().all(is_token_character);
    if is_name(kind) && is_name(subtype) && text.chars().all(|c| matches!(c, ' '..='~')) {
        return Ok(());
    }
    Err(Fault {
        message: format!("`{text}` is not a media type"),
        help:
            "write the type of a body that is sent as it is, such as \"text/csv\"; JSON needs none"
                .to_owned(),
    })
}

/// `tchar` of RFC 9110, section 5.6.2.
pub(crate) fn is_token_character(c: char) -> bool {
    c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c)
}
