//! A mock that is reached by HTTP.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use bytes::Bytes;
use http::header::HOST;
use http::{HeaderValue, Response, StatusCode};
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use reqwest::Url;
use serde_json::json;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{AbortHandle, JoinSet};
use tokio::time::sleep;

use super::{Mock, RecordedRequest};
use crate::call::Target;
use crate::endpoint::Endpoint;
use crate::error::{Error, ErrorKind, Result};
use crate::incoming::Arriving;

/// What the body of a request has that refreshes a user's tokens, and the endpoint's name.
const REFRESH: &[u8] = b"\"refresh_token\":";
const REFRESHES: &str = "refresh_user_access_token";

/// How long to wait before a connection is taken again.
const ACCEPT_PAUSE: Duration = Duration::from_millis(50);

/// A [`Mock`] that is reached by HTTP on this machine, for programs that cannot be handed a client: made by
/// [`Mock::serve`]. It ends when it is dropped.
#[derive(Debug)]
pub struct MockServer {
    url: String,
    task: AbortHandle,
}

impl MockServer {
    /// The base URL, such as `http://127.0.0.1:40123`: for
    /// [`ClientBuilder::base_url`](crate::ClientBuilder::base_url), or `FEISHU_BASE_URL`.
    pub fn url(&self) -> &str {
        &self.url
    }
}

impl Drop for MockServer {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Mock {
    /// Answers by HTTP as well, on a free port of this machine: with the same rules, tokens and records. A
    /// request without a rule is answered with status 501 and a message that names it.
    ///
    /// ```
    /// use feishu_api::contact_v3::{UserApiClient, UserGetCall};
    /// use feishu_api::prelude::*;
    /// use feishu_api::testing::{Mock, json};
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let mock = Mock::new();
    /// mock.on::<UserGetCall>().reply(json!({ "name": "Zhang San" }));
    /// let server = mock.serve().await?;
    ///
    /// // As another program would, with FEISHU_BASE_URL set to the server's.
    /// let client = Client::builder("cli_a1b2c3", "secret").base_url(server.url()).build()?;
    /// let user = UserApiClient::new(&client).get("ou_1").await?;
    /// assert_eq!(user.name.as_deref(), Some("Zhang San"));
    /// assert_eq!(mock.requests_of::<UserGetCall>().len(), 1);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// If no port is to be had.
    pub async fn serve(&self) -> io::Result<MockServer> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let url = format!("http://{}", listener.local_addr()?);
        let mock = self.clone();
        let task = tokio::spawn(async move {
            // With the server, its connections end.
            let mut connections = JoinSet::new();
            loop {
                match listener.accept().await {
                    Ok((stream, _)) => {
                        connections.spawn(connection(mock.clone(), stream));
                    }
                    // The connection is gone already, or there are too many files for now.
                    Err(_) => sleep(ACCEPT_PAUSE).await,
                }
                while connections.try_join_next().is_some() {}
            }
        });
        Ok(MockServer { url, task: task.abort_handle() })
    }

    /// The response to a request; an error ends the connection.
    async fn respond(&self, request: http::Request<Incoming>) -> Result<Response<Full<Bytes>>> {
        let (head, body) = request.into_parts();
        let host =
            head.headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or("localhost");
        let url = Url::parse(&format!("http://{host}{}", head.uri)).map_err(broken)?;
        let body = body.collect().await.map_err(broken)?.to_bytes();
        let target = self.target(&head.method, url.path(), &body);
        let request = RecordedRequest {
            endpoint: target.endpoint(),
            method: head.method,
            url,
            headers: head.headers,
            body,
        };
        // A closure of the test may panic: the other program is told, instead of a broken connection.
        let answer = catch_unwind(AssertUnwindSafe(|| self.answer(&target, request)));
        let answer = answer.unwrap_or_else(|_| {
            let detail = "the mock's answer to this panics: see the output of the test";
            Err(Error::new(ErrorKind::NotImplemented, detail))
        });
        match answer {
            Ok(answer) => {
                let reply = answer.give().await?;
                let body = match reply.body {
                    Arriving::Here(body) => body,
                    Arriving::Http(_) => Bytes::new(),
                };
                let mut response = Response::new(Full::new(body));
                *response.status_mut() = reply.status;
                *response.headers_mut() = reply.headers;
                Ok(response)
            }
            Err(error) => Ok(no_answer(&error)),
        }
    }

    /// What a request is to: a raw rule, an endpoint that has a rule, or one that the crate ships.
    fn target(&self, method: &http::Method, path: &str, body: &[u8]) -> Target {
        let rules = self.state().rules.clone();
        let raw_path = path.strip_prefix("/open-apis").unwrap_or(path).into();
        let raw = Target::Raw { method: method.clone(), path: raw_path };
        if rules.iter().any(|rule| rule.is_for(&raw)) {
            return raw;
        }
        let ruled = rules.iter().filter_map(|rule| rule.endpoint());
        let matching = ruled
            .chain(crate::endpoints())
            .filter(|endpoint| endpoint.method == *method && is_of(path, endpoint));
        // Two endpoints for tokens of users have the same path.
        let is_refresh = body.windows(REFRESH.len()).any(|part| part == REFRESH);
        let is_other = |endpoint: &Endpoint| (endpoint.name == REFRESHES) != is_refresh;
        // `/users/batch` is not `/users/{user_id}`.
        let endpoint = matching
            .min_by_key(|endpoint| (endpoint.path.matches('{').count(), is_other(endpoint)));
        endpoint.map_or(raw, Target::Declared)
    }
}

fn broken(error: impl std::error::Error + Send + Sync + 'static) -> Error {
    Error::new(ErrorKind::Transport, "the request cannot be read").with_source(error)
}

async fn connection(mock: Mock, stream: TcpStream) {
    let service = service_fn(move |request| {
        let mock = mock.clone();
        async move { mock.respond(request).await }
    });
    // What goes wrong with a connection, the client sees.
    let _ = http1::Builder::new().serve_connection(TokioIo::new(stream), service).await;
}

/// Whether a path is that of an endpoint.
fn is_of(path: &str, endpoint: &Endpoint) -> bool {
    let template = endpoint.url_path().to_string();
    let (path, template) = (path.split('/'), template.split('/'));
    path.clone().count() == template.clone().count()
        && path.zip(template).all(|(part, like)| like.starts_with('{') || part == like)
}

fn no_answer(error: &Error) -> Response<Full<Bytes>> {
    let body = json!({ "code": -1, "msg": error.to_string() }).to_string();
    let mut response = Response::new(Full::new(Bytes::from(body)));
    *response.status_mut() = StatusCode::NOT_IMPLEMENTED;
    let content_type = HeaderValue::from_static("application/json; charset=utf-8");
    response.headers_mut().insert(http::header::CONTENT_TYPE, content_type);
    response
}
