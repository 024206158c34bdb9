//! The same endpoints as one would write them with reqwest, and a program that calls them.

use super::endpoints::{Endpoint, Shape, traits};

/// What all endpoints share. The helper has no type parameter, and only the reading has one.
const SHARED: &str = r#"//! Endpoints by hand.

use bytes::Bytes;
pub use models::*;
use reqwest::{Method, RequestBuilder};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

pub type Error = Box<dyn std::error::Error + Send + Sync>;
pub type Result<T> = std::result::Result<T, Error>;

#[derive(Deserialize)]
struct Envelope<T> {
    code: i64,
    msg: Option<String>,
    data: Option<T>,
}

/// One page of a list.
#[derive(Deserialize)]
pub struct Page<T> {
    #[serde(default = "Vec::new")]
    pub items: Vec<T>,
    pub page_token: Option<String>,
    #[serde(default)]
    pub has_more: bool,
}

#[derive(Clone)]
pub struct Client {
    http: reqwest::Client,
    origin: String,
    token: String,
}

impl Client {
    pub fn new(token: String) -> Client {
        let origin = "https://open.feishu.cn/open-apis".to_owned();
        Client { http: reqwest::Client::new(), origin, token }
    }

    fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.request_with(method, path, &[])
    }

    fn request_with(
        &self,
        method: Method,
        path: &str,
        query: &[(&str, Option<&str>)],
    ) -> RequestBuilder {
        let mut url = reqwest::Url::parse(&format!("{}{path}", self.origin)).unwrap();
        for (name, value) in query {
            if let Some(value) = value {
                url.query_pairs_mut().append_pair(name, value);
            }
        }
        self.http.request(method, url).bearer_auth(&self.token)
    }

    async fn send(&self, request: RequestBuilder) -> Result<Bytes> {
        Ok(request.send().await?.bytes().await?)
    }
}

fn json(request: RequestBuilder, body: Vec<u8>) -> RequestBuilder {
    request.header("content-type", "application/json; charset=utf-8").body(body)
}

fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T> {
    let Envelope { code, msg, data } = serde_json::from_slice::<Envelope<T>>(body)?;
    match data {
        Some(data) if code == 0 => Ok(data),
        _ => Err(format!("{code}: {}", msg.unwrap_or_default()).into()),
    }
}

fn check(body: &[u8]) -> Result<()> {
    let Envelope { code, msg, .. } = serde_json::from_slice::<Envelope<serde::de::IgnoredAny>>(body)?;
    match code {
        0 => Ok(()),
        code => Err(format!("{code}: {}", msg.unwrap_or_default()).into()),
    }
}
"#;

/// The crate of the methods.
pub(crate) fn library(endpoints: &[Endpoint]) -> String {
    let structs: String = traits(endpoints).map(one_struct).collect();
    format!("{SHARED}{structs}")
}

fn one_struct(endpoints: &[Endpoint]) -> String {
    let of = endpoints[0].of;
    let methods: String = endpoints.iter().map(method).collect();
    format!(
        "
/// Resource {of}.
#[derive(Clone)]
pub struct Resource{of}Api {{
    client: Client,
}}

impl Resource{of}Api {{
    pub fn new(client: &Client) -> Self {{
        Self {{ client: client.clone() }}
    }}
{methods}}}
"
    )
}

