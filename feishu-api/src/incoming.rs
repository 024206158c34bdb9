//! The body of a reply, as it comes: whole, or piece by piece.

use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::{Method, StatusCode};
use http_body::Body as _;
use tokio::time::Sleep;

use crate::call::Target;
use crate::error::{Error, ErrorKind};
use crate::reply::{RawReply, log_id};

/// A body whose headers have come.
pub(crate) enum Arriving {
    Http(reqwest::Response),
    /// It is here already: the mock's.
    #[cfg_attr(not(feature = "testing"), expect(dead_code, reason = "only the mock makes it"))]
    Here(Bytes),
}

impl Arriving {
    /// Waits for the whole body, which may have `most` bytes.
    pub(crate) async fn whole(self, method: &Method, most: u64) -> Result<Bytes, Error> {
        match self {
            Arriving::Http(response) => {
                // The length that is promised for the headers alone is not that of what follows.
                let promised = response.content_length().filter(|_| *method != Method::HEAD);
                collect(response, promised, most).await
            }
            Arriving::Here(bytes) => within(bytes.len() as u64, most).map(|()| bytes),
        }
    }
}

impl RawReply<Arriving> {
    /// Reads the body piece by piece, each of which may take as long as `patience`.
    pub(crate) fn pieces(
        self,
        target: &Target,
        attempts: u32,
        patience: Duration,
    ) -> RawReply<Incoming> {
        let RawReply { status, headers, body } = self;
        let (start, rest) = match body {
            Arriving::Http(response) => {
                (Bytes::new(), Some(http::Response::from(response).into_body()))
            }
            Arriving::Here(bytes) => (bytes, None),
        };
        // The length that is promised for the headers alone is not that of what follows.
        let has_body = *target.method() != Method::HEAD;
        let missing = rest.as_ref().filter(|_| has_body).and_then(|body| body.size_hint().exact());
        let log_id = log_id(&headers).map(str::to_owned);
        let origin = Some(Box::new(Origin { target: target.clone(), attempts, status, log_id }));
        let body = Incoming { start, rest, missing, patience, timer: None, origin };
        RawReply { status, headers, body }
    }
}

async fn collect(
    mut response: reqwest::Response,
    promised: Option<u64>,
    most: u64,
) -> Result<Bytes, Error> {
    let mut whole = Whole::begin(promised, most)?;
    while let Some(piece) = response.chunk().await.map_err(Error::http)? {
        whole.add(piece)?;
    }
    Ok(whole.finish())
}

/// A body that is put together, of `most` bytes. One that comes in one piece is not copied.
struct Whole {
    first: Bytes,
    /// All pieces, if there is more than one.
    pieces: BytesMut,
    most: u64,
}

impl Whole {
    fn begin(promised: Option<u64>, most: u64) -> Result<Self, Error> {
        within(promised.unwrap_or_default(), most)?;
        Ok(Whole { first: Bytes::new(), pieces: BytesMut::new(), most })
    }

    fn add(&mut self, piece: Bytes) -> Result<(), Error> {
        let length = self.first.len().max(self.pieces.len()) + piece.len();
        within(length as u64, self.most)?;
        if self.first.is_empty() {
            self.first = piece;
            return Ok(());
        }
        if self.pieces.is_empty() {
            self.pieces.extend_from_slice(&self.first);
        }
        self.pieces.extend_from_slice(&piece);
        Ok(())
    }

    fn finish(self) -> Bytes {
        if self.pieces.is_empty() { self.first } else { self.pieces.freeze() }
    }
}

fn within(length: u64, most: u64) -> Result<(), Error> {
    if length <= most {
        return Ok(());
    }
    let detail = format!("the reply is larger than the {most} bytes that are allowed");
    Err(Error::new(ErrorKind::TooLarge, detail))
}

/// A body that is read piece by piece.
pub(crate) struct Incoming {
    /// What is here already.
    start: Bytes,
    rest: Option<reqwest::Body>,
    /// The bytes of the rest that are still to come, if their number is known.
    missing: Option<u64>,
    patience: Duration,
    /// Runs while the server is silent.
    timer: Option<Pin<Box<Sleep>>>,
    origin: Option<Box<Origin>>,
}

