//! Files that are sent and received, and answers that come event by event.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use feishu_api::prelude::*;
use feishu_api::serde::{Deserialize, Serialize};
use feishu_api::{ByteRange, ErrorKind, Event, Method, Progress, StatusCode};
use futures_util::stream::{self, Stream};
use httpmock::HttpMockResponse;
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use crate::{Server, json_reply, reply, success};

#[feishu_api(path = "/files/v1", token(None))]
trait FileApi {
    #[post("/files")]
    async fn create(
        &self,
        #[part] file_type: &str,
        #[part] duration: Option<u32>,
        #[part("meta", json)] about: Option<&About>,
        #[query] parent: Option<&str>,
        #[part] file: Option<File>,
    ) -> Result<()>;
    #[get("/files/{key}")]
    async fn get(
        &self,
        #[path] key: &str,
        #[header("Range")] range: Option<ByteRange>,
    ) -> Result<Download>;
    #[post("/export")]
    async fn export(&self, #[field] kind: &str) -> Result<Download>;
    #[get("/files/{key}")]
    async fn bytes(&self, #[path] key: &str) -> Result<Bytes>;
    #[get("/events")]
    async fn events(&self) -> Result<EventStream>;
}

#[derive(Serialize)]
#[serde(crate = "feishu_api::serde")]
struct About {
    pages: u8,
}

fn files(server: &Server) -> FileApiClient {
    FileApiClient::new(&server.client())
}

/// A folder that is removed in the end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("feishu-api-{}-{name}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Folder(path)
    }

    fn names(&self) -> Vec<String> {
        let entries = std::fs::read_dir(&self.0).unwrap();
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    }
}

impl AsRef<Path> for Folder {
    fn as_ref(&self) -> &Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.0).unwrap();
    }
}

/// The bytes of a file of a length, no two pieces of which are alike.
fn content(length: usize) -> Vec<u8> {
    (0..length).map(|at| (at ^ (at >> 8) ^ (at >> 16)) as u8).collect()
}

const SIZES: [usize; 3] = [0, 1, 30 * 1024 * 1024];

/// Keeps what a transfer reports.
fn recorder() -> (Arc<Mutex<Vec<Progress>>>, impl Fn(Progress) + Send + Sync + 'static) {
    let kept = Arc::<Mutex<Vec<Progress>>>::default();
    let keep = kept.clone();
    (kept, move |progress| keep.lock().unwrap().push(progress))
}

/// The parts of the last request between its boundaries: the head of each, and what follows.
fn parts(server: &Server) -> Vec<(String, Vec<u8>)> {
    let request = server.last();
    let content_type = request.headers()["content-type"].to_str().unwrap().to_owned();
    let boundary = content_type.strip_prefix("multipart/form-data; boundary=").unwrap();
    let body = request.body_vec();
    assert_eq!(request.headers()["content-length"], body.len().to_string());
    let body = body.strip_suffix(format!("--{boundary}--\r\n").as_bytes()).unwrap();
    let separator = format!("--{boundary}\r\n");
    let mut parts = Vec::new();
    let mut rest = body;
    while !rest.is_empty() {
        rest = rest.strip_prefix(separator.as_bytes()).unwrap();
        let end = find(rest, separator.as_bytes()).unwrap_or(rest.len());
        let part = rest[..end].strip_suffix(b"\r\n").unwrap();
        let head = find(part, b"\r\n\r\n").unwrap();
        parts.push((String::from_utf8(part[..head].to_vec()).unwrap(), part[head + 4..].to_vec()));
        rest = &rest[end..];
    }
    parts
}

fn find(within: &[u8], what: &[u8]) -> Option<usize> {
    within.windows(what.len()).position(|window| window == what)
}

#[tokio::test]
async fn files_of_the_system_are_sent_as_they_are() {
    let folder = Folder::new("upload");
    let server = Server::success(json!({})).await;
    for size in SIZES {
        let path = folder.as_ref().join("a \"file\" 菜单.bin");
        std::fs::write(&path, content(size)).unwrap();
        let file = File::open(&path).await.unwrap();
        assert_eq!((file.name(), file.length()), ("a \"file\" 菜单.bin", Some(size as u64)));
        let (reported, report) = recorder();
        files(&server).create("stream").file(file.with_progress(report)).await.unwrap();
        let [_, (head, sent)] = &parts(&server)[..] else { panic!("two parts") };
        let expected = "Content-Disposition: form-data; name=\"file\"; \
            filename=\"a \\\"file\\\" 菜单.bin\"\r\nContent-Type: application/octet-stream";
        assert_eq!(head, expected);
        assert!(*sent == content(size), "{size} bytes");

        let reported = reported.lock().unwrap();
        assert!(reported.is_sorted_by(|a, b| a.done < b.done), "{size} bytes");
        let last = reported.last().map_or(0, |last| last.done);
        assert_eq!(last, size as u64);
        assert!(reported.iter().all(|progress| progress.total == Some(size as u64)));
    }
}

