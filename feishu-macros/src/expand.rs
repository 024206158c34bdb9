//! From the model to code. One function for each generated item; all of them only read.

mod call;
mod client;
mod docs;
mod endpoint;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};

use crate::attr::argument::Role;
use crate::attr::token::{Kind, Kinds};
use crate::model::{Api, Argument, Method, located};

pub(crate) fn expand(api: &Api) -> TokenStream {
    let api_trait = client::api_trait(api);
    let client = client::client(api);
    let calls = api.methods.iter().map(|method| call::call(api, method));
    quote! {
        #api_trait
        #client
        #(#calls)*
    }
}

impl Api {
    /// What generated code needs of the runtime.
    fn private(&self) -> TokenStream {
        let runtime = &self.runtime;
        quote!(#runtime::__private)
    }

    /// `#[allow(deprecated)]` for code that has to name what is deprecated.
    fn allow_deprecated(&self) -> Option<TokenStream> {
        let deprecated =
            self.passed.deprecated || self.methods.iter().any(|method| method.passed.deprecated);
        deprecated.then(|| quote!(#[allow(deprecated)]))
    }
}

impl Method {
    /// The arguments of the generated method: those that have to be given.
    fn required(&self) -> impl Iterator<Item = &Argument> {
        self.arguments.iter().filter(|argument| !argument.optional)
    }

    fn signature(&self) -> TokenStream {
        let Method { ident, call, .. } = self;
        let arguments = self.required().map(|Argument { ident, ty, .. }| quote!(#ident: #ty));
        quote!(fn #ident(&self, #(#arguments),*) -> #call)
    }

    /// `Carries<(Tenant, User)>`; nothing where any client will do.
    fn bound(&self, private: &TokenStream) -> Option<TokenStream> {
        let kinds = self.tokens.as_ref().filter(|kinds| !kinds.is_empty())?;
        Some(bound(kinds, private))
    }
}

fn bound(kinds: &Kinds, private: &TokenStream) -> TokenStream {
    let kinds = kinds.iter().map(|kind: &Kind| {
        let name = Ident::new(kind.name(), Span::call_site());
        quote!(#private::#name)
    });
    quote!(#private::Carries<(#(#kinds,)*)>)
}

/// The statement that puts a value into the call; `value` is a reference to it.
fn put(argument: &Argument, call: &TokenStream, value: &TokenStream) -> TokenStream {
    let wire = match argument.role {
        Some(Role::Header) => argument.wire.to_ascii_lowercase(),
        _ => argument.wire.clone(),
    };
    // A type that does not fit is reported where the argument's type is written.
    let place = located(syn::spanned::Spanned::span(&argument.ty));
    match argument.role {
        Some(Role::Path) => quote_spanned!(place=> #call.path(#wire, #value);),
        Some(Role::Query) => quote_spanned!(place=> #call.query(#wire, #value);),
        Some(Role::Header) => quote_spanned!(place=> #call.header(#wire, #value);),
        Some(Role::Field) => quote_spanned!(place=> #call.field(#wire, #value);),
        Some(Role::Body) => quote_spanned!(place=> #call.json(#value);),
        // Reported already; the value is used so that nothing else is.
        None => quote!(let _ = #value;),
    }
}

/// A local variable of generated code, which no argument of that name can capture.
fn local(name: &str) -> Ident {
    Ident::new(name, Span::mixed_site())
}
