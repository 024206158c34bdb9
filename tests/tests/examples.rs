//! Runs the examples of `feishu-api`, as nobody and as an app: they end well, and show no secret.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Output;

use feishu_api::auth_v3::{
    AuthAppAccessTokenCall, AuthAppTicketResendCall, AuthTenantAccessTokenCall,
    AuthTenantAccessTokenInternalCall,
};
use feishu_api::contact_v3::{DepartmentChildrenCall, UserFindByDepartmentCall, UserGetCall};
use feishu_api::im_v1::{
    FileCreateCall, MessageCreateCall, MessageListCall, MessagePatchCall, MessageReplyCall,
    MessageResourceGetCall,
};
use feishu_api::testing::{Mock, json};
use feishu_api::{Method, StatusCode};
use tokio::task::spawn_blocking;

#[path = "examples/program.rs"]
mod program;

use program::{Server, TICKET, assert_no_secrets, folder, shown, workspace};

/// Events that bring the ticket of a marketplace app.
const EVENTS: &str = r#"{"event":{"type":"app_open","tenant_key":"tenant-2"}}
{"schema":"2.0","header":{"event_type":"im.message.receive_v1"},"event":{}}
{"event":{"type":"app_ticket","app_ticket":"ticket-9d1"}}
{"event":{"type":"app_ticket","app_ticket":["ticket-9d1"]}}
"#;

/// The names of all examples.
fn examples() -> Vec<String> {
    let folder = workspace().join("feishu-api/examples").read_dir().unwrap();
    let name = |path: PathBuf| path.file_stem().unwrap().to_str().unwrap().to_owned();
    let mut names: Vec<String> = folder.map(|file| name(file.unwrap().path())).collect();
    names.sort();
    assert!(names.len() >= 6, "{names:?}");
    names
}

/// Runs an example as an app of the platform at a URL, or as nobody, and looks for secrets in what it
/// shows. One that serves is stopped when it is ready.
fn run(name: &str, arguments: &[OsString], platform: Option<&str>, temporary: &Path) -> Output {
    let mut example = program::example(name, arguments, platform, temporary);
    let output = match serves(name) {
        true => Server::start(example, "http://").unwrap().0.stop(),
        false => example.output().unwrap(),
    };
    assert_no_secrets(name, &shown(&output));
    output
}

/// The arguments with which an app runs an example. Its files go to a folder.
fn arguments(name: &str, folder: &Path) -> Vec<OsString> {
    match name {
        "directory_export" => vec![folder.join("people.csv").into()],
        "files" => vec!["oc_1".into(), folder.join("note.txt").into(), folder.join("down").into()],
        "login" => vec!["0".into()],
        "marketplace" => vec![folder.join("events.jsonl").into(), "tenant-1".into()],
        "messages" => vec!["oc_1".into(), "ou_1".into()],
        _ => Vec::new(),
    }
}

/// Whether an example serves until it is stopped. Somebody who comes to it is in `login.rs`.
fn serves(name: &str) -> bool {
    name == "login"
}

/// Whether an example has nothing to ask the platform for: the list of what is shipped, a gateway that is a
/// mock in any case, and servers as long as nobody comes.
fn calls_nothing(name: &str) -> bool {
    ["endpoints", "in_house"].contains(&name) || serves(name)
}

