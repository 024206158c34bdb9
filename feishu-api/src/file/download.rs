//! A file that is received.

use std::fmt;
use std::fs::Permissions;
use std::io::{self, Write as _};
use std::ops::{Range, RangeFrom};
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;
use http::header::{CONTENT_DISPOSITION, CONTENT_RANGE, CONTENT_TYPE};
use http::{HeaderMap, StatusCode};
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
///     // In a folder of its own: the name is the server's choice.
///     let path = std::path::Path::new("downloads").join(menu.file_name().unwrap_or("menu.pdf"));
///     menu.with_progress(|progress| println!("{} bytes", progress.done)).save_to(path).await?;
///     Ok(())
/// }
/// ```
///
/// If the platform refuses the call, it says so in JSON: a short JSON reply without a file name that
/// has a `code` other than 0 is an error, not a file.
///
/// A `Download` is a `futures_core::Stream` of its pieces, too, and can be
/// [sent on](crate::File::from_stream).
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
    /// A file as a fake in a test answers it; its name is made safe.
    pub fn from_bytes(name: &str, bytes: impl Into<Bytes>) -> Self {
        let content = Incoming::here(bytes.into());
        let mut download = Download::new(content, &HeaderMap::new());
        download.file_name = disposition::safe(name);
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
    /// [`ByteRange`] was asked for. Then [`save_to`](Download::save_to) saves the part alone.
    pub fn range(&self) -> Option<ContentRange> {
        self.range
    }

    /// Sets the largest length in bytes that is received: anything beyond it is
    /// [`ErrorKind::TooLarge`].
    pub fn with_limit(mut self, bytes: u64) -> Self {
        self.limit = Some(bytes);
        self
    }

    /// Calls a function each time that a piece has been received. It must not block.
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

    /// Saves the file under a path, and answers with its length. A file that is there is replaced, at
    /// once and as a whole, and keeps its permissions: until the last byte has come, the content stands
    /// beside it under another name, and it is removed if the download fails or is dropped.
    ///
    /// # Errors
    /// [`ErrorKind::File`] if the path cannot be written, or is a folder, a pipe or a device; and the
    /// errors of the download.
    pub async fn save_to(mut self, path: impl AsRef<Path>) -> Result<u64> {
        let saved = self.save(path.as_ref()).await;
        saved.map_err(|error| match error {
            Unsaved::Download(error) => error,
            Unsaved::File(error) => {
                let detail = format!("the file {:?} cannot be written", path.as_ref());
                self.content.blame(Error::new(ErrorKind::File, detail).with_source(error))
            }
        })?;
        Ok(self.done)
    }

    async fn save(&mut self, path: &Path) -> Result<(), Unsaved> {
        // What is wrong with the path is known before all has come.
        let (target, permissions) = target(path).await?;
        let mut partial = Partial::beside(&target).await?;
        let mut buffer = Vec::with_capacity(BUFFER);
        while let Some(piece) = self.next().await {
            buffer.extend_from_slice(&piece.map_err(Unsaved::Download)?);
            if buffer.len() >= BUFFER {
                (partial, buffer) = partial.write(buffer).await?;
            }
        }
        let (partial, _) = partial.write(buffer).await?;
        partial.finish(target, permissions).await?;
        Ok(())
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
        let mut download = Download::new(content, &reply.headers);
        if reply.status == StatusCode::PARTIAL_CONTENT {
            let range = reply.headers.get(CONTENT_RANGE).and_then(|range| range.to_str().ok());
            let range = range.and_then(ContentRange::read).ok_or_else(|| {
                let detail = "the reply is a part of a file, and does not say which";
                Error::new(ErrorKind::Decode, detail)
            })?;
            download.range = Some(range);
        }
        Ok(download)
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

/// Why a file has not been saved.
enum Unsaved {
    Download(Error),
    File(io::Error),
}

impl From<io::Error> for Unsaved {
    fn from(error: io::Error) -> Self {
        Unsaved::File(error)
    }
}

/// The file that a path leads to, and its permissions if it is there.
async fn target(path: &Path) -> io::Result<(PathBuf, Option<Permissions>)> {
    let is_folder = path.to_string_lossy().ends_with(std::path::is_separator);
    match tokio::fs::metadata(path).await {
        Ok(about) if about.is_file() && !is_folder => {
            Ok((tokio::fs::canonicalize(path).await?, Some(about.permissions())))
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => match path.file_name() {
            Some(_) if !is_folder => Ok((path.to_owned(), None)),
            _ => Err(error),
        },
        Ok(_) => Err(io::Error::new(io::ErrorKind::InvalidInput, "not a regular file")),
        Err(error) => Err(error),
    }
}

/// A file that is not whole yet. It is removed when this is dropped, wherever that is: all work on it
/// is done by closures that own it, so that a download which is dropped drops it at their end.
struct Partial {
    file: std::fs::File,
    path: PathBuf,
}

impl Partial {
    /// In the same folder, so that it can be renamed to its place. The name is short enough for any
    /// file system, whatever the target's.
    async fn beside(target: &Path) -> io::Result<Partial> {
        let name = format!(".feishu-api-{}.part", Uuid::new_v4().simple());
        let path = target.with_file_name(name);
        blocking(move || Ok(Partial { file: std::fs::File::create_new(&path)?, path })).await
    }

    async fn write(mut self, mut buffer: Vec<u8>) -> io::Result<(Partial, Vec<u8>)> {
        blocking(move || {
            self.file.write_all(&buffer)?;
            buffer.clear();
            Ok((self, buffer))
        })
        .await
    }

    async fn finish(self, target: PathBuf, permissions: Option<Permissions>) -> io::Result<()> {
        blocking(move || {
            self.file
                .set_permissions(permissions.unwrap_or(self.file.metadata()?.permissions()))?;
            self.file.sync_all()?;
            std::fs::rename(&self.path, target)
        })
        .await
    }
}

impl Drop for Partial {
    fn drop(&mut self) {
        // It is gone if it has been renamed; and otherwise there is nobody left to tell.
        let _ = std::fs::remove_file(&self.path);
    }
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> io::Result<T> {
    match tokio::task::spawn_blocking(work).await {
        Ok(outcome) => outcome,
        Err(error) => Err(io::Error::other(error)),
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
        let (unit, rest) = header.trim().split_once(' ')?;
        let (range, total) = rest.trim().split_once('/')?;
        let (first, last) = range.split_once('-')?;
        let (first, last): (u64, u64) = (first.parse().ok()?, last.parse().ok()?);
        let total = match total {
            "*" => None,
            total => Some(total.parse::<u64>().ok()?),
        };
        let is_sound = first <= last && total.is_none_or(|total| last < total);
        let is_of_bytes = unit.eq_ignore_ascii_case("bytes");
        (is_sound && is_of_bytes).then_some(ContentRange { first, last, total })
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
        assert_eq!(ContentRange::read("Bytes 0-2/9"), range(0, 2, Some(9)));
        for header in [
            "",
            "bytes */1234",
            "bytes 0/9",
            "items 0-9/10",
            "bytes 9-2/12",
            "bytes 0-9/9",
            "bytes 1-2/x",
        ] {
            assert_eq!(ContentRange::read(header), None, "{header}");
        }
    }
}
