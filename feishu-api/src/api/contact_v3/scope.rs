use serde::Deserialize;

use crate::prelude::*;
use crate::types::null_as_empty;

/// What of the directory an app may see.
#[feishu_api(path = "/contact/v3")]
pub trait ScopeApi {
    /// Lists the departments, users and user groups that the app may see.
    ///
    /// An app that may see all members is told the departments and users directly below the root,
    /// and all user groups; another one what it was given, without what is below that.
    ///
    /// Three lists share the pages, so the reply is no [`Page`]: a page is asked for with the
    /// [token](ScopePage::next_page_token) of the one before.
    ///
    /// ```
    /// use feishu_api::contact_v3::ScopeApiClient;
    /// use feishu_api::prelude::*;
    ///
    /// async fn users(scopes: &ScopeApiClient) -> Result<Vec<String>> {
    ///     let mut page = scopes.list().page_size(100).await?;
    ///     let mut users = page.user_ids.clone();
    ///     while let Some(token) = page.next_page_token() {
    ///         page = scopes.list().page_size(100).page_token(token).await?;
    ///         users.extend_from_slice(&page.user_ids);
    ///     }
    ///     Ok(users)
    /// }
    /// ```
    #[get("/scopes")]
    #[token(Tenant)]
    #[rate_limit("1000/min", "50/s")]
    #[scope(
        "contact:contact.base:readonly",
        "contact:contact:access_as_app",
        "contact:contact:readonly_as_app"
    )]
    #[docs("https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/contact-v3/scope/list")]
    async fn list(
        &self,
        /// How the users' ids in the reply are meant; the platform assumes `open_id`.
        #[query]
        user_id_type: Option<UserIdType>,
        /// How the departments' ids in the reply are meant; the platform assumes
        /// `open_department_id`.
        #[query]
        department_id_type: Option<DepartmentIdType>,
        /// Where to go on: the page token of the page before.
        #[query]
        page_token: Option<&str>,
        /// How many ids a page holds in all of its lists together, at most 100; the platform
        /// assumes 50.
        #[query]
        page_size: Option<u32>,
    ) -> Result<ScopePage>;
}

/// A page of what an app may see. Over all pages, users come first, then departments, then user
/// groups.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct ScopePage {
    /// The departments.
    #[serde(deserialize_with = "null_as_empty")]
    pub department_ids: Vec<String>,
    /// The users.
    #[serde(deserialize_with = "null_as_empty")]
    pub user_ids: Vec<String>,
    /// The user groups.
    #[serde(deserialize_with = "null_as_empty")]
    pub group_ids: Vec<String>,
    /// Whether there is a next page.
    pub has_more: Option<bool>,
    /// The token as it came: [`next_page_token`](Self::next_page_token) says whether it is of use.
    pub page_token: Option<String>,
}

impl ScopePage {
    /// What to send as the page token to get the next page; nothing on the last page.
    pub fn next_page_token(&self) -> Option<&str> {
        // The last page may have an empty token, or a stale one.
        let token = self.page_token.as_deref().filter(|token| !token.is_empty());
        token.filter(|_| self.has_more != Some(false))
    }
}
