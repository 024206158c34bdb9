//! From the model to code. One function for each generated item; all of them only read.

mod call;
mod client;
mod docs;
mod endpoint;

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::quote;
use syn::Type;
use syn::spanned::Spanned;

use crate::attr::argument::{Role, Style};
use crate::attr::token::{Kind, Kinds};
use crate::model::{Api, Argument, Method};
use crate::read::argument::only_argument;

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

    /// The identities whose tokens every method takes.
    fn implementers(&self) -> Vec<&'static str> {
        let all_take = |kinds: &[Kind]| {
            let mut known = self.methods.iter().filter_map(|method| method.tokens.as_ref());
            known.all(|taken| taken.is_empty() || kinds.iter().any(|kind| taken.contains(kind)))
        };
        let app = all_take(&[Kind::Tenant, Kind::App]).then_some("AsApp");
        let user = all_take(&[Kind::User]).then_some("AsUser");
        app.into_iter().chain(user).collect()
    }

    /// The identity of a client whose type does not name one: the app, if it can be.
    fn default_identity(&self) -> Ident {
        let identity = self.implementers().first().copied().unwrap_or("AsApp");
        Ident::new(identity, Span::call_site())
    }
}

impl Method {
    /// The arguments of the generated method: those that have to be given.
    fn required(&self) -> impl Iterator<Item = &Argument> {
        self.arguments.iter().filter(|argument| !argument.optional)
    }

    /// The type of an item, for a paged list; whatever is wrong with its `#[page]`.
    fn item(&self) -> Option<&Type> {
        only_argument(&self.payload, "Page")
    }

    /// What the number of arguments would otherwise be reported for, if it is the platform's.
    fn allow_many_arguments(&self) -> Option<TokenStream> {
        const MOST: usize = 6;
        let many = self.required().count() > MOST;
        many.then(|| quote!(#[allow(clippy::too_many_arguments)]))
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

/// The statement that puts a variable's value into the call, which `call` is a reference to. The
/// method is named in full: a trait in the user's scope may have one of that name for everything.
fn put(
    argument: &Argument,
    private: &TokenStream,
    call: &TokenStream,
    variable: &Ident,
) -> TokenStream {
    // A type that does not fit is reported where the argument's type is written.
    let place = argument.ty.span();
    let value = shown_at(place, quote!(&#variable));
    let wire = match argument.role {
        Some(Role::Header) => argument.wire.to_ascii_lowercase(),
        _ => argument.wire.clone(),
    };
    let statement = match argument.role.filter(|_| argument.is_sound) {
        Some(Role::Path) => quote!(#private::Call::path(#call, #wire, #value);),
        Some(Role::Query) => {
            let method = match argument.style {
                Style::Repeated => quote!(query),
                Style::Csv => quote!(query_csv),
                Style::Json => quote!(query_json),
                Style::Flatten => quote!(query_flatten),
            };
            quote!(#private::Call::#method(#call, #wire, #value);)
        }
        Some(Role::Header) => quote!(#private::Call::header(#call, #wire, #value);),
        Some(Role::Field) => {
            let method = match argument.style {
                Style::Flatten => quote!(field_flatten),
                _ => quote!(field),
            };
            quote!(#private::Call::#method(#call, #wire, #value);)
        }
        Some(Role::Form) => quote!(#private::Call::form(#call, #wire, #value);),
        Some(Role::Part) => {
            let method = match argument.style {
                Style::Json => quote!(part_json),
                _ => quote!(part),
            };
            quote!(#private::Call::#method(#call, #wire, #value);)
        }
        Some(Role::Body) => match &argument.content {
            Some(media_type) => quote!(#private::Call::content(#call, #media_type, #value);),
            None => quote!(#private::Call::json(#call, #value);),
        },
        // Reported already; the value is used so that nothing else is.
        None => quote!(let _ = #value;),
    };
    shown_at(place, statement)
}

/// A local variable of generated code, which no argument of that name can capture.
fn local(name: &str) -> Ident {
    Ident::new(name, Span::mixed_site())
}

/// The tokens as they are, shown at another place in messages.
fn shown_at(place: Span, tokens: TokenStream) -> TokenStream {
    let shown = |mut token: TokenTree| {
        token.set_span(token.span().located_at(place));
        token
    };
    tokens.into_iter().map(shown).collect()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use quote::quote;

    /// Compares an expansion with the file that holds it. Run with `UPDATE_EXPANSIONS=1` to write
    /// the file, and read the difference.
    fn assert_expansion(name: &str, options: proc_macro2::TokenStream, item: &str) -> String {
        let item = item.parse().expect("the declaration has tokens");
        let expanded = syn::parse2(crate::api(options, item)).expect("the expansion is Rust");
        let expanded = prettyplease::unparse(&expanded);
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/expand").join(name);
        if std::env::var_os("UPDATE_EXPANSIONS").is_some() {
            std::fs::write(&file, &expanded).expect("the expansion can be written");
        }
        let expected = std::fs::read_to_string(&file).unwrap_or_default();
        assert!(
            expanded == expected,
            "{} is not what the macro writes; `UPDATE_EXPANSIONS=1` writes it anew:\n{expanded}",
            file.display()
        );
        expanded
    }

    #[test]
    fn session() {
        let declaration = r##"
            /// Login sessions.
            pub trait SessionApi {
                /// Lists the login sessions of up to 100 users, with masked detail.
                #[post("/query")]
                #[token(Tenant)]
                #[scope("passport:session_mask:readonly")]
                #[rate_limit("10/min")]
                #[idempotent]
                async fn query(
                    &self,
                    /// How the ids are meant; the server assumes `open_id`.
                    #[query] user_id_type: Option<UserIdType>,
                    #[field] user_ids: &[&str],
                ) -> Result<SessionList>;
            }
        "##;
        assert_expansion("session.rs", quote!(path = "/passport/v1/sessions"), declaration);
    }

    /// The guide shows what is written, with short paths: each of its lines occurs, and in order.
    #[test]
    fn the_guide_shows_what_is_written() {
        let line = |line: &str| {
            let short = line.replace("::feishu_api::__private::", "");
            short.replace("::core::future::", "").trim().to_owned()
        };
        let expanded = include_str!("../tests/expand/session.rs").lines().map(line);
        let expanded: Vec<String> = expanded.collect();
        let guide = include_str!("expansion.md").split("```");
        // The first block is the declaration.
        for block in guide.skip(3).step_by(2) {
            let mut rest = expanded.iter();
            for shown in block.lines().skip(1).map(line).filter(|line| !line.is_empty()) {
                assert!(rest.any(|written| *written == shown), "`{shown}` is not written there");
            }
        }
    }

    /// A renamed runtime: its usual name occurs nowhere.
    #[test]
    fn renamed() {
        let declaration = r##"
            trait ThingApi: Send {
                #[get("/{b}/{a}")]
                #[page("things")]
                #[deprecated]
                async fn list(
                    &self,
                    #[path] a: u8,
                    #[path] b: u8,
                    #[query(default = 20)] page_size: Option<u32>,
                    #[query] page_token: Option<&str>,
                    #[header("X-Trace")] trace: Option<&str>,
                ) -> Result<Page<Thing>>;
                #[cfg(unix)]
                #[put("/b")]
                #[token(None)]
                #[timeout("5s")]
                #[header("Prefer", "x")]
                async fn replace(&self, #[body] body: &Thing) -> Result<()>;
            }
        "##;
        let options = quote!(crate = ::lark, token(User, Tenant));
        let expanded = assert_expansion("renamed.rs", options, declaration);
        assert!(!expanded.contains("feishu"));
    }
}
