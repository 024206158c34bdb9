//! The trait itself, and the client that implements it.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;
use syn::TypeParamBound;

use super::{bound, docs, put};
use crate::attr::Passed;
use crate::attr::argument::Role;
use crate::model::{Api, Method};

/// The user's trait with concrete answers, so that it is object-safe. The default bodies let an
/// implementation for tests hold only what the test uses.
pub(super) fn api_trait(api: &Api) -> TokenStream {
    let private = api.private();
    let Api { passed, vis, ident, supertraits, .. } = api;
    let Passed { cfg, lints, other, .. } = passed;
    let colon = (!supertraits.is_empty()).then(|| quote!(:));
    let allow_deprecated = api.allow_deprecated();
    let methods = api.methods.iter().map(|method| {
        let Method { call, .. } = method;
        let Passed { cfg, lints, other, .. } = &method.passed;
        let docs = docs::method(method);
        let signature = method.signature();
        let allow_many_arguments = method.allow_many_arguments();
        let arguments = method.required().map(|argument| &argument.ident);
        quote! {
            #(#cfg)*
            #(#lints)*
            #(#other)*
            #docs
            #allow_many_arguments
            #signature {
                let _ = (#(&#arguments,)*);
                #call { call: #private::Call::not_implemented(#call::ENDPOINT) }
            }
        }
    });
    quote! {
        #(#cfg)*
        #(#lints)*
        #(#other)*
        #[allow(dead_code)]
        #allow_deprecated
        #vis trait #ident #colon #supertraits {
            #(#methods)*
        }
    }
}

/// The handle through which calls are made.
pub(super) fn client(api: &Api) -> TokenStream {
    let private = api.private();
    let Api { passed, vis, ident, client, methods, .. } = api;
    let Passed { cfg, lints, .. } = passed;
    let (struct_docs, new_docs, endpoints_docs) = docs::client(api);
    let default_identity = api.default_identity();
    let allow_deprecated = api.allow_deprecated();
    let endpoints = methods.iter().map(|Method { passed, call, .. }| {
        let cfg = &passed.cfg;
        quote!(#(#cfg)* #call::ENDPOINT)
    });
    let own = methods.iter().map(|method| own_method(api, method));
    let forwarded = methods.iter().map(|method| forwarded_method(api, method));
    // One client implements the trait if its identity carries what each of the methods needs.
    let bounds: BTreeSet<_> = methods
        .iter()
        .filter_map(|method| method.tokens.as_ref().filter(|kinds| !kinds.is_empty()))
        .collect();
    let mut bounds: Vec<_> = bounds.into_iter().map(|kinds| bound(kinds, &private)).collect();
    // `trait UserApi: 'static` asks it of the client, too.
    bounds.extend(api.supertraits.iter().filter_map(|bound| match bound {
        TypeParamBound::Lifetime(lifetime) => Some(quote!(#lifetime)),
        _ => None,
    }));
    let clause = (!bounds.is_empty()).then(|| quote!(where AsWhom: #(#bounds)+*));
    quote! {
        #(#cfg)*
        #(#lints)*
        #[doc = #struct_docs]
        #[allow(dead_code)]
        #vis struct #client<AsWhom = #private::#default_identity> {
            client: #private::Client<AsWhom>,
        }

        #(#cfg)*
        #(#lints)*
        #[allow(dead_code)]
        #allow_deprecated
        impl #client {
            #[doc = #endpoints_docs]
            #vis const ENDPOINTS: &'static [&'static #private::Endpoint] = &[#(#endpoints),*];
        }

        #(#cfg)*
        #(#lints)*
        #[allow(dead_code)]
        #allow_deprecated
        impl<AsWhom> #client<AsWhom> {
            #[doc = #new_docs]
            #[inline]
            #vis fn new(client: &#private::Client<AsWhom>) -> Self {
                Self { client: ::core::clone::Clone::clone(client) }
            }
            #(#own)*
        }

        #(#cfg)*
        #(#lints)*
        #allow_deprecated
        impl<AsWhom> #ident for #client<AsWhom> #clause {
            #(#forwarded)*
        }

        #(#cfg)*
        impl<AsWhom> ::core::clone::Clone for #client<AsWhom> {
            #[inline]
            fn clone(&self) -> Self {
                Self::new(&self.client)
            }
        }

        #(#cfg)*
        impl<AsWhom> ::core::fmt::Debug for #client<AsWhom> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Debug::fmt(&self.client, f)
            }
        }
    }
}

/// A method of the client: it encodes what has to be given and starts the call.
fn own_method(api: &Api, method: &Method) -> TokenStream {
    let private = api.private();
    let Method { passed, call, .. } = method;
    let Passed { cfg, lints, other, .. } = passed;
    let vis = &api.vis;
    let docs = docs::method(method);
    let signature = method.signature();
    let clause = method.bound(&private).map(|bound| quote!(where AsWhom: #bound));
    let local = super::local("call");
    let statements = start(api, method, &local);
    let mutable = (!statements.is_empty()).then(|| quote!(mut));
    let allow_many_arguments = method.allow_many_arguments();
    quote! {
        #(#cfg)*
        #(#lints)*
        #(#other)*
        #docs
        #allow_many_arguments
        #[inline]
        #vis #signature #clause {
            let #mutable #local = #private::Call::new(&self.client, #call::ENDPOINT);
            #statements
            #call { call: #local }
        }
    }
}

/// What a call holds before its setters are called.
fn start(api: &Api, method: &Method, call: &proc_macro2::Ident) -> TokenStream {
    let private = api.private();
    let call = quote!(&mut #call);
    let mut statements = TokenStream::new();
    // The runtime fills the template from left to right.
    let mut required: Vec<_> = method.required().collect();
    let order = |name: &String| {
        let placeholders = method.path.placeholders.iter().flatten();
        placeholders.enumerate().find(|(_, known)| *known == name).map(|(index, _)| index)
    };
    required.sort_by_key(|argument| match argument.role {
        Some(Role::Path) => (0, order(&argument.wire)),
        _ => (1, None),
    });
    let has = |role| method.arguments.iter().any(|argument| argument.role == Some(role));
    let begun =
        [(Role::Field, quote!(fields)), (Role::Form, quote!(forms)), (Role::Part, quote!(parts))];
    if let Some((_, begin)) = begun.into_iter().find(|(role, _)| has(*role)) {
        statements.extend(quote!(#private::Call::#begin(#call);));
    }
    for (name, value) in &method.facts.headers {
        let name = name.value().to_ascii_lowercase();
        statements.extend(quote!(#private::Call::header(#call, #name, &#value);));
    }
    for argument in required {
        let ident = &argument.ident;
        statements.extend(put(argument, &private, &call, ident));
    }
    for argument in method.arguments.iter().filter(|argument| argument.optional) {
        let local = super::local("default");
        let put = put(argument, &private, &call, &local);
        if argument.key {
            statements.extend(quote!({ let #local = #private::idempotency_key(); #put }));
        } else if let Some(default) = &argument.default {
            let ty = &argument.ty;
            statements.extend(quote!({ let #local: #ty = #default; #put }));
        }
    }
    statements
}

/// A method of the trait, answered by the client's own method of that name.
fn forwarded_method(api: &Api, method: &Method) -> TokenStream {
    let client = &api.client;
    let (ident, cfg) = (&method.ident, &method.passed.cfg);
    let signature = method.signature();
    let arguments = method.required().map(|argument| &argument.ident);
    quote! {
        #(#cfg)*
        #[inline]
        #signature {
            #client::<AsWhom>::#ident(self, #(#arguments),*)
        }
    }
}
