//! Connections that are refused, end, or fall silent.

use feishu_api::ErrorKind::{Connect, Timeout, Transport};
use feishu_api::RetryPolicy;
use tokio::time::sleep;

use super::Call::*;
use super::server::{Then, Until, place_at};
use super::*;

/// The stages at which a connection ends, and whether the server has read the request then.
const STAGES: [(Until, usize); 6] = [
    (Until::Connected, 0),
    (Until::Read, 1),
    (Until::StatusLine, 1),
    (Until::HalfHeaders, 1),
    (Until::Headers, 1),
    (Until::Body, 1),
];

/// Each stage, with an end that leaves the client without the answer.
fn ends() -> impl Iterator<Item = (Act, usize)> {
    let ends = [Then::Close, Then::Reset].into_iter();
    ends.flat_map(|then| STAGES.map(|(until, read)| (Act::stop(until, then.clone()), read)))
}

/// The same without the first stage, for calls with a token: the first connection is the token's.
fn ends_when_read() -> impl Iterator<Item = (Act, usize)> {
    ends().filter(|(_, read)| *read == 1)
}

/// What may be repeated is, and the caller knows nothing of it.
#[tokio::test(start_paused = true)]
async fn a_connection_that_ends_is_survived() {
    let stage = Stage::new();
    for call in [Get, Put, Delete, CreateOnce, Search, PatchAgain, GetOwn, Icon, Open, UploadOnce] {
        let rows = ends().map(|(end, read)| ("ends", vec![end], call, Good, 2, read + 1));
        stage.check(rows).await;
    }
    stage.check(ends_when_read().map(|(end, _)| ("ends", vec![end], Tenant, Good, 2, 2))).await;
    // A HEAD has its whole answer with the headers.
    let rows = ends().filter(|(end, _)| !end.has_headers());
    stage.check(rows.map(|(end, read)| ("ends", vec![end], Head, Good, 2, read + 1))).await;
}

/// A file that ends too early.
fn cut_files() -> impl Iterator<Item = Act> {
    let file = server::reply(200, &[("content-type", "image/png")], server::SUCCESS);
    [Then::Close, Then::Reset].into_iter().map(move |then| file.clone().without_end(10).then(then))
}

/// A file has come with its headers: the rest is the caller's to read.
#[tokio::test(start_paused = true)]
async fn a_file_that_ends_is_told_of() {
    let stage = Stage::new();
    for file in cut_files() {
        stage.check([("wanted whole", vec![file.clone()], Icon, Good, 2, 2)]).await;
        let server = stage.serve([file]).await;
        let client = stage.client(&server).build().unwrap();
        let (result, _) = stage.watch(Open.make(&client)).await;
        let error = result.unwrap_err();
        assert_eq!(error.kind(), Transport, "{error:?}");
        assert!(!error.is_unsent(), "{error:?}");
        assert_eq!(server.requests().len(), 1);
    }
}

/// What is said of a file that ends is said of its call.
#[tokio::test(start_paused = true)]
async fn a_file_that_ends_was_sent_for() {
    let stage = Stage::new();
    for file in cut_files() {
        stage.check([("a file ends", vec![file], Open, Fails(Transport), 1, 1)]).await;
    }
}

/// What may not be repeated is sent once: the server may have acted.
#[tokio::test(start_paused = true)]
async fn a_connection_that_ends_is_told_of() {
    let stage = Stage::new();
    for call in [Create, Patch, Own, Upload] {
        let rows = ends().map(|(end, read)| ("ends", vec![end], call, Fails(Transport), 1, read));
        stage.check(rows).await;
    }
    let rows = ends_when_read();
    stage
        .check(rows.map(|(end, _)| ("ends", vec![end], TenantCreate, Fails(Transport), 1, 1)))
        .await;
}

/// In the end the caller is told, and sees what became of the last attempt.
#[tokio::test(start_paused = true)]
async fn a_connection_that_always_ends_is_given_up() {
    let stage = Stage::new();
    for call in [Get, Delete, CreateOnce] {
        for (end, read) in ends() {
            let row = ("always", vec![end; 4], call, Fails(Transport), 4, 4 * read);
            stage.check([row]).await;
        }
    }
}

