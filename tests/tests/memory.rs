//! Memory stays flat, however large a file is. The only test of its program: nothing else uses
//! memory meanwhile.

use std::convert::Infallible;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use axum::body::Body;
use axum::extract::Json;
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use axum::routing::{Router, post};
use feishu_api::Progress;
use feishu_api::prelude::*;
use futures_util::{Stream, StreamExt, stream};
use peak_alloc::PeakAlloc;
use serde_json::json;
use tokio::net::TcpListener;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

const SIZE: u64 = 200_000_000;
const MOST: usize = SIZE as usize / 4;

/// What files are made of, as often as it takes.
static PIECE: [u8; 50_000] = [b'x'; 50_000];

#[feishu_api(path = "/store/v1", token(None))]
trait StoreApi {
    #[post("/files")]
    async fn upload(&self, #[part] file: File) -> Result<u64>;
    #[get("/files")]
    async fn download(&self) -> Result<Download>;
}

/// Counts what comes, and sends a file. It holds no more of either than a piece.
fn server() -> Router {
    let count = async |body: Body| {
        let mut pieces = body.into_data_stream();
        let mut read = 0;
        while let Some(piece) = pieces.next().await {
            read += piece.unwrap().len();
        }
        Json(json!({ "code": 0, "data": read }))
    };
    let file = async || {
        let about = [(CONTENT_LENGTH, SIZE.to_string()), (CONTENT_TYPE, "text/plain".to_owned())];
        (about, Body::from_stream(pieces()))
    };
    Router::new().route("/open-apis/store/v1/files", post(count).get(file))
}

fn pieces() -> impl Stream<Item = Result<&'static [u8], Infallible>> {
    let count = SIZE as usize / PIECE.len();
    stream::iter(std::iter::repeat_n(Ok(&PIECE[..]), count))
}

/// A folder that is gone when the test is over.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        let name = format!("feishu-api-memory-{}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&folder).unwrap();
        Folder(folder)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// The last that a transfer said of itself.
#[derive(Default)]
struct Last(Arc<Mutex<Option<Progress>>>);

impl Last {
    fn keep(&self) -> impl Fn(Progress) + Send + Sync + use<> {
        let last = self.0.clone();
        move |progress| *last.lock().unwrap() = Some(progress)
    }

    #[track_caller]
    fn assert_is_the_end(&self) {
        let last = self.0.lock().unwrap().unwrap();
        assert_eq!((last.done, last.total), (SIZE, Some(SIZE)));
    }
}

/// Checks that a transfer leaves the memory alone.
async fn flat<T>(transfer: impl Future<Output = T>) -> T {
    MEMORY.reset_peak_usage();
    let before = MEMORY.current_usage();
    let answer = transfer.await;
    let used = MEMORY.peak_usage().saturating_sub(before);
    assert!(used < MOST, "{used} bytes of memory for a file of {SIZE}");
    answer
}

#[tokio::test]
async fn large_files_pass_through_little_memory() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(axum::serve(listener, server()).into_future());
    let client = Client::builder("cli_x", "secret").base_url(url).build().unwrap();
    let store = StoreApiClient::new(&client);
    let folder = Folder::new();

    // What stands around a file does not depend on what is in it.
    let around = store.upload(File::from_bytes("large", "")).await.unwrap();

    let path = folder.0.join("large");
    std::fs::File::create(&path).unwrap().set_len(SIZE).unwrap();
    let opened = File::open(&path).await.unwrap();
    let streamed = File::from_stream("large", SIZE, pieces());
    for file in [opened, streamed] {
        let last = Last::default();
        let upload = store.upload(file.with_progress(last.keep()));
        assert_eq!(flat(upload.into_future()).await.unwrap(), around + SIZE);
        last.assert_is_the_end();
    }

    let last = Last::default();
    let saved = flat(async {
        let download = store.download().await?.with_progress(last.keep());
        download.save_to(folder.0.join("saved")).await
    });
    assert_eq!(saved.await.unwrap(), SIZE);
    assert_eq!(std::fs::metadata(folder.0.join("saved")).unwrap().len(), SIZE);
    last.assert_is_the_end();

    let last = Last::default();
    let read = flat(async {
        let mut download = store.download().await?.with_progress(last.keep());
        let mut read = 0;
        while let Some(piece) = download.next().await {
            read += piece?.len() as u64;
        }
        Ok::<_, Error>(read)
    });
    assert_eq!(read.await.unwrap(), SIZE);
    last.assert_is_the_end();
}
