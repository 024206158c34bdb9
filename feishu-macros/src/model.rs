//! What an API is, once its declaration has been read: plain data, every name resolved.

use proc_macro2::{Group, Ident, Punct, Span, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote};
use syn::ext::IdentExt;
use syn::punctuated::Punctuated;
use syn::{
    Expr, FnArg, GenericArgument, ItemTrait, LitStr, Pat, PathArguments, ReceiverKind, ReturnType,
    Safety, Token, TraitItem, TraitItemFn, Type, TypeParamBound, Visibility,
};

use crate::attr::api::Options;
use crate::attr::argument::{self, Role};
use crate::attr::method::{self, Paging, Shape, Verb};
use crate::attr::token::Kinds;
use crate::attr::units::Rate;
use crate::attr::{self, Passed};
use crate::errors::Errors;
use crate::path;

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
    pub(crate) shape: Shape,
    pub(crate) paging: Option<Paging>,
    pub(crate) rates: Vec<Rate>,
    pub(crate) scopes: Vec<String>,
    pub(crate) idempotent: bool,
    pub(crate) timeout: Option<std::time::Duration>,
    pub(crate) docs: Option<String>,
    /// Headers that are the same in every call.
    pub(crate) headers: Vec<(LitStr, LitStr)>,
    pub(crate) arguments: Vec<Argument>,
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
    /// Whether there is no mistake in the type yet: what is wrong already is not used.
    pub(crate) is_sound: bool,
    /// The name on the wire.
    pub(crate) wire: String,
    /// Where the name on the wire is written.
    pub(crate) wire_place: Span,
}

impl Api {
    pub(crate) fn read(options: Options, item: ItemTrait, errors: &mut Errors) -> Api {
        head(&item, errors);
        let mut passed = Passed::default();
        for attribute in item.attrs {
            if let Some(unknown) = passed.take(attribute) {
                errors.help(
                    unknown.path(),
                    format_args!("unknown attribute `{}` for an API trait", attr::name(&unknown)),
                    "options go into `#[feishu_api(...)]`, endpoints onto the methods",
                );
            }
        }
        let ident = item.ident;
        let client = derived(&ident, format_args!("{}Client", ident.unraw()));
        let mut methods: Vec<Method> = Vec::new();
        for item in item.items {
            match item {
                TraitItem::Fn(item) => {
                    let method = Method::read(item, &ident, &options, errors);
                    // Two of one name, or a second `new`, would fail in every generated item.
                    if has_free_name(&method, &methods, &client, errors) {
                        methods.push(method);
                    }
                }
                other => errors.help(
                    &other,
                    "only methods are allowed in an API trait",
                    "put constants, types and macros beside the trait",
                ),
            }
        }
        Api {
            runtime: options.runtime,
            passed,
            vis: item.vis,
            client,
            ident,
            supertraits: item.supertraits.into_iter().filter(is_auto_trait).collect(),
            methods,
        }
    }
}

/// Whether a method's name is not taken, be it by the client itself.
fn has_free_name(method: &Method, others: &[Method], client: &Ident, errors: &mut Errors) -> bool {
    let name = method.ident.unraw();
    if name == "new" {
        errors.help(
            &method.ident,
            format_args!("`new` is what makes a `{client}`"),
            "give the method the platform's name for it, such as `create`",
        );
        return false;
    }
    // Twins under `cfg` are alternatives, not duplicates.
    let is_twin = |other: &Method| other.ident == method.ident && other.passed.cfg.is_empty();
    if method.passed.cfg.is_empty() && others.iter().any(is_twin) {
        errors.help(
            &method.ident,
            format_args!("method `{name}` is declared twice"),
            "give each endpoint a name of its own",
        );
        return false;
    }
    true
}

