use serde::Deserialize;

use crate::prelude::*;

/// The user who has logged in.
#[feishu_api(path = "/authen/v1")]
pub trait UserInfoApi {
    /// Answers who the owner of the user access token is.
    #[get("/user_info")]
    #[token(User)]
    #[rate_limit("special")]
    #[docs(
        "https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/authen-v1/user_info/get"
    )]
    async fn get(&self) -> Result<UserInfo>;
}

/// The owner of a user access token.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct UserInfo {
    /// The name.
    pub name: Option<String>,
    /// The name in English.
    pub en_name: Option<String>,
    /// The address of the picture.
    pub avatar_url: Option<String>,
    /// The address of the picture, 72 pixels wide.
    pub avatar_thumb: Option<String>,
    /// The address of the picture, 240 pixels wide.
    pub avatar_middle: Option<String>,
    /// The address of the picture, 640 pixels wide.
    pub avatar_big: Option<String>,
    /// The id of the user in this app.
    pub open_id: Option<String>,
    /// The id of the user over all apps of one developer.
    pub union_id: Option<String>,
    /// The address of the user's mail; with the permission `contact:user.email:readonly`.
    pub email: Option<String>,
    /// The address of the user's mail in the tenant; with `contact:user.employee:readonly`.
    pub enterprise_email: Option<String>,
    /// The id of the user in the tenant; with `contact:user.employee_id:readonly`.
    pub user_id: Option<String>,
    /// The mobile phone number; with `contact:user.phone:readonly`.
    pub mobile: Option<String>,
    /// The tenant that the user belongs to.
    pub tenant_key: Option<String>,
    /// The employee number; with `contact:user.employee:readonly`.
    pub employee_no: Option<String>,
}
