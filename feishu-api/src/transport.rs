//! The way of a request to a server and back.

use std::time::Duration;

use bytes::Bytes;
use http::Method;
use http::header::{AUTHORIZATION, HeaderMap, HeaderValue};
use reqwest::Url;

use crate::error::Error;
use crate::reply::RawReply;

/// The time allowed for connecting, within the time for the whole call.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// A request, ready to be sent.
pub(crate) struct Request {
    pub(crate) method: Method,
    /// What it is made to, for the rules of a mock; nothing for a raw call.
    #[cfg(feature = "testing")]
    pub(crate) endpoint: Option<&'static crate::Endpoint>,
    pub(crate) url: Url,
    pub(crate) authorization: Option<HeaderValue>,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Option<Bytes>,
}

/// Where requests go.
#[derive(Debug)]
pub(crate) enum Transport {
    Http(reqwest::Client),
    #[cfg(feature = "testing")]
    Mock(crate::testing::Mock),
}

impl Transport {
    pub(crate) async fn send(&self, request: Request) -> Result<RawReply, Error> {
        match self {
            Transport::Http(client) => http(client, request).await.map_err(Error::http),
            #[cfg(feature = "testing")]
            Transport::Mock(mock) => mock.answer(request),
        }
    }
}

async fn http(client: &reqwest::Client, request: Request) -> Result<RawReply, reqwest::Error> {
    let mut sent = reqwest::Request::new(request.method, request.url);
    *sent.headers_mut() = request.headers;
    if let Some(authorization) = request.authorization {
        sent.headers_mut().insert(AUTHORIZATION, authorization);
    }
    *sent.body_mut() = request.body.map(reqwest::Body::from);
    let mut response = client.execute(sent).await?;
    let status = response.status();
    let headers = std::mem::take(response.headers_mut());
    let body = response.bytes().await?;
    Ok(RawReply { status, headers, body })
}

/// The HTTP client that is used if the program brings none.
pub(crate) fn http_client(user_agent: &str) -> Result<reqwest::Client, Error> {
    let builder = reqwest::Client::builder()
        .user_agent(user_agent)
        .connect_timeout(CONNECT_TIMEOUT)
        .tcp_nodelay(true);
    #[cfg(feature = "rustls")]
    let builder = builder.tls_backend_preconfigured(tls()?);
    builder.build().map_err(|error| {
        Error::config("the HTTP client cannot be built").with_source(error.without_url())
    })
}

/// rustls with *ring* and the operating system's certificates. Handing the provider over makes
/// the client independent of what the process has installed, or has not.
#[cfg(feature = "rustls")]
fn tls() -> Result<rustls::ClientConfig, Error> {
    use std::sync::Arc;

    use rustls_platform_verifier::Verifier;

    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = || -> Result<rustls::ClientConfig, rustls::Error> {
        let verifier = Verifier::new(provider.clone())?;
        Ok(rustls::ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()?
            .dangerous()
            .with_custom_certificate_verifier(Arc::new(verifier))
            .with_no_client_auth())
    };
    config().map_err(|error| Error::config("TLS cannot be set up").with_source(error))
}
