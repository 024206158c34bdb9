//! A request body that is read while it is sent.

use std::collections::VecDeque;
use std::fmt;
use std::pin::Pin;
use std::sync::Mutex;
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
}

enum Segment {
    Text(Bytes),
    File(Reader),
}

/// A file that is being sent.
struct Reader {
    name: String,
    content: Content,
    done: u64,
    total: Option<u64>,
    progress: Option<OnProgress>,
}

enum Content {
    Bytes(Bytes),
    /// The lock makes it `Sync`, and nobody waits for it.
    Stream(Mutex<ByteStream>),
}

/// Why a body came to no end: inside the error of the HTTP client.
#[derive(Debug)]
pub(crate) struct Broken {
    pub(crate) detail: String,
    source: Option<BoxError>,
}

impl Upload {
    pub(crate) fn new() -> Self {
        Upload { segments: VecDeque::new(), length: Some(0) }
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

    /// Reads all of it, as a mock does.
    #[cfg(feature = "testing")]
    pub(crate) async fn collect(mut self) -> Result<Bytes> {
        let mut whole = Vec::new();
        while let Some(frame) = std::future::poll_fn(|cx| Pin::new(&mut self).poll_frame(cx)).await
        {
            let broken = |broken: Broken| {
                Error::new(ErrorKind::File, broken.detail.clone()).with_source(broken)
            };
            whole.extend_from_slice(frame.map_err(broken)?.data_ref().map_or(&[], |data| data));
        }
        Ok(whole.into())
    }

    fn add(&mut self, length: Option<u64>, segment: Segment) {
        self.length = self.length.zip(length).map(|(sum, length)| sum + length);
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
        Poll::Ready(Some(piece.map(Frame::data)))
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
                    let detail = format!("the stream of `{name}` has been sent, and is gone");
                    return Err(Error::new(ErrorKind::File, detail));
                }
            },
        };
        let (total, progress) = (file.length(), file.progress.clone());
        Ok(Reader { name, content, done: 0, total, progress })
    }

    /// The next piece, which is not empty.
    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, Broken>>> {
        let piece = loop {
            match &mut self.content {
                Content::Bytes(bytes) if bytes.is_empty() => break None,
                Content::Bytes(bytes) => break Some(bytes.split_to(bytes.len().min(PIECE))),
                Content::Stream(stream) => {
                    let stream = stream.get_mut().unwrap_or_else(|poisoned| poisoned.into_inner());
                    match ready!(stream.as_mut().poll_next(cx)) {
                        Some(Ok(piece)) if piece.is_empty() => {}
                        Some(Ok(piece)) => break Some(piece),
                        Some(Err(source)) => {
                            let detail = format!("`{}` cannot be read", self.name);
                            let broken = Broken { detail, source: Some(source) };
                            return Poll::Ready(Some(Err(broken)));
                        }
                        None => break None,
                    }
                }
            }
        };
        self.done += piece.as_ref().map_or(0, |piece| piece.len() as u64);
        let is_over = piece.is_none();
        match self.total {
            // The server has been told how much comes.
            Some(total) if self.done > total || is_over && self.done < total => {
                let detail = format!("`{}` does not have the {total} bytes it had", self.name);
                Poll::Ready(Some(Err(Broken { detail, source: None })))
            }
            _ => {
                if let (Some(progress), false) = (&self.progress, is_over) {
                    progress.report(self.done, self.total);
                }
                Poll::Ready(piece.map(Ok))
            }
        }
    }
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.detail)
    }
}

impl std::error::Error for Broken {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}

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
