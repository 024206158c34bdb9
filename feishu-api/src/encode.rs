//! From arguments to the text of a request.

use std::borrow::Cow;
use std::fmt::{self, Write as _};
use std::num::NonZero;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use serde_json::value::RawValue;
use uuid::Uuid;

use crate::error::Error;

/// All but the unreserved characters of RFC 3986, section 2.3: safe in a path and in a query.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A value that can stand in a path, a query or a header.
///
/// Implemented for strings, numbers and `bool`, and for lists of them, which repeat the key in a
/// query. An enum or a wrapper of your own derives it, and is sent under the name that serde would
/// write:
///
/// ```
/// use feishu_api::prelude::*;
///
/// #[derive(Clone, Copy, ToParam)]
/// #[serde(rename_all = "snake_case")]
/// enum MemberIdType {
///     OpenId,
///     UnionId,
///     #[serde(rename = "app_id")]
///     Application,
/// }
///
/// #[derive(ToParam)]
/// struct OrderId(u64);
/// ```
///
/// With a renamed or re-exported crate, name it on the type: `#[feishu(crate = ::some::path)]`.
/// There is no implementation for `Option`: in a declaration, an optional argument is one whose
/// type is written as `Option<T>`, not as an alias of it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be sent as a path, query or header parameter",
    label = "not a parameter",
    note = "for an enum or a wrapper, derive it: `#[derive(ToParam)]`",
    note = "a struct belongs in the body: `#[body]` or `#[field]`, or is spread: `#[query(flatten)]`",
    note = "a file is a `#[part]`, or the whole body: `#[body(\"image/png\")]`",
    note = "an optional argument is written as `Option<T>`: an alias of it is not recognised"
)]
pub trait ToParam {
    /// Hands over the value, or each value of a list.
    fn to_param(&self, values: &mut ParamValues<'_>);
}

/// Takes the values of one parameter.
pub struct ParamValues<'a>(&'a mut dyn FnMut(&str));

impl<'a> ParamValues<'a> {
    pub(crate) fn new(take: &'a mut dyn FnMut(&str)) -> Self {
        ParamValues(take)
    }

    /// Takes one value as text.
    pub fn text(&mut self, value: &str) {
        (self.0)(value);
    }

    /// Takes one value as it prints.
    pub fn display(&mut self, value: &dyn fmt::Display) {
        let mut text = String::new();
        // Writing to a string fails only if the value itself does; what it wrote is then sent.
        let _ = write!(text, "{value}");
        self.text(&text);
    }

    /// Takes the values of another parameter.
    pub fn put<T: ToParam + ?Sized>(&mut self, value: &T) {
        value.to_param(self);
    }
}

impl fmt::Debug for ParamValues<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ParamValues")
    }
}

impl ToParam for str {
    fn to_param(&self, values: &mut ParamValues<'_>) {
        values.text(self);
    }
}

impl ToParam for String {
    fn to_param(&self, values: &mut ParamValues<'_>) {
        values.text(self);
    }
}

impl ToParam for Cow<'_, str> {
    fn to_param(&self, values: &mut ParamValues<'_>) {
        values.text(self);
    }
}

impl ToParam for bool {
    fn to_param(&self, values: &mut ParamValues<'_>) {
        values.text(if *self { "true" } else { "false" });
    }
}

macro_rules! displayed {
    ($($number:ty)*) => { $(
        impl ToParam for $number {
            fn to_param(&self, values: &mut ParamValues<'_>) {
                values.display(self);
            }
        }
    )* };
}

displayed! { i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize f32 f64 char }
displayed! { NonZero<u8> NonZero<u16> NonZero<u32> NonZero<u64> NonZero<usize> }

impl<T: ToParam + ?Sized> ToParam for &T {
    fn to_param(&self, values: &mut ParamValues<'_>) {
        (**self).to_param(values);
    }
}

impl<T: ToParam + ?Sized> ToParam for Box<T> {
    fn to_param(&self, values: &mut ParamValues<'_>) {
        (**self).to_param(values);
    }
}

impl<T: ToParam> ToParam for [T] {
    fn to_param(&self, values: &mut ParamValues<'_>) {
        self.iter().for_each(|value| value.to_param(values));
    }
}

impl<T: ToParam> ToParam for Vec<T> {
    fn to_param(&self, values: &mut ParamValues<'_>) {
        self[..].to_param(values);
    }
}

impl<T: ToParam, const N: usize> ToParam for [T; N] {
    fn to_param(&self, values: &mut ParamValues<'_>) {
        self[..].to_param(values);
    }
}

