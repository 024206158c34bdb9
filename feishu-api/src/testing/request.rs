//! What came to a mock.

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, Method};
use percent_encoding::percent_decode_str;
use reqwest::Url;
use serde_json::Value;

use super::is_for_tokens;
use crate::endpoint::Endpoint;

/// A request that came to a mock.
#[derive(Clone)]
#[non_exhaustive]
pub struct RecordedRequest {
    /// The endpoint; nothing for a raw call.
    pub endpoint: Option<&'static Endpoint>,
    /// The request method.
    pub method: Method,
    /// The whole URL.
    pub url: Url,
    /// The headers, `Authorization` among them.
    pub headers: HeaderMap,
    /// The body, empty if there is none.
    pub body: Bytes,
}

impl RecordedRequest {
    /// The path as it was sent, percent-encoded.
    pub fn path(&self) -> &str {
        self.url.path()
    }

    /// The query parameters in the order in which they were sent, decoded.
    pub fn query(&self) -> Vec<(String, String)> {
        self.url.query_pairs().into_owned().collect()
    }

    /// A value in the path, decoded, by its name in the template: `path_value("user_id")`.
    pub fn path_value(&self, name: &str) -> Option<String> {
        let template = self.endpoint?.path;
        let place = template.split('/').rev().position(|part| {
            part.strip_prefix('{').and_then(|part| part.strip_suffix('}')) == Some(name)
        })?;
        // From the end, for there may be more before the path.
        let value = self.path().split('/').rev().nth(place)?;
        Some(percent_decode_str(value).decode_utf8_lossy().into_owned())
    }

    /// A query parameter by its name, decoded: the first, if there are several.
    pub fn query_value(&self, name: &str) -> Option<String> {
        let mut pairs = self.url.query_pairs();
        pairs.find(|(known, _)| known == name).map(|(_, value)| value.into_owned())
    }

    /// The value of a header, if it is text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The body as JSON; null if there is none, or if it is none.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }

    /// The fields of the form that the body is, in the order in which they were sent.
    pub fn form(&self) -> Vec<(String, String)> {
        form_urlencoded::parse(&self.body).into_owned().collect()
    }

    /// The parts of the multipart body, in the order in which they were sent; none if it is no such body.
    pub fn parts(&self) -> Vec<RecordedPart> {
        self.read_parts().unwrap_or_default()
    }

    fn read_parts(&self) -> Option<Vec<RecordedPart>> {
        let (_, boundary) = self.header("content-type")?.split_once("boundary=")?;
        let delimiter = format!("--{}", boundary.trim_matches('"'));
        let mut parts = Vec::new();
        let mut rest = self.body.strip_prefix(delimiter.as_bytes())?;
        let delimiter = format!("\r\n{delimiter}");
        // The last delimiter is followed by two dashes.
        while let Some(part) = rest.strip_prefix(b"\r\n") {
            let (part, behind) = split_at(part, delimiter.as_bytes())?;
            let (about, content) = split_at(part, b"\r\n\r\n")?;
            parts.push(RecordedPart::read(&String::from_utf8_lossy(about), content));
            rest = behind;
        }
        Some(parts)
    }
}

/// What is before a text, and what is behind it.
fn split_at<'a>(bytes: &'a [u8], text: &[u8]) -> Option<(&'a [u8], &'a [u8])> {
    let start = bytes.windows(text.len()).position(|window| window == text)?;
    Some((&bytes[..start], &bytes[start + text.len()..]))
}

impl fmt::Debug for RecordedRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const SHOWN: usize = 1000;
        write!(f, "{} {}", self.method, self.url)?;
        // It holds the app's secret.
        if self.endpoint.is_some_and(is_for_tokens) {
            return Ok(());
        }
        let (shown, hidden) = self.body.split_at(self.body.len().min(SHOWN));
        if !shown.is_empty() {
            write!(f, " {}", String::from_utf8_lossy(shown))?;
        }
        if !hidden.is_empty() {
            write!(f, "… and {} bytes more", hidden.len())?;
        }
        Ok(())
    }
}

/// One part of a multipart body that came to a mock.
#[derive(Clone)]
#[non_exhaustive]
pub struct RecordedPart {
    /// The name of the part.
    pub name: String,
    /// The name of the file, if it is one.
    pub file_name: Option<String>,
    /// The media type, if it is said.
    pub content_type: Option<String>,
    /// The content.
    pub content: Bytes,
}

impl RecordedPart {
    fn read(about: &str, content: &[u8]) -> Self {
        let header = |name: &str| {
            about.lines().find_map(|line| {
                let (key, value) = line.split_once(':')?;
                key.eq_ignore_ascii_case(name).then(|| value.trim())
            })
        };
        let disposition = header("content-disposition").unwrap_or_default();
        let parameter = |name: &str| {
            let (_, value) = disposition.split_once(&format!("; {name}=\""))?;
            Some(unquoted(value))
        };
        RecordedPart {
            name: parameter("name").unwrap_or_default(),
            file_name: parameter("filename"),
            content_type: header("content-type").map(str::to_owned),
            content: Bytes::copy_from_slice(content),
        }
    }

    /// The content as text; what is none is replaced.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.content).into_owned()
    }
}

/// A text up to the quote at its end, without the backslashes before what is escaped.
fn unquoted(text: &str) -> String {
    let mut chars = text.chars();
    let mut unquoted = String::new();
    while let Some(char) = chars.next().filter(|char| *char != '"') {
        unquoted.extend(if char == '\\' { chars.next() } else { Some(char) });
    }
    unquoted
}

impl fmt::Debug for RecordedPart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RecordedPart")
            .field("name", &self.name)
            .field("file_name", &self.file_name)
            .field("content_type", &self.content_type)
            .field("bytes", &self.content.len())
            .finish()
    }
}
