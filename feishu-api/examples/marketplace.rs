//! An app from the marketplace, at work for all companies that have installed it: it takes in the ticket and
//! the installations as events, and reads each company's name with a token of that company.
//!
//! `cargo run --example marketplace` needs no account: events and answers are those of a mock in memory.
//! With `FEISHU_APP_ID` and `FEISHU_APP_SECRET` set, the same program talks to the platform. The app has to be
//! from the marketplace, and needs the permission `tenant:tenant:readonly`.
//!
//! The platform pushes events to a URL of yours, which this crate has no server for: what answers there
//! checks them, decrypts them, and writes each as a line of JSON into a queue that this program reads. The
//! events are `app_ticket`, which comes every hour and whenever a client asks for it, `app_open`, which a
//! company causes once, when it has installed the app, and `app_uninstalled`.
//!
//! Arguments: the file with the events, or `-` for the standard input, which is assumed; and the keys of the
//! companies that have installed the app before, which are kept in a database elsewhere:
//! `your-server | marketplace -- - 2ed263bf32cf1651 736588c9260f175d`. It ends when the events do.

use std::error::Error as StdError;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::sync::Mutex;
use std::time::Duration;

use feishu_api::auth_v3::{
    AuthAppAccessTokenCall, AuthAppTicketResendCall, AuthTenantAccessTokenCall,
};
use feishu_api::serde_json::{self, Value};
use feishu_api::testing::{Mock, json};
use feishu_api::{Client, ClientBuilder, ErrorKind, Method, Result, SecretString};
use serde::Deserialize;
use tokio::sync::mpsc::{self, Receiver};
use tokio::task::JoinSet;

/// How long a company waits for the ticket.
const PATIENCE: Duration = Duration::from_secs(60);

/// An event of version 1.0, as those of the app itself are. Those of version 2.0 have no `type` in `event`.
#[derive(Deserialize)]
struct Pushed {
    event: Event,
}

#[derive(Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum Event {
    /// Every hour, and whenever a client asks for it.
    AppTicket { app_ticket: SecretString },
    /// A company has installed the app.
    AppOpen { tenant_key: String },
    /// A company is gone. What the app has of it is to be deleted.
    AppUninstalled { tenant_key: String },
    #[serde(other)]
    Other,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn StdError>> {
    let mut arguments = std::env::args().skip(1);
    let file = arguments.next().filter(|file| file != "-");
    let (app, mut events) = match std::env::var_os("FEISHU_APP_ID") {
        Some(_) => (ClientBuilder::from_env()?.marketplace().build()?, lines(file)?),
        None => {
            println!("No FEISHU_APP_ID: the mock answers.\n");
            mock()?
        }
    };

    // A company waits in a task of its own, so that the events go on: one of them is the ticket.
    let mut companies = JoinSet::new();
    for tenant_key in arguments {
        companies.spawn(report(app.clone(), tenant_key));
    }
    let (mut read, mut failed) = (0, 0);
    loop {
        tokio::select! {
            Some(line) = events.recv() => match serde_json::from_str(&line) {
                Ok(Pushed { event: Event::AppTicket { app_ticket } }) => {
                    println!("a ticket has come");
                    // With a token store that is shared, for all processes.
                    if let Err(error) = app.set_app_ticket(app_ticket).await {
                        println!("the ticket: {error}");
                    }
                }
                Ok(Pushed { event: Event::AppOpen { tenant_key } }) => {
                    println!("{tenant_key}: has installed the app");
                    companies.spawn(report(app.clone(), tenant_key));
                }
                Ok(Pushed { event: Event::AppUninstalled { tenant_key } }) => {
                    println!("{tenant_key}: has uninstalled the app");
                }
                // The error is not shown: it may quote the line, and with it a ticket.
                Ok(Pushed { event: Event::Other }) | Err(_) => println!("another event, left alone"),
            },
            Some(is_read) = companies.join_next() => {
                if is_read? { read += 1 } else { failed += 1 }
            }
            else => break,
        }
    }
    println!("\n{read} companies were read, {failed} were not");
    if read == 0 && failed > 0 { Err("no company could be read".into()) } else { Ok(()) }
}

/// Prints a line for a company, and says whether it could be read. If not, that is its own affair.
async fn report(app: Client, tenant_key: String) -> bool {
    let name = name(&app, &tenant_key).await;
    match &name {
        // The company chose it: quoted, it cannot do anything to a terminal.
        Ok(name) => println!("{tenant_key}: {name:?}"),
        Err(error) if error.is_permission_denied() => {
            println!("{tenant_key}: has not granted {}", error.missing_scopes().join(" or "));
        }
        Err(error) => println!("{tenant_key}: {error}"),
    }
    name.is_ok()
}