/// What may stand between `trait` and the brace.
fn head(item: &ItemTrait, errors: &mut Errors) {
    if let Some(unsafety) = &item.unsafety {
        errors.at(unsafety, "an API trait cannot be unsafe");
    }
    if let Some(auto) = &item.modifiers.auto_token {
        errors.at(auto, "an API trait cannot be an auto trait");
    }
    if !item.generics.params.is_empty() {
        errors.help(
            &item.generics,
            "an API trait cannot be generic",
            "name the types: an endpoint has one path and one answer",
        );
    }
    if let Some(clause) = &item.generics.where_clause {
        errors.at(clause, "an API trait cannot have a `where` clause");
    }
    for bound in item.supertraits.iter().filter(|bound| !is_auto_trait(bound)) {
        errors.help(
            bound,
            "an API trait cannot have supertraits other than auto traits",
            "allowed are `Send`, `Sync`, `Unpin`, `UnwindSafe`, `RefUnwindSafe` and `'static`",
        );
    }
}

fn is_auto_trait(bound: &TypeParamBound) -> bool {
    const AUTO: &[&str] = &["Send", "Sync", "Unpin", "UnwindSafe", "RefUnwindSafe"];
    match bound {
        TypeParamBound::Trait(bound) => {
            bound.maybe.is_none()
                && bound
                    .path
                    .segments
                    .last()
                    .is_some_and(|name| AUTO.iter().any(|a| name.ident == a))
        }
        TypeParamBound::Lifetime(lifetime) => lifetime.ident == "static",
        _ => false,
    }
}

impl Method {
    fn read(item: TraitItemFn, api: &Ident, options: &Options, errors: &mut Errors) -> Method {
        let ident = item.sig.ident.clone();
        let said = method::Said::read(item.attrs, errors);
        signature(&item.sig, item.default.as_ref(), &item.modifiers, errors);
        if said.verb.is_none() && !said.has_unknown {
            errors.help(
                &ident,
                format_args!("method `{ident}` has no endpoint"),
                "add its verb and path: `#[get(\"/...\")]`, `#[post(\"/...\")]`, `#[put(\"/...\")]`, `#[patch(\"/...\")]`, `#[delete(\"/...\")]` or `#[head(\"/...\")]`",
            );
        }
        let verb = said.verb.as_ref().map(|(verb, ..)| *verb);
        let written = said.verb.and_then(|(.., path)| path);
        let (output, payload) = output(&item.sig.output, &ident, options, errors);
        Method {
            passed: said.passed,
            call: call_name(api, &ident),
            verb: verb.unwrap_or(Verb::Get),
            has_verb: verb.is_some(),
            path: Path::read(written, &ident, options, errors),
            has_token: said.has_token || options.has_token,
            tokens: said.token.or_else(|| options.token.clone().filter(|_| !said.has_token)),
            shape: said.shape.unwrap_or(Shape::Data),
            paging: said.paging,
            rates: said.rates,
            scopes: said.scopes,
            idempotent: said.idempotent,
            timeout: said.timeout,
            docs: said.docs.map(|link| link.value()),
            headers: said.headers,
            arguments: arguments(item.sig.inputs, errors),
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
            return Path { template: String::new(), place: method.span(), placeholders: None };
        };
        let text = written.value();
        let own = path::placeholders(&text);
        let absolute = path::is_absolute(&text);
        if absolute && let Some(host) = &options.host {
            errors.help(
                &written,
                "an absolute URL on a method of a trait that has a `host`",
                format_args!("leave `{}` out here, or drop `host` from the trait", host.value()),
            );
        }
        let prefix = if absolute { "" } else { options.path.as_str() };
        let host = match &options.host {
            Some(host) if !absolute => host.value(),
            _ => String::new(),
        };
        let inherited = if absolute { Some(Vec::new()) } else { options.placeholders.clone() };
        let placeholders = match own {
            Ok(own) => {
                let mut all = inherited;
                if let Some(all) = &mut all {
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
                }
                all
            }
            Err(faults) => {
                for fault in faults {
                    errors.help(&written, fault.message, fault.help);
                }
                None
            }
        };
        Path { template: format!("{host}{prefix}{text}"), place: written.span(), placeholders }
    }
}

