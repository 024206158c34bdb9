//! The declaration as a constant.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;
use syn::ext::IdentExt;

use crate::attr::reply::{Paging, Shape};
use crate::attr::units::Rate;
use crate::check::TokenPlace;
use crate::model::{Api, Method};

pub(super) fn endpoint(api: &Api, method: &Method) -> TokenStream {
    let private = api.private();
    let api_name = api.ident.unraw().to_string();
    let name = method.ident.unraw().to_string();
    let call = method.call.to_string();
    let verb = Ident::new(&method.verb.name(), Span::call_site());
    let path = &method.path.template;
    let mut parts = TokenStream::new();
    if let Some(kinds) = method.tokens.as_ref().filter(|kinds| !kinds.is_empty()) {
        let kinds = kinds.iter().map(|kind| Ident::new(kind.name(), Span::call_site()));
        parts.extend(quote!(.tokens(&[#(#private::TokenKind::#kinds),*])));
    }
    match &method.facts.shape {
        Shape::Data => {}
        Shape::DataField(field) => parts.extend(quote!(.data_field(#field))),
        Shape::Flat => parts.extend(quote!(.flat())),
        Shape::Root(key) => parts.extend(quote!(.root(#key))),
    }
    if let Some(paging) = &method.facts.paging {
        let Paging { style, items, token, next, more, total, .. } = paging;
        let name = |name| Ident::new(name, Span::call_site());
        let style = name(style.name());
        let place = method.page_token().map_or(TokenPlace::Query, |(_, place)| place);
        let place = name(place.name());
        parts.extend(quote! {
            .paging(
                #private::PagingStyle::#style, #token, #private::TokenPlace::#place,
                #items, #next, #more,
            )
        });
        parts.extend(total.as_ref().map(|total| quote!(.total(#total))));
    }
    if !method.facts.rates.is_empty() {
        let rates = method.facts.rates.iter().map(|rate| match rate {
            Rate::Calls { count, per } => {
                let millis = per.as_millis() as u64;
                quote!(#private::RateLimit::calls(#count, #millis))
            }
            Rate::Special => quote!(#private::RateLimit::Special),
        });
        parts.extend(quote!(.rate_limits(&[#(#rates),*])));
    }
    if !method.facts.scopes.is_empty() {
        let scopes = &method.facts.scopes;
        parts.extend(quote!(.scopes(&[#(#scopes),*])));
    }
    if !method.facts.codes.is_empty() {
        let codes = method.facts.codes.iter().map(|(code, class)| {
            let (code, class) =
                (Literal::i64_unsuffixed(*code), Ident::new(class, Span::call_site()));
            quote!((#code, #private::ErrorClass::#class))
        });
        parts.extend(quote!(.codes(&[#(#codes),*])));
    }
    if method.facts.idempotent {
        parts.extend(quote!(.idempotent()));
    }
    if let Some(key) = method.arguments.iter().find(|argument| argument.key) {
        let name = &key.wire;
        parts.extend(quote!(.idempotency_key(#name)));
    }
    if let Some(timeout) = method.facts.timeout {
        let millis = timeout.as_millis() as u64;
        parts.extend(quote!(.timeout(#millis)));
    }
    if let Some(name) = &method.facts.credential {
        let name = name.unraw().to_string();
        parts.extend(quote!(.credential(#name)));
    }
    if let Some(link) = &method.facts.docs {
        parts.extend(quote!(.docs(#link)));
    }
    quote! {
        &#private::Endpoint::declare(
            ::core::module_path!(), #api_name, #name, #call, #private::Method::#verb, #path,
        ) #parts
    }
}