#[tokio::test]
async fn parts_are_texts_json_and_files() {
    let server = Server::success(json!({})).await;
    let file = File::from_bytes("../x.png", "picture").with_content_type("image/png");
    // In whatever order they are given, files are sent behind all else.
    let call = files(&server).create("image").file(file).duration(3000);
    call.about(&About { pages: 2 }).parent("p").await.unwrap();
    assert_eq!(server.last().uri().query(), Some("parent=p"));
    let head = |name: &str| format!("Content-Disposition: form-data; name=\"{name}\"");
    let expected: [(String, Vec<u8>); 4] = [
        (head("file_type"), "image".into()),
        (head("duration"), "3000".into()),
        (head("meta") + "\r\nContent-Type: application/json", r#"{"pages":2}"#.into()),
        (head("file") + "; filename=\"../x.png\"\r\nContent-Type: image/png", "picture".into()),
    ];
    assert_eq!(parts(&server), expected);
}

#[tokio::test]
async fn optional_parts_are_left_out_and_replaced() {
    let server = Server::success(json!({})).await;
    files(&server).create("none").duration(1).duration(2).await.unwrap();
    let sent = parts(&server);
    assert_eq!(sent.len(), 2);
    assert_eq!(sent[1].1, b"2");
}

#[tokio::test]
async fn a_stream_is_sent_with_and_without_a_length() {
    let server = Server::success(json!({})).await;
    let stream = || pieces(&["one ", "", "two"]);
    let file = File::from_stream("s", 7, stream());
    assert!(!file.is_replayable());
    files(&server).create("s").file(file).await.unwrap();
    assert_eq!(parts(&server)[1].1, b"one two");

    files(&server).create("s").file(File::from_stream("s", None, stream())).await.unwrap();
    let request = server.last();
    assert_eq!(request.headers().get("content-length"), None);
    assert!(request.body_string().contains("\r\n\r\none two\r\n--"));
}

#[tokio::test]
async fn a_stream_of_another_length_is_an_error() {
    let server = Server::success(json!({})).await;
    for length in [6, 8] {
        let file = File::from_stream("s", length, pieces(&["one two"]));
        let error = files(&server).create("s").file(file).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::File, "{error:?}");
        assert!(error.to_string().contains("\"s\""), "{error}");
    }
}

#[tokio::test]
async fn a_stream_is_sent_once() {
    let server = Server::success(json!({})).await;
    let file = File::from_stream("s", None, pieces(&[]));
    files(&server).create("s").file(file.clone()).await.unwrap();
    let error = files(&server).create("s").file(file).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::File);
    assert_eq!(server.sent().len(), 1);
}

#[tokio::test]
async fn a_stream_that_breaks_is_an_error_that_says_why() {
    let server = Server::success(json!({})).await;
    let broken = stream::iter([Err::<Vec<u8>, _>(io::Error::other("the disk is gone"))]);
    let file = File::from_stream("s", None, broken);
    let error = files(&server).create("s").file(file).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::File);
    let mut sources = std::iter::successors(Some(&error as &dyn std::error::Error), |e| e.source());
    assert!(sources.any(|source| source.to_string() == "the disk is gone"), "{error:?}");
}

/// A stream of these pieces.
fn pieces(
    pieces: &'static [&str],
) -> impl Stream<Item = io::Result<&'static [u8]>> + Send + 'static {
    stream::iter(pieces.iter().map(|piece| Ok(piece.as_bytes())))
}