fn method(endpoint: &Endpoint) -> String {
    let Endpoint { number, of, shape } = endpoint;
    let (name, about, verb) = (endpoint.name(), endpoint.about(), shape.verb());
    let thing = format!("Thing{number}");
    let path = match shape {
        Shape::Post | Shape::List => format!(r#""/service{of}/v1/things{number}""#),
        _ => format!(r#"&format!("/service{of}/v1/things{number}/{{id}}")"#),
    };
    let plain = format!("let request = self.client.request(Method::{verb}, {path});");
    let (arguments, payload, request, read) = match shape {
        Shape::Get => (
            "id: &str, user_id_type: Option<&str>, lang: Option<&str>",
            thing,
            format!(
                r#"let query = [("user_id_type", user_id_type), ("lang", lang)];
        let request = self.client.request_with(Method::GET, {path}, &query);"#
            ),
            "read",
        ),
        Shape::Post => (
            "name: &str, member_ids: &[&str], description: Option<&str>, limit: Option<u32>",
            thing,
            format!(
                r#"#[derive(Serialize)]
        struct Body<'a> {{
            name: &'a str,
            member_ids: &'a [&'a str],
            #[serde(skip_serializing_if = "Option::is_none")]
            description: Option<&'a str>,
            #[serde(skip_serializing_if = "Option::is_none")]
            limit: Option<u32>,
        }}
        let body = serde_json::to_vec(&Body {{ name, member_ids, description, limit }})?;
        {plain}
        let request = json(request, body);"#
            ),
            "read",
        ),
        Shape::Patch => (
            "id: &str, name: Option<&str>",
            thing,
            format!(
                r#"#[derive(Serialize)]
        struct Body<'a> {{
            #[serde(skip_serializing_if = "Option::is_none")]
            name: Option<&'a str>,
        }}
        {plain}
        let request = json(request, serde_json::to_vec(&Body {{ name }})?);"#
            ),
            "read",
        ),
        Shape::Put => (
            "id: &str, name: &str",
            thing,
            format!(
                r#"#[derive(Serialize)]
        struct Body<'a> {{
            name: &'a str,
        }}
        {plain}
        let request = json(request, serde_json::to_vec(&Body {{ name }})?);"#
            ),
            "read",
        ),
        Shape::Delete => ("id: &str", "()".to_owned(), plain, "check"),
        Shape::List => (
            "page_size: Option<u32>, page_token: Option<&str>",
            format!("Page<{thing}>"),
            format!(
                r#"let page_size = page_size.unwrap_or(20).to_string();
        let query = [("page_size", Some(&*page_size)), ("page_token", page_token)];
        let request = self.client.request_with(Method::GET, {path}, &query);"#
            ),
            "read",
        ),
    };
    format!(
        "
    /// {about}
    pub async fn {name}(&self, {arguments}) -> Result<{payload}> {{
        {request}
        {read}(&self.client.send(request).await?)
    }}
"
    )
}

/// A program that calls the endpoints.
pub(crate) fn program(endpoints: &[Endpoint]) -> String {
    let run: String = endpoints
        .iter()
        .map(|endpoint| format!("    run_{}(&client).await?;\n", endpoint.name()))
        .collect();
    let calls: String = endpoints.iter().map(call).collect();
    format!(
        r#"//! Calls endpoints that are written by hand.

use std::hint::black_box;

use by_hand::*;

#[tokio::main]
async fn main() -> Result<()> {{
    let client = Client::new(std::env::var("FEISHU_TOKEN")?);
{run}    Ok(())
}}
{calls}"#
    )
}

fn call(endpoint: &Endpoint) -> String {
    let (of, name) = (endpoint.of, endpoint.name());
    let arguments = match endpoint.shape {
        Shape::Get => r#""1", None, Some("en")"#,
        Shape::Post => r#""name", &["a", "b"], Some("words"), None"#,
        Shape::Patch => r#""1", Some("name")"#,
        Shape::Put => r#""1", "name""#,
        Shape::Delete => r#""1""#,
        Shape::List => "Some(50), None",
    };
    format!(
        "
async fn run_{name}(client: &Client) -> Result<()> {{
    let answer = Resource{of}Api::new(client).{name}({arguments}).await?;
    black_box(answer);
    Ok(())
}}
"
    )
}

/// A program with one call, and all it takes.
pub(crate) const ONE_CALL: &str = r#"//! Makes one call.

use serde::Deserialize;
use serde::de::DeserializeOwned;

type Error = Box<dyn std::error::Error>;

#[derive(Deserialize)]
struct Token {
    tenant_access_token: String,
}

#[derive(Deserialize)]
struct Envelope<T> {
    code: i64,
    msg: String,
    data: Option<T>,
}

#[derive(Deserialize)]
struct Answer {
    user: User,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct User {
    name: Option<String>,
}

async fn send<T: DeserializeOwned>(request: reqwest::RequestBuilder) -> Result<T, Error> {
    let reply = request.send().await?.bytes().await?;
    Ok(serde_json::from_slice(&reply)?)
}

#[tokio::main]
async fn main() -> Result<(), Error> {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let client = reqwest::Client::new();
    let origin = "https://open.feishu.cn/open-apis";

    let (id, secret) = (std::env::var("FEISHU_APP_ID")?, std::env::var("FEISHU_APP_SECRET")?);
    let app = serde_json::json!({ "app_id": id, "app_secret": secret }).to_string();
    let request = client.post(format!("{origin}/auth/v3/tenant_access_token/internal"));
    let token: Token = send(request.header("content-type", "application/json").body(app)).await?;

    let url = format!("{origin}/contact/v3/users/ou_1?user_id_type=open_id");
    let request = client.get(url).bearer_auth(token.tenant_access_token);
    let Envelope::<Answer> { code, msg, data } = send(request).await?;
    match data {
        Some(Answer { user }) if code == 0 => println!("{}", user.name.unwrap_or_default()),
        _ => return Err(format!("{code}: {msg}").into()),
    }
    Ok(())
}
"#;
