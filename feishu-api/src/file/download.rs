//! A file that is received.

use std::fmt;
use std::io;
use std::ops::{Range, RangeFrom};
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;
use http::HeaderMap;
use http::header::{CONTENT_DISPOSITION, CONTENT_RANGE, CONTENT_TYPE};
use tokio::io::AsyncWriteExt as _;
use uuid::Uuid;

use super::{OnProgress, Progress, disposition};
use crate::encode::{ParamValues, ToParam};
use crate::endpoint::Endpoint;
use crate::error::{Error, ErrorKind, Result};
use crate::incoming::Incoming;
use crate::reply::{Intake, Payload, Reply};

/// A file as an answer: what a method answers with that is declared `-> Result<Download>`.
///
/// The call answers when the headers have come; the content is read as it is asked for, and no more
/// of it is in memory than a piece. The time allowed for the call ends with the headers. From then on
/// it is the time that the server may take for each piece.
///
/// ```
/// use feishu_api::prelude::*;
///
/// #[feishu_api(path = "/canteen/v1", token(Tenant))]
/// pub trait MenuApi {
///     /// Downloads the menu of a day.
///     #[get("/menus/{day}")]
///     async fn get(&self, #[path] day: &str) -> Result<Download>;
/// }
///
/// async fn save(menus: &MenuApiClient) -> Result<()> {
///     let menu = menus.get("monday").await?.with_limit(20 * 1024 * 1024);
///     let name = menu.file_name().unwrap_or("menu.pdf").to_owned();
///     menu.with_progress(|progress| println!("{} bytes", progress.done)).save_to(name).await?;
///     Ok(())
/// }
/// ```
///
/// A `Download` is a `futures_core::Stream` of its pieces, too.
pub struct Download {
    content: Incoming,
    file_name: Option<String>,
    content_type: Option<String>,
    range: Option<ContentRange>,
    length: Option<u64>,
    limit: Option<u64>,
    done: u64,
    progress: Option<OnProgress>,
}

impl Download {
    /// A file as a fake in a test answers it.
    pub fn from_bytes(name: impl Into<String>, bytes: impl Into<Bytes>) -> Self {
        let content = Incoming::here(bytes.into());
        let mut download = Download::new(content, &HeaderMap::new());
        download.file_name = Some(name.into());
        download
    }

    fn new(content: Incoming, headers: &HeaderMap) -> Self {
        let header = |name| headers.get(name);
        Download {
            length: content.length(),
            content,
            file_name: header(CONTENT_DISPOSITION)
                .and_then(|header| disposition::file_name(header.as_bytes())),
            content_type: header(CONTENT_TYPE)
                .and_then(|header| header.to_str().ok().map(str::to_owned)),
            range: header(CONTENT_RANGE)
                .and_then(|header| ContentRange::read(header.to_str().ok()?)),
            limit: None,
            done: 0,
            progress: None,
        }
    }

    /// The name that the server gives to the file, made safe: it has no folders in it and nothing
    /// that a file system or a terminal takes for more than a letter. It may be the name of a file
    /// that exists.
    pub fn file_name(&self) -> Option<&str> {
        self.file_name.as_deref()
    }

    /// The media type, with its parameters.
    pub fn content_type(&self) -> Option<&str> {
        self.content_type.as_deref()
    }

    /// The length in bytes of what is received, if the server tells it.
    pub fn length(&self) -> Option<u64> {
        self.length
    }

    /// Which part of the file this is; nothing if it is the whole, as it may be although a
    /// [`ByteRange`] was asked for.
    pub fn range(&self) -> Option<ContentRange> {
        self.range
    }

    /// Sets the largest length in bytes that is received: anything beyond it is
    /// [`ErrorKind::TooLarge`].
    pub fn with_limit(mut self, bytes: u64) -> Self {
        self.limit = Some(bytes);
        self
    }

    /// Calls a function each time that a piece has been received.
    pub fn with_progress(mut self, report: impl Fn(Progress) + Send + Sync + 'static) -> Self {
        self.progress = Some(OnProgress(std::sync::Arc::new(report)));
        self
    }