#[tokio::test]
async fn a_file_that_is_gone_or_has_changed_is_an_error() {
    let folder = Folder::new("gone");
    let server = Server::success(json!({})).await;
    let path = folder.as_ref().join("f");
    assert_eq!(File::open(&path).await.unwrap_err().kind(), ErrorKind::File);
    assert_eq!(File::open(&folder).await.unwrap_err().kind(), ErrorKind::File);

    std::fs::write(&path, "before").unwrap();
    let file = File::open(&path).await.unwrap();
    for change in ["longer than before", "after"] {
        std::fs::write(&path, change).unwrap();
        let error = files(&server).create("f").file(file.clone()).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::File, "{error:?}");
    }
    std::fs::remove_file(&path).unwrap();
    let error = files(&server).create("f").file(file).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::File);
    assert_eq!(server.sent().len(), 0);
}

#[tokio::test]
async fn a_name_or_type_that_breaks_out_of_its_header_is_not_sent() {
    let server = Server::success(json!({})).await;
    for file in [
        File::from_bytes("a\r\nX-Evil: 1", ""),
        File::from_bytes("a\u{0}", ""),
        File::from_bytes("a", "").with_content_type("text/plain\r\nX-Evil: 1"),
        File::from_bytes("a", "").with_content_type("picture"),
    ] {
        let error = files(&server).create("f").file(file).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Argument);
    }
    assert_eq!(server.sent(), []);
}

/// An answer that is a file.
fn file_reply(disposition: &str, body: impl Into<Vec<u8>>) -> HttpMockResponse {
    let reply = HttpMockResponse::builder().status(200);
    let reply = reply.header("content-type", "application/octet-stream");
    reply.header("content-disposition", disposition).body(body.into()).build()
}

#[tokio::test]
async fn files_are_saved_as_they_are() {
    let folder = Folder::new("download");
    let path = folder.as_ref().join("saved.bin");
    for size in SIZES {
        let server = Server::start(file_reply("attachment; filename=\"f\"", content(size))).await;
        let download = files(&server).get("k").await.unwrap();
        assert_eq!(download.length(), Some(size as u64));
        let (reported, report) = recorder();
        let length = download.with_progress(report).save_to(&path).await.unwrap();
        assert_eq!(length, size as u64);
        assert!(std::fs::read(&path).unwrap() == content(size), "{size} bytes");
        assert_eq!(folder.names(), ["saved.bin"]);
        let reported = reported.lock().unwrap();
        assert_eq!(reported.last().map_or(0, |last| last.done), size as u64);
    }
}

#[tokio::test]
async fn a_file_comes_piece_by_piece_or_whole() {
    let server = Server::start(file_reply("attachment", content(1_000_000))).await;
    let mut download = files(&server).export("pdf").await.unwrap();
    assert_eq!(server.last().method_str(), "POST");
    let mut whole = Vec::new();
    while let Some(piece) = download.next().await {
        whole.extend_from_slice(&piece.unwrap());
    }
    assert!(whole == content(1_000_000));
    assert!(download.next().await.is_none());
    let download = files(&server).get("k").await.unwrap();
    assert!(download.into_bytes().await.unwrap() == content(1_000_000));
    assert!(files(&server).bytes("k").await.unwrap() == content(1_000_000));
    let raw: Bytes = server.client().raw(Method::GET, "/k").no_token().await.unwrap();
    assert!(raw == content(1_000_000));
}

#[tokio::test]
async fn names_are_made_safe() {
    for (disposition, name) in [
        ("attachment; filename=\"../../etc/passwd\"", Some("passwd")),
        ("attachment; filename=\"a \\\"b\\\".txt\"", Some("a _b_.txt")),
        ("attachment; filename*=UTF-8''%E8%8F%9C%E5%8D%95.pdf", Some("菜单.pdf")),
        ("attachment", None),
    ] {
        let server = Server::start(file_reply(disposition, "x")).await;
        let download = files(&server).get("k").await.unwrap();
        assert_eq!(download.file_name(), name);
        assert_eq!(download.content_type(), Some("application/octet-stream"));
    }
}

#[tokio::test]
async fn a_part_of_a_file() {
    let partial = HttpMockResponse::builder().status(206).header("content-type", "text/plain");
    let partial = partial.header("content-range", "bytes 2-4/9").body("cde").build();
    let server = Server::start(partial).await;
    let download = files(&server).get("k").range(ByteRange::try_from(2..5).unwrap()).await.unwrap();
    assert_eq!(server.last().headers()["range"], "bytes=2-4");
    let range = download.range().unwrap();
    assert_eq!((range.first, range.last, range.total), (2, 4, Some(9)));
    assert_eq!(download.into_bytes().await.unwrap(), "cde");
}