/// What a body belongs to, for errors.
struct Origin {
    target: Target,
    attempts: u32,
    status: StatusCode,
    log_id: Option<String>,
}

impl Incoming {
    /// A body that is here.
    pub(crate) fn here(bytes: Bytes) -> Self {
        Incoming {
            start: bytes,
            rest: None,
            missing: None,
            patience: Duration::MAX,
            timer: None,
            origin: None,
        }
    }

    /// The next piece, which is not empty; nothing at the end, or after an error.
    pub(crate) async fn next(&mut self) -> Option<Result<Bytes, Error>> {
        poll_fn(|cx| self.poll_next(cx)).await
    }

    pub(crate) fn poll_next(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, Error>>> {
        if !self.start.is_empty() {
            return Poll::Ready(Some(Ok(std::mem::take(&mut self.start))));
        }
        let Some(body) = &mut self.rest else { return Poll::Ready(None) };
        let failure = loop {
            match Pin::new(&mut *body).poll_frame(cx) {
                Poll::Ready(Some(Ok(frame))) => {
                    self.timer = None;
                    match frame.into_data() {
                        Ok(data) if !data.is_empty() => {
                            let length = data.len() as u64;
                            self.missing =
                                self.missing.map(|missing| missing.saturating_sub(length));
                            return Poll::Ready(Some(Ok(data)));
                        }
                        // Trailers say nothing here.
                        _ => {}
                    }
                }
                Poll::Ready(Some(Err(error))) => break Error::http(error),
                // With HTTP/2, a stream that is reset can look like one that has ended.
                Poll::Ready(None) => match self.missing {
                    Some(missing @ 1..) => {
                        let detail = format!("the connection ended {missing} bytes too early");
                        break Error::new(ErrorKind::Transport, detail);
                    }
                    _ => {
                        self.rest = None;
                        return Poll::Ready(None);
                    }
                },
                Poll::Pending => {
                    let patience = self.patience;
                    let sleep = || Box::pin(tokio::time::sleep(patience));
                    ready!(self.timer.get_or_insert_with(sleep).as_mut().poll(cx));
                    break Error::new(
                        ErrorKind::Timeout,
                        format!("the server sent nothing for {patience:?}"),
                    );
                }
            }
        };
        self.rest = None;
        Poll::Ready(Some(Err(self.blame(failure))))
    }

    /// The rest as one piece, which may have `most` bytes.
    pub(crate) async fn collect(mut self, most: u64) -> Result<Bytes, Error> {
        let begun = Whole::begin(self.length(), most);
        let mut whole = begun.map_err(|error| self.blame(error))?;
        while let Some(piece) = self.next().await.transpose()? {
            whole.add(piece).map_err(|error| self.blame(error))?;
        }
        Ok(whole.finish())
    }

    /// Reads the whole body if it has no more than `most` bytes, and that many at least if it has.
    /// What has been read is not lost: it comes again.
    pub(crate) async fn peek(&mut self, most: usize) -> Result<Bytes, Error> {
        let mut read = BytesMut::new();
        while read.len() <= most {
            match self.next().await.transpose()? {
                Some(piece) => read.extend_from_slice(&piece),
                None => break,
            }
        }
        self.start = read.freeze();
        Ok(self.start.clone())
    }

    /// How many bytes are to come, if that is known.
    pub(crate) fn length(&self) -> Option<u64> {
        let rest = if self.rest.is_some() { self.missing? } else { 0 };
        Some(self.start.len() as u64 + rest)
    }

    /// Adds what the body belongs to.
    pub(crate) fn blame(&self, error: Error) -> Error {
        match self.origin.as_deref() {
            Some(Origin { target, attempts, status, log_id }) => error
                .with_target(target)
                .with_status(*status)
                .with_log_id(log_id.as_deref())
                .after(*attempts, true, true),
            None => error,
        }
    }
}