    /// The next piece, which is not empty; nothing at the end, or after an error.
    pub async fn next(&mut self) -> Option<Result<Bytes>> {
        std::future::poll_fn(|cx| self.poll(cx)).await
    }

    /// Reads the whole file into memory. Set a [limit](Download::with_limit) where the server is not
    /// to be trusted with it.
    pub async fn into_bytes(mut self) -> Result<Bytes> {
        let mut whole = Vec::new();
        while let Some(piece) = self.next().await {
            let piece = piece?;
            if whole.is_empty() && self.length == Some(self.done) {
                return Ok(piece);
            }
            whole.extend_from_slice(&piece);
        }
        Ok(whole.into())
    }

    /// Saves the file under a path, and answers with its length. A file that is there is replaced,
    /// at once and as a whole: until the last byte has come, the content stands beside it under
    /// another name, and it is removed if the download fails or is dropped.
    ///
    /// # Errors
    /// [`ErrorKind::File`] if the path cannot be written, and the errors of the download.
    pub async fn save_to(mut self, path: impl AsRef<Path>) -> Result<u64> {
        let target = path.as_ref();
        let unwritable = |error: io::Error| {
            let detail = format!("`{}` cannot be written", target.display());
            Error::new(ErrorKind::File, detail).with_source(error)
        };
        // Not at the end, when all has come.
        if tokio::fs::metadata(target).await.is_ok_and(|about| about.is_dir()) {
            return Err(unwritable(io::ErrorKind::IsADirectory.into()));
        }
        let partial = Partial::beside(target);
        let file = tokio::fs::File::create_new(&partial.path).await.map_err(unwritable)?;
        let mut file = tokio::io::BufWriter::with_capacity(BUFFER, file);
        while let Some(piece) = self.next().await {
            file.write_all(&piece?).await.map_err(unwritable)?;
        }
        file.flush().await.map_err(unwritable)?;
        let file = file.into_inner();
        file.sync_all().await.map_err(unwritable)?;
        // Windows renames no open file.
        drop(file.into_std().await);
        partial.rename_to(target).await.map_err(unwritable)?;
        Ok(self.done)
    }

    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes>>> {
        if let (Some(limit), Some(length)) = (self.limit, self.length)
            && length > limit
        {
            return Poll::Ready(self.refuse(limit));
        }
        let Some(piece) = ready!(self.content.poll_next(cx)).transpose()? else {
            return Poll::Ready(None);
        };
        self.done += piece.len() as u64;
        if let Some(limit) = self.limit
            && self.done > limit
        {
            return Poll::Ready(self.refuse(limit));
        }
        if let Some(progress) = &self.progress {
            progress.report(self.done, self.length);
        }
        Poll::Ready(Some(Ok(piece)))
    }

    /// Ends the download of a file that is too large; after the error there is nothing.
    fn refuse(&mut self, limit: u64) -> Option<Result<Bytes>> {
        let detail = format!("the file is larger than the {limit} bytes that are allowed");
        let error = self.content.blame(Error::new(ErrorKind::TooLarge, detail));
        self.content = Incoming::here(Bytes::new());
        self.limit = None;
        Some(Err(error))
    }
}

/// Writes are put together up to this size.
const BUFFER: usize = 256 * 1024;

impl Payload for Download {
    fn intake() -> Intake {
        Intake::Pieces
    }

    fn read(reply: &mut Reply, _: Option<&'static Endpoint>) -> Result<Self> {
        let content = reply.take_pieces();
        Ok(Download::new(content, &reply.headers))
    }
}

impl Stream for Download {
    type Item = Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll(cx)
    }
}

impl fmt::Debug for Download {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Download")
            .field("file_name", &self.file_name)
            .field("content_type", &self.content_type)
            .field("length", &self.length)
            .field("done", &self.done)
            .finish_non_exhaustive()
    }
}

/// A file that is not whole yet. It is removed when this is dropped.
struct Partial {
    path: PathBuf,
}

impl Partial {
    /// In the same folder, so that it can be renamed to its place. The name is short enough for any
    /// file system, whatever the target's.
    fn beside(target: &Path) -> Self {
        let name = format!(".feishu-api-{}.part", Uuid::new_v4().simple());
        Partial { path: target.with_file_name(name) }
    }