/// Reads a company's name.
async fn name(app: &Client, tenant_key: &str) -> Result<String> {
    // If there is none, the platform is asked to push it.
    app.wait_for_ticket(PATIENCE).await?;
    let company = app.for_tenant(tenant_key);
    let query = || company.raw::<Value>(Method::GET, "/tenant/v2/tenant/query");
    let answer = match query().await {
        // The client has dropped a ticket that the platform refuses, and asked for another.
        Err(error) if error.kind() == ErrorKind::TicketRequired => {
            println!("{tenant_key}: the ticket is too old, waits for the next");
            app.wait_for_ticket(PATIENCE).await?;
            query().await?
        }
        answer => answer?,
    };
    Ok(answer["tenant"]["name"].as_str().unwrap_or("name not visible").to_owned())
}

/// The lines of a file, or of the standard input. They are read in a thread that the program does not wait
/// for when it ends.
fn lines(file: Option<String>) -> Result<Receiver<String>, Box<dyn StdError>> {
    let input: Box<dyn Read + Send> = match file {
        Some(file) => Box::new(File::open(&file).map_err(|error| format!("{file}: {error}"))?),
        None => {
            eprintln!("Events are read from the standard input.");
            Box::new(io::stdin())
        }
    };
    let (sender, lines) = mpsc::channel(16);
    std::thread::spawn(move || {
        for line in BufReader::new(input).lines() {
            let Ok(line) = line.inspect_err(|error| eprintln!("no more events: {error}")) else {
                return;
            };
            if sender.blocking_send(line).is_err() {
                return;
            }
        }
    });
    Ok(lines)
}

/// A platform in memory, and the events that it pushes. It refuses the first ticket, which has lain in the
/// queue for too long, and pushes another when it is asked to.
fn mock() -> Result<(Client, Receiver<String>)> {
    let (queue, events) = mpsc::channel(16);
    let push = |event: Value| json!({ "type": "event_callback", "event": event }).to_string();
    let ticket = |ticket: &str| push(json!({ "type": "app_ticket", "app_ticket": ticket }));
    let about = |what: &str, key: &str| push(json!({ "type": what, "tenant_key": key }));
    let first = [
        ticket("old-ticket-of-the-mock"),
        about("app_open", "tenant-tea"),
        about("app_open", "tenant-wood"),
        about("app_open", "tenant-paper"),
        about("app_open", "tenant-stone"),
        about("app_uninstalled", "tenant-stone"),
    ];
    for event in first {
        queue.try_send(event).expect("the queue has room");
    }
    let last = Mutex::new(Some((queue, ticket("new-ticket-of-the-mock"))));

    let mock = Mock::new();
    mock.on::<AuthAppTicketResendCall>().reply_by(move |_| {
        // With the queue's only sender the events end.
        if let Some((queue, event)) = last.lock().expect("nothing panics here").take() {
            queue.try_send(event).expect("the queue has room");
        }
        json!({})
    });
    mock.on::<AuthAppAccessTokenCall>()
        .when_body(json!({ "app_ticket": "old-ticket-of-the-mock" }))
        .fail(10012, "app ticket invalid");
    mock.on::<AuthTenantAccessTokenCall>().reply_by(|request| {
        let tenant_key = request.json()["tenant_key"].as_str().unwrap_or_default().to_owned();
        json!({ "tenant_access_token": format!("t-mock-{tenant_key}"), "expire": 7200 })
    });
    let query_in = |tenant_key: &str| {
        let token = format!("Bearer t-mock-{tenant_key}");
        mock.on_raw(Method::GET, "/tenant/v2/tenant/query")
            .when(move |request| request.header("authorization") == Some(&token))
    };
    query_in("tenant-tea").reply(json!({ "tenant": { "name": "Tea & Sons" } }));
    query_in("tenant-wood").reply(json!({ "tenant": { "name": "木石" } }));
    query_in("tenant-paper").denied(["tenant:tenant:readonly"]);
    query_in("tenant-stone").fail(99991662, "app not in use");
    let app =
        Client::builder("cli_mock", "secret-of-the-mock").marketplace().mock(&mock).build()?;
    Ok((app, events))
}
