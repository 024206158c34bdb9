//! A web page on which users log in with Feishu. It greets them by name until they log out, or until the
//! platform says that their login is over.
//!
//! `cargo run --example login` needs no account: the calls go to a mock in memory, and the platform's page, on
//! which a user agrees, is one of this program. With `FEISHU_APP_ID` and `FEISHU_APP_SECRET` set, the same
//! program sends users to the platform. The app needs the permission `offline_access`, and
//! `http://127.0.0.1:8787/back` as a redirect URI in the developer console, under *Security Settings*.
//!
//! Argument: the port, or `0` for a free one; 8787 is assumed: `login -- 8080`. The redirect URI has it, too.
//! Ctrl-C ends the program, and with it the sessions: they are in its memory.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::Router;
use axum::extract::{Query, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, COOKIE, ORIGIN, SET_COOKIE};
use axum::http::{HeaderMap, HeaderName, StatusCode};
use axum::response::{AppendHeaders, Html, IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use feishu_api::authen_v1::{UserInfoApiClient, UserInfoGetCall};
use feishu_api::prelude::*;
use feishu_api::testing::{Mock, json};
use feishu_api::{Error, Login};
use tokio::net::TcpListener;
use uuid::Uuid;

/// How long a user may take on the platform's page.
const PATIENCE: Duration = Duration::from_secs(600);

/// How many logins may be under way; whoever begins one more ends the oldest.
const MOST_PENDING: usize = 10_000;

/// What every cookie has: scripts do not see it, and requests that other sites make have it only if they are
/// links. Behind `https` there belongs `Secure`, too, and `__Host-` before the names, lest a neighbour set them.
const COOKIE_IS: &str = "Path=/; HttpOnly; SameSite=Lax";

struct Site {
    app: Client,
    /// `http://127.0.0.1:8787`
    url: String,
    /// Logins that are under way, by the cookie `login` of the browser, and when they were begun.
    pending: Mutex<HashMap<String, (Login, Instant)>>,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let port = std::env::args().nth(1).unwrap_or_else(|| "8787".to_owned());
    let port: u16 = port.parse().map_err(|_| "the argument has to be a port, such as 8787")?;
    // To this machine alone: the pages go without TLS.
    let listener = TcpListener::bind(("127.0.0.1", port)).await?;
    let url = format!("http://{}", listener.local_addr()?);

    let mut router = Router::new()
        .route("/", get(home))
        .route("/login", get(log_in))
        .route("/back", get(back))
        .route("/logout", post(log_out));
    let app = if std::env::var_os("FEISHU_APP_ID").is_some() {
        println!("The redirect URI for the developer console: {url}/back\n");
        Client::from_env()?
    } else {
        println!("No FEISHU_APP_ID: the mock answers.\n");
        router = router.route("/platform/open-apis/authen/v1/authorize", get(consent));
        let builder = Client::builder("cli_mock", "secret-of-the-mock").mock(&mock());
        builder.accounts_url(format!("{url}/platform")).build()?
    };
    // Said when Ctrl-C is waited for: before, it would end the program as it ends any other.
    let ready = url.clone();
    let end = async move {
        let (end, ()) = tokio::join!(tokio::signal::ctrl_c(), async { println!("{ready}") });
        end.expect("Ctrl-C can be waited for");
    };
    let site = Site { app, url, pending: Mutex::default() };
    axum::serve(listener, router.with_state(Arc::new(site))).with_graceful_shutdown(end).await?;
    println!("ended");
    Ok(())
}

/// `/`: whom the browser's session is of.
async fn home(State(site): State<Arc<Site>>, headers: HeaderMap) -> Result<Response, Failed> {
    let Some(session_id) = cookie(&headers, "session") else {
        return Ok(page(StatusCode::OK, "You are not logged in.", LOG_IN));
    };
    let user = site.app.resume_session(session_id).await?.client();
    let user = UserInfoApiClient::new(&user).get().await?;
    let hello = format!("Hello, {}!", user.name.as_deref().unwrap_or("you"));
    Ok(page(StatusCode::OK, &hello, LOG_OUT))
}

/// `/login`: sends the browser to the platform, and keeps what it has to come back with.
async fn log_in(State(site): State<Arc<Site>>) -> Result<Response, Failed> {
    let redirect_uri = format!("{}/back", site.url);
    let login = site.app.authorize_url(&redirect_uri).scopes(["offline_access"]).build()?;
    let there = Redirect::to(login.url.as_str());
    let login_id = random();
    site.keep(login_id.clone(), login);
    Ok((AppendHeaders([set_cookie("login", &login_id)]), there).into_response())
}

/// What the browser comes back with.
#[derive(serde::Deserialize)]
struct Back {
    state: Option<String>,
    code: Option<String>,
    error: Option<String>,
}

/// `/back`: makes a session of the code.
async fn back(
    State(site): State<Arc<Site>>,
    headers: HeaderMap,
    Query(back): Query<Back>,
) -> Result<Response, Failed> {
    // Before all else: another page may have led here, with a code that is somebody else's.
    let login_id = cookie(&headers, "login");
    let login =
        login_id.zip(back.state).and_then(|(id, state)| Some((site.take(id, &state)?, state)));
    let Some((login, state)) = login else {
        let words = "This is not the login that was begun here, or it took too long.";
        return Ok(page(StatusCode::BAD_REQUEST, words, LOG_IN));
    };
    let Some(code) = back.code else {
        let words = match back.error.as_deref() {
            Some("access_denied") => "You have refused. Nothing was shared.",
            _ => "The platform has not let you in.",
        };
        return Ok(page(StatusCode::FORBIDDEN, words, LOG_IN));
    };

    let tokens = site.app.exchange_code(code).login(&login, &state).await?;
    // A program with users of its own finds out here who it is.
    let user = site.app.as_user(tokens.access_token.clone());
    let open_id = UserInfoApiClient::new(&user).get().await?.open_id;
    println!("{} has logged in", open_id.as_deref().unwrap_or("somebody"));

    // The id is the browser's pass: nobody may guess it or know it from before. The user's id would be no
    // secret, and to log out in one browser would log out in all.
    let session_id = random();
    site.end_session(&headers).await?;
    site.app.start_session(&session_id, tokens).await?;
    let cookies = [set_cookie("session", &session_id), drop_cookie("login")];
    Ok((AppendHeaders(cookies), Redirect::to("/")).into_response())
}

/// `/logout`: ends the session, if this page asks for it. Another site's form comes without the cookie, but the
/// answer would drop it in the browser; and other ports of this machine count as the same site.
async fn log_out(State(site): State<Arc<Site>>, headers: HeaderMap) -> Result<Response, Failed> {
    if headers.get(ORIGIN).is_none_or(|origin| origin != site.url.as_str()) {
        return Ok(page(StatusCode::FORBIDDEN, "Log out on the page itself.", LOG_OUT));
    }
    site.end_session(&headers).await?;
    Ok((AppendHeaders([drop_cookie("session")]), Redirect::to("/")).into_response())
}

impl Site {
    /// Keeps a login until the browser is back.
    fn keep(&self, login_id: String, login: Login) {
        let mut pending = self.pending.lock().unwrap_or_else(PoisonError::into_inner);
        pending.retain(|_, (_, begun_at)| begun_at.elapsed() < PATIENCE);
        if pending.len() >= MOST_PENDING {
            let oldest = pending.iter().min_by_key(|(_, (_, begun_at))| *begun_at);
            oldest.map(|(id, _)| id.clone()).and_then(|id| pending.remove(&id));
        }
        pending.insert(login_id, (login, Instant::now()));
    }

    /// The login that a browser has come back from; it is good for once. Who comes with another state does
    /// not end it.
    fn take(&self, login_id: &str, state: &str) -> Option<Login> {
        let mut pending = self.pending.lock().unwrap_or_else(PoisonError::into_inner);
        let (login, begun_at) = pending.get(login_id)?;
        let is_it = login.state == state && begun_at.elapsed() < PATIENCE;
        is_it.then(|| pending.remove(login_id))?.map(|(login, _)| login)
    }

    /// Drops the tokens of the browser's session, if it has one.
    async fn end_session(&self, headers: &HeaderMap) -> Result<()> {
        let Some(session_id) = cookie(headers, "session") else { return Ok(()) };
        match self.app.resume_session(session_id).await {
            Ok(session) => session.end().await,
            Err(error) if error.is_login_required() => Ok(()),
            Err(error) => Err(error),
        }
    }
}

/// A call that has failed.
struct Failed(Error);

impl From<Error> for Failed {
    fn from(error: Error) -> Self {
        Failed(error)
    }
}

impl IntoResponse for Failed {
    fn into_response(self) -> Response {
        // The consent is over, say, or this program was started anew; and of `/back`, a code that is too old.
        if self.0.is_login_required() {
            return page(StatusCode::FORBIDDEN, "Your login is over.", LOG_IN);
        }
        // What went wrong is for the log, and not for the page.
        eprintln!("{}", self.0);
        page(StatusCode::BAD_GATEWAY, "That has failed.", "<a href=/>Try again</a>")
    }
}

const LOG_IN: &str = "<a href=/login>Log in with Feishu</a>";
const LOG_OUT: &str = "<form method=post action=/logout><button>Log out</button></form>";

/// A page of some words, and of HTML for what can be done. No copy of it is kept, lest somebody see it who
/// goes back after a log-out; no script runs in it, and it is in no frame of another site.
fn page(status: StatusCode, words: &str, html: &str) -> Response {
    let headers = [
        (CACHE_CONTROL, "no-store"),
        (CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'"),
    ];
    let page = format!("<!doctype html><title>Login</title><p>{}</p>{html}", escaped(words));
    (status, headers, Html(page)).into_response()
}

/// A text as HTML: names are made by others.
fn escaped(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    text.replace('"', "&quot;").replace('\'', "&#39;")
}

/// An id that nobody can guess.
fn random() -> String {
    Uuid::new_v4().simple().to_string()
}

fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let lines = headers.get_all(COOKIE).iter().filter_map(|line| line.to_str().ok());
    let mut pairs = lines.flat_map(|line| line.split("; "));
    pairs.find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='))
}

fn set_cookie(name: &str, value: &str) -> (HeaderName, String) {
    (SET_COOKIE, format!("{name}={value}; {COOKIE_IS}"))
}

fn drop_cookie(name: &str) -> (HeaderName, String) {
    (SET_COOKIE, format!("{name}=; Max-Age=0; {COOKIE_IS}"))
}

/// A platform in memory. It has one user.
fn mock() -> Mock {
    let mock = Mock::new();
    mock.on::<UserInfoGetCall>().reply(json!({ "open_id": "ou_mei", "name": "Mei" }));
    mock
}

/// What the platform's page is asked.
#[derive(serde::Deserialize)]
struct Asked {
    redirect_uri: String,
    state: String,
    scope: String,
}

/// Stands in for the platform's page. As there, the way back is one that the app has registered.
async fn consent(State(site): State<Arc<Site>>, Query(asked): Query<Asked>) -> Response {
    if asked.redirect_uri != format!("{}/back", site.url) {
        return page(StatusCode::BAD_REQUEST, "This redirect URI is not registered.", "");
    }
    let form = format!(
        "<form action='{}'><input type=hidden name=state value='{}'>\
         <button name=code value=code-of-the-mock>Agree</button>\
         <button name=error value=access_denied>Refuse</button></form>",
        escaped(&asked.redirect_uri),
        escaped(&asked.state),
    );
    page(StatusCode::OK, &format!("The example asks for: {}", asked.scope), &form)
}