/// Time passes until the headers are late, and the attempt is over. The server may have acted.
#[tokio::test(start_paused = true)]
async fn headers_that_do_not_come_end_an_attempt() {
    let stage = Stage::new();
    let late = [Until::Connected, Until::Read, Until::StatusLine, Until::HalfHeaders];
    for (until, read) in STAGES.into_iter().take(late.len()) {
        let stall = || vec![Act::stop(until, Then::Stall)];
        for call in [Get, Put, Delete, CreateOnce, Search, Icon, Open] {
            let row = ("late headers", stall(), call, Good, 2, read + 1);
            stage.run(row, |client| client).await.took(30_000..=31_000);
            let row = ("late headers", stall(), call, Good, 2, read + 1);
            let run = stage.run(row, |client| client.header_timeout(5 * SECOND)).await;
            run.took(5_000..=6_000);
        }
        for call in [Create, Patch, Own] {
            let row = ("late headers", stall(), call, Fails(Timeout), 1, read);
            stage.run(row, |client| client).await.took(30_000..=30_000);
        }
        // A file may take as long as the call to be sent.
        for call in [Upload, UploadOnce] {
            let row = ("late headers", stall(), call, Fails(Timeout), 1, read);
            stage.run(row, |client| client).await.took(60_000..=60_000);
        }
    }
}

/// A body has as long as the call has.
#[tokio::test(start_paused = true)]
async fn a_body_that_does_not_come_ends_a_call() {
    let stage = Stage::new();
    for until in [Until::Headers, Until::Body] {
        for call in [Get, Delete, Create, CreateOnce, Icon, Open] {
            let stall = vec![Act::stop(until, Then::Stall)];
            let row = ("a late body", stall, call, Fails(Timeout), 1, 1);
            stage.run(row, |client| client).await.took(60_000..=60_000);
        }
    }
}

/// A server that says something now and then has no more time than a silent one.
#[tokio::test(start_paused = true)]
async fn a_drip_is_no_answer() {
    let stage = Stage::new();
    let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 45\r\n\r\n";
    let drip = |start: &str, then| vec![Act::say(start).then(Then::Drip(then, 3 * SECOND))];
    for (call, outcome, attempts) in [(Get, Good, 2), (Create, Fails(Timeout), 1)] {
        let row = ("headers", drip("", head), call, outcome, attempts, attempts as usize);
        stage.run(row, |client| client).await.took(30_000..=30_250);
    }
    for call in [Get, Create, Icon] {
        let row = ("a body", drip(head, server::SUCCESS), call, Fails(Timeout), 1, 1);
        stage.run(row, |client| client).await.took(60_000..=60_000);
    }
    // Nothing is wrong with it as long as there is time.
    for call in [Get, Create, Icon, Open] {
        let row = (
            "a short body",
            drip(&format!("{head}{}", &server::SUCCESS[..35]), &server::SUCCESS[35..]),
            call,
            Good,
            1,
            1,
        );
        stage.run(row, |client| client).await.took(30_000..=30_000);
    }
}

/// Attempts and pauses have the time of the call together.
#[tokio::test(start_paused = true)]
async fn a_server_that_is_always_silent_ends_with_the_time_of_the_call() {
    let stage = Stage::new();
    for call in [Get, CreateOnce] {
        let stalls = vec![Act::stop(Until::Read, Then::Stall); 2];
        let row = ("always silent", stalls, call, Fails(Timeout), 2, 2);
        stage.run(row, |client| client).await.took(60_000..=60_000);
    }
}

