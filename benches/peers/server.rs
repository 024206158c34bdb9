//! The server, in a process of its own: nothing that it does is measured.

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use axum::body::Bytes;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use axum::routing::{Router, get, post};
use axum::serve::ListenerExt;
use serde_json::{Value, json};
use tokio::net::TcpListener;

/// The argument with which a program starts itself as the server.
const SERVE: &str = "serve";

/// A running server. It ends with the program that started it.
pub(crate) struct Server {
    process: Child,
    pub(crate) url: String,
}

impl Server {
    pub(crate) fn start() -> Self {
        let mut process = Command::new(std::env::current_exe().unwrap())
            .arg(SERVE)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut url = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut url).unwrap();
        Server { process, url: url.trim().to_owned() }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // The server waits for the end of this.
        drop(self.process.stdin.take());
        let _ = self.process.wait();
    }
}

/// Runs the server, if the program was started as that.
pub(crate) fn serve_if_asked_to() {
    if std::env::args().nth(1).as_deref() != Some(SERVE) {
        return;
    }
    std::thread::spawn(|| {
        let _ = std::io::stdin().read_to_end(&mut Vec::new());
        std::process::exit(0);
    });
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        println!("http://{}", listener.local_addr().unwrap());
        let listener = listener.tap_io(|stream| stream.set_nodelay(true).unwrap());
        axum::serve(listener, routes()).await.unwrap();
    });
}

fn routes() -> Router {
    let tokens = Arc::new(AtomicU64::new(0));
    let counted = tokens.clone();
    let token = json!({ "code": 0, "tenant_access_token": "t-0a1b2c3d4e5f", "expire": 7200 });
    let token = reply(&token.to_string());
    let user = data("success", &json!({ "user": user(7) }));
    let team = json!({
        "team_id": "tm_93b0c6d2a51f",
        "name": "Night shift",
        "description": "Who is there when all others are at home",
        "owner_id": "ou_4f1c09d7be2a68e35c70b1d94a8e6f23",
        "member_count": 1,
        "create_time": 1_767_225_600,
        "channel": "oc_2c7e91f04bd35a68e1f90c47d",
    });
    let team = data("success", &json!({ "team": team }));
    Router::new()
        .route(
            "/open-apis/auth/v3/tenant_access_token/internal",
            post(async move || {
                tokens.fetch_add(1, Relaxed);
                token
            }),
        )
        .route("/open-apis/contact/v3/users/{user_id}", get(async || user))
        .route("/open-apis/contact/v3/teams", post(async |_: Bytes| team))
        .route("/open-apis/contact/v3/users", get(page()))
        // Takes the count of the tokens.
        .route("/tokens", get(async move || counted.swap(0, Relaxed).to_string()))
}

/// The reply around a payload, with its members where the platform has them.
fn data(msg: &str, data: &Value) -> impl IntoResponse + Clone + use<> {
    reply(&format!(r#"{{"code":0,"msg":"{msg}","data":{data}}}"#))
}

fn page() -> axum::routing::MethodRouter {
    let items: Vec<Value> = (0..50).map(colleague).collect();
    let data = json!({ "has_more": true, "items": items, "page_token": "8c1f0b7e5d42" });
    let reply = reply(&format!(r#"{{"code":0,"data":{data},"msg":"success"}}"#));
    get(async || reply)
}

fn reply(json: &str) -> impl IntoResponse + Clone + use<> {
    let headers =
        [(CONTENT_TYPE.as_str(), "application/json; charset=utf-8"), ("x-tt-logid", "7f")];
    (headers, Bytes::copy_from_slice(json.as_bytes()))
}

fn user(number: u64) -> Value {
    json!({
        "open_id": format!("ou_4f1c09d7be2a68e35c70b1d94a8e6f{number:02}"),
        "union_id": format!("on_b7d2e05c98a14f6370cde8f1a2b394{number:02}"),
        "name": "李小明",
        "en_name": "Li Xiaoming",
        "email": format!("li.xiaoming.{number}@example.com"),
        "mobile": "+8613900000000",
        "mobile_visible": true,
        "gender": 1,
        "department_ids": ["od-c20a7d95e1384b6f"],
        "job_title": "Night porter",
        "is_frozen": false,
        "join_time": 1_735_689_600,
    })
}

/// A user with all that a list tells of one.
fn colleague(number: u64) -> Value {
    let image = "https://images.example.com/static-resource/v1/portrait-of-a-colleague-at-work";
    let mut user = user(number);
    user["avatar"] = json!({
        "small": format!("{image}-{number}?size=72x72&quality=noop&format=jpeg"),
        "middle": format!("{image}-{number}?size=240x240&quality=noop&format=jpeg"),
        "large": format!("{image}-{number}?size=640x640&quality=noop&format=jpeg"),
    });
    user["orders"] = json!([{
        "department_id": "od-c20a7d95e1384b6f",
        "department_order": 1,
        "is_primary": true,
        "user_order": number,
    }]);
    user["custom_attrs"] = json!([
        { "id": "C-1", "type": "TEXT", "value": { "text": "Gate 4, beside the old orchard" } },
        { "id": "C-2", "type": "HREF", "value": { "url": "https://example.com/porters/rota" } },
    ]);
    user["country"] = json!("CN");
    user["city"] = json!("Hangzhou");
    user["employee_no"] = json!(format!("{:08}", number + 4_000));
    user["employee_type"] = json!(1);
    user
}
