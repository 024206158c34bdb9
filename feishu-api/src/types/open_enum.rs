//! Enums that keep the values they do not know.

/// Declares an enum of a model whose values are known texts (`str`) or numbers (`i64`).
///
/// The platform adds values over time, so the enum has one more variant, `Unlisted`, which keeps
/// any other value and writes it back as it came. The enum reads and writes as its value, can be a
/// parameter, and converts from its value. It has `Debug`, `Clone`, `PartialEq`, `Eq` and `Hash`,
/// numbers `Copy` too.
///
/// ```
/// feishu_api::open_enum! {
///     /// The state of an order.
///     pub enum OrderState: str {
///         /// Waits for somebody's consent.
///         Pending = "pending",
///         /// Goes out.
///         Approved = "approved",
///     }
/// }
///
/// assert_eq!(OrderState::from("approved"), OrderState::Approved);
/// assert_eq!(OrderState::from("lost").as_str(), "lost");
/// ```
///
/// A number may come as text, as the platform sends it now and then:
///
/// ```
/// feishu_api::open_enum! {
///     /// How urgent an order is.
///     pub enum Urgency: i64 {
///         /// Within a week.
///         Low = 1,
///         /// Today.
///         High = 2,
///     }
/// }
///
/// assert_eq!(Urgency::from(2), Urgency::High);
/// assert_eq!(Urgency::from(7).value(), 7);
/// ```
#[macro_export]
macro_rules! open_enum {
    (
        $(#[$meta:meta])*
        $vis:vis enum $name:ident: str {
            $($(#[$about:meta])* $variant:ident = $text:literal),+ $(,)?
        }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone)]
        #[non_exhaustive]
        $vis enum $name {
            $($(#[$about])* $variant,)+
            /// A value that is not listed here.
            Unlisted($crate::__private::String),
        }

        impl $name {
            /// The value as it is sent.
            $vis fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $text,)+
                    Self::Unlisted(value) => value,
                }
            }
        }

        $crate::open_enum!(@equal $name by as_str);

        impl ::core::convert::From<&str> for $name {
            fn from(value: &str) -> Self {
                match value {
                    $($text => Self::$variant,)+
                    other => Self::Unlisted(::core::convert::From::from(other)),
                }
            }
        }

        impl $crate::__private::serde::Serialize for $name {
            fn serialize<S: $crate::__private::serde::Serializer>(
                &self,
                to: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                to.serialize_str(self.as_str())
            }
        }

        impl<'de> $crate::__private::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::__private::serde::Deserializer<'de>>(
                from: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::__private::read_text(from, |text| <Self as ::core::convert::From<&str>>::from(text))
            }
        }

        #[diagnostic::do_not_recommend]
        impl $crate::ToParam for $name {
            fn to_param(&self, values: &mut $crate::ParamValues<'_>) {
                values.text(self.as_str());
            }
        }

        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
    (
        $(#[$meta:meta])*
        $vis:vis enum $name:ident: i64 {
            $($(#[$about:meta])* $variant:ident = $number:literal),+ $(,)?
        }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy)]
        #[non_exhaustive]
        $vis enum $name {
            $($(#[$about])* $variant,)+
            /// A value that is not listed here.
            Unlisted(i64),
        }

        impl $name {
            /// The value as it is sent.
            $vis fn value(self) -> i64 {
                match self {
                    $(Self::$variant => $number,)+
                    Self::Unlisted(value) => value,
                }
            }
        }

        $crate::open_enum!(@equal $name by value);

        impl ::core::convert::From<i64> for $name {
            fn from(value: i64) -> Self {
                match value {
                    $($number => Self::$variant,)+
                    other => Self::Unlisted(other),
                }
            }
        }

        impl $crate::__private::serde::Serialize for $name {
            fn serialize<S: $crate::__private::serde::Serializer>(
                &self,
                to: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                to.serialize_i64(self.value())
            }
        }

        impl<'de> $crate::__private::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::__private::serde::Deserializer<'de>>(
                from: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::types::number::deserialize(from)
            }
        }

        impl $crate::types::WholeNumber for $name {
            fn read(
                number: ::core::option::Option<::core::primitive::i128>,
            ) -> ::core::option::Option<Self> {
                <::core::primitive::i64 as $crate::types::WholeNumber>::read(number)
                    .map(<Self as ::core::convert::From<::core::primitive::i64>>::from)
            }

            fn number(&self) -> ::core::option::Option<::core::primitive::i128> {
                $crate::types::WholeNumber::number(&self.value())
            }
        }

        #[diagnostic::do_not_recommend]
        impl $crate::ToParam for $name {
            fn to_param(&self, values: &mut $crate::ParamValues<'_>) {
                values.put(&self.value());
            }
        }

        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt(&self.value(), f)
            }
        }
    };
    // By value: what is unlisted today may be listed tomorrow.
    (@equal $name:ident by $value:ident) => {
        impl ::core::cmp::PartialEq for $name {
            fn eq(&self, other: &Self) -> bool {
                self.$value() == other.$value()
            }
        }

        impl ::core::cmp::Eq for $name {}

        impl ::core::hash::Hash for $name {
            fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
                ::core::hash::Hash::hash(&self.$value(), state);
            }
        }
    };
    ($($other:tt)*) => {
        ::core::compile_error!(
            "expected `pub enum Name: str { Variant = \"value\", ... }` or `pub enum Name: i64 { Variant = 1, ... }`"
        );
    };
}

