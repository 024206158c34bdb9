//! Lists that come page by page.

use serde::de::DeserializeOwned;

use crate::endpoint::{Endpoint, Paging};
use crate::error::Error;
use crate::reply::{Payload, Reply, decode, decode_error, pick, some_text};

/// One page of a list: the answer of an endpoint that is declared with `#[page("items")]`.
///
/// An empty page is not the end if there is [more](Page::has_more).
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Page<T> {
    /// The items of this page.
    pub items: Vec<T>,
    /// What to send as the page token to get the next page; nothing on the last page.
    pub page_token: Option<String>,
    /// Whether there is a next page.
    pub has_more: bool,
}

impl<T> Page<T> {
    /// A page, as a fake in a test answers it.
    pub fn new(items: Vec<T>, next_page_token: Option<String>) -> Self {
        Page { items, has_more: next_page_token.is_some(), page_token: next_page_token }
    }
}

impl<T> Default for Page<T> {
    fn default() -> Self {
        Page::new(Vec::new(), None)
    }
}

impl<T: DeserializeOwned + Send + 'static> Payload for Page<T> {
    fn read(reply: &Reply, endpoint: Option<&'static Endpoint>) -> Result<Self, Error> {
        // The macro refuses a page without `#[page]`; only a raw call comes without a declaration.
        let Paging { items, next, more } = endpoint
            .and_then(|endpoint| endpoint.paging)
            .unwrap_or(Paging { items: "items", next: "page_token", more: "has_more" });
        let Some(json) = reply.payload() else { return Ok(Page::default()) };
        let [listed, token, has_more] =
            pick(json, [items, next, more]).map_err(|error| decode_error(reply.place(), &error))?;
        let page_token = some_text(token);
        Ok(Page {
            items: match listed.filter(|listed| listed.get() != "null") {
                Some(listed) => {
                    decode(listed.get().as_bytes(), format_args!("{}.{items}", reply.place()))?
                }
                None => Vec::new(),
            },
            has_more: match has_more {
                Some(has_more) => has_more.get() == "true",
                None => page_token.is_some(),
            },
            page_token,
        })
    }
}
