//! The body of a request.

use bytes::Bytes;
use http::HeaderValue;
use serde::Serialize;
use serde_json::Value;
use serde_json::value::RawValue;

use crate::encode::{Entries, Fields};
use crate::error::{Error, Result};
use crate::file::{File, Parts, Upload};

const JSON: HeaderValue = HeaderValue::from_static("application/json; charset=utf-8");
const FORM: HeaderValue = HeaderValue::from_static("application/x-www-form-urlencoded");

/// A body under construction. Attempts are made from it, and it can be changed for another page.
#[derive(Clone)]
pub(crate) enum Body {
    None,
    /// A JSON object, field by field.
    Fields(Entries),
    /// A form, field by field.
    Form(Entries),
    /// A multipart body, part by part.
    Parts(Parts),
    /// A JSON value.
    Json(Bytes),
    /// What is sent as it is, with its media type.
    Bytes(Bytes, HeaderValue),
    /// A file that is sent as it is.
    File(File, HeaderValue),
}

/// A body, ready to be sent once.
pub(crate) enum Outgoing {
    None,
    Bytes(Bytes),
    Upload(Upload),
}

impl Body {
    /// The body of one attempt, and its content type.
    pub(crate) async fn outgoing(&self) -> Result<(Outgoing, Option<HeaderValue>)> {
        let bytes = |bytes: Vec<u8>, content_type| (Outgoing::Bytes(bytes.into()), content_type);
        let (body, content_type) = match self {
            Body::None => return Ok((Outgoing::None, None)),
            Body::Fields(fields) => bytes(fields.object(), JSON),
            Body::Form(fields) => bytes(fields.form_text(), FORM),
            Body::Json(json) => (Outgoing::Bytes(json.clone()), JSON),
            Body::Bytes(bytes, content_type) => {
                (Outgoing::Bytes(bytes.clone()), content_type.clone())
            }
            Body::Parts(parts) => {
                let (upload, content_type) = parts.upload().await?;
                (Outgoing::Upload(upload), header_value(content_type)?)
            }
            Body::File(file, content_type) => {
                let mut upload = Upload::new();
                upload.file(file).await?;
                (Outgoing::Upload(upload), content_type.clone())
            }
        };
        Ok((body, Some(content_type)))
    }

    /// Whether the body can be sent a second time.
    pub(crate) fn is_replayable(&self) -> bool {
        match self {
            Body::Parts(parts) => parts.are_replayable(),
            Body::File(file, _) => file.is_replayable(),
            _ => true,
        }
    }

    /// The body that is a value as it is.
    pub(crate) fn content(value: &dyn ToContent, media_type: &'static str) -> Result<Body> {
        let media_type = header_value(media_type)?;
        Ok(match value.to_content() {
            Content::Bytes(bytes) => Body::Bytes(bytes, media_type),
            Content::File(file) => Body::File(file, media_type),
        })
    }

    /// The JSON value at a path of names with dots between them.
    pub(crate) fn json_at(&self, path: &str) -> Option<Value> {
        let (value, pointer) = match self {
            Body::Fields(fields) => {
                let (name, rest) = path.split_once('.').unwrap_or((path, ""));
                let (_, json) = fields.get(name)?.split_once(':')?;
                (serde_json::from_str::<Value>(json).ok()?, pointer(rest))
            }
            Body::Json(json) => (serde_json::from_slice(json).ok()?, pointer(path)),
            _ => return None,
        };
        value.pointer(&pointer).cloned()
    }