/// Appends a path segment. A value that would not stay one segment is refused: servers and
/// proxies resolve `.` and `..` away, even percent-encoded.
pub(crate) fn segment(path: &mut String, name: &str, value: &dyn ToParam) -> Result<(), Error> {
    let value = single(name, value)?;
    if matches!(value.as_str(), "" | "." | "..") {
        return Err(Error::argument(format!(
            "path parameter `{name}` is {value:?}, which names no resource"
        )));
    }
    match value.bytes().all(is_unreserved) {
        true => path.push_str(&value),
        false => path.extend(utf8_percent_encode(&value, RESERVED)),
    }
    Ok(())
}

/// The one value of a parameter that cannot be a list.
pub(crate) fn single(name: &str, value: &dyn ToParam) -> Result<String, Error> {
    let mut one = None;
    let mut count = 0;
    value.to_param(&mut ParamValues::new(&mut |text| {
        count += 1;
        one = Some(text.to_owned());
    }));
    one.filter(|_| count == 1).ok_or_else(|| {
        Error::argument(format!("parameter `{name}` takes one value, and {count} were given"))
    })
}

/// A key under which a call that is repeated is carried out once: a random UUID (RFC 9562, version 4).
pub fn idempotency_key() -> String {
    Uuid::new_v4().to_string()
}

/// Ends the name of an entry that holds parameters of other names. No parameter's name does.
const SPREAD: &str = " (spread)";

/// Named values, encoded one behind the other as they are given; a name given again replaces what
/// was given before. Each entry begins with its separator.
#[derive(Clone, Default)]
pub(crate) struct Entries {
    text: Vec<u8>,
    spans: Vec<Span>,
}

#[derive(Clone)]
struct Span {
    name: Cow<'static, str>,
    start: usize,
    end: usize,
}

impl Entries {
    /// Appends what `write` writes as the entry `name`, or leaves everything as it was.
    fn put<E>(
        &mut self,
        name: Cow<'static, str>,
        write: impl FnOnce(&mut Vec<u8>) -> Result<(), E>,
    ) -> Result<(), E> {
        /// What most calls have room in.
        const USUAL: usize = 128;
        let end = self.text.len();
        if end == 0 {
            self.text.reserve(USUAL);
        }
        if let Err(error) = write(&mut self.text) {
            self.text.truncate(end);
            return Err(error);
        }
        if let Some(at) = self.spans.iter().position(|span| span.name == name) {
            let old = self.spans.remove(at);
            self.text.drain(old.start..old.end);
            for span in &mut self.spans[at..] {
                span.start -= old.end - old.start;
                span.end -= old.end - old.start;
            }
        }
        let start = self.spans.last().map_or(0, |span| span.end);
        self.spans.push(Span { name, start, end: self.text.len() });
        Ok(())
    }

    /// Appends what `write` writes, where nothing can fail.
    fn put_text(&mut self, name: Cow<'static, str>, write: impl FnOnce(&mut Vec<u8>)) {
        let put = self.put(name, |text| {
            write(text);
            Ok::<(), std::convert::Infallible>(())
        });
        put.unwrap_or_else(|never| match never {});
    }

    /// `&name=value`, once for each value, each side written by `encode`.
    fn put_pairs(
        &mut self,
        name: Cow<'static, str>,
        value: &dyn ToParam,
        encode: fn(&mut Vec<u8>, &str),
    ) {
        self.put_text(name.clone(), |text| {
            value.to_param(&mut ParamValues::new(&mut |value| {
                text.push(b'&');
                encode(text, &name);
                text.push(b'=');
                encode(text, value);
            }));
        });
    }

    /// `&name=value`, once for each value.
    pub(crate) fn query(&mut self, name: impl Into<Cow<'static, str>>, value: &dyn ToParam) {
        self.put_pairs(name.into(), value, percent_encode);
    }

