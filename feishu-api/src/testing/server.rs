//! A mock that is reached by HTTP.

use std::io;

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

use super::{Mock, RecordedRequest};
use crate::call::Target;
use crate::endpoint::Endpoint;
use crate::error::{Error, ErrorKind, Result};
use crate::incoming::Arriving;

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
            while let Ok((stream, _)) = listener.accept().await {
                connections.spawn(connection(mock.clone(), stream));
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
        let target = self.target(&head.method, url.path());
        let request = RecordedRequest {
            endpoint: target.as_ref().and_then(Target::endpoint),
            method: head.method.clone(),
            url,
            headers: head.headers,
            body: body.collect().await.map_err(broken)?.to_bytes(),
        };
        let target = target.unwrap_or_else(|| {
            let path = request.path().trim_start_matches("/open-apis").into();
            Target::Raw { method: head.method, path }
        });
        match self.answer(&target, request) {
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

    /// The endpoint that a request is to: of those that have a rule, or that the crate ships.
    fn target(&self, method: &http::Method, path: &str) -> Option<Target> {
        let ruled: Vec<_> = self.state().rules.iter().filter_map(|rule| rule.endpoint()).collect();
        let matching = ruled
            .into_iter()
            .chain(crate::endpoints())
            .filter(|endpoint| endpoint.method == *method && is_of(path, endpoint));
        // `/users/batch` is not `/users/{user_id}`.
        let endpoint = matching.min_by_key(|endpoint| endpoint.path.matches('{').count())?;
        Some(Target::Declared(endpoint))
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