/// What the language allows in a signature.
fn signature(
    sig: &syn::Signature,
    body: Option<&syn::Block>,
    modifiers: &syn::FnModifiers,
    errors: &mut Errors,
) {
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
    if let Some(token) = &modifiers.defaultness {
        errors.at(token, "an API method cannot be default");
    }
    if !sig.generics.params.is_empty() {
        errors.help(
            &sig.generics,
            "an API method cannot be generic",
            "name the types; lifetimes can be left out, since a call borrows nothing",
        );
    }
    if let Some(clause) = &sig.generics.where_clause {
        errors.at(clause, "an API method cannot have a `where` clause");
    }
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

fn arguments(inputs: Punctuated<FnArg, Token![,]>, errors: &mut Errors) -> Vec<Argument> {
    let typed = inputs.into_iter().filter_map(|input| match input {
        FnArg::Typed(typed) => Some(typed),
        FnArg::Receiver(_) => None,
    });
    typed.enumerate().map(|(index, typed)| Argument::read(index, typed, errors)).collect()
}

impl Argument {
    fn read(index: usize, typed: syn::PatType, errors: &mut Errors) -> Argument {
        let mut is_sound = true;
        let ident = match argument_name(&typed.pat) {
            Some(ident) => ident,
            None => {
                errors.help(
                    &typed.pat,
                    "expected a plain argument name",
                    "write `name: Type`: the name is the parameter's name on the wire",
                );
                is_sound = false;
                // The argument keeps its place, so that calls of the method still fit.
                format_ident!("argument_{index}", span = Span::mixed_site())
            }
        };
        let name = ident.unraw().to_string();
        let said = argument::Said::read(typed.attrs, &name, ident.span(), errors);
        let (ty, optional) = match option(&typed.ty) {
            Some(inner) => (inner.clone(), true),
            None => (*typed.ty, false),
        };
        is_sound &= argument_type(&ty, errors);
        let ty = syn::parse2(elided(ty.to_token_stream())).unwrap_or(ty);
        Argument {
            docs: said.docs,
            wire_place: said.wire.as_ref().map_or(ident.span(), |wire| wire.span()),
            wire: said.wire.map_or(name, |wire| wire.value()),
            ident,
            ty,
            optional,
            default: said.default,
            role: said.role,
            is_sound,
        }
    }
}

fn argument_name(pat: &Pat) -> Option<Ident> {
    match pat {
        Pat::Ident(pat)
            if pat.by_ref.is_none() && pat.mutability.is_none() && pat.subpat.is_none() =>
        {
            Some(pat.ident.clone())
        }
        _ => None,
    }
}

/// What the language does not allow in an argument's type; whether the type can be used all the same.
fn argument_type(ty: &Type, errors: &mut Errors) -> bool {
    let mut tokens = Vec::new();
    flatten(ty.to_token_stream(), &mut tokens);
    let has_impl = tokens.iter().any(|token| matches!(token, TokenTree::Ident(i) if i == "impl"));
    if has_impl {
        errors.help(
            ty,
            "`impl Trait` arguments are not supported",
            "name the type, or take `&str`",
        );
    }
    for pair in tokens.windows(2) {
        if let [TokenTree::Punct(tick), TokenTree::Ident(name)] = pair
            && is_named_lifetime(tick, name)
        {
            errors.help(
                name,
                format_args!("the lifetime `'{name}` has no declaration"),
                "leave it out: a call borrows nothing from its arguments",
            );
        }
    }
    !has_impl
}

fn is_named_lifetime(tick: &Punct, name: &Ident) -> bool {
    tick.as_char() == '\'' && name != "_" && name != "static"
}

/// All tokens, those in groups too.
fn flatten(tokens: TokenStream, into: &mut Vec<TokenTree>) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => flatten(group.stream(), into),
            other => into.push(other),
        }
    }
}

