//! The way of a request to a server and back.

use std::time::Duration;

use http::header::{AUTHORIZATION, HeaderMap, HeaderValue};
use http::{Method, StatusCode};
use reqwest::Url;
use reqwest::redirect::{Action, Attempt, Policy};

use crate::body::Outgoing;
use crate::error::Error;
use crate::incoming::Arriving;
use crate::reply::RawReply;

/// The time allowed for connecting, within the time for the whole call.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

const USER_AGENT: &str = concat!("feishu-api/", env!("CARGO_PKG_VERSION"));

/// A request, ready to be sent.
pub(crate) struct Request {
    pub(crate) method: Method,
    /// What it is made to, for the rules of a mock.
    #[cfg(feature = "testing")]
    pub(crate) target: crate::call::Target,
    pub(crate) url: Url,
    pub(crate) authorization: Option<HeaderValue>,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Outgoing,
}

/// Where requests go.
#[derive(Debug)]
pub(crate) enum Transport {
    Http(reqwest::Client),
    #[cfg(feature = "testing")]
    Mock(crate::testing::Mock),
}

impl Transport {
    pub(crate) async fn send(&self, request: Request) -> Result<RawReply<Arriving>, Error> {
        match self {
            Transport::Http(client) => {
                let failure = match &request.body {
                    Outgoing::Upload(upload) => Some(upload.failure()),
                    Outgoing::None | Outgoing::Bytes(_) => None,
                };
                let sent = http(client, request).await;
                sent.map_err(|error| {
                    failure.and_then(|failure| failure.take()).unwrap_or_else(|| Error::http(error))
                })
            }
            #[cfg(feature = "testing")]
            Transport::Mock(mock) => mock.send(request).await,
        }
    }
}

async fn http(
    client: &reqwest::Client,
    request: Request,
) -> Result<RawReply<Arriving>, reqwest::Error> {
    let mut sent = reqwest::Request::new(request.method, request.url);
    *sent.headers_mut() = request.headers;
    if let Some(authorization) = request.authorization {
        sent.headers_mut().insert(AUTHORIZATION, authorization);
    }
    *sent.body_mut() = match request.body {
        Outgoing::None => None,
        Outgoing::Bytes(bytes) => Some(bytes.into()),
        Outgoing::Upload(upload) => Some(reqwest::Body::wrap(upload)),
    };
    let mut response = client.execute(sent).await?;
    let status = response.status();
    let headers = std::mem::take(response.headers_mut());
    Ok(RawReply { status, headers, body: Arriving::Http(response) })
}

/// Begins the HTTP client that a [`Client`](crate::Client) makes for itself, to be changed and handed
/// to [`ClientBuilder::http`](crate::ClientBuilder::http): its TLS, ten seconds for connecting, and
/// redirects on the same server only, which repeat the request unless it has files.
///
/// With the feature `rustls`, its TLS is complete: settings of the builder for certificates and
/// versions have no effect. For certificates of your own, hand over a whole rustls configuration
/// with its `tls_backend_preconfigured`.
///
/// ```
/// use feishu_api::prelude::*;
///
/// fn client(app_secret: &str) -> Result<Client, Box<dyn std::error::Error>> {
///     let proxy = feishu_api::reqwest::Proxy::https("http://proxy.example.com:3128")?;
///     let http = feishu_api::http_client()?.proxy(proxy).build()?;
///     Ok(Client::builder("cli_a1b2c3", app_secret).http(http).build()?)
/// }
/// # assert!(client("secret").is_ok());
/// ```
///
/// # Errors
/// If TLS cannot be set up: with the feature `rustls-no-provider`, if the process has installed no
/// crypto provider.
pub fn http_client() -> Result<reqwest::ClientBuilder, Error> {
    let builder = reqwest::Client::builder()
        .user_agent(USER_AGENT)
        .connect_timeout(CONNECT_TIMEOUT)
        .redirect(Policy::custom(same_origin))
        .tcp_nodelay(true);
    #[cfg(feature = "rustls")]
    let builder = builder.tls_backend_preconfigured(tls()?);
    #[cfg(all(feature = "rustls-no-provider", not(feature = "rustls")))]
    if rustls::crypto::CryptoProvider::get_default().is_none() {
        return Err(Error::config("the process has installed no crypto provider for rustls"));
    }
    Ok(builder)
}

/// Follows a redirect that repeats the request on the server it comes from. Another server would be
/// sent tokens, the app's secret, and whatever else the request holds; and the other redirects turn
/// a write into a GET, whose success says nothing. What is not followed is answered as it is.
fn same_origin(attempt: Attempt<'_>) -> Action {
    const MOST: usize = 5;
    let repeats = [StatusCode::TEMPORARY_REDIRECT, StatusCode::PERMANENT_REDIRECT]
        .contains(&attempt.status());
    let from = attempt.previous().last().map(Url::origin);
    if repeats && attempt.previous().len() <= MOST && from == Some(attempt.url().origin()) {
        attempt.follow()
    } else {
        attempt.stop()
    }
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
        let mut config = rustls::ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()?
            .dangerous()
            .with_custom_certificate_verifier(Arc::new(verifier))
            .with_no_client_auth();
        // reqwest offers HTTP/2 only with a configuration of its own.
        config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        Ok(config)
    };
    config().map_err(|error| Error::config("TLS cannot be set up").with_source(error))
}

#[cfg(all(test, feature = "rustls"))]
mod tests {
    #[test]
    fn http_2_is_offered() {
        let config = super::tls().expect("TLS can be set up");
        assert_eq!(config.alpn_protocols, [&b"h2"[..], b"http/1.1"]);
    }
}