use std::fmt;

use serde::de::{Deserializer, Error, Unexpected, Visitor};

/// Reads a text without copying it, where the format allows that.
#[doc(hidden)]
pub fn read_text<'de, D: Deserializer<'de>, T>(
    from: D,
    make: impl FnOnce(&str) -> T,
) -> Result<T, D::Error> {
    struct Text<F>(F);

    impl<T, F: FnOnce(&str) -> T> Visitor<'_> for Text<F> {
        type Value = T;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a text")
        }

        fn visit_str<E>(self, text: &str) -> Result<T, E> {
            Ok((self.0)(text))
        }
    }

    from.deserialize_str(Text(make))
}

/// Reads a number, or a number in a text; null and the empty text are none.
pub(crate) fn read_optional_number<'de, D: Deserializer<'de>>(
    from: D,
) -> Result<Option<i128>, D::Error> {
    struct Number;

    impl Visitor<'_> for Number {
        type Value = Option<i128>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an integer, or an integer in a text")
        }

        fn visit_unit<E>(self) -> Result<Self::Value, E> {
            Ok(None)
        }

        fn visit_i64<E>(self, number: i64) -> Result<Self::Value, E> {
            Ok(Some(number.into()))
        }

        fn visit_u64<E>(self, number: u64) -> Result<Self::Value, E> {
            Ok(Some(number.into()))
        }

        fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
            match text.trim() {
                "" => Ok(None),
                text => text
                    .parse()
                    .map(Some)
                    .map_err(|_| E::invalid_value(Unexpected::Str(text), &self)),
            }
        }
    }

    from.deserialize_any(Number)
}

#[cfg(test)]
mod tests {
    use crate::types::UserIdType;

    open_enum! {
        /// A number.
        enum Level: i64 {
            /// One.
            Low = 1,
        }
    }

    #[test]
    fn unknown_texts_are_kept() {
        let values = r#"["open_id","email"]"#;
        let read: Vec<UserIdType> = serde_json::from_str(values).unwrap();
        assert_eq!(read, [UserIdType::OpenId, UserIdType::Unlisted("email".into())]);
        assert_eq!(serde_json::to_string(&read).unwrap(), values);
    }

    #[test]
    fn numbers_come_as_numbers_or_texts_and_unknown_ones_are_kept() {
        let read: Vec<Level> = serde_json::from_str(r#"[1,"1",9,"-3"]"#).unwrap();
        let unlisted = [Level::Unlisted(9), Level::Unlisted(-3)];
        assert_eq!(read, [Level::Low, Level::Low, unlisted[0], unlisted[1]]);
        assert_eq!(serde_json::to_string(&read).unwrap(), "[1,1,9,-3]");
        assert!(serde_json::from_str::<Level>("\"x\"").is_err());
    }
}
