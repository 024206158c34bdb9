//! Files that are sent and received.

pub(crate) mod disposition;
mod download;
mod multipart;
mod upload;

use std::fmt;
use std::path::Path;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use futures_core::Stream;

use crate::error::{Error, ErrorKind, Result};

pub use download::{ByteRange, ContentRange, Download};
pub(crate) use multipart::Parts;
pub use multipart::{PartValues, ToPart};
pub(crate) use upload::Upload;

/// A file to be sent: an argument of role `#[part]`, or a `#[body]` that is sent as it is.
///
/// Nothing is read before the call is sent, and no more of it is in memory at a time than a small
/// piece. The time allowed for the call holds for the whole of it: give a large file more, as here.
///
/// ```
/// use feishu_api::prelude::*;
///
/// #[feishu_api(path = "/canteen/v1", token(Tenant))]
/// pub trait MenuApi {
///     /// Uploads the menu of a day.
///     #[post("/menus")]
///     #[timeout("5min")]
///     async fn create(&self, #[part] day: &str, #[part] menu: File) -> Result<()>;
/// }
///
/// async fn upload(menus: &MenuApiClient) -> Result<()> {
///     let menu = File::open("menus/monday.pdf").await?;
///     let menu = menu.with_content_type("application/pdf").with_progress(|progress| {
///         println!("{} of {:?} bytes", progress.done, progress.total);
///     });
///     menus.create("monday", menu).await
/// }
/// ```
///
/// Clones are the same file; one that is made [from a stream](File::from_stream) can be sent once
/// among them all.
#[derive(Clone)]
pub struct File {
    name: String,
    content_type: Option<String>,
    source: Source,
    progress: Option<OnProgress>,
}

#[derive(Clone)]
enum Source {
    Bytes(Bytes),
    /// A file of the system, by its length when it was opened.
    Path(Arc<Path>, u64),
    /// Gone once it has been sent.
    Stream(Arc<Mutex<Option<ByteStream>>>, Option<u64>),
}

/// The pieces of a stream.
type ByteStream = Pin<Box<dyn Stream<Item = Result<Bytes, BoxError>> + Send>>;

type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// How far the transfer of a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Progress {
    /// The bytes that are through: handed over to the connection, or received from it.
    pub done: u64,
    /// The bytes of the whole transfer, if that is known.
    pub total: Option<u64>,
}

/// What is called with each step of a transfer.
#[derive(Clone)]
struct OnProgress(Arc<dyn Fn(Progress) + Send + Sync>);

impl File {
    /// A file that is in memory.
    pub fn from_bytes(name: impl Into<String>, bytes: impl Into<Bytes>) -> Self {
        File::new(name.into(), Source::Bytes(bytes.into()))
    }

    /// A file of the system, under its own name without the folders. It is opened again whenever it
    /// is sent, and must not change until then.
    ///
    /// # Errors
    /// [`ErrorKind::File`] if it cannot be opened, or is a folder, a pipe or a device.
    pub async fn open(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
        let unreadable = |error| unreadable(&name).with_source(error);
        // A folder has no content, and a pipe may have none for ever.
        let about = tokio::fs::metadata(path).await.map_err(unreadable)?;
        if !about.is_file() {
            return Err(Error::new(ErrorKind::File, format!("{name:?} is not a regular file")));
        }
        tokio::fs::File::open(path).await.map_err(unreadable)?;
        Ok(File::new(name, Source::Path(path.into(), about.len())))
    }

    /// A file whose content comes as a stream. Without a length it is sent in chunks (RFC 9112,
    /// section 7.1), which not every gateway takes; with one, the stream must have as many bytes.
    ///
    /// A stream can be read once only: see [`is_replayable`](File::is_replayable).
    pub fn from_stream<S, B, E>(
        name: impl Into<String>,
        length: impl Into<Option<u64>>,
        stream: S,
    ) -> Self
    where
        S: Stream<Item = Result<B, E>> + Send + 'static,
        B: Into<Bytes>,
        E: Into<BoxError>,
    {
        let stream: ByteStream = Box::pin(upload::Pieces(Box::pin(stream)));
        let source = Source::Stream(Arc::new(Mutex::new(Some(stream))), length.into());
        File::new(name.into(), source)
    }

    fn new(name: String, source: Source) -> Self {
        File { name, content_type: None, source, progress: None }
    }

    /// Sets the media type of a part, such as `image/png`; `application/octet-stream` if it is not
    /// set. A `#[body("image/png")]` has its own.
    pub fn with_content_type(mut self, content_type: impl Into<String>) -> Self {
        self.content_type = Some(content_type.into());
        self
    }

    /// Calls a function each time that a piece has been handed over to the connection. It runs where
    /// the connection does: it must neither block nor panic. If the call is
    /// repeated, it begins again at zero.
    pub fn with_progress(mut self, report: impl Fn(Progress) + Send + Sync + 'static) -> Self {
        self.progress = Some(OnProgress(Arc::new(report)));
        self
    }

    /// The name under which the file is sent.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The length in bytes, if it is known.
    pub fn length(&self) -> Option<u64> {
        match &self.source {
            Source::Bytes(bytes) => Some(bytes.len() as u64),
            Source::Path(_, length) => Some(*length),
            Source::Stream(_, length) => *length,
        }
    }

    /// The media type.
    pub fn content_type(&self) -> &str {
        self.content_type.as_deref().unwrap_or("application/octet-stream")
    }

    /// Whether the file can be sent a second time, should the call be repeated: a stream cannot.
    pub fn is_replayable(&self) -> bool {
        !matches!(self.source, Source::Stream(..))
    }
}

impl fmt::Debug for File {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("File")
            .field("name", &self.name)
            .field("length", &self.length())
            .field("content_type", &self.content_type())
            .finish_non_exhaustive()
    }
}

impl Source {
    /// The stream, the first time that it is asked for.
    fn take(stream: &Mutex<Option<ByteStream>>) -> Option<ByteStream> {
        stream.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

impl OnProgress {
    fn report(&self, done: u64, total: Option<u64>) {
        (self.0)(Progress { done, total });
    }
}

fn unreadable(name: &str) -> Error {
    Error::new(ErrorKind::File, format!("the file {name:?} cannot be read"))
}
