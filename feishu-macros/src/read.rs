//! From a trait to the model. What is wrong is reported, and replaced by something that fits, so
//! that all of the trait is read.

pub(crate) mod argument;
pub(crate) mod item;
mod method;

use proc_macro2::{Ident, Span};
use syn::ext::IdentExt;
use syn::{Generics, ItemTrait, TraitItem, TypeParamBound};

use crate::attr::api::Options;
use crate::attr::{self, Passed};
use crate::errors::Errors;
use crate::model::{Api, Method};

impl Api {
    pub(crate) fn read(options: Options, item: ItemTrait, errors: &mut Errors) -> Api {
        head(&item, errors);
        let mut passed = Passed::default();
        for attribute in item.attrs {
            if let Some(unknown) = passed.take(attribute) {
                errors.help(
                    unknown.path(),
                    format_args!("unknown attribute `{}` for an API trait", attr::name(&unknown)),
                    "options go into `#[feishu_api(...)]`, endpoints onto the methods",
                );
            }
        }
        let ident = item.ident;
        let client = derived(&ident, format_args!("{}Client", ident.unraw()));
        let mut methods: Vec<Method> = Vec::new();
        for item in item.items {
            match item::unqualified(item, errors) {
                TraitItem::Fn(item) => {
                    let method = Method::read(item, &ident, &options, errors);
                    // Two of one name, or a second `new`, would fail in every generated item.
                    if has_free_name(&method, &methods, &client, errors) {
                        methods.push(method);
                    }
                }
                other => errors.help(
                    &other,
                    "only methods are allowed in an API trait",
                    "put constants, types and macros beside the trait",
                ),
            }
        }
        Api {
            runtime: options.runtime,
            passed,
            vis: item.vis,
            client,
            ident,
            supertraits: item.supertraits.into_iter().filter(is_auto_trait).collect(),
            methods,
        }
    }
}

/// Whether a method's name is not taken, be it by the client itself.
fn has_free_name(method: &Method, others: &[Method], client: &Ident, errors: &mut Errors) -> bool {
    let name = method.ident.unraw();
    if name == "new" {
        errors.help(
            &method.ident,
            format_args!("`new` is what makes a `{client}`"),
            "give the method the platform's name for it, such as `create`",
        );
        return false;
    }
    // Twins under `cfg` are alternatives, not duplicates.
    let is_unconditional = |other: &&Method| other.passed.cfg.is_empty();
    let mut others =
        others.iter().filter(is_unconditional).filter(|_| method.passed.cfg.is_empty());
    if let Some(other) =
        others.clone().find(|other| other.call == method.call && other.ident != method.ident)
    {
        errors.help(
            &method.ident,
            format_args!(
                "the calls of `{name}` and `{}` would both be named `{}`",
                other.ident, method.call
            ),
            "give one of the methods another name",
        );
        return false;
    }
    if others.any(|other| other.ident == method.ident) {
        errors.help(
            &method.ident,
            format_args!("method `{name}` is declared twice"),
            "give each endpoint a name of its own",
        );
        return false;
    }
    true
}

/// What may stand between `trait` and the brace.
fn head(item: &ItemTrait, errors: &mut Errors) {
    if let Some(unsafety) = &item.unsafety {
        errors.at(unsafety, "an API trait cannot be unsafe");
    }
    if let Some(auto) = &item.modifiers.auto_token {
        errors.at(auto, "an API trait cannot be an auto trait");
    }
    refuse_generics(
        &item.generics,
        "an API trait",
        "name the types: an endpoint has one path and one answer",
        errors,
    );
    for bound in item.supertraits.iter().filter(|bound| !is_auto_trait(bound)) {
        errors.help(
            bound,
            "an API trait cannot have supertraits other than auto traits",
            "allowed are `Send`, `Sync`, `Unpin` and `'static`",
        );
    }
}

/// Reports parameters and conditions; `what` has them.
fn refuse_generics(generics: &Generics, what: &str, help: &str, errors: &mut Errors) {
    if !generics.params.is_empty() {
        errors.help(generics, format_args!("{what} cannot be generic"), help);
    }
    if let Some(clause) = &generics.where_clause {
        errors.at(clause, format_args!("{what} cannot have a `where` clause"));
    }
}

fn is_auto_trait(bound: &TypeParamBound) -> bool {
    const AUTO: &[&str] = &["Send", "Sync", "Unpin"];
    match bound {
        TypeParamBound::Trait(bound) => {
            bound.maybe.is_none()
                && bound
                    .path
                    .segments
                    .last()
                    .is_some_and(|name| AUTO.iter().any(|a| name.ident == a))
        }
        TypeParamBound::Lifetime(lifetime) => lifetime.ident == "static",
        _ => false,
    }
}

/// An identifier made from another one: shown where that stands, resolved where the macro is
/// called. With the plain span it would resolve inside a `macro_rules!` that the other comes from.
fn derived(from: &Ident, name: std::fmt::Arguments<'_>) -> Ident {
    Ident::new(&name.to_string(), Span::call_site().located_at(from.span()))
}
