//! Reads the trait, and as much of it as can be read if a part is not Rust.

use proc_macro2::{Delimiter, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::parse::{ParseStream, Parser};
use syn::spanned::Spanned;
use syn::{Attribute, Item, ItemTrait, Token, TraitItem, TraitItemFn, Visibility};

use crate::errors::{At, Errors};

/// The trait; or what is to be written in its place, if there is none.
pub(crate) fn read(tokens: TokenStream, errors: &mut Errors) -> Result<ItemTrait, TokenStream> {
    let item = syn::parse2::<Item>(tokens.clone()).or_else(|error| {
        // What is wrong in one method is no reason to do without the others.
        let rest = without_broken_methods(tokens, errors).ok_or(error)?;
        syn::parse2::<Item>(rest)
    });
    match item {
        Ok(Item::Trait(item)) => Ok(item),
        Ok(other) => {
            errors.help(
                At(keyword(&other)),
                "`#[feishu_api]` goes on a trait",
                "declare the endpoints as the methods of a trait: `#[feishu_api] pub trait UserApi { ... }`",
            );
            Err(other.into_token_stream())
        }
        Err(error) => {
            errors.push(error);
            Err(TokenStream::new())
        }
    }
}

/// The tokens of a trait without the methods that do not parse, which are reported; nothing if
/// there is none, and the fault is elsewhere.
fn without_broken_methods(tokens: TokenStream, errors: &mut Errors) -> Option<TokenStream> {
    let mut tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let body = match tokens.pop() {
        Some(TokenTree::Group(body)) if body.delimiter() == Delimiter::Brace => body,
        _ => return None,
    };
    let mut sound = TokenStream::new();
    let mut item = TokenStream::new();
    let mut found = false;
    for token in body.stream() {
        let ends_item = match &token {
            TokenTree::Punct(punct) => punct.as_char() == ';',
            TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
            _ => false,
        };
        item.extend([token]);
        if ends_item {
            let item = std::mem::take(&mut item);
            match syn::parse2::<TraitItem>(item.clone()) {
                Ok(_) => sound.extend(item),
                Err(error) => {
                    found = true;
                    errors.push(error);
                }
            }
        }
    }
    if !item.is_empty() {
        found = true;
        errors.push(syn::Error::new_spanned(item, "expected `;` at the end of the method"));
    }
    let mut body = proc_macro2::Group::new(Delimiter::Brace, sound);
    body.set_span(tokens.last().map_or_else(Span::call_site, TokenTree::span));
    tokens.push(TokenTree::Group(body));
    found.then(|| tokens.into_iter().collect())
}

/// The item without the `pub` or `default` before it, which is reported. With those the parser
/// leaves a method as it is.
pub(super) fn unqualified(item: TraitItem, errors: &mut Errors) -> TraitItem {
    let TraitItem::Verbatim(tokens) = &item else { return item };
    let parser = |input: ParseStream<'_>| {
        let attributes = input.call(Attribute::parse_outer)?;
        let vis: Visibility = input.parse()?;
        let default: Option<Token![default]> = input.parse()?;
        let mut method: TraitItemFn = input.parse()?;
        method.attrs.splice(..0, attributes);
        Ok((vis, default, method))
    };
    let Ok((vis, default, method)) = parser.parse2(tokens.clone()) else { return item };
    if !matches!(vis, Visibility::Inherited) {
        errors.help(&vis, "a method has the visibility of its trait", "remove `pub`");
    }
    if let Some(default) = default {
        errors.at(&default, "an API method cannot be default");
    }
    TraitItem::Fn(method)
}

/// The keyword that says what an item is, to point at when it is not a trait.
fn keyword(item: &Item) -> Span {
    match item {
        Item::Struct(item) => item.struct_token.span,
        Item::Enum(item) => item.enum_token.span,
        Item::Fn(item) => item.sig.fn_token.span,
        Item::Impl(item) => item.impl_token.span,
        Item::Mod(item) => item.mod_token.span,
        other => other.span(),
    }
}
