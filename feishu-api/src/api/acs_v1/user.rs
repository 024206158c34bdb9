use serde::Deserialize;

use crate::prelude::*;
use crate::types::number;

/// Users of access control.
#[feishu_api(path = "/acs/v1")]
pub trait UserApi {
    /// Lists the users who are in an access-control group.
    #[get("/users")]
    #[token(Tenant)]
    #[page("items")]
    #[scope("acs:users")]
    #[docs("https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/acs-v1/user/list")]
    async fn list(
        &self,
        /// How many users a page holds, at most 50.
        #[query]
        page_size: Option<u32>,
        /// Where to go on: the page token of the page before.
        #[query]
        page_token: Option<&str>,
        /// How the ids in the reply are meant; the platform assumes `open_id`.
        #[query]
        user_id_type: Option<UserIdType>,
    ) -> Result<Page<User>>;
}

/// A user of access control.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct User {
    /// By what the user is recognised.
    pub feature: Option<Feature>,
    /// The user's id, of the kind that was asked for.
    pub user_id: Option<String>,
}

/// By what a user is recognised.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Feature {
    /// The number of the user's card.
    #[serde(with = "number")]
    pub card: Option<i64>,
    /// Whether a picture of the user's face has been uploaded.
    pub face_uploaded: Option<bool>,
}