/// Nothing was sent, so anything may be repeated.
#[tokio::test(start_paused = true)]
async fn a_connection_that_is_refused_is_tried_again() {
    let stage = Stage::new();
    for call in [Get, Create, CreateOnce, Patch, Upload] {
        let place = place_at("127.0.0.1:0".parse().unwrap());
        let url = format!("http://{}", place.local_addr().unwrap());
        let builder = || stage.client_at(&url);

        let client = builder().build().unwrap();
        let (result, took) = stage.watch(call.make(&client)).await;
        let error = result.unwrap_err();
        assert_eq!(error.kind(), Connect, "{call:?}: {error:?}");
        assert!(error.is_unsent() && error.is_retryable(), "{error:?}");
        assert!(took < 20 * SECOND, "{took:?}");
        assert_discreet(&error);

        let client = builder().retry(RetryPolicy::never()).build().unwrap();
        let (result, took) = stage.watch(call.make(&client)).await;
        assert_eq!((result.unwrap_err().kind(), took.as_secs()), (Connect, 0));

        // The server comes up meanwhile.
        let client = builder().retry(RetryPolicy::default().max_attempts(50)).build().unwrap();
        let server = tokio::spawn({
            let stage = stage.clone();
            async move {
                sleep(SECOND).await;
                Server::start_at(&stage.clock, place)
            }
        });
        let (result, took) = stage.watch(call.make(&client)).await;
        assert!(result.unwrap() > 1 && took >= SECOND, "{call:?} after {took:?}");
        assert_eq!(server.await.unwrap().requests().len(), 1);
    }
}

/// An attempt that has reached the server counts, even if the last one has not.
#[tokio::test(start_paused = true)]
async fn a_server_that_vanishes_may_have_acted() {
    let stage = Stage::new();
    for call in [Get, CreateOnce] {
        let vanish = vec![Act::stop(Until::Read, Then::Vanish)];
        let run =
            stage.run(("vanishes", vanish, call, Fails(Connect), 4, 1), |client| client).await;
        assert!(!run.error.unwrap().is_unsent());
    }
    let vanish = vec![Act::stop(Until::Read, Then::Vanish)];
    stage.run(("vanishes", vanish, Create, Fails(Transport), 1, 1), |client| client).await;
    // Whoever was turned away has not been acted for, but was heard.
    let vanish = vec![server::refusal(429, 99991400).rejection().then(Then::Vanish)];
    let run = stage.run(("vanishes", vanish, Create, Fails(Connect), 5, 1), |client| client).await;
    assert!(!run.error.unwrap().is_unsent());
}

/// A connection that was good once, and is not when it is used again.
#[tokio::test(start_paused = true)]
async fn a_connection_that_has_gone_stale_is_replaced() {
    let stage = Stage::new();
    for (end, read) in ends() {
        let server = stage.serve([server::success(), end]).await;
        let client = stage.client(&server).build().unwrap();
        stage.watch(Get.make(&client)).await.0.unwrap();
        let (result, _) = stage.watch(Create.make(&client)).await;
        let error = result.unwrap_err();
        assert_eq!((error.kind(), error.attempts()), (Transport, 1), "{error:?}");
        assert_eq!((server.requests().len(), server.connections()), (1 + read, 1));
        stage.watch(Create.make(&client)).await.0.unwrap();
        assert_eq!((server.requests().len(), server.connections()), (2 + read, 2));
    }
    // Closed while nobody uses it, which is seen in time.
    let closed = server::success().then(Then::Close);
    let server = stage.serve([closed.clone(), closed]).await;
    let client = stage.client(&server).build().unwrap();
    for call in [Create, Create, Create] {
        stage.watch(call.make(&client)).await.0.unwrap();
        stage.settle().await;
    }
    assert_eq!((server.requests().len(), server.connections()), (3, 3));
}

