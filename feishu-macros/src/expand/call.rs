//! The call that a method answers with: its setters, its options, and how it is sent.

use proc_macro2::TokenStream;
use quote::quote;
use syn::ext::IdentExt;
use syn::spanned::Spanned;

use super::{docs, endpoint, local, put, shown_at};
use crate::check::is_reserved;
use crate::model::{Api, Argument, Method};

pub(super) fn call(api: &Api, method: &Method) -> TokenStream {
    let private = api.private();
    let vis = &api.vis;
    let Method { passed, call, output, payload, .. } = method;
    // What comes from the trait's own `cfg` holds for its calls too.
    let cfg: Vec<_> = api.passed.cfg.iter().chain(&passed.cfg).collect();
    let lints: Vec<_> = api.passed.lints.iter().chain(&passed.lints).collect();
    let docs = docs::call(api, method);
    let endpoint = endpoint::endpoint(api, method);
    let setters = method
        .arguments
        .iter()
        .filter(|argument| argument.optional && !is_reserved(&argument.ident.unraw().to_string()))
        .map(|argument| setter(api, argument));
    let streams = method.item().map(|item| {
        quote! {
            /// Sends the call, and once more for each further page, and yields the items of all
            /// pages. A page is fetched when it is asked for, and has the call's time to itself.
            #[inline]
            #vis fn items(self) -> #private::ItemStream<#item> {
                #private::Call::items(self.call)
            }

            /// Sends the call, and once more for each further page, and yields the pages. A page
            /// is fetched when it is asked for, and has the call's time to itself.
            #[inline]
            #vis fn pages(self) -> #private::PageStream<#item> {
                #private::Call::pages(self.call)
            }
        }
    });
    // A payload that cannot be read is reported where its type is written.
    let response_future = shown_at(payload.span(), quote!(#private::ResponseFuture<#payload>));
    quote! {
        #(#cfg)*
        #(#lints)*
        #[doc = #docs]
        #[must_use = "a call does nothing unless it is awaited"]
        #[allow(dead_code)]
        #vis struct #call {
            call: #private::Call,
        }

        #(#cfg)*
        #(#lints)*
        #[allow(dead_code)]
        impl #call {
            /// The declaration of the endpoint, as data.
            #vis const ENDPOINT: &'static #private::Endpoint = #endpoint;

            #(#setters)*

            #streams

            /// Sets the time allowed for the whole call, from the token to the last byte, with all its
            /// attempts. Of a file or events that are read as they come, it is the time to the
            /// headers, and that for each piece behind them.
            #[inline]
            #vis fn with_timeout(mut self, timeout: ::core::time::Duration) -> Self {
                #private::Call::with_timeout(&mut self.call, timeout);
                self
            }

            /// Adds a request header, or replaces it.
            #[inline]
            #vis fn with_header(
                mut self,
                name: &::core::primitive::str,
                value: &::core::primitive::str,
            ) -> Self {
                #private::Call::with_header(&mut self.call, name, value);
                self
            }

            /// Sets how often the call is sent if it fails.
            #[inline]
            #vis fn with_retry(mut self, policy: #private::RetryPolicy) -> Self {
                #private::Call::with_retry(&mut self.call, policy);
                self
            }

            /// Sends the call and answers with the payload and what came with it: status, headers,
            /// log id, attempts.
            #[inline]
            #vis fn send(self) -> #private::SendFuture<#payload> {
                #private::Call::send(self.call)
            }

            /// A call that is already answered, for implementations of the trait in tests. What
            /// its setters set goes nowhere.
            #[inline]
            #vis fn ready(answer: #output) -> Self {
                Self { call: #private::Call::ready(Self::ENDPOINT, answer) }
            }
        }

        // The compiler would list calls of others to who names something else.
        #(#cfg)*
        #[diagnostic::do_not_recommend]
        impl #private::EndpointCall for #call {
            const ENDPOINT: &'static #private::Endpoint = #call::ENDPOINT;
            type Payload = #payload;
        }

        #(#cfg)*
        impl ::core::future::IntoFuture for #call {
            type Output = #output;
            type IntoFuture = #response_future;
            #[inline]
            fn into_future(self) -> Self::IntoFuture {
                #private::Call::into_future(self.call)
            }
        }

        #(#cfg)*
        impl ::core::fmt::Debug for #call {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Debug::fmt(&self.call, f)
            }
        }
    }
}

/// An optional argument, as a method of the call.
fn setter(api: &Api, argument: &Argument) -> TokenStream {
    let vis = &api.vis;
    let Argument { ident, ty, docs: written, .. } = argument;
    let docs = docs::setter(argument);
    let value = local("value");
    let put = put(argument, &api.private(), &quote!(&mut self.call), &value);
    quote! {
        #(#written)*
        #docs
        #[inline]
        #vis fn #ident(mut self, #value: #ty) -> Self {
            #put
            self
        }
    }
}
