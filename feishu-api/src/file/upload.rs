//! A request body that is read while it is sent.

use std::collections::VecDeque;
use std::fmt;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;
use http_body::{Body, Frame, SizeHint};
use tokio_util::io::ReaderStream;

use super::{BoxError, ByteStream, File, OnProgress, Source, unreadable};
use crate::error::{Error, ErrorKind, Result};

/// How much of a file is in memory at a time.
const PIECE: usize = 64 * 1024;

/// What is sent: texts and files, one behind the other.
pub(crate) struct Upload {
    segments: VecDeque<Segment>,
    /// The bytes of the whole body, if all files have a length.
    length: Option<u64>,
    failure: Failure,
}

/// Why the body came to no end. The HTTP client may lose it: with HTTP/2, a task of its own sends the
/// body.
#[derive(Clone, Default)]
pub(crate) struct Failure(Arc<Mutex<Option<Error>>>);

impl Failure {
    pub(crate) fn take(&self) -> Option<Error> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    fn set(&self, error: Error) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(error);
    }
}

enum Segment {
    Text(Bytes),
    File(Reader),
}

/// A file that is being sent.
struct Reader {
    name: String,
    content: Content,
    /// The last piece, until it is certain that nothing follows.
    held: Option<Bytes>,
    done: u64,
    total: Option<u64>,
    progress: Option<OnProgress>,
}

enum Content {
    Bytes(Bytes),
    /// The lock makes it `Sync`, and nobody waits for it.
    Stream(Mutex<ByteStream>),
}

/// What the HTTP client is told of a body that came to no end.
#[derive(Debug)]
pub(crate) struct Broken;

impl Upload {
    pub(crate) fn new() -> Self {
        Upload { segments: VecDeque::new(), length: Some(0), failure: Failure::default() }
    }

    pub(crate) fn text(&mut self, text: impl Into<Bytes>) {
        let text = text.into();
        self.add(Some(text.len() as u64), Segment::Text(text));
    }

    /// Opens a file that is sent behind what is there already.
    pub(crate) async fn file(&mut self, file: &File) -> Result<()> {
        let reader = Reader::open(file).await?;
        self.add(file.length(), Segment::File(reader));
        Ok(())
    }

    pub(crate) fn failure(&self) -> Failure {
        self.failure.clone()
    }

    /// Reads all of it, as a mock does.
    #[cfg(feature = "testing")]
    pub(crate) async fn collect(mut self) -> Result<Bytes> {
        let mut whole = Vec::new();
        while let Some(piece) = std::future::poll_fn(|cx| self.poll(cx)).await {
            whole.extend_from_slice(&piece?);
        }
        Ok(whole.into())
    }

    /// The next piece, which is not empty; nothing at the end, or after an error.
    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes>>> {
        let piece = loop {
            match self.segments.front_mut() {
                None => return Poll::Ready(None),
                Some(Segment::Text(text)) => {
                    let text = std::mem::take(text);
                    self.segments.pop_front();
                    break Ok(text);
                }
                Some(Segment::File(reader)) => match ready!(reader.poll(cx)) {
                    Some(piece) => break piece,
                    None => drop(self.segments.pop_front()),
                },
            }
        };
        match &piece {
            Ok(piece) => {
                self.length = self.length.map(|length| length.saturating_sub(piece.len() as u64));
            }
            Err(_) => self.segments.clear(),
        }
        Poll::Ready(Some(piece))
    }

    fn add(&mut self, length: Option<u64>, segment: Segment) {
        self.length = self.length.zip(length).and_then(|(sum, length)| sum.checked_add(length));
        self.segments.push_back(segment);
    }
}

impl Body for Upload {
    type Data = Bytes;
    type Error = Broken;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Broken>>> {
        let piece = ready!(self.poll(cx));
        Poll::Ready(piece.map(|piece| match piece {
            Ok(piece) => Ok(Frame::data(piece)),
            Err(error) => {
                self.failure.set(error);
                Err(Broken)
            }
        }))
    }