    /// Sets a JSON value at a path of names with dots between them. All else stays as it was written.
    pub(crate) fn set_json_at(&mut self, path: &'static str, value: &Value) -> Result<()> {
        let unset = || Error::argument(format!("the body has no place for `{path}`"));
        match self {
            Body::Fields(fields) => {
                let (name, rest) = path.split_once('.').unwrap_or((path, ""));
                let field = fields.get(name).and_then(|entry| entry.split_once(':'));
                let field = field.map_or("null", |(_, json)| json);
                let field = with_json_at(field, rest, value).ok_or_else(unset)?;
                fields.field(name, &field).map_err(|_| unset())
            }
            Body::Json(json) => {
                let body = std::str::from_utf8(json).ok();
                let body = body.and_then(|body| with_json_at(body, path, value));
                *json = body.ok_or_else(unset)?.get().to_owned().into();
                Ok(())
            }
            // The body of an optional argument that is not set.
            Body::None => {
                let body = with_json_at("null", path, value).ok_or_else(unset)?;
                *self = Body::Json(body.get().to_owned().into());
                Ok(())
            }
            _ => Err(unset()),
        }
    }
}

/// `a.b` as a JSON pointer.
fn pointer(path: &str) -> String {
    path.split('.').filter(|name| !name.is_empty()).map(|name| format!("/{name}")).collect()
}

/// JSON with a value set inside it; nothing if something on the way is neither absent nor an object.
fn with_json_at(json: &str, path: &str, value: &Value) -> Option<Box<RawValue>> {
    if path.is_empty() {
        return serde_json::value::to_raw_value(value).ok();
    }
    let (name, rest) = path.split_once('.').unwrap_or((path, ""));
    let Fields(fields) = match json {
        "null" => Fields(Vec::new()),
        json => serde_json::from_str(json).ok()?,
    };
    let mut object = Entries::default();
    let mut inner = "null";
    for (key, field) in &fields {
        if key == name {
            inner = field.get();
        } else {
            object.field(key.clone(), field).ok()?;
        }
    }
    object.field(name.to_owned(), &with_json_at(inner, rest, value)?).ok()?;
    RawValue::from_string(String::from_utf8(object.object()).ok()?).ok()
}

fn header_value(text: impl AsRef<str>) -> Result<HeaderValue> {
    let text = text.as_ref();
    HeaderValue::try_from(text).map_err(|_| Error::argument(format!("{text:?} is no media type")))
}

/// A value that is written as JSON: whatever [`Serialize`] writes.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be written as JSON",
    label = "not JSON",
    note = "derive it: `#[derive(serde::Serialize)]`",
    note = "a file is a `#[part]`, or the whole body: `#[body(\"image/png\")]`"
)]
pub trait ToJson: Serialize {}

#[diagnostic::do_not_recommend]
impl<T: Serialize + ?Sized> ToJson for T {}

/// A value that can be sent as it is: bytes, text or a [`File`], for `#[body("text/csv")]`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be sent as it is",
    label = "neither bytes nor text nor a file",
    note = "a `#[body]` without a media type is sent as JSON"
)]
pub trait ToContent {
    #[doc(hidden)]
    fn to_content(&self) -> Content;
}

/// What a body is made of that is sent as it is.
pub enum Content {
    Bytes(Bytes),
    File(File),
}

impl ToContent for [u8] {
    fn to_content(&self) -> Content {
        Content::Bytes(Bytes::copy_from_slice(self))
    }
}

impl<const N: usize> ToContent for [u8; N] {
    fn to_content(&self) -> Content {
        self[..].to_content()
    }
}

impl ToContent for Vec<u8> {
    fn to_content(&self) -> Content {
        self[..].to_content()
    }
}

impl ToContent for Bytes {
    fn to_content(&self) -> Content {
        Content::Bytes(self.clone())
    }
}

impl ToContent for str {
    fn to_content(&self) -> Content {
        self.as_bytes().to_content()
    }
}

impl ToContent for String {
    fn to_content(&self) -> Content {
        self.as_bytes().to_content()
    }
}

impl ToContent for File {
    fn to_content(&self) -> Content {
        Content::File(self.clone())
    }
}

impl<T: ToContent + ?Sized> ToContent for &T {
    fn to_content(&self) -> Content {
        (**self).to_content()
    }
}
