//! Types that many services share, and what models are made with.

mod open_enum;
mod timestamp;

#[doc(hidden)]
pub use open_enum::{read_number, read_text};
pub use timestamp::Timestamp;

use serde::de::Error;
use serde::{Deserialize, Deserializer};

use crate::open_enum;

open_enum! {
    /// How user ids are meant, in the request and in the reply.
    pub enum UserIdType: str {
        /// The user in one app; what the platform assumes.
        OpenId = "open_id",
        /// The user over all apps of one developer.
        UnionId = "union_id",
        /// The user in one tenant; needs the permission `contact:user.employee_id:readonly`.
        UserId = "user_id",
    }
}

open_enum! {
    /// How department ids are meant, in the request and in the reply.
    pub enum DepartmentIdType: str {
        /// An id that the tenant gives.
        DepartmentId = "department_id",
        /// An id that the platform gives (`od-...`); what the platform assumes.
        OpenDepartmentId = "open_department_id",
    }
}

/// Reads a number that may come as a text.
pub(crate) fn number<'de, D, T>(from: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: TryFrom<i64>,
{
    struct Number(i64);

    impl<'de> Deserialize<'de> for Number {
        fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
            read_number(from).map(Number)
        }
    }

    let number = Option::<Number>::deserialize(from)?;
    let fits = |Number(number)| T::try_from(number);
    number.map(fits).transpose().map_err(|_| D::Error::custom("an integer out of range"))
}

/// Reads null as the empty value, where a field is a list.
pub(crate) fn null_as_empty<'de, D, T>(from: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Default + Deserialize<'de>,
{
    Ok(Option::deserialize(from)?.unwrap_or_default())
}