#[tokio::test]
async fn a_refusal_in_place_of_a_file_is_an_error() {
    for status in [200, 400] {
        let refusal = json!({ "code": 234003, "msg": "File not in msg." });
        let server = Server::start(json_reply(status, refusal)).await;
        for error in [
            files(&server).get("k").await.unwrap_err(),
            files(&server).bytes("k").await.unwrap_err(),
            files(&server).events().await.unwrap_err(),
        ] {
            assert_eq!((error.kind(), error.code()), (ErrorKind::Api, Some(234003)));
            assert_eq!(error.status().unwrap().as_u16(), status);
            assert!(error.endpoint().is_some());
        }
    }
    let server = Server::start(reply(502, "text/html", "<html>Bad Gateway</html>")).await;
    let error = files(&server).get("k").await.unwrap_err();
    assert_eq!((error.kind(), error.status()), (ErrorKind::Http, Some(StatusCode::BAD_GATEWAY)));
}

#[tokio::test]
async fn a_file_may_be_json() {
    let named = HttpMockResponse::builder().status(200).header("content-type", "application/json");
    let named = named.header("content-disposition", "attachment; filename=e.json");
    let error_file = r#"{"code":234003,"msg":"an old error, saved"}"#;
    for (reply, content) in [
        (named.body(error_file).build(), error_file),
        (reply(200, "application/json", "[1,2]"), "[1,2]"),
        (reply(200, "application/json", r#"{"pages":[]}"#), r#"{"pages":[]}"#),
    ] {
        let server = Server::start(reply).await;
        let download = files(&server).get("k").await.unwrap();
        assert_eq!(download.into_bytes().await.unwrap(), content);
        assert_eq!(files(&server).bytes("k").await.unwrap(), content);
    }
    // Longer than any error is.
    let long = format!("[{}1]", "1,".repeat(200_000));
    let server = Server::start(reply(200, "application/json", &long)).await;
    assert_eq!(files(&server).bytes("k").await.unwrap(), long);
}

#[tokio::test]
async fn what_is_too_large_is_not_received() {
    let folder = Folder::new("large");
    let server = Server::start(file_reply("attachment", content(1000))).await;
    for (limit, fits) in [(999, false), (1000, true)] {
        let download = files(&server).get("k").await.unwrap().with_limit(limit);
        let saved = download.save_to(folder.as_ref().join("f")).await;
        assert_eq!(saved.as_ref().ok(), fits.then_some(&1000));
        if let Err(error) = saved {
            assert_eq!(error.kind(), ErrorKind::TooLarge);
            assert!(error.endpoint().is_some() && folder.names().is_empty(), "{error}");
        }
    }
    // Without a length, it shows when it comes.
    let address = serve_raw("HTTP/1.1 200 OK\r\n\r\n0123456789", After::Close).await;
    let mut download = raw_files(&address).get("k").await.unwrap().with_limit(5);
    assert_eq!(download.next().await.unwrap().unwrap_err().kind(), ErrorKind::TooLarge);
    assert!(download.next().await.is_none());
}

/// What a server does when it has said everything.
#[derive(Clone, Copy)]
enum After {
    Close,
    Stall,
}

/// A server that answers each connection with a text, whatever is asked.
async fn serve_raw(answer: &'static str, after: After) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        loop {
            let (mut connection, _) = listener.accept().await.unwrap();
            tokio::spawn(async move {
                let mut request = [0; 4096];
                let _ = connection.read(&mut request).await;
                connection.write_all(answer.as_bytes()).await.unwrap();
                if let After::Stall = after {
                    std::future::pending::<()>().await;
                }
            });
        }
    });
    format!("http://{address}")
}

fn raw_files(address: &str) -> FileApiClient {
    FileApiClient::new(&Client::builder("cli_x", "secret").base_url(address).build().unwrap())
}

const CUT: &str = "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nonly this";

#[tokio::test]
async fn a_download_that_is_cut_leaves_nothing_and_replaces_nothing() {
    let folder = Folder::new("cut");
    let address = serve_raw(CUT, After::Close).await;
    let target = folder.as_ref().join("f");
    let download = raw_files(&address).get("k").await.unwrap();
    let error = download.save_to(&target).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Transport);
    assert!(error.endpoint().is_some(), "{error}");
    assert!(folder.names().is_empty());

    std::fs::write(&target, "old").unwrap();
    let download = raw_files(&address).get("k").await.unwrap();
    download.save_to(&target).await.unwrap_err();
    assert_eq!(folder.names(), ["f"]);
    assert_eq!(std::fs::read(&target).unwrap(), b"old");
    raw_files(&address).bytes("k").await.unwrap_err();
}

