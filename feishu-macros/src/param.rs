//! `#[derive(ToParam)]`: enums and wrappers as path, query and header parameters.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::ext::IdentExt;
use syn::{Data, DataEnum, DeriveInput, Expr, Fields, LitStr, Path, Variant};

use crate::errors::Errors;
use crate::suggest;

pub(crate) fn expand(item: TokenStream) -> TokenStream {
    let item: DeriveInput = match syn::parse2(item) {
        Ok(item) => item,
        Err(error) => return error.into_compile_error(),
    };
    let mut errors = Errors::default();
    let settings = Settings::read(&item, &mut errors);
    let body = match &item.data {
        Data::Enum(data) => enumeration(data, &settings, &mut errors),
        Data::Struct(data) => wrapper(&item.ident, &data.fields, &mut errors),
        Data::Union(data) => {
            errors.at(&data.union_token, "a union cannot be a parameter");
            quote!()
        }
    };
    let (runtime, ident) = (&settings.runtime, &item.ident);
    let mut generics = item.generics.clone();
    for parameter in generics.type_params_mut() {
        parameter.bounds.push(syn::parse_quote!(#runtime::ToParam));
    }
    let (generics, arguments, clause) = generics.split_for_impl();
    let errors = errors.into_compile_errors();
    quote! {
        #[automatically_derived]
        #[diagnostic::do_not_recommend]
        impl #generics #runtime::ToParam for #ident #arguments #clause {
            fn to_param(&self, values: &mut #runtime::ParamValues<'_>) {
                #body
            }
        }
        #errors
    }
}

/// What the attributes on the type say.
struct Settings {
    runtime: TokenStream,
    rename_all: Option<Case>,
}

impl Settings {
    fn read(item: &DeriveInput, errors: &mut Errors) -> Settings {
        let mut settings = Settings { runtime: quote!(::feishu_api), rename_all: None };
        for attribute in &item.attrs {
            let read = if attribute.path().is_ident("serde") {
                attribute.parse_nested_meta(|meta| {
                    if !meta.path.is_ident("rename_all") {
                        return skip(&meta);
                    }
                    if let Some(case) = written_name(&meta)? {
                        settings.rename_all = Some(Case::named(&case)?);
                    }
                    Ok(())
                })
            } else if attribute.path().is_ident("feishu") {
                attribute.parse_nested_meta(|meta| {
                    if meta.path.is_ident("crate") {
                        let path: Path = meta.value()?.parse()?;
                        settings.runtime = quote!(#path);
                        return Ok(());
                    }
                    Err(meta.error("unknown option: the only one is `crate = ::some::path`"))
                })
            } else {
                Ok(())
            };
            if let Err(error) = read {
                errors.push(error);
            }
        }
        settings
    }
}

/// The name in `key = "name"` or `key(serialize = "name")`.
fn written_name(meta: &syn::meta::ParseNestedMeta<'_>) -> syn::Result<Option<LitStr>> {
    if meta.input.peek(syn::Token![=]) {
        return meta.value()?.parse().map(Some);
    }
    let mut name = None;
    meta.parse_nested_meta(|meta| {
        let value: LitStr = meta.value()?.parse()?;
        if meta.path.is_ident("serialize") {
            name = Some(value);
        }
        Ok(())
    })?;
    Ok(name)
}

/// Passes over what belongs to serde alone.
fn skip(meta: &syn::meta::ParseNestedMeta<'_>) -> syn::Result<()> {
    if meta.input.peek(syn::Token![=]) {
        meta.value()?.parse::<Expr>()?;
    } else if meta.input.peek(syn::token::Paren) {
        let inside;
        syn::parenthesized!(inside in meta.input);
        inside.parse::<TokenStream>()?;
    }
    Ok(())
}

/// A variant is sent under the name that serde would write.
fn enumeration(data: &DataEnum, settings: &Settings, errors: &mut Errors) -> TokenStream {
    let mut arms = TokenStream::new();
    for variant in &data.variants {
        let ident = &variant.ident;
        match &variant.fields {
            Fields::Unit => {
                let name = variant_name(variant, settings, errors);
                arms.extend(quote!(Self::#ident => values.text(#name),));
            }
            // The variant for values without a name of their own.
            Fields::Unnamed(fields) if fields.unnamed.len() == 1 => {
                arms.extend(quote!(Self::#ident(value) => values.put(value),));
            }
            fields => {
                arms.extend(quote!(Self::#ident { .. } => {}));
                errors.help(
                    fields,
                    format_args!("variant `{ident}` has several fields: a parameter is one text"),
                    "send the value as `#[body]`, or each of its fields as a parameter",
                );
            }
        }
    }
    match data.variants.is_empty() {
        true => quote!(match *self {}),
        false => quote!(match self { #arms }),
    }
}

fn variant_name(variant: &Variant, settings: &Settings, errors: &mut Errors) -> String {
    let mut renamed = None;
    for attribute in variant.attrs.iter().filter(|a| a.path().is_ident("serde")) {
        let read = attribute.parse_nested_meta(|meta| {
            if !meta.path.is_ident("rename") {
                return skip(&meta);
            }
            if let Some(name) = written_name(&meta)? {
                renamed = Some(name.value());
            }
            Ok(())
        });
        if let Err(error) = read {
            errors.push(error);
        }
    }
    let written = variant.ident.unraw().to_string();
    renamed.unwrap_or_else(|| match settings.rename_all {
        Some(case) => case.apply(&written),
        None => written,
    })
}

/// A struct with one field is sent as that field.
fn wrapper(ident: &Ident, fields: &Fields, errors: &mut Errors) -> TokenStream {
    let mut all = fields.iter();
    match (all.next(), all.next()) {
        (Some(field), None) => {
            let member = match &field.ident {
                Some(ident) => quote!(#ident),
                None => quote!(0),
            };
            quote!(values.put(&self.#member);)
        }
        _ => {
            errors.help(
                ident,
                format_args!("`{ident}` cannot be a parameter: it does not have exactly one field"),
                "send it as `#[body]`, or each of its fields as a parameter",
            );
            quote!()
        }
    }
}

/// The spellings that `#[serde(rename_all)]` knows.
#[derive(Clone, Copy)]
enum Case {
    Lower,
    Upper,
    Pascal,
    Camel,
    /// Words joined by a character, in upper case or not.
    Joined(char, bool),
}

const CASES: &[(&str, Case)] = &[
    ("lowercase", Case::Lower),
    ("UPPERCASE", Case::Upper),
    ("PascalCase", Case::Pascal),
    ("camelCase", Case::Camel),
    ("snake_case", Case::Joined('_', false)),
    ("SCREAMING_SNAKE_CASE", Case::Joined('_', true)),
    ("kebab-case", Case::Joined('-', false)),
    ("SCREAMING-KEBAB-CASE", Case::Joined('-', true)),
];

impl Case {
    fn named(name: &LitStr) -> syn::Result<Case> {
        let names: Vec<&str> = CASES.iter().map(|(name, _)| *name).collect();
        let value = name.value();
        let case = CASES.iter().find(|(known, _)| *known == value).map(|(_, case)| *case);
        case.ok_or_else(|| {
            let help = suggest::help(&value, &names);
            syn::Error::new(name.span(), format!("unknown case `{value}`\nhelp: {help}"))
        })
    }

    /// Spells a variant's name, which is in Pascal case.
    fn apply(self, name: &str) -> String {
        match self {
            Case::Lower => name.to_ascii_lowercase(),
            Case::Upper => name.to_ascii_uppercase(),
            Case::Pascal => name.to_owned(),
            Case::Camel => {
                let mut letters = name.chars();
                let first = letters.next().map(|first| first.to_ascii_lowercase());
                first.into_iter().chain(letters).collect()
            }
            Case::Joined(by, upper) => {
                let mut joined = String::new();
                for (index, letter) in name.char_indices() {
                    if index > 0 && letter.is_uppercase() {
                        joined.push(by);
                    }
                    joined.push(if upper {
                        letter.to_ascii_uppercase()
                    } else {
                        letter.to_ascii_lowercase()
                    });
                }
                joined
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::CASES;

    #[test]
    fn spells_like_serde() {
        let spelt: Vec<String> = CASES.iter().map(|(_, case)| case.apply("OpenId")).collect();
        assert_eq!(
            spelt,
            ["openid", "OPENID", "OpenId", "openId", "open_id", "OPEN_ID", "open-id", "OPEN-ID"]
        );
    }
}
