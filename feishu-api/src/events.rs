//! Answers that come event by event: server-sent events.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;
use std::vec;

use bytes::Bytes;
use futures_core::Stream;
use serde::de::DeserializeOwned;

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
/// time that the server may be silent. An event has at most 16 MiB. When the stream ends, nothing
/// connects again: [`Event::id`] and [`Event::retry`] are there for programs that do.
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
    Sent(Box<Incoming>, Parser),
    /// What a fake answers.
    Made(vec::IntoIter<Result<Event>>),
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
    /// The last id that the server has sent, with this event or before it: what to ask with for the
    /// events behind it.
    pub id: Option<String>,
    /// How long to wait before connecting again, as the server has last said it.
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
    /// The events that a fake in a test answers with; what comes behind an error is not yielded.
    pub fn from_events(events: impl IntoIterator<Item = Result<Event>>) -> Self {
        EventStream(Events::Made(Vec::from_iter(events).into_iter()))
    }

    /// The next event; nothing at the end, or after an error.
    pub async fn next(&mut self) -> Option<Result<Event>> {
        poll_fn(|cx| self.poll(cx)).await
    }

    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Event>>> {
        let next = match &mut self.0 {
            Events::Sent(content, parser) => ready!(parser.poll(content, cx)),
            Events::Made(events) => events.next(),
            Events::Ended => None,
        };
        if !matches!(next, Some(Ok(_))) {
            self.0 = Events::Ended;
        }
        Poll::Ready(next)
    }
}

impl Payload for EventStream {
    fn intake() -> Intake {
        Intake::Events
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
        Ok(EventStream(Events::Sent(Box::new(reply.take_pieces()), Parser::default())))
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

/// Takes a body apart into lines, and lines together into events.
#[derive(Default)]
struct Parser {
    /// What has come and is not read yet.
    rest: Bytes,
    /// The beginning of a line that has not ended.
    line: Vec<u8>,
    /// Whether the last line ended with a carriage return, to which a line feed may belong.
    after_return: bool,
    /// Whether a line has been read: the first one may begin with a byte order mark.
    has_begun: bool,
    kind: String,
    /// Nothing if the event has no data so far; it is none then.
    data: Option<String>,
    id: Option<String>,
    retry: Option<Duration>,
}

impl Parser {
    fn poll(
        &mut self,
        content: &mut Incoming,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Event>>> {
        loop {
            while let Some(line) = self.next_line() {
                if let Some(event) = self.read(&line) {
                    return Poll::Ready(Some(Ok(event)));
                }
            }
            if self.line.len() + self.data.as_ref().map_or(0, String::len) > LONGEST_EVENT {
                let detail =
                    format!("an event is larger than the {LONGEST_EVENT} bytes that are allowed");
                let error = content.blame(Error::new(ErrorKind::TooLarge, detail));
                return Poll::Ready(Some(Err(error)));
            }
            // An event that has not ended when the body does is none.
            match ready!(content.poll_next(cx)).transpose()? {
                Some(piece) => self.rest = piece,
                None => return Poll::Ready(None),
            }
        }
    }

    /// The next line, which ends with a line feed, a carriage return or both.
    fn next_line(&mut self) -> Option<String> {
        let first = self.rest.first()?;
        if std::mem::take(&mut self.after_return) && *first == b'\n' {
            let _ = self.rest.split_to(1);
        }
        let Some(end) = self.rest.iter().position(|byte| matches!(byte, b'\n' | b'\r')) else {
            self.line.extend_from_slice(&std::mem::take(&mut self.rest));
            return None;
        };
        self.line.extend_from_slice(&self.rest.split_to(end));
        // The line feed of a pair may come with the next piece.
        self.after_return = self.rest.split_to(1)[0] == b'\r';
        let mut line = std::mem::take(&mut self.line);
        if !std::mem::replace(&mut self.has_begun, true) && line.starts_with(b"\xef\xbb\xbf") {
            line.drain(..3);
        }
        Some(String::from_utf8_lossy(&line).into_owned())
    }

    /// Takes in a line; the empty one ends an event.
    fn read(&mut self, line: &str) -> Option<Event> {
        if line.is_empty() {
            let kind = std::mem::take(&mut self.kind);
            let data = self.data.take()?;
            let event = if kind.is_empty() { "message".to_owned() } else { kind };
            return Some(Event { event, data, id: self.id.clone(), retry: self.retry });
        }
        let (field, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match field {
            "event" => value.clone_into(&mut self.kind),
            "data" => match &mut self.data {
                Some(data) => {
                    data.push('\n');
                    data.push_str(value);
                }
                None => self.data = Some(value.to_owned()),
            },
            "id" if !value.contains('\0') => self.id = Some(value.to_owned()),
            "retry" if value.bytes().all(|byte| byte.is_ascii_digit()) => {
                self.retry = value.parse().ok().map(Duration::from_millis).or(self.retry);
            }
            // Comments begin with a colon, and what is unknown is left out.
            _ => {}
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The events of a body that comes in pieces of a size.
    fn events(body: &[u8], size: usize) -> Vec<Event> {
        let mut parser = Parser::default();
        let mut events = Vec::new();
        for piece in body.chunks(size) {
            parser.rest = Bytes::copy_from_slice(piece);
            while let Some(line) = parser.next_line() {
                events.extend(parser.read(&line));
            }
        }
        events
    }

    #[test]
    fn a_body_may_come_in_any_pieces() {
        let body = "\u{feff}: ping\r\nid: 7\rretry: 1500\n\nevent: step\ndata: {\"text\":\r\ndata:\"中\"}\r\n\r\n\
            data\n\ndata:one\rdata:  two\r\rid: 8\n\nother: x\ndata: three\nid\n\nevent: cut\ndata: no end";
        let event = |data: &str, id: Option<&str>| Event {
            id: id.map(str::to_owned),
            retry: Some(Duration::from_millis(1500)),
            ..Event::new(data)
        };
        let step = Event { event: "step".into(), ..event("{\"text\":\n\"中\"}", Some("7")) };
        let expected =
            [step, event("", Some("7")), event("one\n two", Some("7")), event("three", Some(""))];
        for size in 1..=body.len() {
            assert_eq!(events(body.as_bytes(), size), expected, "in pieces of {size}");
        }
    }

    #[test]
    fn what_is_not_text_or_no_number_is_read_around() {
        let read =
            events(b"data: a\xffb\nretry: soon\nretry: 99999999999999999999\nid: a\0b\n\n", 64);
        assert_eq!(read, [Event::new("a\u{fffd}b")]);
    }
}