    fn size_hint(&self) -> SizeHint {
        self.length.map_or_else(SizeHint::default, SizeHint::with_exact)
    }
}

impl Reader {
    async fn open(file: &File) -> Result<Reader> {
        let name = file.name.clone();
        let content = match &file.source {
            Source::Bytes(bytes) => Content::Bytes(bytes.clone()),
            Source::Path(path, _) => {
                let opened = tokio::fs::File::open(path).await;
                let opened = opened.map_err(|error| unreadable(&name).with_source(error))?;
                let stream = ReaderStream::with_capacity(opened, PIECE);
                Content::Stream(Mutex::new(Box::pin(Pieces(Box::pin(stream)))))
            }
            Source::Stream(stream, _) => match Source::take(stream) {
                Some(stream) => Content::Stream(Mutex::new(stream)),
                None => {
                    let detail = format!("the stream of {name:?} has been sent, and is gone");
                    return Err(Error::new(ErrorKind::File, detail));
                }
            },
        };
        let (total, progress) = (file.length(), file.progress.clone());
        Ok(Reader { name, content, held: None, done: 0, total, progress })
    }

    /// The next piece, which is not empty.
    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes>>> {
        let piece = match self.held.take() {
            Some(piece) => Some(piece),
            None => {
                ready!(self.content.poll(cx)).transpose().map_err(|error| self.broken(error))?
            }
        };
        let Some(piece) = piece else {
            return Poll::Ready(match self.total {
                Some(total) if self.done < total => Some(Err(self.of_another_length(total))),
                _ => None,
            });
        };
        let done = self.done + piece.len() as u64;
        if let Some(total) = self.total
            && done >= total
        {
            // Nobody asks for what is behind the length that the server has been told.
            let next = match self.content.poll(cx) {
                Poll::Ready(next) => next.transpose().map_err(|error| self.broken(error))?,
                Poll::Pending => {
                    self.held = Some(piece);
                    return Poll::Pending;
                }
            };
            if done > total || next.is_some() {
                return Poll::Ready(Some(Err(self.of_another_length(total))));
            }
            // It has ended, and is not asked again.
            self.content = Content::Bytes(Bytes::new());
        }
        self.done = done;
        if let Some(progress) = &self.progress {
            progress.report(done, self.total);
        }
        Poll::Ready(Some(Ok(piece)))
    }

    fn broken(&self, error: BoxError) -> Error {
        unreadable(&self.name).with_source(error)
    }

    fn of_another_length(&self, total: u64) -> Error {
        let detail =
            format!("the file {:?} has not the {total} bytes that it should have", self.name);
        Error::new(ErrorKind::File, detail)
    }
}

impl Content {
    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, BoxError>>> {
        match self {
            Content::Bytes(bytes) if bytes.is_empty() => Poll::Ready(None),
            Content::Bytes(bytes) => Poll::Ready(Some(Ok(bytes.split_to(bytes.len().min(PIECE))))),
            Content::Stream(stream) => {
                let stream = stream.get_mut().unwrap_or_else(PoisonError::into_inner);
                loop {
                    match ready!(stream.as_mut().poll_next(cx)) {
                        Some(Ok(piece)) if piece.is_empty() => {}
                        next => return Poll::Ready(next),
                    }
                }
            }
        }
    }
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the body came to no end")
    }
}

impl std::error::Error for Broken {}

/// A stream with pieces and errors of one type.
pub(super) struct Pieces<S>(pub(super) Pin<Box<S>>);

impl<S, B, E> Stream for Pieces<S>
where
    S: Stream<Item = Result<B, E>>,
    B: Into<Bytes>,
    E: Into<BoxError>,
{
    type Item = Result<Bytes, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let piece = ready!(self.0.as_mut().poll_next(cx));
        Poll::Ready(piece.map(|piece| piece.map(Into::into).map_err(Into::into)))
    }
}