    /// The entry of a name as it was written, its separator included.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        let span = self.spans.iter().find(|span| span.name == name)?;
        std::str::from_utf8(&self.text[span.start..span.end]).ok()
    }

    /// `&name=a,b`, or nothing for an empty list.
    pub(crate) fn query_csv(
        &mut self,
        name: &'static str,
        value: &dyn ToParam,
    ) -> Result<(), Error> {
        let mut values: Vec<String> = Vec::new();
        value.to_param(&mut ParamValues::new(&mut |value| values.push(value.to_owned())));
        if values.iter().any(|value| value.contains(',')) {
            let detail = format!("a value of `{name}` has a comma, which would make it two values");
            return Err(Error::argument(detail));
        }
        match values.is_empty() {
            true => self.query(name, &values),
            false => self.query(name, &values.join(",")),
        }
        Ok(())
    }

    /// `&key=value` for each field of a JSON object; a list repeats its key, and null is left out.
    /// The fields together replace those that were given under the same `name`.
    pub(crate) fn query_fields(&mut self, name: &'static str, object: &str) -> Result<(), Error> {
        let Fields(fields) = serde_json::from_str(object).map_err(|_| {
            Error::argument(format!("`{name}` is spread over the query, and is no struct or map"))
        })?;
        let mut entries = Entries::default();
        for (key, value) in fields {
            let values: Vec<&RawValue> = match value.get().starts_with('[') {
                true => serde_json::from_str(value.get()).unwrap_or_default(),
                false => vec![value],
            };
            if values.iter().any(|value| value.get().starts_with(['[', '{'])) {
                let detail = format!("`{key}` is nested: a query parameter is one value or a list");
                return Err(Error::argument(detail));
            }
            let texts = values.into_iter().filter(|value| value.get() != "null").map(|value| {
                serde_json::from_str::<String>(value.get()).unwrap_or(value.get().to_owned())
            });
            entries.query(key, &texts.collect::<Vec<_>>());
        }
        self.put_text(Cow::Owned(format!("{name}{SPREAD}")), |text| {
            text.extend_from_slice(&entries.text);
        });
        Ok(())
    }

    /// Whether an entry spreads a struct or map.
    fn spreads(&self) -> bool {
        self.spans.iter().any(|span| span.name.ends_with(SPREAD))
    }

    /// A key of a query that one entry spreads and another one has, too.
    pub(crate) fn query_conflict(&self) -> Option<String> {
        if !self.spreads() {
            return None;
        }
        let mut seen: Vec<(&[u8], usize)> = Vec::new();
        for (entry, span) in self.spans.iter().enumerate() {
            for pair in self.text[span.start..span.end].split(|&byte| byte == b'&').skip(1) {
                let key = pair.split(|&byte| byte == b'=').next().unwrap_or_default();
                if seen.iter().any(|(known, other)| *known == key && *other != entry) {
                    return Some(String::from_utf8_lossy(key).into_owned());
                }
                seen.push((key, entry));
            }
        }
        None
    }

    /// `,"name":value`
    pub(crate) fn field<T: serde::Serialize + ?Sized>(
        &mut self,
        name: impl Into<Cow<'static, str>>,
        value: &T,
    ) -> Result<(), serde_json::Error> {
        let name = name.into();
        self.put(name.clone(), |text| {
            text.push(b',');
            serde_json::to_writer(&mut *text, &name)?;
            text.push(b':');
            serde_json::to_writer(text, value)
        })
    }

    /// `,"key":value` for each field of a JSON object, which together replace those that were given
    /// under the same `name`.
    pub(crate) fn fields(&mut self, name: &'static str, object: &str) -> Result<(), Error> {
        let Ok(Fields(fields)) = serde_json::from_str(object) else {
            let detail = format!("`{name}` is spread over the body, and is no struct or map");
            return Err(Error::argument(detail));
        };
        let mut entries = Entries::default();
        for (key, value) in fields {
            let put = entries.field(key, value);
            put.map_err(|error| {
                Error::argument(format!("`{name}` cannot be written as JSON")).with_source(error)
            })?;
        }
        self.put_text(Cow::Owned(format!("{name}{SPREAD}")), |text| {
            text.extend_from_slice(&entries.text);
        });
        Ok(())
    }

    /// A field that one entry spreads and another one has, too.
    pub(crate) fn field_conflict(&self) -> Option<String> {
        if !self.spreads() {
            return None;
        }
        let object = self.object();
        let Fields(mut fields) = serde_json::from_slice(&object).ok()?;
        fields.sort_by(|(a, _), (b, _)| a.cmp(b));
        let twice = fields.windows(2).find(|pair| pair[0].0 == pair[1].0)?;
        Some(twice[0].0.clone())
    }

    /// `&name=value`, once for each value, as a form writes it: a blank is `+`.
    pub(crate) fn form(&mut self, name: &'static str, value: &dyn ToParam) {
        self.put_pairs(Cow::Borrowed(name), value, form_encode);
    }

    /// The entries of [`query`](Self::query) as a query; nothing if there are none.
    pub(crate) fn query_text(&self) -> Option<&str> {
        // Percent-encoded text is ASCII.
        std::str::from_utf8(self.text.get(1..)?).ok()
    }

    /// The entries of [`form`](Self::form) as a form.
    pub(crate) fn form_text(&self) -> Vec<u8> {
        self.text.get(1..).unwrap_or_default().to_vec()
    }

    /// The entries of [`field`](Self::field) as one JSON object.
    pub(crate) fn object(&self) -> Vec<u8> {
        let mut object = Vec::with_capacity(self.text.len() + 2);
        object.push(b'{');
        object.extend_from_slice(self.text.get(1..).unwrap_or_default());
        object.push(b'}');
        object
    }
}

