//! One method: its endpoint, its signature, its answer.

use proc_macro2::{Ident, TokenTree};
use quote::quote;
use syn::ext::IdentExt;
use syn::{
    GenericArgument, LitStr, PathArguments, ReceiverKind, ReturnType, Safety, TraitItemFn, Type,
};

use super::argument::{arguments, peel, tokens};
use super::{derived, refuse_generics};
use crate::attr::api::Options;
use crate::attr::codes;
use crate::attr::method::{Facts, Said, Verb};
use crate::errors::Errors;
use crate::model::{Method, Path};
use crate::path;

impl Method {
    pub(super) fn read(
        item: TraitItemFn,
        api: &Ident,
        options: &Options,
        errors: &mut Errors,
    ) -> Method {
        let ident = item.sig.ident.clone();
        let said = Said::read(item.attrs, errors);
        signature(&item.sig, item.default.as_ref(), errors);
        if said.verb.is_none() && !said.has_unknown {
            errors.help(
                &ident,
                format_args!("method `{ident}` has no endpoint"),
                "add its verb and path: `#[get(\"/...\")]`, `#[post(\"/...\")]`, `#[put(\"/...\")]`, `#[patch(\"/...\")]`, `#[delete(\"/...\")]` or `#[head(\"/...\")]`",
            );
        }
        let verb = said.verb.as_ref().map(|(verb, ..)| *verb);
        let written = said.verb.and_then(|(.., path)| path);
        let declared = output(&item.sig.output, &ident, errors);
        let has_output = declared.is_some();
        let path = Path::read(written, &ident, options, errors);
        let placeholders = path.placeholders.as_deref().unwrap_or_default();
        let arguments = arguments(item.sig.inputs, placeholders, errors);
        let (output, payload) = declared.unwrap_or_else(|| no_output(options));
        Method {
            passed: said.passed,
            call: call_name(api, &ident),
            verb: verb.unwrap_or(Verb::Get),
            has_verb: verb.is_some(),
            path,
            has_token: said.has_token || options.has_token,
            tokens: said.token.or_else(|| options.token.clone().filter(|_| !said.has_token)),
            facts: Facts {
                credential: said.facts.credential.or_else(|| options.credential.clone()),
                codes: codes::with_defaults(said.facts.codes, &options.codes),
                ..said.facts
            },
            arguments,
            has_output,
            output,
            payload,
            ident,
        }
    }
}

impl Path {
    fn read(
        written: Option<LitStr>,
        method: &Ident,
        options: &Options,
        errors: &mut Errors,
    ) -> Path {
        // A verb without a path, or no verb at all, has been reported already.
        let Some(written) = written else {
            let place = method.span();
            return Path { template: String::new(), place, host: None, placeholders: None };
        };
        let text = written.value();
        let absolute = path::is_absolute(&text);
        if absolute && options.host.is_some() {
            errors.help(
                &written,
                "an absolute URL on a method of a trait that has a `host`",
                "write the path alone, or drop `host` from the trait",
            );
        }
        let prefix = if absolute { "" } else { options.path.as_str() };
        let written_host = options.host.as_ref().filter(|_| !absolute);
        let host = written_host.map(LitStr::value).unwrap_or_default();
        let inherited = if absolute { Some(Vec::new()) } else { options.placeholders.clone() };
        let own = path::placeholders(&text).map_err(|faults| errors.faults(&written, faults)).ok();
        let placeholders = inherited.zip(own).map(|(mut all, own)| {
            for name in own {
                if all.contains(&name) {
                    errors.help(
                        &written,
                        format_args!("placeholder `{{{name}}}` appears twice in this path"),
                        "the trait's `path` has it already",
                    );
                } else {
                    all.push(name);
                }
            }
            all
        });
        let repeated = match host.is_empty() && !absolute {
            true => path::check_relative(&text, prefix),
            false => path::check_below(&text, prefix),
        };
        errors.faults(&written, repeated.err());
        Path {
            template: format!("{host}{prefix}{text}"),
            place: written.span(),
            host: written_host.map(LitStr::span),
            placeholders,
        }
    }
}

