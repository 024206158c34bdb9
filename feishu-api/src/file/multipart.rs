//! Bodies in parts: `multipart/form-data` (RFC 7578).

use std::fmt;

use bytes::Bytes;
use uuid::Uuid;

use super::{File, Upload};
use crate::encode::{ParamValues, ToParam};
use crate::error::{Error, Result};

/// A value that can be a part of a multipart body: a [`File`] or several, or text as [`ToParam`] writes
/// it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be sent as a part of a multipart body",
    label = "not a part",
    note = "a file is a `feishu_api::File`, made by `File::open(path)` or, for bytes, `File::from_bytes(name, bytes)`",
    note = "what serializes is sent as JSON: `#[part(json)]`",
    note = "for an enum or a wrapper, derive `ToParam`"
)]
pub trait ToPart {
    /// Hands over the value, or each value of a list.
    fn to_part(&self, values: &mut PartValues<'_>);
}

#[diagnostic::do_not_recommend]
impl<T: ToParam + ?Sized> ToPart for T {
    fn to_part(&self, values: &mut PartValues<'_>) {
        self.to_param(&mut ParamValues::new(&mut |text| values.text(text)));
    }
}

impl ToPart for File {
    fn to_part(&self, values: &mut PartValues<'_>) {
        values.file(self);
    }
}

impl ToPart for &File {
    fn to_part(&self, values: &mut PartValues<'_>) {
        values.file(self);
    }
}

impl ToPart for [File] {
    fn to_part(&self, values: &mut PartValues<'_>) {
        self.iter().for_each(|file| values.file(file));
    }
}

impl ToPart for &[File] {
    fn to_part(&self, values: &mut PartValues<'_>) {
        (**self).to_part(values);
    }
}

impl ToPart for Vec<File> {
    fn to_part(&self, values: &mut PartValues<'_>) {
        self[..].to_part(values);
    }
}

/// Takes the values of one part.
pub struct PartValues<'a> {
    name: &'static str,
    parts: &'a mut Vec<Part>,
}

impl PartValues<'_> {
    /// Takes a text.
    pub fn text(&mut self, text: &str) {
        self.parts.push(Part { name: self.name, content: Content::Text(text.to_owned()) });
    }

    /// Takes a file.
    pub fn file(&mut self, file: &File) {
        self.parts.push(Part { name: self.name, content: Content::File(file.clone()) });
    }
}

impl fmt::Debug for PartValues<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PartValues")
    }
}

/// The parts of a body, in the order in which they were given. Files are sent behind all else.
#[derive(Clone, Default)]
pub(crate) struct Parts(Vec<Part>);

#[derive(Clone)]
struct Part {
    name: &'static str,
    content: Content,
}

#[derive(Clone)]
enum Content {
    Text(String),
    Json(String),
    File(File),
}

impl Parts {
    /// Adds a part, or a part for each value of a list; a name given again replaces.
    pub(crate) fn put(&mut self, name: &'static str, value: &dyn ToPart) -> Result<()> {
        let mut parts = Vec::new();
        value.to_part(&mut PartValues { name, parts: &mut parts });
        for part in &parts {
            if let Content::File(file) = &part.content {
                check(file)?;
            }
        }
        self.replace(name, parts);
        Ok(())
    }

    pub(crate) fn put_json(&mut self, name: &'static str, json: String) {
        self.replace(name, vec![Part { name, content: Content::Json(json) }]);
    }

    fn replace(&mut self, name: &'static str, parts: Vec<Part>) {
        self.0.retain(|part| part.name != name);
        self.0.extend(parts);
    }

    pub(crate) fn are_replayable(&self) -> bool {
        self.0.iter().all(|part| match &part.content {
            Content::File(file) => file.is_replayable(),
            Content::Text(_) | Content::Json(_) => true,
        })
    }

    /// The body and its content type.
    pub(crate) async fn upload(&self) -> Result<(Upload, String)> {
        // Random, so that no content can hold it.
        let boundary = format!("feishu-api-{}", Uuid::new_v4().simple());
        let mut upload = Upload::new();
        // Servers that read a file while it comes have to know before what it is.
        let (files, texts): (Vec<&Part>, Vec<&Part>) =
            self.0.iter().partition(|part| matches!(part.content, Content::File(_)));
        for Part { name, content } in texts.into_iter().chain(files) {
            let name = quoted(name);
            let head = format!("--{boundary}\r\nContent-Disposition: form-data; name={name}");
            match content {
                Content::Text(text) => upload.text(format!("{head}\r\n\r\n{text}")),
                Content::Json(json) => {
                    upload.text(format!("{head}\r\nContent-Type: application/json\r\n\r\n{json}"));
                }
                Content::File(file) => {
                    let (name, media_type) = (quoted(&file.name), file.content_type());
                    upload.text(format!(
                        "{head}; filename={name}\r\nContent-Type: {media_type}\r\n\r\n"
                    ));
                    upload.file(file).await?;
                }
            }
            upload.text(Bytes::from_static(b"\r\n"));
        }
        upload.text(format!("--{boundary}--\r\n"));
        Ok((upload, format!("multipart/form-data; boundary={boundary}")))
    }
}

/// Refuses a file whose name or type would break out of its header.
fn check(file: &File) -> Result<()> {
    if file.name.contains(char::is_control) {
        let detail = format!("the name of the file {:?} has control characters", file.name);
        return Err(Error::argument(detail));
    }
    let media_type = file.content_type();
    if !media_type.contains('/') || !media_type.chars().all(|c| matches!(c, ' '..='~')) {
        let detail = format!("the file {:?} has no media type, but {media_type:?}", file.name);
        return Err(Error::argument(detail));
    }
    Ok(())
}

/// A quoted string of RFC 2183. RFC 7578 has the text in it as UTF-8.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
