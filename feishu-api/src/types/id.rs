//! Ids, each with a type of its own: a field says which id it holds.

/// Declares the type of an id.
macro_rules! id {
    ($($(#[$meta:meta])* $name:ident;)+) => {$(
        $(#[$meta])*
        ///
        /// It is a `&str` wherever one is asked for, and converts from one. For a list of texts:
        /// `let ids: Vec<&str> = ids.iter().map(|id| id.as_str()).collect();`
        #[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// The id as it is sent.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl Deref for $name {
            type Target = str;

            fn deref(&self) -> &str {
                &self.0
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(id: &str) -> Self {
                $name(id.to_owned())
            }
        }

        impl From<String> for $name {
            fn from(id: String) -> Self {
                $name(id)
            }
        }

        impl From<&$name> for $name {
            fn from(id: &$name) -> Self {
                id.clone()
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl From<&$name> for String {
            fn from(id: &$name) -> Self {
                id.0.clone()
            }
        }

        impl PartialEq<str> for $name {
            fn eq(&self, other: &str) -> bool {
                self.0 == other
            }
        }

        impl PartialEq<&str> for $name {
            fn eq(&self, other: &&str) -> bool {
                self.0 == *other
            }
        }

        #[diagnostic::do_not_recommend]
        impl ToParam for $name {
            fn to_param(&self, values: &mut ParamValues<'_>) {
                values.text(&self.0);
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Debug::fmt(&self.0, f)
            }
        }
    )+};
}

use std::borrow::Borrow;
use std::fmt;
use std::ops::Deref;

use serde::{Deserialize, Serialize};

use crate::encode::{ParamValues, ToParam};

id! {
    /// A user in one app: `ou_...`.
    OpenId;
    /// A user over all apps of one developer: `on_...`.
    UnionId;
    /// A user in one tenant, by an id that the tenant gives.
    UserId;
    /// A department, by an id that the tenant gives.
    DepartmentId;
    /// A department, by an id that the platform gives: `od-...`.
    OpenDepartmentId;
    /// A chat: `oc_...`.
    ChatId;
    /// A message: `om_...`.
    MessageId;
    /// A thread of messages: `omt_...`.
    ThreadId;
    /// A picture that has been uploaded: `img_...`.
    ImageKey;
    /// A file that has been uploaded: `file_...`.
    FileKey;
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn an_id_is_a_text() {
        fn takes_text(_: &str) {}

        let id: MessageId = serde_json::from_str("\"om_1\"").unwrap();
        takes_text(&id);
        assert_eq!(id, "om_1");
        assert_eq!(Some(id.clone()).as_deref(), Some("om_1"));
        assert_eq!(serde_json::to_string(&id).unwrap(), "\"om_1\"");
        assert_eq!((format!("{id}"), format!("{id:?}")), ("om_1".into(), "\"om_1\"".into()));
        assert!(HashSet::from([id.clone()]).contains("om_1"));
        assert_eq!((MessageId::from(&id), String::from(&id)), (id.clone(), "om_1".to_owned()));
        assert_eq!(format!("{id:>6}"), "  om_1");
        assert_eq!(String::from(id), "om_1");
    }
}