/// Answers that are no HTTP, in one way or another.
#[tokio::test(start_paused = true)]
async fn answers_that_are_no_http_are_broken_connections() {
    let stage = Stage::new();
    let long = format!("HTTP/1.1 200 OK\r\nx: {}\r\n\r\n", "y".repeat(1 << 20));
    let many = format!("HTTP/1.1 200 OK\r\n{}\r\n", "x: y\r\n".repeat(10_000));
    let with = |headers: &str, body: &str| {
        format!("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n{headers}\r\n\r\n{body}")
    };
    let chunked = |body: &str| with("transfer-encoding: chunked", body);
    let answers = [
        ("no version", "200 OK\r\n\r\n".to_owned()),
        ("another protocol", "ICY 200 OK\r\n\r\n".to_owned()),
        ("another version", "HTTP/9.9 200 OK\r\n\r\n".to_owned()),
        ("no number", "HTTP/1.1 2xx OK\r\n\r\n".to_owned()),
        ("a number that is too long", "HTTP/1.1 20000 OK\r\n\r\n".to_owned()),
        ("a number that is too small", "HTTP/1.1 099 OK\r\n\r\n".to_owned()),
        ("TLS", "\u{15}\u{3}\u{1}\u{0}\u{2}\u{2}(".to_owned()),
        ("SSH", "SSH-2.0-OpenSSH_9.9\r\n".to_owned()),
        ("nothing but zeros", "\0".repeat(100)),
        ("a header line that is too long", long),
        ("too many headers", many),
        ("a header without a colon", "HTTP/1.1 200 OK\r\nheader\r\n\r\n".to_owned()),
        ("a zero in a header", "HTTP/1.1 200 OK\r\na: \0\r\n\r\n".to_owned()),
        ("a length that is a text", with("content-length: long", "")),
        ("a length that is negative", with("content-length: -1", "")),
        ("a length that is too large", with("content-length: 99999999999999999999", "")),
        ("two lengths", with("content-length: 1\r\ncontent-length: 2", "{}")),
        ("a length of a chunk that is none", chunked("zz\r\n{}\r\n0\r\n\r\n")),
        ("a length of a chunk that is too large", chunked("fffffffffffffffff\r\n{}")),
        ("a chunk that is longer", chunked("1\r\n{}\r\n0\r\n\r\n")),
        ("chunks without an end", chunked("2\r\n{}\r\n")),
        ("chunks that end in a length", chunked("2\r\n{}\r\n1")),
    ];
    for (name, answer) in answers {
        let act = || Act::say(answer.clone()).then(Then::Close);
        stage
            .check([
                (name, vec![act()], Get, Good, 2, 2),
                (name, vec![act()], CreateOnce, Good, 2, 2),
                (name, vec![act()], Create, Fails(Transport), 1, 1),
                (name, vec![act(); 4], Get, Fails(Transport), 4, 4),
            ])
            .await;
    }
}

/// Answers that look odd, and are good HTTP.
#[tokio::test(start_paused = true)]
async fn answers_that_are_odd_are_read() {
    let stage = Stage::new();
    let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n";
    let hints = "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\n\r\n";
    let body = server::SUCCESS;
    let pieces: String = body.chars().map(|letter| format!("1\r\n{letter}\r\n")).collect();
    let length = format!("content-length: {}", body.len());
    let answers = [
        ("without a length", format!("{head}\r\n{body}")),
        ("of HTTP/1.0", format!("HTTP/1.0 200 OK\r\n\r\n{body}")),
        ("without a reason", format!("HTTP/1.1 200\r\n{length}\r\n\r\n{body}")),
        ("with line ends alone", format!("HTTP/1.1 200 OK\n{length}\n\n{body}")),
        (
            "in chunks of a byte",
            format!("{head}transfer-encoding: chunked\r\n\r\n{pieces}0\r\n\r\n"),
        ),
        (
            "with a trailer",
            format!("{head}transfer-encoding: chunked\r\n\r\n{pieces}0\r\na: b\r\n\r\n"),
        ),
        ("the same length twice", format!("{head}{length}\r\n{length}\r\n\r\n{body}")),
        ("after other answers", format!("{hints}{head}{length}\r\n\r\n{body}")),
    ];
    for (name, answer) in answers {
        let act = || Act::say(answer.clone()).then(Then::Close);
        stage.check([Get, Create].map(|call| (name, vec![act()], call, Good, 1, 1))).await;
    }
}

/// What comes behind an answer is not the answer to the next request.
#[tokio::test(start_paused = true)]
async fn what_follows_an_answer_answers_nobody() {
    let stage = Stage::new();
    let success = || server::reply(200, &[server::JSON], server::SUCCESS);
    let wrong = server::reply(200, &[server::JSON], r#"{"code":0,"data":{"name":"wrong"}}"#);
    let garbage = Act::say("garbage");
    for follows in [wrong, garbage] {
        let server = stage.serve([success().and(follows)]).await;
        let client = stage.client(&server).build().unwrap();
        for call in [Get, Create, Get] {
            stage.watch(call.make(&client)).await.0.unwrap();
        }
        assert_eq!(server.requests().len(), 3);
    }
}
