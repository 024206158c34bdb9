//! Types that many services share, and what models are made with.

mod json_text;
mod open_enum;
mod timestamp;

pub use json_text::JsonText;
#[doc(hidden)]
pub use open_enum::{read_number, read_text};
pub use timestamp::{Timestamp, TimestampMillis};

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

/// Reads a number, or what is made of one, that may come as a text; the empty text is none.
pub(crate) fn number<'de, D, T>(from: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: TryFrom<i64>,
{
    let number = open_enum::read_optional_number(from)?.map(T::try_from).transpose();
    number.map_err(|_| D::Error::custom("an integer out of range"))
}

/// Reads null as the empty value, where a field is a list.
pub(crate) fn null_as_empty<'de, D, T>(from: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Default + Deserialize<'de>,
{
    Ok(Option::deserialize(from)?.unwrap_or_default())
}
