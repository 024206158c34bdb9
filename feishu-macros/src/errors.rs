//! The mistakes found in a declaration, collected so that all of them are reported together.

use proc_macro2::{Span, TokenStream};
use quote::ToTokens;

use crate::path::Fault;

#[derive(Default)]
pub(crate) struct Errors(Vec<syn::Error>);

impl Errors {
    /// Reports `message` at `place`: whatever tokens are wrong, or a [`Span`] wrapped in [`At`].
    pub(crate) fn at(&mut self, place: impl Place, message: impl std::fmt::Display) {
        self.0.push(place.error(message.to_string()));
    }

    /// Like [`at`](Self::at), with a line that says what to write instead.
    pub(crate) fn help(
        &mut self,
        place: impl Place,
        message: impl std::fmt::Display,
        help: impl std::fmt::Display,
    ) {
        self.at(place, format_args!("{message}\nhelp: {help}"));
    }

    /// Reports what is wrong with a path.
    pub(crate) fn faults(
        &mut self,
        place: &impl ToTokens,
        faults: impl IntoIterator<Item = Fault>,
    ) {
        for Fault { message, help } in faults {
            self.help(place, message, help);
        }
    }

    /// How many there are: what is read without a new one is sound.
    pub(crate) fn count(&self) -> usize {
        self.0.len()
    }

    pub(crate) fn push(&mut self, error: syn::Error) {
        self.0.push(error);
    }

    pub(crate) fn into_compile_errors(self) -> TokenStream {
        self.0.into_iter().map(syn::Error::into_compile_error).collect()
    }
}

/// Where a mistake is shown.
pub(crate) trait Place {
    fn error(self, message: String) -> syn::Error;
}

impl<T: ToTokens> Place for &T {
    fn error(self, message: String) -> syn::Error {
        syn::Error::new_spanned(self, message)
    }
}

/// A bare span as a [`Place`].
pub(crate) struct At(pub(crate) Span);

impl Place for At {
    fn error(self, message: String) -> syn::Error {
        syn::Error::new(self.0, message)
    }
}
