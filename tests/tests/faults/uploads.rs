//! Files that are sent while the server fails.

use feishu_api::ErrorKind::{Http, Transport};
use futures_util::stream;

use super::Call::*;
use super::server::{JSON, Then, Until, page, refusal, reply};
use super::*;

/// The same file is sent again, whole.
#[tokio::test(start_paused = true)]
async fn a_file_is_sent_again() {
    let stage = Stage::new();
    let limited = || refusal(429, 99991400).rejection();
    for (script, call, attempts) in [
        (vec![limited(), limited()], Upload, 3),
        (vec![limited(), page(502)], UploadOnce, 3),
        (vec![Act::stop(Until::Read, Then::Reset)], UploadOnce, 2),
    ] {
        let row = ("a file", script, call, Good, attempts, attempts as usize);
        for seen in stage.run(row, |client| client).await.requests {
            let body = String::from_utf8_lossy(&seen.request.body).into_owned();
            assert!(body.contains(&format!("\r\n\r\n{IN_BODY}\r\n")), "{body}");
        }
    }
}

/// A file of the system is read again for each attempt.
#[tokio::test(start_paused = true)]
async fn a_file_of_the_system_is_sent_again() {
    let stage = Stage::new();
    let path = std::env::temp_dir().join(format!("feishu-api-faults-{}", std::process::id()));
    std::fs::write(&path, vec![b'x'; 1 << 20]).unwrap();
    let file = File::open(&path).await.unwrap();
    let server = stage.serve([refusal(429, 99991400), page(503)]).await;
    let things = ThingApiClient::new(&stage.client(&server).build().unwrap());
    let (result, _) = stage.watch(things.upload_once(IN_QUERY, file).send()).await;
    std::fs::remove_file(&path).unwrap();
    assert_eq!(result.unwrap().attempts(), 3);
    let requests = server.requests();
    assert_alike(&requests, "a file of the system");
    assert!(requests.iter().all(|seen| seen.request.body.len() > 1 << 20));
    assert_eq!(requests.len(), 3);
}

/// What can be read once can be sent once: the caller is told even where it would be safe.
#[tokio::test(start_paused = true)]
async fn a_stream_is_sent_once() {
    let stage = Stage::new();
    for (act, kind) in [
        (refusal(429, 99991400), ErrorKind::Api),
        (page(503), Http),
        (Act::stop(Until::Read, Then::Reset), Transport),
    ] {
        for length in [Some(IN_BODY.len() as u64), None] {
            let pieces = stream::iter([Ok::<_, std::io::Error>(IN_BODY)]);
            let file = File::from_stream("file", length, pieces);
            let server = stage.serve([act.clone()]).await;
            let things = ThingApiClient::new(&stage.client(&server).build().unwrap());
            let (result, took) = stage.watch(things.upload_once(IN_QUERY, file).send()).await;
            let error = result.unwrap_err();
            assert_eq!((error.kind(), error.attempts()), (kind, 1), "{error:?}");
            assert_eq!((server.requests().len(), took), (1, Duration::ZERO));
            assert_discreet(&error);
        }
    }
}

/// A server that answers, or ends, before it has read a file.
#[tokio::test(start_paused = true)]
async fn a_file_may_be_turned_away_before_it_is_sent() {
    let stage = Stage::new();
    let large = || File::from_bytes("file", vec![b'x'; 8 << 20]);
    let too_large = reply(413, &[JSON], r#"{"code":234006,"msg":"too large"}"#);
    for (act, outcome) in [
        (too_large.then(Then::Close).early(), Some(234006)),
        (Act::stop(Until::Read, Then::Reset).early(), None),
        (Act::stop(Until::HalfHeaders, Then::Reset).early(), None),
    ] {
        let server = stage.serve([act]).await;
        let things = ThingApiClient::new(&stage.client(&server).build().unwrap());
        let (result, _) = stage.watch(things.upload(IN_QUERY, large()).send()).await;
        let error = result.unwrap_err();
        match outcome {
            Some(code) => assert_eq!(error.code(), Some(code), "{error:?}"),
            None => assert_eq!(error.kind(), Transport, "{error:?}"),
        }
        assert_eq!((error.attempts(), server.requests().len()), (1, 0));
    }
    // Turned away for a limit, it is sent again whole.
    let limited = refusal(429, 99991400).then(Then::Close).early();
    let server = stage.serve([limited]).await;
    let things = ThingApiClient::new(&stage.client(&server).build().unwrap());
    let (result, _) = stage.watch(things.upload(IN_QUERY, large()).send()).await;
    assert_eq!(result.unwrap().attempts(), 2);
    let requests = server.requests();
    assert!(requests.len() == 1 && requests[0].request.body.len() > 8 << 20);
    // A redirect does not take a file with it.
    let away = reply(307, &[("location", "/elsewhere")], "");
    stage.check([("moved", vec![away], Upload, Fails(Http), 1, 1)]).await;
    // A server that does not read at all.
    let stall = Act::stop(Until::Connected, Then::Stall);
    let server = stage.serve([stall]).await;
    let things = ThingApiClient::new(&stage.client(&server).build().unwrap());
    let (result, took) = stage.watch(things.upload(IN_QUERY, large()).send()).await;
    let error = result.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Timeout, 1), "{error:?}");
    assert_eq!(took.as_secs(), 60);
}
