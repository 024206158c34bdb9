//! Answers whose body is not what it should be.

use feishu_api::ErrorKind::{Decode, Http, TooLarge, Transport};

use super::Call::*;
use super::server::{HTML, JSON, SUCCESS, Then, page, reply};
use super::*;

/// JSON under this status.
fn json(status: u16, body: impl AsRef<[u8]>) -> Vec<Act> {
    vec![reply(status, &[JSON], body)]
}

/// The server has answered; asking again would not make it better.
#[tokio::test(start_paused = true)]
async fn a_success_that_cannot_be_read_is_not_asked_for_again() {
    let stage = Stage::new();
    for call in [Get, Create, CreateOnce, Put] {
        stage
            .check([
                ("HTML", vec![page(200)], call, Fails(Decode), 1, 1),
                ("an empty body", json(200, ""), call, Fails(Decode), 1, 1),
                ("blanks", json(200, " \r\n\t"), call, Fails(Decode), 1, 1),
                ("no body", vec![reply(204, &[], "")], call, Fails(Decode), 1, 1),
                ("null", json(200, "null"), call, Fails(Decode), 1, 1),
                ("a list", json(200, "[]"), call, Fails(Decode), 1, 1),
                ("half of an object", json(200, &SUCCESS[..20]), call, Fails(Decode), 1, 1),
                ("two objects", json(200, SUCCESS.repeat(2)), call, Fails(Decode), 1, 1),
                ("no code", json(200, r#"{"data":{"name":"thing"}}"#), call, Fails(Decode), 1, 1),
                ("a code that is null", json(200, r#"{"code":null}"#), call, Fails(Decode), 1, 1),
                ("a code that is true", json(200, r#"{"code":true}"#), call, Fails(Decode), 1, 1),
                ("a code that is a text", json(200, r#"{"code":"ok"}"#), call, Fails(Decode), 1, 1),
                ("a code with a fraction", json(200, r#"{"code":0.5}"#), call, Fails(Decode), 1, 1),
                ("a huge code", json(200, r#"{"code":1e400}"#), call, Fails(Decode), 1, 1),
                (
                    "a code beyond 64 bits",
                    json(200, r#"{"code":99999999999999999999}"#),
                    call,
                    Fails(Decode),
                    1,
                    1,
                ),
                ("no data", json(200, r#"{"code":0}"#), call, Fails(Decode), 1, 1),
                (
                    "data of another shape",
                    json(200, r#"{"code":0,"data":[7]}"#),
                    call,
                    Fails(Decode),
                    1,
                    1,
                ),
                ("no UTF-8", json(200, b"\xff\xfe\xff\xfe"), call, Fails(Decode), 1, 1),
                (
                    "no UTF-8 in a text",
                    json(200, b"{\"code\":0,\"data\":{\"name\":\"\xff\"}}"),
                    call,
                    Fails(Decode),
                    1,
                    1,
                ),
                (
                    "UTF-16",
                    json(200, b"{\0\"\0c\0o\0d\0e\0\"\0:\0\x30\0}\0"),
                    call,
                    Fails(Decode),
                    1,
                    1,
                ),
                (
                    "a packing that was not asked for",
                    vec![reply(200, &[JSON, ("content-encoding", "gzip")], b"\x1f\x8b\x08\0\0")],
                    call,
                    Fails(Decode),
                    1,
                    1,
                ),
            ])
            .await;
    }
}

/// The body decides what it is, not what it is called.
#[tokio::test(start_paused = true)]
async fn a_success_that_can_be_read_is_good() {
    let stage = Stage::new();
    let text = ("content-type", "text/plain");
    let nonsense = ("content-type", "\"");
    let deep = |open: &str, close: &str| [open.repeat(100_000), close.repeat(100_000)].concat();
    let ignored = |nested: String| {
        let data = format!(r#"{{"ignored":{nested},"name":"thing"}}"#);
        json(200, format!(r#"{{"ignored":{nested},"code":0,"data":{data}}}"#))
    };
    let large = format!(r#"{{"code":0,"data":{{"name":"thing","x":"{}"}}}}"#, "x".repeat(15 << 20));
    for call in [Get, Create] {
        stage
            .check([
                ("JSON under another name", vec![reply(200, &[text], SUCCESS)], call, Good, 1, 1),
                ("JSON under HTML", vec![reply(200, &[HTML], SUCCESS)], call, Good, 1, 1),
                ("JSON under nothing", vec![reply(200, &[], SUCCESS)], call, Good, 1, 1),
                ("JSON under nonsense", vec![reply(200, &[nonsense], SUCCESS)], call, Good, 1, 1),
                ("a success under an error", json(400, SUCCESS), call, Good, 1, 1),
                ("a success under a crash", json(500, SUCCESS), call, Good, 1, 1),
                ("a success under 429", json(429, SUCCESS), call, Good, 1, 1),
                ("a success under 302", json(302, SUCCESS), call, Good, 1, 1),
                ("a code in quotes", json(200, SUCCESS.replace('0', "\"0\"")), call, Good, 1, 1),
                ("blanks around it", json(200, format!("\r\n {SUCCESS} \n")), call, Good, 1, 1),
                ("lists 100,000 deep", ignored(deep("[", "]")), call, Good, 1, 1),
                (
                    "objects 100,000 deep",
                    ignored(deep("{\"a\":", "}").replace(":}", ":1}")),
                    call,
                    Good,
                    1,
                    1,
                ),
                ("15 MiB", json(200, &large), call, Good, 1, 1),
            ])
            .await;
    }
    stage
        .check([
            ("no body where none is needed", vec![reply(204, &[], "")], Delete, Good, 1, 1),
            ("a body where none is needed", json(200, SUCCESS), Head, Good, 1, 1),
        ])
        .await;
}

/// Depth is no way to a crash, wherever it is.
#[tokio::test(start_paused = true)]
async fn a_body_that_is_too_deep_is_an_error() {
    let stage = Stage::new();
    let deep = |open: &str, close: &str| [open.repeat(100_000), close.repeat(100_000)].concat();
    let lists = deep("[", "]");
    let objects = deep("{\"name\":", "}").replace(":}", ":1}");
    for nested in [lists, objects] {
        let data = |status| json(status, format!(r#"{{"code":0,"data":{nested}}}"#));
        let name = json(200, format!(r#"{{"code":0,"data":{{"name":{nested}}}}}"#));
        let code = json(200, format!(r#"{{"code":{nested}}}"#));
        let error = json(400, format!(r#"{{"code":17,"msg":"no","error":{nested}}}"#));
        let msg = json(400, format!(r#"{{"code":17,"msg":{nested}}}"#));
        let open = json(200, &nested[..100_000]);
        stage
            .check([
                ("data", data(200), Get, Fails(Decode), 1, 1),
                ("data under an error", data(500), Get, Fails(Decode), 1, 1),
                ("a field", name, Get, Fails(Decode), 1, 1),
                ("the code", code, Get, Fails(Decode), 1, 1),
                ("an error", error.clone(), Get, Code(17), 1, 1),
                ("an error in place of a file", error, Open, Fails(Http), 1, 1),
                ("a message", msg, Create, Code(17), 1, 1),
                ("depth without an end", open, Create, Fails(Decode), 1, 1),
            ])
            .await;
    }
}

/// Errors that are not the platform's. They are repeated like those that are.
#[tokio::test(start_paused = true)]
async fn an_error_that_cannot_be_read_goes_by_its_status() {
    let stage = Stage::new();
    for status in [500, 502, 503, 504, 520, 599] {
        for answer in [
            page(status),
            reply(status, &[JSON], ""),
            reply(status, &[], b"\xff\xfe"),
            reply(status, &[JSON], "{"),
            reply(status, &[JSON], "[]"),
            reply(status, &[JSON], r#"{"msg":"no code"}"#),
            reply(status, &[HTML], vec![b'x'; 1 << 20]),
        ] {
            stage
                .check([
                    ("once", vec![answer.clone()], Get, Good, 2, 2),
                    ("once", vec![answer.clone()], Open, Good, 2, 2),
                    ("always", vec![answer.clone(); 4], CreateOnce, Fails(Http), 4, 4),
                    ("once", vec![answer.clone()], Create, Fails(Http), 1, 1),
                ])
                .await;
        }
    }
    for status in [300, 400, 401, 403, 404, 405, 409, 410, 413, 418, 431, 451, 501] {
        for call in [Get, Create, CreateOnce, Icon, Open] {
            stage.check([("a page", vec![page(status)], call, Fails(Http), 1, 1)]).await;
        }
    }
    // What cannot be shown in one line, and what cannot be read as text.
    stage
        .check([
            ("no UTF-8", json(400, b"{\"code\":17,\"msg\":\"\xff\xff\"}"), Create, Code(17), 1, 1),
            (
                "lines",
                json(400, r#"{"code":17,"msg":"a\r\nb\u0000\u2028"}"#),
                Create,
                Code(17),
                1,
                1,
            ),
            ("half a pair", json(400, r#"{"code":17,"msg":"\ud800"}"#), Create, Code(17), 1, 1),
            ("a number", json(400, r#"{"code":17,"msg":1e400}"#), Create, Code(17), 1, 1),
            ("a negative code", json(200, r#"{"code":-1}"#), Get, Code(-1), 1, 1),
            (
                "the lowest code",
                json(200, r#"{"code":-9223372036854775808}"#),
                Get,
                Code(i64::MIN),
                1,
                1,
            ),
        ])
        .await;
}

/// A server that does not stop is not listened to for long.
#[tokio::test(start_paused = true)]
async fn what_does_not_end_is_not_received() {
    const MOST: u64 = 64 << 20;
    let stage = Stage::new();
    let text = "x".repeat(1 << 16);
    let flood = |status: u16, headers: &str, body: &str, piece: &str| {
        let head =
            format!("HTTP/1.1 {status} Status\r\ncontent-type: application/json\r\n{headers}");
        vec![Act::say(format!("{head}\r\n{body}")).then(Then::Flood(piece.as_bytes().to_vec()))]
    };
    let chunked = "transfer-encoding: chunked\r\n";
    let length = |length: &str| format!("content-length: {length}\r\n");
    let chunk = format!("10000\r\n{text}\r\n");
    let start = r#"{"code":0,"data":{"name":"#;
    let start_chunk = format!("{:x}\r\n{start}\r\n", start.len());
    let rows = [
        ("in chunks", flood(200, chunked, &start_chunk, &chunk), Fails(TooLarge)),
        ("with its length", flood(200, &length("1073741824"), start, &text), Fails(TooLarge)),
        (
            "with a huge length",
            flood(200, &length("18446744073709551613"), start, &text),
            Fails(TooLarge),
        ),
        ("without a length", flood(200, "connection: close\r\n", start, &text), Fails(TooLarge)),
        ("an error", flood(400, chunked, &start_chunk, &chunk), Fails(TooLarge)),
        ("open lists", flood(200, chunked, "", &chunk.replace('x', "[")), Fails(TooLarge)),
    ];
    for (name, script, outcome) in rows {
        for call in [Get, Create] {
            let row = (name, script.clone(), call, outcome, 1, 1);
            let run = stage.run(row, |client| client).await;
            assert!(run.server.flooded() < MOST, "{name}: {} bytes", run.server.flooded());
            assert!(!run.error.unwrap().is_retryable());
        }
    }
    // A file that is wanted in one piece has a limit, too.
    let head = "HTTP/1.1 200 OK\r\ncontent-type: image/png\r\nconnection: close\r\n\r\n";
    let file = vec![Act::say(head).then(Then::Flood(vec![b'x'; 1 << 16]))];
    let row = ("a file", file, Icon, Fails(TooLarge), 1, 1);
    let run = stage.run(row, |client| client.max_response_size(1 << 20)).await;
    assert!(run.server.flooded() < MOST, "{} bytes", run.server.flooded());
    // Headers that do not end are no headers.
    let headers = Then::Flood(b"a: b\r\n".repeat(1000));
    let headers = Act::say("HTTP/1.1 200 OK\r\n").then(headers);
    let row = ("headers", vec![headers], Create, Fails(Transport), 1, 1);
    let run = stage.run(row, |client| client).await;
    assert!(run.server.flooded() < MOST, "{} bytes", run.server.flooded());
}

/// An error in place of a file has a length within which it is read.
#[tokio::test(start_paused = true)]
async fn an_error_in_place_of_a_file_does_not_flood() {
    const MOST: u64 = 16 << 20;
    let stage = Stage::new();
    let head = "HTTP/1.1 500 Status\r\ncontent-type: application/json\r\nconnection: close\r\n\r\n";
    let flood = Act::say(head).then(Then::Flood(vec![b'['; 1 << 16]));
    for call in [Icon, Open] {
        let row = ("a flood", vec![flood.clone()], call, Good, 2, 2);
        let run = stage.run(row, |client| client).await;
        assert!(run.server.flooded() < MOST, "{} bytes", run.server.flooded());
    }
}

/// The size that is allowed is kept to the byte, however the body comes.
#[tokio::test(start_paused = true)]
async fn the_largest_answer_is_as_large_as_allowed() {
    let stage = Stage::new();
    let whole = reply(200, &[JSON], SUCCESS);
    let body = format!("{:x}\r\n{SUCCESS}\r\n0\r\n\r\n", SUCCESS.len());
    let chunked = Act::say(format!("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n{body}"));
    for answer in [whole, chunked] {
        let length = SUCCESS.len() as u64;
        for (limit, outcome) in [(length, Good), (length - 1, Fails(TooLarge))] {
            for call in [Get, Create, CreateOnce, Icon] {
                let row = ("the limit", vec![answer.clone()], call, outcome, 1, 1);
                stage.run(row, |client| client.max_response_size(limit)).await;
            }
            // What is read as it comes has no such limit.
            let row = ("the limit", vec![answer.clone()], Open, Good, 1, 1);
            stage.run(row, |client| client.max_response_size(limit)).await;
        }
    }
}