#[tokio::test]
async fn a_server_that_falls_silent_is_not_waited_for() {
    let folder = Folder::new("silent");
    let address = serve_raw(CUT, After::Stall).await;
    let call = raw_files(&address).get("k").with_timeout(Duration::from_millis(200));
    let error = call.await.unwrap().save_to(folder.as_ref().join("f")).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert!(folder.names().is_empty());
}

#[tokio::test]
async fn a_download_that_is_dropped_leaves_nothing() {
    let folder = Folder::new("dropped");
    let address = serve_raw(CUT, After::Stall).await;
    let (started, is_started) = tokio::sync::oneshot::channel();
    let started = Mutex::new(Some(started));
    let download = raw_files(&address).get("k").await.unwrap().with_progress(move |_| {
        started.lock().unwrap().take().map(|started| started.send(()));
    });
    let target = folder.as_ref().join("f");
    let saving = tokio::spawn(async move { download.save_to(target).await });
    is_started.await.unwrap();
    assert_eq!(folder.names().len(), 1);
    assert_ne!(folder.names(), ["f"]);
    saving.abort();
    assert!(saving.await.unwrap_err().is_cancelled());
    assert!(folder.names().is_empty());
}

/// Also where the file that is not whole is still to be made.
#[test]
fn a_download_that_is_dropped_while_the_disk_is_busy_leaves_nothing() {
    let runtime = tokio::runtime::Builder::new_current_thread();
    let runtime = { runtime }.enable_all().max_blocking_threads(1).build().unwrap();
    let folder = Folder::new("busy");
    runtime.block_on(async {
        let server = Server::start(file_reply("attachment", "x")).await;
        let target = folder.as_ref().join("f");
        let download = files(&server).get("k").await.unwrap();
        let (free, is_free) = std::sync::mpsc::channel::<()>();
        tokio::task::spawn_blocking(move || is_free.recv());
        let saving = tokio::spawn(async move { download.save_to(target).await });
        for _ in 0..10 {
            tokio::task::yield_now().await;
        }
        saving.abort();
        assert!(saving.await.unwrap_err().is_cancelled());
        drop(free);
        // What was queued before is done when this is.
        tokio::task::spawn_blocking(|| ()).await.unwrap();
    });
    drop(runtime);
    assert!(folder.names().is_empty());
}

#[tokio::test]
async fn a_path_that_cannot_be_written_is_an_error() {
    let folder = Folder::new("unwritable");
    let server = Server::start(file_reply("attachment", "x")).await;
    let folder_path = folder.as_ref();
    for path in [folder_path.to_owned(), folder_path.join("no/such/folder"), folder_path.join("f/")]
    {
        let download = files(&server).get("k").await.unwrap();
        let error = download.save_to(&path).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::File);
        assert!(std::error::Error::source(&error).is_some());
    }
    assert!(folder.names().is_empty());
}

#[cfg(unix)]
#[tokio::test]
async fn a_file_that_is_replaced_keeps_its_permissions_and_its_place() {
    use std::os::unix::fs::{PermissionsExt, symlink};

    let folder = Folder::new("replaced");
    let server = Server::start(file_reply("attachment", "new")).await;
    let (real, link) = (folder.as_ref().join("real"), folder.as_ref().join("link"));
    std::fs::write(&real, "old").unwrap();
    std::fs::set_permissions(&real, std::fs::Permissions::from_mode(0o600)).unwrap();
    symlink(&real, &link).unwrap();
    files(&server).get("k").await.unwrap().save_to(&link).await.unwrap();
    assert_eq!(std::fs::read(&real).unwrap(), b"new");
    assert_eq!(std::fs::metadata(&real).unwrap().permissions().mode() & 0o777, 0o600);
    assert!(std::fs::symlink_metadata(&link).unwrap().is_symlink());
    let error = files(&server).get("k").await.unwrap().save_to("/dev/null").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::File);
    assert!(error.endpoint().is_some() && error.status().is_some(), "{error:?}");
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(crate = "feishu_api::serde")]
struct Step {
    text: String,
}

