//! Types that many services share, and what models are made with.

mod i18n;
mod id;
mod json_text;
mod open_enum;
mod timestamp;
mod whole_number;

pub use i18n::{I18nName, I18nText};
pub use id::{
    ChatId, DepartmentId, FileKey, ImageKey, MessageId, OpenDepartmentId, OpenId, ThreadId,
    UnionId, UserId,
};
pub use json_text::JsonText;
#[doc(hidden)]
pub use open_enum::read_text;
pub use timestamp::{Timestamp, TimestampMillis};
pub use whole_number::{WholeNumber, number, number_text};

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

/// Reads null as the empty value: for `#[serde(deserialize_with = "null_as_empty")]` on a list, which
/// the platform sometimes writes as null.
///
/// ```
/// use feishu_api::types::null_as_empty;
///
/// #[derive(serde::Deserialize)]
/// struct Menu {
///     #[serde(default, deserialize_with = "null_as_empty")]
///     dishes: Vec<String>,
/// }
/// # use feishu_api::serde_json;
/// let menu: Menu = serde_json::from_str(r#"{"dishes":null}"#).unwrap();
/// assert!(menu.dishes.is_empty());
/// ```
pub fn null_as_empty<'de, D, T>(from: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Default + Deserialize<'de>,
{
    Ok(Option::deserialize(from)?.unwrap_or_default())
}
