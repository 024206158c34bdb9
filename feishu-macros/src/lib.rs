//! The macros of [`feishu-api`](https://docs.rs/feishu-api), which re-exports them and holds their manual.
//!
//! `#[feishu_api]` works in four steps, one module each: `attr` reads what the attributes say,
//! `model` gathers it into a plain description of the API, `check` applies the rules that need
//! a whole method or trait, `expand` writes the client. Mistakes are collected on the way and
//! never change what is written, so that one mistake does not hide or cause another.

#![warn(clippy::print_stdout, clippy::print_stderr, clippy::unwrap_used)]

mod attr;
mod check;
mod errors;
mod expand;
mod model;
mod param;
mod path;
mod suggest;

use proc_macro::TokenStream;
use syn::spanned::Spanned;

use crate::errors::Errors;

// Its manual stands on the re-export in `feishu-api`, where the examples can be compiled.
#[allow(missing_docs)]
#[proc_macro_attribute]
pub fn feishu_api(options: TokenStream, item: TokenStream) -> TokenStream {
    api(options.into(), item.into()).into()
}

/// Implements `ToParam` for an enum or a wrapper: see the trait.
#[proc_macro_derive(ToParam, attributes(serde, feishu))]
pub fn to_param(item: TokenStream) -> TokenStream {
    param::expand(item.into()).into()
}

fn api(
    options: proc_macro2::TokenStream,
    item: proc_macro2::TokenStream,
) -> proc_macro2::TokenStream {
    let mut errors = Errors::default();
    let item = match syn::parse2::<syn::Item>(item) {
        Ok(syn::Item::Trait(item)) => item,
        Ok(other) => {
            errors.help(
                Span(item_keyword(&other)),
                "`#[feishu_api]` goes on a trait",
                "declare the endpoints as the methods of a trait: `#[feishu_api] pub trait UserApi { ... }`",
            );
            let mut output = quote::ToTokens::into_token_stream(other);
            output.extend(errors.into_compile_errors());
            return output;
        }
        Err(error) => return error.into_compile_error(),
    };
    let options = attr::api::Options::read(options, &mut errors);
    let api = model::Api::read(options, item, &mut errors);
    check::check(&api, &mut errors);
    let mut output = expand::expand(&api);
    output.extend(errors.into_compile_errors());
    output
}

/// The keyword that says what an item is, to point at when it is not a trait.
fn item_keyword(item: &syn::Item) -> proc_macro2::Span {
    match item {
        syn::Item::Struct(item) => item.struct_token.span,
        syn::Item::Enum(item) => item.enum_token.span,
        syn::Item::Fn(item) => item.sig.fn_token.span,
        syn::Item::Impl(item) => item.impl_token.span,
        syn::Item::Mod(item) => item.mod_token.span,
        other => other.span(),
    }
}

use crate::errors::At as Span;
