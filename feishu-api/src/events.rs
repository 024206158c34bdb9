//! Answers that come event by event: server-sent events.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll, ready};
use std::time::Duration;
use std::vec;

use bytes::Bytes;
use futures_core::Stream;
use serde::de::DeserializeOwned;
use sse_stream::SseByteStream;

use crate::endpoint::Endpoint;
use crate::error::{Error, ErrorKind, Result};
use crate::incoming::Incoming;
use crate::reply::{self, Intake, Payload, Reply};

/// No event is longer than this, in bytes.
const LONGEST_EVENT: usize = 16 * 1024 * 1024;

/// A stream of events as an answer: what a method answers with that is declared
/// `-> Result<EventStream>`. The format is that of
/// [server-sent events](https://html.spec.whatwg.org/multipage/server-sent-events.html).
///
/// The call answers when the headers have come. The time allowed for the call is, from then on, the
/// time that the server may be silent. An event has at most 16 MiB.
///
/// ```
/// use feishu_api::prelude::*;
///
/// #[feishu_api(path = "/canteen/v1", token(Tenant))]
/// pub trait KitchenApi {
///     /// Tells what is cooking.
///     #[get("/kitchen/events")]
///     async fn watch(&self) -> Result<EventStream>;
/// }
///
/// async fn print(kitchen: &KitchenApiClient) -> Result<()> {
///     let mut events = kitchen.watch().with_timeout(std::time::Duration::from_secs(300)).await?;
///     while let Some(event) = events.next().await {
///         let event = event?;
///         println!("{}: {}", event.event, event.data);
///     }
///     Ok(())
/// }
/// ```
///
/// It is a `futures_core::Stream`, too. After an error there is nothing more.
pub struct EventStream(Events);

enum Events {
    Sent(Pin<Box<SseByteStream<Counted>>>, Arc<AtomicUsize>),
    /// What a fake answers.
    Made(vec::IntoIter<Event>),
    Ended,
}

/// One event of an [`EventStream`].
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Event {
    /// What kind of event it is: `message` if the server does not say.
    pub event: String,
    /// What it says, lines with a line feed between them.
    pub data: String,
    /// The id with which a client would ask for what comes after it.
    pub id: Option<String>,
    /// How long to wait before connecting again, if the server says so.
    pub retry: Option<Duration>,
}

impl Event {
    /// An event of the kind `message`.
    pub fn new(data: impl Into<String>) -> Self {
        Event { event: "message".to_owned(), data: data.into(), id: None, retry: None }
    }

    /// Reads the data as JSON.
    ///
    /// # Errors
    /// [`ErrorKind::Decode`] with the path to what does not fit.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T> {
        reply::decode(self.data.as_bytes(), "the event")
    }
}

impl EventStream {
    /// The events that a fake in a test answers with.
    pub fn from_events(events: impl IntoIterator<Item = Event>) -> Self {
        EventStream(Events::Made(Vec::from_iter(events).into_iter()))
    }

    /// The next event; nothing at the end, or after an error.
    pub async fn next(&mut self) -> Option<Result<Event>> {
        poll_fn(|cx| self.poll(cx)).await
    }

    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Event>>> {
        let (events, unfinished) = match &mut self.0 {
            Events::Sent(events, unfinished) => (events, unfinished),
            Events::Made(events) => return Poll::Ready(events.next().map(Ok)),
            Events::Ended => return Poll::Ready(None),
        };
        loop {
            let event = ready!(events.as_mut().poll_next(cx));
            unfinished.store(0, Ordering::Relaxed);
            match event {
                // What has no data is none: it only sets an id, or a time to wait.
                Some(Ok(sse_stream::Sse { data: None, .. })) => {}
                Some(Ok(sse_stream::Sse { event, data: Some(data), id, retry })) => {
                    return Poll::Ready(Some(Ok(Event {
                        event: event
                            .filter(|name| !name.is_empty())
                            .unwrap_or("message".to_owned()),
                        data,
                        id,
                        retry: retry.map(Duration::from_millis),
                    })));
                }
                Some(Err(error)) => {
                    self.0 = Events::Ended;
                    return Poll::Ready(Some(Err(unreadable(error))));
                }
                None => {
                    self.0 = Events::Ended;
                    return Poll::Ready(None);
                }
            }
        }
    }
}

fn unreadable(error: sse_stream::Error) -> Error {
    match error {
        sse_stream::Error::Body(error) => match error.downcast::<Error>() {
            Ok(error) => *error,
            Err(error) => {
                Error::new(ErrorKind::Transport, "the connection failed").with_source(error)
            }
        },
        error => Error::new(ErrorKind::Decode, "the events cannot be read").with_source(error),
    }
}

impl Payload for EventStream {
    fn intake() -> Intake {
        Intake::Pieces
    }

    fn read(reply: &mut Reply, _: Option<&'static Endpoint>) -> Result<Self> {
        match reply.media_type().as_deref() {
            Some("text/event-stream") => {}
            other => {
                let other = other.unwrap_or("a body without a content type");
                let detail = format!("the reply is not a stream of events, but {other}");
                return Err(Error::new(ErrorKind::Decode, detail));
            }
        }
        let unfinished = Arc::<AtomicUsize>::default();
        let content = Counted { content: reply.take_pieces(), count: unfinished.clone() };
        Ok(EventStream(Events::Sent(Box::pin(SseByteStream::new(content)), unfinished)))
    }
}

impl Stream for EventStream {
    type Item = Result<Event>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll(cx)
    }
}

impl fmt::Debug for EventStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("EventStream")
    }
}

/// A body that ends with an error when an event in it has no end.
struct Counted {
    content: Incoming,
    /// The bytes since the last event.
    count: Arc<AtomicUsize>,
}

impl Stream for Counted {
    type Item = Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let piece = ready!(self.content.poll_next(cx));
        if let Some(Ok(piece)) = &piece
            && self.count.fetch_add(piece.len(), Ordering::Relaxed) > LONGEST_EVENT
        {
            let detail =
                format!("an event is larger than the {LONGEST_EVENT} bytes that are allowed");
            let error = self.content.blame(Error::new(ErrorKind::TooLarge, detail));
            return Poll::Ready(Some(Err(error)));
        }
        Poll::Ready(piece)
    }
}
