//! What HTTP/2 does otherwise: it is what the platform speaks.

use std::io;

use feishu_api::prelude::*;
use feishu_api::{ErrorKind, http_client};
use futures_util::stream;
use h2::Reason;
use tokio::net::TcpListener;

#[feishu_api(path = "/files/v1", token(None))]
trait FileApi {
    #[post("/files")]
    async fn create(&self, #[part] file: File) -> Result<()>;
    #[put("/files")]
    async fn replace(&self, #[body("text/plain")] file: File) -> Result<()>;
    #[get("/files/{key}")]
    async fn get(&self, #[path] key: &str) -> Result<Download>;
    #[get("/files/{key}")]
    async fn bytes(&self, #[path] key: &str) -> Result<Bytes>;
    #[head("/files/{key}")]
    async fn head(&self, #[path] key: &str) -> Result<()>;
}

/// A client of a server that takes uploads, promises 100 bytes, and resets the stream behind ten.
async fn files(reason: Reason) -> FileApiClient {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        loop {
            let (connection, _) = listener.accept().await.unwrap();
            tokio::spawn(async move {
                let mut connection = h2::server::handshake(connection).await.unwrap();
                while let Some(Ok((request, mut reply))) = connection.accept().await {
                    let is_upload = request.method() == "POST" || request.method() == "PUT";
                    let is_head = request.method() == "HEAD";
                    tokio::spawn(async move {
                        let mut body = request.into_body();
                        while let Some(Ok(piece)) = body.data().await {
                            let _ = body.flow_control().release_capacity(piece.len());
                        }
                        let head = http::Response::builder().header("content-length", "100000000");
                        let Ok(mut sent) = reply.send_response(head.body(()).unwrap(), is_head)
                        else {
                            return;
                        };
                        if !is_upload && !is_head {
                            sent.send_data("0123456789".into(), false).unwrap();
                            tokio::task::yield_now().await;
                            sent.send_reset(reason);
                        }
                    });
                }
            });
        }
    });
    let http = http_client().unwrap().http2_prior_knowledge().build().unwrap();
    let client = Client::builder("cli_x", "secret").base_url(format!("http://{address}"));
    FileApiClient::new(&client.http(http).build().unwrap())
}

#[tokio::test]
async fn a_file_that_is_cut_is_not_taken_for_whole() {
    for reason in [Reason::NO_ERROR, Reason::CANCEL, Reason::INTERNAL_ERROR] {
        let files = files(reason).await;
        for error in [
            files.get("k").await.unwrap().into_bytes().await.unwrap_err(),
            files.bytes("k").await.unwrap_err(),
        ] {
            assert_eq!(error.kind(), ErrorKind::Transport, "{reason}: {error:?}");
            assert!(error.endpoint().is_some() && error.status().is_some(), "{error:?}");
        }
    }
}

#[tokio::test]
async fn a_reply_to_head_has_the_length_of_what_it_leaves_out() {
    files(Reason::NO_ERROR).await.head("k").await.unwrap();
}

#[tokio::test]
async fn an_upload_that_breaks_says_why() {
    let files = files(Reason::NO_ERROR).await;
    let broken = || {
        let pieces = [Ok("one"), Err(io::Error::other("the disk is gone"))];
        File::from_stream("s", None, stream::iter(pieces))
    };
    for error in
        [files.create(broken()).await.unwrap_err(), files.replace(broken()).await.unwrap_err()]
    {
        assert_eq!(error.kind(), ErrorKind::File, "{error:?}");
        let cause = std::error::Error::source(&error).unwrap();
        assert_eq!(cause.to_string(), "the disk is gone");
    }
    for length in [2, 4] {
        let pieces = stream::iter([Ok::<_, io::Error>("one")]);
        let error = files.replace(File::from_stream("s", length, pieces)).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::File, "{length}: {error:?}");
    }
}