#[test]
fn nobody_runs_each_example() {
    let temporary = folder("nobody");
    for name in examples() {
        // A server takes a free port.
        let arguments = if serves(&name) { arguments(&name, &temporary) } else { Vec::new() };
        let output = run(&name, &arguments, None, &temporary);
        assert!(output.status.success(), "{name}:\n{}", shown(&output));
        assert!(!output.stdout.is_empty(), "{name} says nothing");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_app_runs_each_example() {
    let mock = platform();
    let server = mock.serve().await.unwrap();
    let folder = folder("app");
    std::fs::write(folder.join("note.txt"), "the sound of gulls").unwrap();
    std::fs::write(folder.join("events.jsonl"), EVENTS).unwrap();
    for name in examples() {
        let (url, of, before) = (server.url().to_owned(), folder.clone(), mock.requests().len());
        let run = move || (run(&name, &arguments(&name, &of), Some(&url), &of), name);
        let (output, name) = spawn_blocking(run).await.unwrap();
        assert!(output.status.success(), "{name}:\n{}", shown(&output));
        assert_eq!(mock.requests().len() > before, !calls_nothing(&name), "{name}");
    }

    let read = |path: &str| std::fs::read_to_string(folder.join(path)).unwrap();
    assert_eq!(
        read("people.csv"),
        "department,kind,name,id,also_in,job_title,email\n\
         /,user,\"Li, \"\"Si\"\"\",ou_1,\"/Tea, green; /Wood\",,\n\
         \"/Tea, green\",department,\"Tea, green\",od-tea,,,\n\
         /Wood,department,Wood,od-wood,,,\n"
    );
    assert_eq!(read("down/note.txt"), "the sound of waves");
    let parts = mock.requests_of::<FileCreateCall>()[0].parts();
    assert!(parts.iter().any(|part| part.text() == "the sound of gulls"), "{parts:?}");
    let tickets = mock.requests_of::<AuthAppAccessTokenCall>();
    assert_eq!(tickets.len(), 1, "{tickets:?}");
    assert_eq!(tickets[0].json()["app_ticket"], TICKET);
    let companies = mock.requests_of::<AuthTenantAccessTokenCall>();
    let mut companies: Vec<_> =
        companies.iter().map(|of| of.json()["tenant_key"].clone()).collect();
    companies.sort_by_key(ToString::to_string);
    assert_eq!(companies, ["tenant-1", "tenant-2"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_app_that_is_refused_shows_no_secret_either() {
    let mock = Mock::new();
    mock.on::<AuthTenantAccessTokenInternalCall>().fail(10014, "app secret invalid");
    mock.on::<AuthAppTicketResendCall>().fail(10014, "app secret invalid");
    mock.on::<AuthAppAccessTokenCall>().fail(10014, "app secret invalid");
    let server = mock.serve().await.unwrap();
    let folder = folder("refused");
    std::fs::write(folder.join("note.txt"), "the sound of gulls").unwrap();
    std::fs::write(folder.join("events.jsonl"), EVENTS).unwrap();
    for name in examples().into_iter().filter(|name| !calls_nothing(name)) {
        let (url, of) = (server.url().to_owned(), folder.clone());
        let run = move || (run(&name, &arguments(&name, &of), Some(&url), &of), name);
        let (output, name) = spawn_blocking(run).await.unwrap();
        assert!(shown(&output).contains("10014"), "{name}:\n{}", shown(&output));
        // That of metrics counts what fails, and goes on.
        assert_eq!(output.status.success(), name == "metrics", "{name}:\n{}", shown(&output));
    }
    assert!(mock.requests().is_empty());
}

/// What the examples call.
fn platform() -> Mock {
    let mock = Mock::new();
    let user = json!({ "open_id": "ou_1", "name": "Li, \"Si\"" });
    let tenant = json!({ "tenant": { "name": "Example Ltd." } });
    mock.on_raw(Method::GET, "/tenant/v2/tenant/query").reply(tenant);
    mock.on::<UserGetCall>().reply(&user);
    mock.on::<UserFindByDepartmentCall>().reply(json!({ "items": [user], "has_more": false }));
    let below = json!([
        { "open_department_id": "od-wood", "name": "Wood" },
        { "open_department_id": "od-tea", "name": "Tea, green" },
    ]);
    let children = mock.on::<DepartmentChildrenCall>().when_path("department_id", "0");
    children.reply(json!({ "items": below, "has_more": false }));
    mock.on::<DepartmentChildrenCall>().reply(json!({ "items": [], "has_more": false }));

    mock.on::<MessageCreateCall>().reply(json!({ "message_id": "om_1" }));
    mock.on::<MessageReplyCall>().reply(json!({ "message_id": "om_2" }));
    mock.on::<MessagePatchCall>().reply(json!({}));
    mock.on::<MessageListCall>().reply(json!({ "items": [{}], "has_more": false }));
    mock.on::<FileCreateCall>().reply(json!("file_1"));
    mock.on::<MessageResourceGetCall>()
        .reply_with(StatusCode::OK, "text/plain", "the sound of waves")
        .header("content-disposition", "attachment; filename=\"../note.txt\"");
    mock
}
