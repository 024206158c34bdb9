//! The streams of a paged list.

use std::collections::HashSet;
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::vec;

use futures_core::Stream;

use super::Page;
use crate::call::{Draft, Target};
use crate::error::{Error, ErrorKind, Result};
use crate::reply::Payload;
use crate::response::SendFuture;

/// The pages of a list, one request each, made by `pages()` of a call. The first is the one that
/// the call asks for: its page token says where to begin.
///
/// A page is fetched when it is asked for. After an error there is nothing more.
#[must_use = "a stream does nothing unless it is asked for its pages"]
pub struct PageStream<T> {
    /// What the next page is asked for with; nothing for a call that is answered already.
    request: Option<Box<Draft>>,
    /// What is called, if that is so.
    target: Option<Target>,
    /// The page that is under way.
    current: Option<SendFuture<Page<T>>>,
    /// The page tokens so far.
    seen: HashSet<String>,
    /// What is to be yielded after the last page.
    failure: Option<Error>,
}

impl<T> PageStream<T> {
    pub(crate) fn new(request: Option<Box<Draft>>, first: SendFuture<Page<T>>) -> Self {
        let seen = request.iter().filter_map(|request| request.page_token()).collect();
        let target = if request.is_none() { first.target().cloned() } else { None };
        PageStream { request, target, current: Some(first), seen, failure: None }
    }
}

impl<T> PageStream<T>
where
    Page<T>: Payload,
{
    /// The next page; nothing after the last one, or after an error.
    pub async fn next(&mut self) -> Option<Result<Page<T>>> {
        poll_fn(|cx| self.poll(cx)).await
    }

    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Page<T>>>> {
        let Some(current) = &mut self.current else {
            return Poll::Ready(self.failure.take().map(Err));
        };
        let answer = ready!(Pin::new(current).poll(cx));
        self.current = None;
        Poll::Ready(Some(answer.map(|response| {
            if let Some(token) = &response.data.page_token {
                self.ask_for(token, response.data.items.is_empty());
            }
            response.data
        })))
    }

    /// Prepares the request for the page of a token. It is sent when it is polled.
    fn ask_for(&mut self, token: &str, after_empty_page: bool) {
        let Some(request) = &self.request else {
            let detail = "the page says that there are more, and a call that is `ready` has one: answer several with the mock of `feishu_api::testing`";
            let error = Error::new(ErrorKind::NotImplemented, detail);
            self.failure = Some(match self.target.take() {
                Some(target) => error.with_target(&target),
                None => error,
            });
            return;
        };
        // Counted pages behind an empty one would be empty, too, without an end.
        let fault = if request.counts_pages() && after_empty_page {
            Some("the page is empty, and the reply says that there are more")
        } else if !self.seen.insert(token.to_owned()) {
            Some("the platform has answered with the same page token twice")
        } else {
            None
        };
        if let Some(fault) = fault {
            self.failure = Some(request.blame(Error::new(ErrorKind::Decode, fault)));
            return;
        }
        match request.with_page_token(token) {
            Ok(next) => self.current = Some(next),
            Err(error) => self.failure = Some(error),
        }
    }
}

impl<T> Stream for PageStream<T>
where
    Page<T>: Payload,
{
    type Item = Result<Page<T>>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll(cx)
    }
}

impl<T> fmt::Debug for PageStream<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PageStream")
            .field("current", &self.current)
            .field("pages", &self.seen.len())
            .finish_non_exhaustive()
    }
}

/// The items of a paged list, made by `items()` of a call: the [pages](PageStream), item by item.
///
/// The next page is fetched when the items of the one before are used up. After an error there is
/// nothing more.
#[must_use = "a stream does nothing unless it is asked for its items"]
pub struct ItemStream<T> {
    pages: PageStream<T>,
    items: vec::IntoIter<T>,
}

impl<T> ItemStream<T> {
    pub(crate) fn new(pages: PageStream<T>) -> Self {
        ItemStream { pages, items: Vec::new().into_iter() }
    }
}

impl<T> ItemStream<T>
where
    Page<T>: Payload,
{
    /// The next item; nothing after the last one, or after an error.
    pub async fn next(&mut self) -> Option<Result<T>> {
        poll_fn(|cx| self.poll(cx)).await
    }

    /// All items, or the first error.
    pub async fn into_vec(mut self) -> Result<Vec<T>> {
        let mut items = Vec::from_iter(self.items);
        while let Some(page) = self.pages.next().await {
            items.extend(page?.items);
        }
        Ok(items)
    }

    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<T>>> {
        loop {
            if let Some(item) = self.items.next() {
                return Poll::Ready(Some(Ok(item)));
            }
            match ready!(self.pages.poll(cx)) {
                // An empty page is not the end.
                Some(Ok(page)) => self.items = page.items.into_iter(),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}

impl<T> Stream for ItemStream<T>
where
    Page<T>: Payload,
{
    type Item = Result<T>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll(cx)
    }
}

// The items are never pinned.
impl<T> Unpin for ItemStream<T> {}

impl<T> fmt::Debug for ItemStream<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ItemStream")
            .field("pages", &self.pages)
            .field("items", &self.items.len())
            .finish()
    }
}
