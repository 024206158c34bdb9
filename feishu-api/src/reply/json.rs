//! Parts of JSON, found without reading the rest.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;

/// Finds the values of some keys of a JSON object, without reading any value.
pub(crate) fn pick<'a, const N: usize>(
    json: &'a [u8],
    keys: [&str; N],
) -> Result<[Option<&'a RawValue>; N], serde_json::Error> {
    struct Object<'k, const N: usize>([&'k str; N]);

    impl<'de, const N: usize> Visitor<'de> for Object<'_, N> {
        type Value = [Option<&'de RawValue>; N];

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an object")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let mut found = [None; N];
            while let Some(index) = map.next_key_seed(Key(&self.0))? {
                match index {
                    Some(index) => found[index] = Some(map.next_value()?),
                    None => drop(map.next_value::<IgnoredAny>()?),
                }
            }
            Ok(found)
        }
    }

    let mut deserializer = serde_json::Deserializer::from_slice(json);
    let mut found = deserializer.deserialize_map(Object(keys))?;
    deserializer.end()?;
    // A key that is asked for twice has been found for the first of them.
    for index in 1..N {
        let first = keys[..index].iter().position(|key| *key == keys[index]);
        found[index] = found[index].or_else(|| found[first?]);
    }
    Ok(found)
}

/// Which of the names a key is.
pub(crate) struct Key<'k>(pub(crate) &'k [&'k str]);

impl<'de> DeserializeSeed<'de> for Key<'_> {
    type Value = Option<usize>;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Self::Value, D::Error> {
        from.deserialize_identifier(self)
    }
}

impl Visitor<'_> for Key<'_> {
    type Value = Option<usize>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E>(self, key: &str) -> Result<Self::Value, E> {
        Ok(self.0.iter().position(|name| *name == key))
    }
}

/// The value at a path of keys with dots between them; nothing if a part of it is absent or null.
pub(crate) fn descend<'a>(
    object: &'a RawValue,
    path: &str,
) -> Result<Option<&'a RawValue>, serde_json::Error> {
    let mut value = object;
    for key in path.split('.') {
        if value.get() == "null" {
            return Ok(None);
        }
        let [next] = pick(value.get().as_bytes(), [key])?;
        match next {
            Some(next) => value = next,
            None => return Ok(None),
        }
    }
    Ok(Some(value))
}

/// The text of a string or a number; nothing for the empty text, null and whatever else.
pub(crate) fn some_text(value: Option<&RawValue>) -> Option<String> {
    let json = value?.get();
    let text = match json.strip_prefix('"') {
        // A string that is no text, such as one with half a surrogate pair, is shown as it came.
        Some(inner) => serde_json::from_str(json)
            .unwrap_or_else(|_| inner.strip_suffix('"').unwrap_or(inner).to_owned()),
        None if json.starts_with(|c: char| c.is_ascii_digit() || c == '-') => json.to_owned(),
        None => return None,
    };
    Some(text).filter(|text| !text.is_empty())
}
