//! One argument: its name, its type, its role.

use proc_macro2::{Group, Ident, Punct, Span, TokenStream, TokenTree};
use quote::{ToTokens, format_ident};
use syn::ext::IdentExt;
use syn::punctuated::Punctuated;
use syn::{FnArg, GenericArgument, Pat, PathArguments, Token, Type};

use crate::attr::argument::{Role, Said, Style};
use crate::errors::Errors;
use crate::model::Argument;

pub(super) fn arguments(
    inputs: Punctuated<FnArg, Token![,]>,
    placeholders: &[String],
    errors: &mut Errors,
) -> Vec<Argument> {
    let typed = inputs.into_iter().filter_map(|input| match input {
        FnArg::Typed(typed) => Some(typed),
        FnArg::Receiver(_) => None,
    });
    let mut arguments: Vec<Argument> = Vec::new();
    for (index, typed) in typed.enumerate() {
        let argument = Argument::read(index, typed, placeholders, errors);
        let name = &argument.ident;
        if arguments.iter().any(|other| other.ident == *name) {
            errors.help(
                name,
                format_args!("argument `{name}` is declared twice"),
                "give each a name of its own; the name on the wire goes into the role",
            );
        } else {
            arguments.push(argument);
        }
    }
    arguments
}

impl Argument {
    fn read(
        index: usize,
        typed: syn::PatType,
        placeholders: &[String],
        errors: &mut Errors,
    ) -> Argument {
        let before = errors.count();
        let ident = match argument_name(&typed.pat) {
            Some(ident) => ident,
            None => {
                errors.help(
                    &typed.pat,
                    "expected a plain argument name",
                    "write `name: Type`: the name is the parameter's name on the wire",
                );
                // The argument keeps its place, so that calls of the method still fit.
                format_ident!("argument_{index}", span = Span::mixed_site())
            }
        };
        let name = ident.unraw().to_string();
        let is_in_path = placeholders.contains(&name);
        let said = Said::read(typed.attrs, &name, is_in_path, ident.span(), errors);
        let (ty, optional) = match option(&typed.ty) {
            Some(inner) => (inner.clone(), true),
            None => (*typed.ty, false),
        };
        argument_type(&ty, errors);
        let is_bytes = is_bytes(&ty);
        if is_bytes && said.role == Some(Role::Part) && said.style == Style::Repeated {
            errors.help(
                &ty,
                "bytes are sent as a file",
                "take a `File`, and make it with `File::from_bytes(name, bytes)`",
            );
        }
        let is_content = is_bytes && said.role == Some(Role::Body);
        let content = said.media_type.map(|media_type| media_type.value());
        let ty = syn::parse2(elided(ty.to_token_stream())).unwrap_or(ty);
        Argument {
            docs: said.docs,
            wire_place: said.wire.as_ref().map_or(ident.span(), |wire| wire.span()),
            wire: said.wire.map_or(name, |wire| wire.value()),
            ident,
            ty,
            optional,
            default: said.default,
            role: said.role,
            style: said.style,
            key: said.key,
            content: content.or_else(|| is_content.then(|| "application/octet-stream".to_owned())),
            is_sound: errors.count() == before,
        }
    }
}

fn argument_name(pat: &Pat) -> Option<Ident> {
    match pat {
        Pat::Ident(pat)
            if pat.by_ref.is_none() && pat.mutability.is_none() && pat.subpat.is_none() =>
        {
            Some(pat.ident.clone())
        }
        _ => None,
    }
}

/// What the language does not allow in an argument's type.
fn argument_type(ty: &Type, errors: &mut Errors) {
    let tokens = tokens(ty);
    if tokens.iter().any(|token| matches!(token, TokenTree::Ident(word) if word == "impl")) {
        errors.help(
            ty,
            "`impl Trait` arguments are not supported",
            "name the type, or take `&str`",
        );
    }
    for pair in tokens.windows(2) {
        if let [TokenTree::Punct(tick), TokenTree::Ident(name)] = pair
            && is_named_lifetime(tick, name)
        {
            errors.help(
                name,
                format_args!("the lifetime `'{name}` is not needed"),
                "leave it out: a call borrows nothing from its arguments",
            );
        }
    }
}

fn is_named_lifetime(tick: &Punct, name: &Ident) -> bool {
    tick.as_char() == '\'' && name != "_" && name != "static"
}

/// All tokens of a type, those in groups too.
pub(super) fn tokens(ty: &Type) -> Vec<TokenTree> {
    let mut tokens = Vec::new();
    flatten(ty.to_token_stream(), &mut tokens);
    tokens
}

fn flatten(tokens: TokenStream, into: &mut Vec<TokenTree>) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => flatten(group.stream(), into),
            other => into.push(other),
        }
    }
}

/// The type without the lifetimes that have been reported.
fn elided(ty: TokenStream) -> TokenStream {
    let mut after_tick = None;
    let elide = |token| match token {
        TokenTree::Group(group) => {
            let mut elided = Group::new(group.delimiter(), elided(group.stream()));
            elided.set_span(group.span());
            TokenTree::Group(elided)
        }
        TokenTree::Ident(name) => match after_tick.take() {
            Some(tick) if is_named_lifetime(&tick, &name) => {
                TokenTree::Ident(Ident::new("_", name.span()))
            }
            _ => TokenTree::Ident(name),
        },
        TokenTree::Punct(punct) => {
            after_tick = Some(punct.clone());
            TokenTree::Punct(punct)
        }
        other => other,
    };
    ty.into_iter().map(elide).collect()
}

/// Whether the type is one of bytes, which as JSON would be a list of numbers.
fn is_bytes(ty: &Type) -> bool {
    let is_byte = |ty: &Type| matches!(peel(ty), Type::Path(path) if path.path.is_ident("u8"));
    match peel(ty) {
        Type::Reference(reference) => is_bytes(&reference.elem),
        Type::Slice(slice) => is_byte(&slice.elem),
        Type::Array(array) => is_byte(&array.elem),
        Type::Path(path) => {
            path.path.segments.last().is_some_and(|last| last.ident == "Bytes")
                || only_argument(ty, "Vec").is_some_and(is_byte)
        }
        _ => false,
    }
}

/// The `T` of an `Option<T>`. An alias cannot be seen; `ToParam` refuses it later.
fn option(ty: &Type) -> Option<&Type> {
    only_argument(ty, "Option")
}

/// The `T` of a type that is written as `Name<T>`, with or without a path.
pub(crate) fn only_argument<'a>(ty: &'a Type, name: &str) -> Option<&'a Type> {
    let Type::Path(path) = peel(ty) else { return None };
    let last = path.path.segments.last().filter(|last| last.ident == name)?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else { return None };
    match arguments.args.iter().collect::<Vec<_>>()[..] {
        [GenericArgument::Type(inner)] => Some(inner),
        _ => None,
    }
}

/// The type inside the invisible delimiters that a `macro_rules!` puts around `$ty:ty`.
pub(crate) fn peel(ty: &Type) -> &Type {
    match ty {
        Type::Group(group) => peel(&group.elem),
        Type::Paren(paren) => peel(&paren.elem),
        other => other,
    }
}
