//! Lists that come page by page.

mod stream;

pub use stream::{ItemStream, PageStream};

use std::fmt;
use std::marker::PhantomData;

use serde::de::{DeserializeOwned, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::endpoint::{Endpoint, Paging, PagingStyle, PayloadPlace};
use crate::error::{Error, ErrorKind};
use crate::reply::{Intake, Key, Payload, Reply, decode, decode_error, descend, pick, some_text};

/// One page of a list: the answer of an endpoint that is declared with `#[page("items")]`.
///
/// An empty page is not the end if there is [more](Page::has_more). `items()` of a call gets all
/// pages, one after the other as they are needed; `pages()` the pages as they come:
///
/// ```
/// use feishu_api::contact_v3::{User, UserApiClient};
/// use feishu_api::prelude::*;
///
/// async fn print_members(users: &UserApiClient, department_id: &str) -> Result<()> {
///     let mut members = users.find_by_department(department_id).page_size(50).items();
///     while let Some(member) = members.next().await {
///         println!("{}", member?.name.as_deref().unwrap_or("name not visible"));
///     }
///     Ok(())
/// }
///
/// async fn all_members(users: &UserApiClient, department_id: &str) -> Result<Vec<User>> {
///     users.find_by_department(department_id).page_size(50).items().into_vec().await
/// }
/// ```
///
/// Both are a `futures_core::Stream`. To go on later, keep the page token of the last page of
/// `pages()`, and set it on the next call. Where pages are counted, it is the offset or the number of
/// the next page, as a text.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Page<T> {
    /// The items of this page.
    pub items: Vec<T>,
    /// What to send as the page token to get the next page; nothing on the last page.
    pub page_token: Option<String>,
    /// Whether there is a next page, for which there is a token then.
    pub has_more: bool,
}

impl<T> Page<T> {
    /// A page, as a fake in a test answers it.
    pub fn new(items: Vec<T>, next_page_token: Option<String>) -> Self {
        Page { items, has_more: next_page_token.is_some(), page_token: next_page_token }
    }
}

impl<T> Default for Page<T> {
    fn default() -> Self {
        Page::new(Vec::new(), None)
    }
}

impl<T: DeserializeOwned + Send + 'static> Payload for Page<T> {
    fn intake() -> Intake {
        Intake::Json
    }

    fn read(reply: &mut Reply, endpoint: Option<&'static Endpoint>) -> Result<Self, Error> {
        // The macro refuses a page without `#[page]`; only a raw call comes without a declaration.
        let paging = Paging::of(endpoint);
        if let Some(json) = reply.guess()
            && let Some((items, rest)) = at_once::<T>(json, &paging)
        {
            let next = self::next(items.len(), rest, &paging, reply.place(), reply.page_token())?;
            return Ok(Page::new(items, next));
        }
        let (place, page_token) = (reply.place(), reply.page_token().map(str::to_owned));
        let Some(json) = reply.payload()? else { return Ok(Page::default()) };
        let (listed, rest) = parts(json, place, &paging)?;
        let items: Vec<T> = match listed {
            Some(listed) => decode(listed, format_args!("{place}.{}", paging.items))?,
            None => Vec::new(),
        };
        let next = self::next(items.len(), rest, &paging, place, page_token.as_deref())?;
        Ok(Page::new(items, next))
    }
}

/// The values beside the items: the next token, whether there is more, and the total.
type Rest<'a> = [Option<&'a RawValue>; 3];

/// Reads the parts of a page in one go, if none of them is nested and all can be read.
fn at_once<'a, T: DeserializeOwned>(json: &'a [u8], paging: &Paging) -> Option<(Vec<T>, Rest<'a>)> {
    struct Parts<T> {
        names: [&'static str; 4],
        items: PhantomData<T>,
    }

    impl<'de, T: DeserializeOwned> Visitor<'de> for Parts<T> {
        type Value = (Vec<T>, Rest<'de>);

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a page")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let (mut items, mut rest) = (None, [None; 3]);
            while let Some(index) = map.next_key_seed(Key(&self.names))? {
                match index {
                    Some(0) => items = map.next_value()?,
                    Some(index) => rest[index - 1] = Some(map.next_value()?),
                    None => drop(map.next_value::<IgnoredAny>()?),
                }
            }
            Ok((items.unwrap_or_default(), rest))
        }
    }

    let Paging { items, next, more, total, .. } = *paging;
    let names = [items, next, more, total.unwrap_or_default()];
    let is_same = |(index, name): (usize, &&str)| names[..index].contains(name);
    if names.iter().any(|name| name.contains('.')) || names.iter().enumerate().any(is_same) {
        return None;
    }
    let mut deserializer = serde_json::Deserializer::from_slice(json);
    let parts = deserializer.deserialize_map(Parts { names, items: PhantomData }).ok()?;
    deserializer.end().ok()?;
    Some(parts)
}

/// The parts of a page, wherever they are: the items, unless they are null, and the rest.
fn parts<'a>(
    json: &'a [u8],
    place: PayloadPlace,
    paging: &Paging,
) -> Result<(Option<&'a [u8]>, Rest<'a>), Error> {
    let unreadable = |error| decode_error(place, &error);
    let Paging { items, next, more, total, .. } = *paging;
    let paths = [items, next, more, total.unwrap_or_default()];
    let paths = paths.map(|path| path.split_once('.').unwrap_or((path, "")));
    let mut found = pick(json, paths.map(|(key, _)| key)).map_err(unreadable)?;
    for (value, (_, rest)) in found.iter_mut().zip(paths) {
        if let (Some(object), false) = (*value, rest.is_empty()) {
            *value = descend(object, rest).map_err(unreadable)?;
        }
    }
    let [items, rest @ ..] = found;
    let items = items.map(RawValue::get).filter(|items| *items != "null");
    Ok((items.map(str::as_bytes), rest))
}

/// What to send as the page token to get the next page; nothing on the last page.
fn next(
    count: usize,
    [token, has_more, total]: Rest<'_>,
    paging: &Paging,
    place: PayloadPlace,
    page_token: Option<&str>,
) -> Result<Option<String>, Error> {
    let Paging { style, more, .. } = *paging;
    let has_more = match has_more.map(|has_more| has_more.get().trim_matches('"')) {
        None | Some("null") => None,
        Some("true" | "1") => Some(true),
        Some("false" | "0" | "") => Some(false),
        Some(_) => {
            let detail = format!(
                "the reply cannot be read at `{}.{more}`: it is neither true nor false",
                place
            );
            return Err(Error::new(ErrorKind::Decode, detail));
        }
    };
    let next = match style {
        // On the last page the platform leaves the token out, or sends null, "" or a stale one.
        PagingStyle::Token => some_text(token).filter(|_| has_more != Some(false)),
        PagingStyle::Offset | PagingStyle::Number => {
            let asked_for = page_token.and_then(|number| number.parse::<u64>().ok());
            let step = if style == PagingStyle::Offset { count as u64 } else { 1 };
            let next = asked_for.and_then(|asked_for| asked_for.checked_add(step));
            let next = next.ok_or_else(|| {
                Error::argument("the page is not counted from a whole number that has a next")
            })?;
            let total = some_text(total).and_then(|total| total.parse::<u64>().ok());
            let has_more = has_more.or(total.map(|total| next < total));
            has_more.unwrap_or(count > 0).then(|| next.to_string())
        }
    };
    Ok(next)
}
