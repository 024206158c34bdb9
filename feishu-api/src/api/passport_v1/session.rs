use serde::{Deserialize, Serialize};

use crate::open_enum;
use crate::prelude::*;
use crate::types::{Timestamp, null_as_empty, number};

/// Login sessions.
#[feishu_api(path = "/passport/v1/sessions")]
pub trait SessionApi {
    /// Lists the login sessions of up to 100 users, with masked detail.
    #[post("/query")]
    #[token(Tenant)]
    #[scope("passport:session_mask:readonly")]
    #[rate_limit("10/min")]
    #[idempotent]
    #[docs("https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/passport-v1/session/query")]
    async fn query(
        &self,
        /// How the ids are meant; the platform assumes `open_id`.
        #[query]
        user_id_type: Option<UserIdType>,
        /// The users, at most 100.
        #[field]
        user_ids: &[&str],
    ) -> Result<SessionList>;

    /// Ends login sessions: all of a user, all of a login with an identity provider, or one.
    #[post("/logout")]
    #[token(Tenant)]
    #[scope("passport:session:logout")]
    #[rate_limit("special")]
    #[docs("https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/passport-v1/session/logout")]
    async fn logout(
        &self,
        /// How the user's id is meant; the platform assumes `open_id`.
        #[query]
        user_id_type: Option<UserIdType>,
        /// Whose sessions end, and which of them.
        #[body]
        logout: Logout<'_>,
    ) -> Result<()>;
}

/// The answer of [`SessionApi::query`].
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct SessionList {
    /// The sessions of all users that were asked for.
    #[serde(deserialize_with = "null_as_empty")]
    pub mask_sessions: Vec<MaskSession>,
}

/// A login session, with masked detail.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct MaskSession {
    /// When the user logged in.
    #[serde(with = "number")]
    pub create_time: Option<Timestamp>,
    /// The kind of device.
    #[serde(with = "number")]
    pub terminal_type: Option<TerminalType>,
    /// The user's id, of the kind that was asked for.
    pub user_id: Option<String>,
    /// What names the session, for [`Logout::session`].
    pub sid: Option<String>,
}

open_enum! {
    /// The kind of device that a user is logged in on.
    pub enum TerminalType: i64 {
        /// Not known.
        Unknown = 0,
        /// A desktop program.
        Pc = 1,
        /// A browser.
        Web = 2,
        /// An Android device.
        Android = 3,
        /// An Apple device.
        Ios = 4,
        /// A server.
        Server = 5,
        /// A mini program of the old kind.
        OldMiniProgram = 6,
        /// Another mobile device.
        OtherMobile = 8,
    }
}

open_enum! {
    /// Why sessions end: which message the user is shown.
    pub enum LogoutReason: i64 {
        /// The user's password was changed.
        PasswordChanged = 34,
        /// The login is no longer valid.
        LoginInvalid = 35,
        /// The user's password has expired.
        PasswordExpired = 36,
    }
}

/// Whose sessions end: the body of [`SessionApi::logout`].
///
/// ```
/// use feishu_api::passport_v1::{Logout, TerminalType};
///
/// // All sessions of a user, on all devices.
/// let everywhere = Logout::user("ou_1");
/// // Those in browsers only.
/// let browsers = Logout::user("ou_1").terminal_types(&[TerminalType::Web]);
/// // One session.
/// let one = Logout::session("c2Vzc2lvbi0wMQ==");
/// ```
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Logout<'a> {
    logout_type: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    user_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    idp_credential_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sid: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    terminal_type: Option<&'a [TerminalType]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    logout_reason: Option<LogoutReason>,
}

impl<'a> Logout<'a> {
    /// Ends the sessions of a user, whose id is of the kind that the call's `user_id_type` says.
    pub fn user(user_id: &'a str) -> Self {
        Logout { user_id: Some(user_id), ..Logout::of(1) }
    }

    /// Ends the sessions of a user whom an identity provider logged in.
    pub fn idp_credential(idp_credential_id: &'a str) -> Self {
        Logout { idp_credential_id: Some(idp_credential_id), ..Logout::of(2) }
    }

    /// Ends one session: the `sid` of a [`MaskSession`].
    pub fn session(sid: &'a str) -> Self {
        Logout { sid: Some(sid), ..Logout::of(3) }
    }

    /// Ends only the sessions on devices of these kinds; without it, those on all devices.
    pub fn terminal_types(mut self, terminal_types: &'a [TerminalType]) -> Self {
        self.terminal_type = Some(terminal_types);
        self
    }

    /// Says why.
    pub fn reason(mut self, reason: LogoutReason) -> Self {
        self.logout_reason = Some(reason);
        self
    }

    fn of(logout_type: i64) -> Self {
        Logout {
            logout_type,
            user_id: None,
            idp_credential_id: None,
            sid: None,
            terminal_type: None,
            logout_reason: None,
        }
    }
}