#[tokio::test]
async fn events_come_as_the_standard_has_them() {
    let body = "\u{feff}: a comment\r\n\r\nid: 7\nretry: 1500\nevent: step\ndata: {\"text\":\ndata: \"中\"}\n\n\
        data\n\ndata:one\rdata: two\r\rid: 8\n\nevent: cut\ndata: no blank line follows";
    let server = Server::start(reply(200, "text/event-stream; charset=utf-8", body)).await;
    let mut events = files(&server).events().await.unwrap();
    assert_eq!(server.last().headers()["accept"], "text/event-stream");
    let first = events.next().await.unwrap().unwrap();
    assert_eq!((first.event.as_str(), first.id.as_deref()), ("step", Some("7")));
    assert_eq!(first.retry, Some(Duration::from_millis(1500)));
    assert_eq!(first.json::<Step>().unwrap(), Step { text: "中".into() });
    let error = first.json::<u8>().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    for data in ["", "one\ntwo"] {
        let event = events.next().await.unwrap().unwrap();
        assert_eq!((event.event.as_str(), event.data.as_str()), ("message", data));
        assert_eq!(event.id.as_deref(), Some("7"));
    }
    assert!(events.next().await.is_none());
    assert!(events.next().await.is_none());
}

#[tokio::test]
async fn events_that_break_end_with_an_error() {
    let head = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n";
    let cut: &'static str =
        format!("{head}content-length: 100\r\n\r\ndata: one\n\ndata: tw").leak();
    let address = serve_raw(cut, After::Close).await;
    let mut events = raw_files(&address).events().await.unwrap();
    assert_eq!(events.next().await.unwrap().unwrap().data, "one");
    let error = events.next().await.unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Transport);
    assert!(error.endpoint().is_some(), "{error}");
    assert!(events.next().await.is_none());

    let address = serve_raw(format!("{head}\r\n").leak(), After::Stall).await;
    let call = raw_files(&address).events().with_timeout(Duration::from_millis(200));
    let mut events = call.await.unwrap();
    assert_eq!(events.next().await.unwrap().unwrap_err().kind(), ErrorKind::Timeout);

    let server = Server::start(success(json!({}))).await;
    let error = files(&server).events().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert!(error.to_string().contains("application/json"), "{error}");
}

#[tokio::test]
async fn an_event_without_an_end_is_too_large() {
    let body = format!("data: one\n\ndata: {}", "x".repeat(20 << 20));
    let server = Server::start(reply(200, "text/event-stream", body)).await;
    let mut events = files(&server).events().await.unwrap();
    assert_eq!(events.next().await.unwrap().unwrap().data, "one");
    assert_eq!(events.next().await.unwrap().unwrap_err().kind(), ErrorKind::TooLarge);
    assert!(events.next().await.is_none());
}

#[tokio::test]
async fn fakes_answer_with_files_and_events() {
    struct Fake;

    impl FileApi for Fake {
        fn get(&self, key: &str) -> FileGetCall {
            FileGetCall::ready(Ok(Download::from_bytes(key, "content")))
        }

        fn events(&self) -> FileEventsCall {
            FileEventsCall::ready(Ok(EventStream::from_events([Ok(Event::new("one"))])))
        }
    }

    let download = Fake.get("k").await.unwrap();
    assert_eq!((download.file_name(), download.length()), (Some("k"), Some(7)));
    assert_eq!(download.into_bytes().await.unwrap(), "content");
    let mut events = Fake.events().await.unwrap();
    assert_eq!(events.next().await.unwrap().unwrap().data, "one");
    assert!(events.next().await.is_none());
}

#[tokio::test]
async fn a_mock_takes_and_gives_files() {
    let mock = feishu_api::testing::Mock::new();
    mock.on::<FileCreateCall>().reply(());
    mock.on::<FileGetCall>().reply_with(StatusCode::OK, "image/png", "picture");
    let files = FileApiClient::new(&mock.client());
    files.create("image").file(File::from_bytes("x.png", "picture")).await.unwrap();
    let request = &mock.requests()[0];
    assert!(request.header("content-type").unwrap().starts_with("multipart/form-data"));
    assert!(find(&request.body, b"\r\n\r\npicture\r\n").is_some());
    let download = files.get("k").await.unwrap();
    assert_eq!(download.content_type(), Some("image/png"));
    assert_eq!(download.into_bytes().await.unwrap(), "picture");
}