/// The type without the lifetimes that have been reported.
fn elided(ty: TokenStream) -> TokenStream {
    let mut after_tick = None;
    let elide = |token| match token {
        TokenTree::Group(group) => {
            let mut elided = Group::new(group.delimiter(), elided(group.stream()));
            elided.set_span(group.span());
            TokenTree::Group(elided)
        }
        TokenTree::Ident(name) => match after_tick.take() {
            Some(tick) if is_named_lifetime(&tick, &name) => {
                TokenTree::Ident(Ident::new("_", name.span()))
            }
            _ => TokenTree::Ident(name),
        },
        TokenTree::Punct(punct) => {
            after_tick = Some(punct.clone());
            TokenTree::Punct(punct)
        }
        other => other,
    };
    ty.into_iter().map(elide).collect()
}

/// The return type as written, and the payload in it. Both are replaced by the unit where the
/// declaration is wrong, so that nothing else fails because of it.
fn output(
    written: &ReturnType,
    method: &Ident,
    options: &Options,
    errors: &mut Errors,
) -> (Type, Type) {
    const HELP: &str =
        "write `-> Result<User>` with the type of the payload, or `-> Result<()>` if there is none";
    let ty = match written {
        ReturnType::Type(_, ty) => ty,
        ReturnType::Default => {
            errors.help(method, format_args!("method `{method}` needs a return type"), HELP);
            return no_output(options);
        }
    };
    let arguments = match peel(ty) {
        Type::Path(path) => path.path.segments.last().filter(|last| last.ident == "Result"),
        _ => None,
    };
    let arguments = match arguments.map(|last| &last.arguments) {
        Some(PathArguments::AngleBracketed(arguments)) => &arguments.args,
        _ => {
            errors.help(ty, "unsupported return type: expected `Result<T>`", HELP);
            return no_output(options);
        }
    };
    match arguments.iter().collect::<Vec<_>>()[..] {
        [GenericArgument::Type(payload)] => ((**ty).clone(), payload.clone()),
        [_, error] => {
            errors.help(
                error,
                "the error type is always `feishu_api::Error`",
                "write `Result<T>` with `feishu_api::Result`",
            );
            no_output(options)
        }
        _ => {
            errors.help(ty, "unsupported return type: expected `Result<T>`", HELP);
            no_output(options)
        }
    }
}

fn no_output(options: &Options) -> (Type, Type) {
    let runtime = &options.runtime;
    let output = Type::Verbatim(quote!(#runtime::Result<()>));
    (output, Type::Verbatim(quote!(())))
}

/// The `T` of an `Option<T>`. An alias cannot be seen; `ToParam` refuses it later.
fn option(ty: &Type) -> Option<&Type> {
    let Type::Path(path) = peel(ty) else { return None };
    let last = path.path.segments.last().filter(|last| last.ident == "Option")?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else { return None };
    match arguments.args.iter().collect::<Vec<_>>()[..] {
        [GenericArgument::Type(inner)] => Some(inner),
        _ => None,
    }
}

/// The type inside the invisible delimiters that a `macro_rules!` puts around `$ty:ty`.
fn peel(ty: &Type) -> &Type {
    match ty {
        Type::Group(group) => peel(&group.elem),
        Type::Paren(paren) => peel(&paren.elem),
        other => other,
    }
}

/// `UserApi` and `batch_get_id` make `UserBatchGetIdCall`.
fn call_name(api: &Ident, method: &Ident) -> Ident {
    let api = api.unraw().to_string();
    let api = api.strip_suffix("Api").unwrap_or(&api);
    let name = method.unraw().to_string();
    let words = name.split('_').filter_map(|word| {
        let mut letters = word.chars();
        letters.next().map(|first| format!("{}{}", first.to_uppercase(), letters.as_str()))
    });
    derived(method, format_args!("{api}{}Call", words.collect::<String>()))
}

/// An identifier made from another one: shown where that stands, resolved where the macro is called.
fn derived(from: &Ident, name: std::fmt::Arguments<'_>) -> Ident {
    Ident::new(&name.to_string(), located(from.span()))
}

/// A span that is shown at `place` and resolves where the macro is called. The plain span of the
/// user's token would resolve inside a `macro_rules!` that the token comes from.
pub(crate) fn located(place: Span) -> Span {
    Span::call_site().located_at(place)
}
