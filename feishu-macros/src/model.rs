//! What an API is, once its declaration has been read: plain data, every name resolved.

use proc_macro2::{Ident, Span, TokenStream};
use syn::punctuated::Punctuated;
use syn::{Expr, Token, Type, TypeParamBound, Visibility};

use crate::attr::Passed;
use crate::attr::argument::{Role, Style};
use crate::attr::method::{Facts, Verb};
use crate::attr::token::Kinds;

/// A trait of endpoints.
pub(crate) struct Api {
    /// Where the runtime is found: `::feishu_api`.
    pub(crate) runtime: TokenStream,
    pub(crate) passed: Passed,
    pub(crate) vis: Visibility,
    pub(crate) ident: Ident,
    /// Auto traits only.
    pub(crate) supertraits: Punctuated<TypeParamBound, Token![+]>,
    /// The name of the generated client.
    pub(crate) client: Ident,
    pub(crate) methods: Vec<Method>,
}

/// One endpoint.
pub(crate) struct Method {
    pub(crate) passed: Passed,
    pub(crate) ident: Ident,
    /// The name of the generated call.
    pub(crate) call: Ident,
    pub(crate) verb: Verb,
    /// Whether the verb was declared, rather than assumed so that the shape stays.
    pub(crate) has_verb: bool,
    pub(crate) path: Path,
    /// The kinds of token that are taken; nothing if that is not known.
    pub(crate) tokens: Option<Kinds>,
    pub(crate) has_token: bool,
    pub(crate) facts: Facts,
    pub(crate) arguments: Vec<Argument>,
    /// Whether the return type is the declared one, rather than put in its place.
    pub(crate) has_output: bool,
    /// The return type as written.
    pub(crate) output: Type,
    /// The `T` of `Result<T>`.
    pub(crate) payload: Type,
}

/// The path of an endpoint.
pub(crate) struct Path {
    /// The whole template, with the trait's prefix; absolute if a host is declared.
    pub(crate) template: String,
    /// Where to point when the template does not fit the arguments.
    pub(crate) place: Span,
    /// Where the host is written, if it is the trait's.
    pub(crate) host: Option<Span>,
    /// The names between braces; nothing if the template is wrong.
    pub(crate) placeholders: Option<Vec<String>>,
}

/// One argument of a method.
pub(crate) struct Argument {
    pub(crate) docs: Vec<syn::Attribute>,
    pub(crate) ident: Ident,
    /// What is given: the `T` of an `Option<T>`.
    pub(crate) ty: Type,
    /// Whether the type was written as `Option<T>`, so that the argument is a setter.
    pub(crate) optional: bool,
    pub(crate) default: Option<Expr>,
    pub(crate) role: Option<Role>,
    pub(crate) style: Style,
    /// Whether it is the idempotency key.
    pub(crate) key: bool,
    /// The media type of a body that is sent as it is.
    pub(crate) content: Option<String>,
    /// Whether there is no mistake in it yet: what is wrong already is not used.
    pub(crate) is_sound: bool,
    /// The name on the wire.
    pub(crate) wire: String,
    /// Where the name on the wire is written.
    pub(crate) wire_place: Span,
}
