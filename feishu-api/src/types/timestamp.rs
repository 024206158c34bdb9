//! Points in time.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::open_enum::read_number;

/// A point in time, in whole seconds since the beginning of 1970 (UTC). Reads from a number or
/// from a number in a text; writes a number.
///
/// ```
/// use feishu_api::types::Timestamp;
/// use std::time::SystemTime;
///
/// let joined = Timestamp::from_secs(1_700_000_000);
/// assert_eq!(joined.as_secs(), 1_700_000_000);
/// assert!(SystemTime::from(joined) < SystemTime::now());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(i64);

impl Timestamp {
    /// From seconds since the beginning of 1970.
    pub const fn from_secs(seconds: i64) -> Self {
        Timestamp(seconds)
    }

    /// Seconds since the beginning of 1970.
    pub const fn as_secs(self) -> i64 {
        self.0
    }
}

impl From<i64> for Timestamp {
    fn from(seconds: i64) -> Timestamp {
        Timestamp(seconds)
    }
}

impl From<Timestamp> for SystemTime {
    /// A time that the system's clock cannot hold becomes the beginning of 1970.
    fn from(timestamp: Timestamp) -> SystemTime {
        let distance = Duration::from_secs(timestamp.0.unsigned_abs());
        let time = match timestamp.0 {
            0.. => UNIX_EPOCH.checked_add(distance),
            _ => UNIX_EPOCH.checked_sub(distance),
        };
        time.unwrap_or(UNIX_EPOCH)
    }
}

impl From<SystemTime> for Timestamp {
    fn from(time: SystemTime) -> Timestamp {
        let seconds = |distance: Duration| i64::try_from(distance.as_secs()).unwrap_or(i64::MAX);
        match time.duration_since(UNIX_EPOCH) {
            Ok(since) => Timestamp(seconds(since)),
            Err(before) => Timestamp(-seconds(before.duration())),
        }
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        read_number(from).map(Timestamp)
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_i64(self.0)
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
        for seconds in [0, 1, -1, 1_700_000_000] {
            let timestamp = Timestamp::from_secs(seconds);
            assert_eq!(Timestamp::from(SystemTime::from(timestamp)), timestamp);
        }
    }
}
