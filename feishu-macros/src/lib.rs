//! The macros of [`feishu-api`](https://docs.rs/feishu-api), which re-exports them and holds their manual.
//!
//! `#[feishu_api]` works in three steps: `read` makes a `model` of the trait with what `attr` reads
//! of its attributes, `check` applies the rules that need a whole method, `expand` writes the
//! client. Mistakes are collected on the way and never change what is written, so that one mistake
//! does not hide or cause another.
//!
#![doc = include_str!("expansion.md")]
#![warn(clippy::print_stdout, clippy::print_stderr, clippy::unwrap_used)]

mod attr;
mod check;
mod errors;
mod expand;
mod model;
mod param;
mod path;
mod read;
mod suggest;

use proc_macro2::TokenStream;

use crate::errors::Errors;

// Its manual stands on the re-export in `feishu-api`, where the examples can be compiled.
#[allow(missing_docs)]
#[proc_macro_attribute]
pub fn feishu_api(
    options: proc_macro::TokenStream,
    item: proc_macro::TokenStream,
) -> proc_macro::TokenStream {
    api(options.into(), item.into()).into()
}

/// Implements `ToParam` for an enum or a wrapper: see the trait.
#[proc_macro_derive(ToParam, attributes(serde, feishu))]
pub fn to_param(item: proc_macro::TokenStream) -> proc_macro::TokenStream {
    param::expand(item.into()).into()
}

fn api(options: TokenStream, item: TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let mut output = match read::item::read(item, &mut errors) {
        Ok(item) => {
            let options = attr::api::Options::read(options, &mut errors);
            let api = model::Api::read(options, item, &mut errors);
            check::check(&api, &mut errors);
            expand::expand(&api)
        }
        Err(other) => other,
    };
    output.extend(errors.into_compile_errors());
    output
}
