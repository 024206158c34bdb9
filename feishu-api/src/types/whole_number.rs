//! Whole numbers that come as numbers or as texts.

use serde::de::{Error, Unexpected};
use serde::{Deserializer, Serializer};

use super::open_enum::read_optional_number;

/// Reads a whole number from a number or from a text, and writes a number: for
/// `#[serde(with = "number")]` on a field of an integer type, of a
/// [`Timestamp`](super::Timestamp), or of an `Option` of one of them.
///
/// Null and the empty text are `None`, and an error for a field that is no `Option`. Put
/// `#[serde(default)]` beside it where the field may be absent.
///
/// ```
/// use feishu_api::types::{number, number_text};
/// use serde::{Deserialize, Serialize};
///
/// #[derive(Debug, PartialEq, Serialize, Deserialize)]
/// struct Meal {
///     #[serde(with = "number")]
///     price: Option<u32>,
///     #[serde(with = "number_text")]
///     order_id: i64,
/// }
///
/// # use feishu_api::serde_json;
/// let meal: Meal = serde_json::from_str(r#"{"price":"12","order_id":9007199254740993}"#).unwrap();
/// assert_eq!(meal, Meal { price: Some(12), order_id: 9007199254740993 });
/// let written = serde_json::to_string(&meal).unwrap();
/// assert_eq!(written, r#"{"price":12,"order_id":"9007199254740993"}"#);
/// ```
pub mod number {
    use super::*;

    /// Reads a number or a text.
    pub fn deserialize<'de, D: Deserializer<'de>, T: WholeNumber>(from: D) -> Result<T, D::Error> {
        let number = read_optional_number(from)?;
        T::read(number).ok_or_else(|| match number {
            Some(_) => D::Error::invalid_value(Unexpected::Other("integer"), &"one in range"),
            None => D::Error::invalid_type(Unexpected::Other("null"), &"an integer"),
        })
    }

    /// Writes a number.
    pub fn serialize<S: Serializer, T: WholeNumber>(value: &T, to: S) -> Result<S::Ok, S::Error> {
        match value.number().map(i64::try_from) {
            Some(Ok(number)) => to.serialize_i64(number),
            // The only other ones are those of a `u64`.
            Some(Err(_)) => to.serialize_u64(value.number().unwrap_or_default() as u64),
            None => to.serialize_none(),
        }
    }
}

/// Reads as [`number`] does, and writes a text: the platform has its longest ids and many of its
/// timestamps so.
pub mod number_text {
    use super::*;

    pub use super::number::deserialize;

    /// Writes a text.
    pub fn serialize<S: Serializer, T: WholeNumber>(value: &T, to: S) -> Result<S::Ok, S::Error> {
        match value.number() {
            Some(number) => to.collect_str(&number),
            None => to.serialize_none(),
        }
    }
}

/// A type that [`number`] and [`number_text`] read and write.
pub trait WholeNumber: Sized {
    #[doc(hidden)]
    fn read(number: Option<i128>) -> Option<Self>;
    #[doc(hidden)]
    fn number(&self) -> Option<i128>;
}

macro_rules! whole_numbers {
    ($($number:ty)*) => { $(
        impl WholeNumber for $number {
            fn read(number: Option<i128>) -> Option<Self> {
                <$number>::try_from(number?).ok()
            }

            fn number(&self) -> Option<i128> {
                Some(i128::from(*self))
            }
        }
    )* };
}

whole_numbers! { i8 i16 i32 i64 u8 u16 u32 u64 }

impl<T: WholeNumber> WholeNumber for Option<T> {
    fn read(number: Option<i128>) -> Option<Self> {
        match number {
            Some(_) => T::read(number).map(Some),
            None => Some(None),
        }
    }

    fn number(&self) -> Option<i128> {
        self.as_ref()?.number()
    }
}

#[cfg(test)]
mod tests {
    use serde::{Deserialize, Serialize};

    use super::*;
    use crate::types::{Timestamp, TimestampMillis};

    #[derive(Debug, PartialEq, Deserialize, Serialize)]
    struct Numbers {
        #[serde(with = "number")]
        short: i8,
        #[serde(with = "number", default)]
        long: Option<u64>,
        #[serde(with = "number_text")]
        text: Option<i64>,
        #[serde(with = "number_text", default)]
        time: Option<Timestamp>,
        #[serde(with = "number")]
        millis: TimestampMillis,
    }

    #[test]
    fn read_either_way_and_written_one_way() {
        let json = r#"{"short":"-8","long":"18446744073709551615","text":9007199254740993,"time":"5","millis":"7"}"#;
        let numbers: Numbers = serde_json::from_str(json).unwrap();
        let expected = Numbers {
            short: -8,
            long: Some(u64::MAX),
            text: Some(9_007_199_254_740_993),
            time: Some(Timestamp::from_secs(5)),
            millis: TimestampMillis::from_millis(7),
        };
        assert_eq!(numbers, expected);
        assert_eq!(
            serde_json::to_string(&numbers).unwrap(),
            r#"{"short":-8,"long":18446744073709551615,"text":"9007199254740993","time":"5","millis":7}"#
        );
    }

    #[test]
    fn nothing_is_none_and_otherwise_an_error() {
        let numbers: Numbers =
            serde_json::from_str(r#"{"short":1,"text":"","time":null,"millis":0}"#).unwrap();
        assert_eq!((numbers.long, numbers.text, numbers.time), (None, None, None));
        for json in [
            r#"{"short":null,"text":"","millis":0}"#,
            r#"{"short":"","text":"","millis":0}"#,
            r#"{"short":200,"text":"","millis":0}"#,
            r#"{"short":1.5,"text":"","millis":0}"#,
            r#"{"short":1,"text":"x","millis":0}"#,
            r#"{"short":1,"long":-1,"text":"","millis":0}"#,
        ] {
            assert!(serde_json::from_str::<Numbers>(json).is_err(), "{json}");
        }
    }
}