/// The fields of a JSON object, in order.
pub(crate) struct Fields<'a>(pub(crate) Vec<(String, &'a RawValue)>);

impl<'de: 'a, 'a> serde::Deserialize<'de> for Fields<'a> {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Object;

        impl<'de> serde::de::Visitor<'de> for Object {
            type Value = Vec<(String, &'de RawValue)>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: serde::de::MapAccess<'de>>(
                self,
                mut map: A,
            ) -> Result<Self::Value, A::Error> {
                let mut fields = Vec::new();
                while let Some(field) = map.next_entry()? {
                    fields.push(field);
                }
                Ok(fields)
            }
        }

        from.deserialize_map(Object).map(Fields)
    }
}

fn percent_encode(text: &mut Vec<u8>, value: &str) {
    // Most values are as they are.
    if value.bytes().all(is_unreserved) {
        return text.extend_from_slice(value.as_bytes());
    }
    for piece in utf8_percent_encode(value, RESERVED) {
        text.extend_from_slice(piece.as_bytes());
    }
}

fn is_unreserved(byte: u8) -> bool {
    const UNRESERVED: [bool; 256] = {
        let mut table = [false; 256];
        let mut byte = 0;
        while byte < 128u8 {
            table[byte as usize] =
                byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~');
            byte += 1;
        }
        table
    };
    UNRESERVED[usize::from(byte)]
}

fn form_encode(text: &mut Vec<u8>, value: &str) {
    for piece in form_urlencoded::byte_serialize(value.as_bytes()) {
        text.extend_from_slice(piece.as_bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn query(entries: &Entries) -> String {
        entries.query_text().map_or_else(String::new, |query| format!("?{query}"))
    }

    #[test]
    fn a_name_given_again_replaces() {
        let mut entries = Entries::default();
        for (name, value) in [("a", "1"), ("b", "2"), ("c", "3"), ("b", "twenty"), ("a", "10")] {
            entries.query(name, &value);
        }
        assert_eq!(query(&entries), "?c=3&b=twenty&a=10");
    }

    #[test]
    fn a_list_repeats_the_key_and_an_empty_one_sends_nothing() {
        let mut entries = Entries::default();
        entries.query("id", &["a", "b"]);
        entries.query("none", &[""; 0]);
        entries.query("x", &1);
        assert_eq!(query(&entries), "?id=a&id=b&x=1");
        entries.query("id", &[""; 0]);
        assert_eq!(query(&entries), "?x=1");
    }

    #[test]
    fn values_are_encoded_once() {
        let mut entries = Entries::default();
        entries.query("t", &"a/b+c=%2B 中");
        assert_eq!(query(&entries), "?t=a%2Fb%2Bc%3D%252B%20%E4%B8%AD");
    }

    #[test]
    fn fields_make_an_object() {
        assert_eq!(Entries::default().object(), b"{}");
        let mut entries = Entries::default();
        entries.field("a", "x\"y").unwrap();
        entries.field("b", &[1, 2]).unwrap();
        entries.field("a", &Option::<u8>::None).unwrap();
        assert_eq!(entries.object(), br#"{"b":[1,2],"a":null}"#);
    }

    #[test]
    fn a_field_that_fails_leaves_the_rest_alone() {
        let unserializable = std::collections::HashMap::from([(vec![1], 1)]);
        let mut entries = Entries::default();
        entries.field("a", &1).unwrap();
        assert!(entries.field("a", &unserializable).is_err());
        entries.field("b", &2).unwrap();
        assert_eq!(entries.object(), br#"{"a":1,"b":2}"#);
    }

    #[test]
    fn a_path_segment_stays_one_segment() {
        let encoded = |value: &str| {
            let mut path = String::new();
            segment(&mut path, "id", &value).map(|()| path)
        };
        assert_eq!(encoded("a/b?c#d").unwrap(), "a%2Fb%3Fc%23d");
        assert_eq!(encoded("中文").unwrap(), "%E4%B8%AD%E6%96%87");
        assert_eq!(encoded("%2e%2e").unwrap(), "%252e%252e");
        assert_eq!(encoded("...").unwrap(), "...");
        for value in ["", ".", ".."] {
            assert!(encoded(value).is_err(), "{value:?}");
        }
    }
}
