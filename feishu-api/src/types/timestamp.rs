//! Points in time.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::whole_number::{WholeNumber, number};
use crate::encode::{ParamValues, ToParam};

/// Declares a point in time that travels as a whole number of a unit.
macro_rules! timestamp {
    (
        $(#[$meta:meta])*
        $name:ident: $unit:literal, $from:ident, $as:ident, $duration_from:ident, $duration_as:ident
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(i64);

        impl $name {
            #[doc = concat!("From ", $unit, " since the beginning of 1970.")]
            pub const fn $from(count: i64) -> Self {
                $name(count)
            }

            #[doc = concat!("In ", $unit, " since the beginning of 1970.")]
            pub const fn $as(self) -> i64 {
                self.0
            }
        }

        impl From<i64> for $name {
            fn from(count: i64) -> Self {
                $name(count)
            }
        }

        impl From<$name> for SystemTime {
            /// A time that the system's clock cannot hold becomes the beginning of 1970.
            fn from(timestamp: $name) -> SystemTime {
                let distance = Duration::$duration_from(timestamp.0.unsigned_abs());
                let time = match timestamp.0 {
                    0.. => UNIX_EPOCH.checked_add(distance),
                    _ => UNIX_EPOCH.checked_sub(distance),
                };
                time.unwrap_or(UNIX_EPOCH)
            }
        }

        impl From<SystemTime> for $name {
            fn from(time: SystemTime) -> Self {
                let count =
                    |distance: Duration| i64::try_from(distance.$duration_as()).unwrap_or(i64::MAX);
                match time.duration_since(UNIX_EPOCH) {
                    Ok(since) => $name(count(since)),
                    Err(before) => $name(-count(before.duration())),
                }
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                number::deserialize(from)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_i64(self.0)
            }
        }

        impl WholeNumber for $name {
            fn read(number: Option<i128>) -> Option<Self> {
                i64::read(number).map($name)
            }

            fn number(&self) -> Option<i128> {
                self.0.number()
            }
        }

        impl ToParam for $name {
            fn to_param(&self, values: &mut ParamValues<'_>) {
                values.put(&self.0);
            }
        }
    };
}

timestamp! {
    /// A point in time, in whole seconds since the beginning of 1970 (UTC). Reads from a number or
    /// from a number in a text; writes a number. A field that has to be written as a text has
    /// `#[serde(with = "feishu_api::types::number_text")]`.
    ///
    /// ```
    /// use feishu_api::types::Timestamp;
    /// use std::time::SystemTime;
    ///
    /// let joined = Timestamp::from_secs(1_700_000_000);
    /// assert_eq!(joined.as_secs(), 1_700_000_000);
    /// assert!(SystemTime::from(joined) < SystemTime::now());
    /// ```
    Timestamp: "seconds", from_secs, as_secs, from_secs, as_secs
}

timestamp! {
    /// A point in time, in whole milliseconds since the beginning of 1970 (UTC). Reads from a number
    /// or from a number in a text; writes a number.
    TimestampMillis: "milliseconds", from_millis, as_millis, from_millis, as_millis
}

impl From<TimestampMillis> for Timestamp {
    /// The second that it lies in.
    fn from(timestamp: TimestampMillis) -> Self {
        Timestamp(timestamp.0.div_euclid(1000))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_numbers_and_texts() {
        let read: Vec<Timestamp> = serde_json::from_str(r#"[1700000000,"1700000000",-1]"#).unwrap();
        assert_eq!(read, [1_700_000_000, 1_700_000_000, -1].map(Timestamp::from_secs));
    }

    #[test]
    fn converts_both_ways() {
        for count in [0, 1, -1, 1_700_000_000] {
            let seconds = Timestamp::from_secs(count);
            assert_eq!(Timestamp::from(SystemTime::from(seconds)), seconds);
            let millis = TimestampMillis::from_millis(count * 1000 + 7);
            assert_eq!(TimestampMillis::from(SystemTime::from(millis)), millis);
        }
        let (seconds, millis) = (Timestamp::from_secs(3), TimestampMillis::from_millis(3000));
        assert_eq!(SystemTime::from(seconds), SystemTime::from(millis));
    }
}