/// `UserApi` and `batch_get_id` make `UserBatchGetIdCall`.
fn call_name(api: &Ident, method: &Ident) -> Ident {
    let api = api.unraw().to_string();
    let api = api.strip_suffix("Api").filter(|rest| !rest.is_empty()).unwrap_or(&api);
    let name = method.unraw().to_string();
    let words = name.split('_').filter_map(|word| {
        let mut letters = word.chars();
        letters.next().map(|first| format!("{}{}", first.to_uppercase(), letters.as_str()))
    });
    derived(method, format_args!("{api}{}Call", words.collect::<String>()))
}

/// What the language allows in a signature.
fn signature(sig: &syn::Signature, body: Option<&syn::Block>, errors: &mut Errors) {
    if sig.asyncness.is_none() {
        errors.help(
            &sig.fn_token,
            format_args!("method `{}` is not async: awaiting a call is what sends it", sig.ident),
            "write `async fn`",
        );
    }
    if let Some(token) = &sig.constness {
        errors.at(token, "an API method cannot be const");
    }
    if let Safety::Unsafe(token) = &sig.safety {
        errors.at(token, "an API method cannot be unsafe");
    }
    if let Some(abi) = &sig.abi {
        errors.at(abi, "an API method cannot be extern");
    }
    if let Some(variadic) = &sig.variadic {
        errors.help(variadic, "an API method has no `...`", "declare each argument");
    }
    refuse_generics(
        &sig.generics,
        "an API method",
        "name the types; lifetimes can be left out, since a call borrows nothing",
        errors,
    );
    if let Some(body) = body {
        errors.help(
            body,
            "an API method has no body: the macro writes it",
            format_args!(
                "end the declaration with `;` and put helpers into a trait or function of their own"
            ),
        );
    }
    match sig.receiver() {
        None => errors.help(
            &sig.ident,
            format_args!("method `{}` must take `&self`", sig.ident),
            "write `&self` as the first argument",
        ),
        Some(receiver) => {
            for attribute in &receiver.attrs {
                errors.help(attribute, "`&self` has no role", "put the attribute on an argument");
            }
            if !matches!(&receiver.kind, ReceiverKind::Reference(_, None, None)) {
                errors.help(
                    receiver,
                    format_args!("method `{}` must take `&self`", sig.ident),
                    "write `&self`: a client is shared by its callers",
                );
            }
        }
    }
}

/// The return type as written, and the payload in it; nothing if the declaration is wrong.
fn output(written: &ReturnType, method: &Ident, errors: &mut Errors) -> Option<(Type, Type)> {
    const HELP: &str =
        "write `-> Result<User>` with the type of the payload, or `-> Result<()>` if there is none";
    let ReturnType::Type(_, ty) = written else {
        errors.help(method, format_args!("method `{method}` needs a return type"), HELP);
        return None;
    };
    let result = match peel(ty) {
        Type::Path(path) => path.path.segments.last().filter(|last| last.ident == "Result"),
        _ => None,
    };
    let arguments: Vec<&GenericArgument> = match result.map(|result| &result.arguments) {
        Some(PathArguments::AngleBracketed(arguments)) => arguments.args.iter().collect(),
        _ => Vec::new(),
    };
    match arguments[..] {
        [GenericArgument::Type(payload)] if is_owned(payload) => {
            return Some(((**ty).clone(), payload.clone()));
        }
        [GenericArgument::Type(payload)] => errors.help(
            payload,
            "a payload is owned: it cannot borrow, and its type has a name",
            "write `String` for `&str`, `Vec<T>` for `&[T]`, and a struct for what has no name",
        ),
        [_, error] => errors.help(
            error,
            "the error type is always `feishu_api::Error`",
            "write `Result<T>` with `feishu_api::Result`",
        ),
        _ => errors.help(ty, "unsupported return type: expected `Result<T>`", HELP),
    }
    None
}

/// Whether the type has neither references nor lifetimes in it, and is no `impl` or `dyn`.
fn is_owned(payload: &Type) -> bool {
    tokens(payload).iter().all(|token| match token {
        TokenTree::Punct(punct) => !matches!(punct.as_char(), '&' | '\''),
        TokenTree::Ident(word) => word != "impl" && word != "dyn",
        _ => true,
    })
}

/// What stands in the place of a wrong return type, so that nothing else fails because of it.
fn no_output(options: &Options) -> (Type, Type) {
    let runtime = &options.runtime;
    let output = Type::Verbatim(quote!(#runtime::Result<()>));
    (output, Type::Verbatim(quote!(())))
}