    async fn rename_to(mut self, target: &Path) -> io::Result<()> {
        tokio::fs::rename(&self.path, target).await?;
        self.path.clear();
        Ok(())
    }
}

impl Drop for Partial {
    fn drop(&mut self) {
        if !self.path.as_os_str().is_empty() {
            // There is nobody left to tell, and nothing else to do.
            let _ = std::fs::remove_file(&self.path);
        }
    }
}

/// The part of a file that is asked for, in bytes: the value of the header `Range` (RFC 9110,
/// section 14.2).
///
/// ```
/// use feishu_api::prelude::*;
/// use feishu_api::ByteRange;
///
/// #[feishu_api(path = "/canteen/v1", token(Tenant))]
/// pub trait MenuApi {
///     /// Downloads the menu of a day.
///     #[get("/menus/{day}")]
///     async fn get(
///         &self,
///         #[path] day: &str,
///         #[header("Range")] range: Option<ByteRange>,
///     ) -> Result<Download>;
/// }
///
/// async fn rest(menus: &MenuApiClient, have: u64) -> Result<Download> {
///     menus.get("monday").range(ByteRange::from(have..)).await
/// }
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ByteRange(Bounds);

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Bounds {
    From(u64),
    /// The last one belongs to it.
    FromTo(u64, u64),
    Last(u64),
}

impl ByteRange {
    /// The last bytes of a file.
    pub const fn last(count: u64) -> Self {
        ByteRange(Bounds::Last(count))
    }
}

impl From<RangeFrom<u64>> for ByteRange {
    fn from(range: RangeFrom<u64>) -> Self {
        ByteRange(Bounds::From(range.start))
    }
}

impl TryFrom<Range<u64>> for ByteRange {
    type Error = Error;

    /// # Errors
    /// If the range is empty: the header cannot ask for nothing.
    fn try_from(range: Range<u64>) -> Result<Self> {
        match range.end.checked_sub(1).filter(|last| *last >= range.start) {
            Some(last) => Ok(ByteRange(Bounds::FromTo(range.start, last))),
            None => Err(Error::argument("a range of bytes cannot be empty")),
        }
    }
}

#[diagnostic::do_not_recommend]
impl ToParam for ByteRange {
    fn to_param(&self, values: &mut ParamValues<'_>) {
        values.display(self);
    }
}

impl fmt::Display for ByteRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Bounds::From(first) => write!(f, "bytes={first}-"),
            Bounds::FromTo(first, last) => write!(f, "bytes={first}-{last}"),
            Bounds::Last(count) => write!(f, "bytes=-{count}"),
        }
    }
}

/// The part of a file that an answer holds, in bytes: its header `Content-Range` (RFC 9110, section
/// 14.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct ContentRange {
    /// The place of the first byte.
    pub first: u64,
    /// The place of the last byte.
    pub last: u64,
    /// The length of the whole file, if the server knows it.
    pub total: Option<u64>,
}

impl ContentRange {
    fn read(header: &str) -> Option<Self> {
        let (range, total) = header.strip_prefix("bytes ")?.trim().split_once('/')?;
        let (first, last) = range.split_once('-')?;
        let (first, last) = (first.parse().ok()?, last.parse().ok()?);
        Some(ContentRange { first, last, total: total.parse().ok() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_written_and_read() {
        assert_eq!(ByteRange::from(5..).to_string(), "bytes=5-");
        assert_eq!(ByteRange::try_from(0..100).unwrap().to_string(), "bytes=0-99");
        assert_eq!(ByteRange::last(10).to_string(), "bytes=-10");
        assert!(ByteRange::try_from(3..3).is_err());
        assert!(ByteRange::try_from(0..0).is_err());

        let range = |first, last, total| Some(ContentRange { first, last, total });
        assert_eq!(ContentRange::read("bytes 0-99/1234"), range(0, 99, Some(1234)));
        assert_eq!(ContentRange::read("bytes 5-9/*"), range(5, 9, None));
        for header in ["", "bytes */1234", "bytes 0/9", "items 0-9/10"] {
            assert_eq!(ContentRange::read(header), None, "{header}");
        }
    }
}
