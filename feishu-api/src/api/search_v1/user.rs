use serde::Deserialize;

use crate::contact_v3::AvatarInfo;
use crate::prelude::*;
use crate::types::null_as_empty;

/// Search for users.
#[feishu_api(path = "/search/v1")]
pub trait UserApi {
    /// Finds users by name, among those whom the user can see.
    #[get("/user")]
    #[token(User)]
    #[page("users")]
    #[scope("contact:user:search")]
    #[header("Content-Type", "application/json; charset=utf-8")]
    #[docs("https://open.feishu.cn/document/ukTMukTMukTM/uMTM4UjLzEDO14yMxgTN")]
    async fn search(
        &self,
        /// What to look for.
        #[query]
        query: &str,
        /// How many users a page holds, from 1 to 200; the platform assumes 20.
        #[query]
        page_size: Option<u32>,
        /// Where to go on: the page token of the page before.
        #[query]
        page_token: Option<&str>,
    ) -> Result<Page<User>>;
}

/// A user who was found.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct User {
    /// The addresses of the picture.
    pub avatar: Option<AvatarInfo>,
    /// The departments of the user (`od-...`).
    #[serde(deserialize_with = "null_as_empty")]
    pub department_ids: Vec<String>,
    /// The name.
    pub name: Option<String>,
    /// The id of the user in this app.
    pub open_id: Option<String>,
    /// The id of the user in the tenant; with the permission `contact:user.employee_id:readonly`.
    pub user_id: Option<String>,
}
