//! Reads the trait, and as much of it as can be read if a part is not Rust.

use proc_macro2::{Delimiter, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::spanned::Spanned;
use syn::{Item, ItemTrait, TraitItem};

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
