use serde::{Deserialize, Serialize};

use crate::open_enum;
use crate::prelude::*;
use crate::types::{I18nName, OpenId, Timestamp, UnionId, UserId, null_as_empty, number};

/// Users of the directory.
#[feishu_api(path = "/contact/v3")]
pub trait UserApi {
    /// Adds a user to the directory: the employee is invited, or joins at once.
    ///
    /// With an error of class [`Partial`](crate::ErrorClass::Partial), the user *was* created.
    #[post("/users")]
    #[token(Tenant)]
    #[response(data = "user")]
    #[rate_limit("1000/min", "50/s")]
    #[codes(partial(44054, 44055, 44056))]
    #[scope("contact:contact")]
    #[docs(
        "https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/contact-v3/user/create"
    )]
    async fn create(
        &self,
        /// How user ids are meant; the platform assumes `open_id`.
        #[query]
        user_id_type: Option<UserIdType>,
        /// How department ids are meant; the platform assumes `open_department_id`.
        #[query]
        department_id_type: Option<DepartmentIdType>,
        /// Makes a repeated call safe: with the same token and body it creates one user. The same
        /// token with another body is refused (40021).
        #[query]
        client_token: Option<&str>,
        /// The name, from 1 to 255 characters.
        #[field]
        name: &str,
        /// The mobile phone number, unique in the tenant; outside mainland China with `+` and the
        /// code of the country.
        #[field]
        mobile: &str,
        /// The departments, at most 50.
        #[field]
        department_ids: &[&str],
        /// The kind of employment.
        #[field]
        employee_type: EmployeeType,
        /// The id of the user in the tenant, at most 64 characters and unique; the platform makes
        /// one if it is not set.
        #[field]
        user_id: Option<&str>,
        /// The name in English, at most 255 characters.
        #[field]
        en_name: Option<&str>,
        /// Another name, at most 255 characters.
        #[field]
        nickname: Option<&str>,
        /// The address of the mail, unique in the tenant; needed with a mobile phone number from
        /// outside mainland China.
        #[field]
        email: Option<&str>,
        /// Whether others see the mobile phone number; the platform assumes that they do.
        #[field]
        mobile_visible: Option<bool>,
        /// The gender; the platform assumes that it is not told.
        #[field]
        gender: Option<Gender>,
        /// The key of the picture, from uploading an image of the kind `avatar`.
        #[field]
        avatar_key: Option<&str>,
        /// The user's leader.
        #[field]
        leader_user_id: Option<&str>,
        /// The city of work, at most 100 characters.
        #[field]
        city: Option<&str>,
        /// The country or region, by its code.
        #[field]
        country: Option<&str>,
        /// The place of work, at most 255 characters.
        #[field]
        work_station: Option<&str>,
        /// When the user joined; the platform assumes now.
        #[field]
        join_time: Option<Timestamp>,
        /// The employee number, at most 255 characters and unique.
        #[field]
        employee_no: Option<&str>,
        /// How the user is ranked within departments.
        #[field]
        orders: Option<&[UserOrder]>,
        /// The tenant's own attributes.
        #[field]
        custom_attrs: Option<&[CustomAttr]>,
        /// The address of the mail in the tenant.
        #[field]
        enterprise_email: Option<&str>,
        /// The title, at most 255 characters; one blank clears it.
        #[field]
        job_title: Option<&str>,
        /// Where the user's data is kept, in a tenant with several places.
        #[field]
        geo: Option<&str>,
        /// The job level.
        #[field]
        job_level_id: Option<&str>,
        /// The job family.
        #[field]
        job_family_id: Option<&str>,
        /// The seats that the user takes.
        #[field]
        subscription_ids: Option<&[&str]>,
        /// The leaders by dotted line.
        #[field]
        dotted_line_leader_user_ids: Option<&[&str]>,
    ) -> Result<User>;

    /// Changes a user: what is not set stays as it is.
    ///
    /// With `department_ids` or `is_frozen` the limit is one call a second. With an error of class
    /// [`Partial`](crate::ErrorClass::Partial), the user *was* changed. A user access token may change
    /// `name`, `en_name` and `avatar_key` only.
    #[patch("/users/{user_id}")]
    #[token(Tenant, User)]
    #[response(data = "user")]
    #[rate_limit("1000/min", "50/s")]
    #[codes(retry(44025), partial(44057, 44058, 44059))]
    #[scope("contact:contact", "contact:user.base")]
    #[docs("https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/contact-v3/user/patch")]
    async fn patch(
        &self,
        /// The user, by an id of the kind that `user_id_type` says.
        #[path]
        user_id: &str,
        /// How user ids are meant; the platform assumes `open_id`.
        #[query]
        user_id_type: Option<UserIdType>,
        /// How department ids are meant; the platform assumes `open_department_id`.
        #[query]
        department_id_type: Option<DepartmentIdType>,
        /// The name, from 1 to 255 characters.
        #[field]
        name: Option<&str>,
        /// The name in English, at most 255 characters.
        #[field]
        en_name: Option<&str>,
        /// Another name, at most 255 characters.
        #[field]
        nickname: Option<&str>,
        /// The address of the mail, unique in the tenant.
        #[field]
        email: Option<&str>,
        /// The mobile phone number, unique in the tenant; outside mainland China with `+` and the
        /// code of the country.
        #[field]
        mobile: Option<&str>,
        /// Whether others see the mobile phone number.
        #[field]
        mobile_visible: Option<bool>,
        /// The gender.
        #[field]
        gender: Option<Gender>,
        /// The key of the picture, from uploading an image of the kind `avatar`.
        #[field]
        avatar_key: Option<&str>,
        /// The departments, at most 50.
        #[field]
        department_ids: Option<&[&str]>,
        /// The user's leader.
        #[field]
        leader_user_id: Option<&str>,
        /// The city of work, at most 100 characters.
        #[field]
        city: Option<&str>,
        /// The country or region, by its code.
        #[field]
        country: Option<&str>,
        /// The place of work, at most 255 characters.
        #[field]
        work_station: Option<&str>,
        /// When the user joined; 0 clears it.
        #[field]
        join_time: Option<Timestamp>,
        /// The employee number, at most 255 characters and unique.
        #[field]
        employee_no: Option<&str>,
        /// The kind of employment.
        #[field]
        employee_type: Option<EmployeeType>,
        /// How the user is ranked within departments; needs `department_ids` in the same call
        /// (44002).
        #[field]
        orders: Option<&[UserOrder]>,
        /// The tenant's own attributes. A user in one is named by the `user_id`, whatever
        /// `user_id_type` says.
        #[field]
        custom_attrs: Option<&[CustomAttr]>,
        /// The address of the mail in the tenant.
        #[field]
        enterprise_email: Option<&str>,
        /// The title, at most 255 characters; one blank clears it.
        #[field]
        job_title: Option<&str>,
        /// Whether the user's account is frozen.
        #[field]
        is_frozen: Option<bool>,
        /// The job level.
        #[field]
        job_level_id: Option<&str>,
        /// The job family.
        #[field]
        job_family_id: Option<&str>,
        /// The seats that the user takes.
        #[field]
        subscription_ids: Option<&[&str]>,
        /// The leaders by dotted line.
        #[field]
        dotted_line_leader_user_ids: Option<&[&str]>,
    ) -> Result<User>;

    /// Gives a user another `user_id`.
    #[patch("/users/{user_id}/update_user_id")]
    #[token(Tenant)]
    #[rate_limit("20/s")]
    #[scope("contact:contact:update_user_id")]
    #[docs(
        "https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/contact-v3/user/update_user_id"
    )]
    async fn update_user_id(
        &self,
        /// The user, by an id of the kind that `user_id_type` says.
        #[path]
        user_id: &str,
        /// How the user's id is meant; the platform assumes `open_id`.
        #[query]
        user_id_type: Option<UserIdType>,
        /// The new `user_id`, at most 64 characters.
        #[field]
        new_user_id: &str,
    ) -> Result<()>;

    /// Reads a user.
    ///
    /// `department_path` is answered to a user access token only.
    #[get("/users/{user_id}")]
    #[token(Tenant, User)]
    #[response(data = "user")]
    #[rate_limit("1000/min", "50/s")]
    #[scope(
        "contact:contact.base:readonly",
        "contact:contact:access_as_app",
        "contact:contact:readonly",
        "contact:contact:readonly_as_app"
    )]
    #[docs("https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/contact-v3/user/get")]
    async fn get(
        &self,
        /// The user, by an id of the kind that `user_id_type` says.
        #[path]
        user_id: &str,
        /// How user ids are meant; the platform assumes `open_id`.
        #[query]
        user_id_type: Option<UserIdType>,
        /// How department ids are meant; the platform assumes `open_department_id`.
        #[query]
        department_id_type: Option<DepartmentIdType>,
    ) -> Result<User>;

    /// Reads several users. Those whom the app cannot see are left out.
    #[get("/users/batch")]
    #[token(Tenant, User)]
    #[response(data = "items")]
    #[rate_limit("1000/min", "50/s")]
    #[scope("contact:contact.base:readonly")]
    #[docs("https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/contact-v3/user/batch")]
    async fn batch(
        &self,
        /// The users, at most 50.
        #[query]
        user_ids: &[&str],
        /// How user ids are meant; the platform assumes `open_id`.
        #[query]
        user_id_type: Option<UserIdType>,
        /// How department ids are meant; the platform assumes `open_department_id`.
        #[query]
        department_id_type: Option<DepartmentIdType>,
    ) -> Result<Vec<User>>;

    /// Lists the users who belong to a department itself, not to one below it.
    #[get("/users/find_by_department")]
    #[token(Tenant, User)]
    #[page("items")]
    #[rate_limit("1000/min", "50/s")]
    #[scope(
        "contact:contact.base:readonly",
        "contact:department.organize:readonly",
        "contact:contact:access_as_app",
        "contact:contact:readonly",
        "contact:contact:readonly_as_app"
    )]
    #[docs(
        "https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/contact-v3/user/find_by_department"
    )]
    async fn find_by_department(
        &self,
        /// The department, by an id of the kind that `department_id_type` says; `0` is the root.
        #[query]
        department_id: &str,
        /// How user ids are meant; the platform assumes `open_id`.
        #[query]
        user_id_type: Option<UserIdType>,
        /// How department ids are meant; the platform assumes `open_department_id`.
        #[query]
        department_id_type: Option<DepartmentIdType>,
        /// How many users a page holds, at most 50; the platform assumes 10.
        #[query]
        page_size: Option<u32>,
        /// Where to go on: the page token of the page before.
        #[query]
        page_token: Option<&str>,
    ) -> Result<Page<User>>;

    /// Finds the ids of users by mail address and mobile phone number. The answer has one entry
    /// for each of them; an entry without a `user_id` was not found, or cannot be seen.
    #[post("/users/batch_get_id")]
    #[token(Tenant)]
    #[response(data = "user_list")]
    #[rate_limit("1000/min", "50/s")]
    #[scope("contact:user.id:readonly")]
    #[idempotent]
    #[docs(
        "https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/contact-v3/user/batch_get_id"
    )]
    async fn batch_get_id(
        &self,
        /// How the ids in the reply are meant; the platform assumes `open_id`.
        #[query]
        user_id_type: Option<UserIdType>,
        /// Mail addresses, at most 50, and none of the tenant's own mail.
        #[field]
        emails: Option<&[&str]>,
        /// Mobile phone numbers, at most 50; outside mainland China with `+` and the code of the
        /// country.
        #[field]
        mobiles: Option<&[&str]>,
        /// Whether users who have left are found too; the platform assumes not.
        #[field]
        include_resigned: Option<bool>,
    ) -> Result<Vec<UserContactInfo>>;

    /// Names of users, at most 10 at once. Whom the app may not see is left out.
    #[post("/users/basic_batch")]
    #[token(Tenant, User)]
    #[response(data = "users")]
    #[rate_limit("5/s")]
    #[idempotent]
    #[scope("contact:user.basic_profile:readonly")]
    #[docs(
        "https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/contact-v3/user/basic_batch"
    )]
    async fn basic_batch(
        &self,
        /// The users, from 1 to 10.
        #[field]
        user_ids: &[&str],
        /// How user ids are meant; the platform assumes `open_id`.
        #[query]
        user_id_type: Option<UserIdType>,
    ) -> Result<Vec<BasicUser>>;

    /// Removes a user from the directory, and says who gets what belongs to the user. Within 30
    /// days the user can be [brought back](UserApi::resurrect).
    #[delete("/users/{user_id}")]
    #[token(Tenant)]
    #[rate_limit("1000/min", "50/s")]
    #[codes(retry(44042))]
    #[scope("contact:contact")]
    #[docs(
        "https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/contact-v3/user/delete"
    )]
    async fn delete(
        &self,
        /// The user, by an id of the kind that `user_id_type` says.
        #[path]
        user_id: &str,
        /// How user ids are meant; the platform assumes `open_id`.
        #[query]
        user_id_type: Option<UserIdType>,
        /// Who gets the user's department groups.
        #[field]
        department_chat_acceptor_user_id: Option<&str>,
        /// Who gets the user's external groups.
        #[field]
        external_chat_acceptor_user_id: Option<&str>,
        /// Who gets the user's documents.
        #[field]
        docs_acceptor_user_id: Option<&str>,
        /// Who gets the user's calendars.
        #[field]
        calendar_acceptor_user_id: Option<&str>,
        /// Who gets the user's applications.
        #[field]
        application_acceptor_user_id: Option<&str>,
        /// Who gets the user's minutes.
        #[field]
        minutes_acceptor_user_id: Option<&str>,
        /// Who gets the user's surveys.
        #[field]
        survey_acceptor_user_id: Option<&str>,
        /// What becomes of the user's mail.
        #[field]
        email_acceptor: Option<EmailAcceptor<'_>>,
        /// Who gets the user's AnyCross resources.
        #[field]
        anycross_acceptor_user_id: Option<&str>,
    ) -> Result<()>;

    /// Brings back a user who was removed at most 30 days ago.
    #[post("/users/{user_id}/resurrect")]
    #[token(Tenant)]
    #[rate_limit("10/min")]
    #[codes(retry(44034))]
    #[scope("contact:contact")]
    #[docs(
        "https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/contact-v3/user/resurrect"
    )]
    async fn resurrect(
        &self,
        /// The user, by an id of the kind that `user_id_type` says. If another member has the
        /// `user_id` now, only the other kinds find the user (44032).
        #[path]
        user_id: &str,
        /// How the user's id is meant; the platform assumes `open_id`.
        #[query]
        user_id_type: Option<UserIdType>,
        /// How department ids are meant; the platform assumes `open_department_id`.
        #[query]
        department_id_type: Option<DepartmentIdType>,
        /// The departments that the user comes back to, at most 50; the root if it is not set.
        #[field]
        departments: Option<&[ResurrectDepartment<'_>]>,
        /// The seats that the user takes.
        #[field]
        subscription_ids: Option<&[&str]>,
    ) -> Result<()>;
}

/// A user of the directory. Without the permission for a field, the platform leaves it out:
///
/// | permission | fields |
/// |---|---|
/// | none beside that of the endpoint | `open_id`, `union_id`, `mobile_visible` |
/// | `contact:user.base:readonly` | `name`, `en_name`, `nickname`, `avatar` |
/// | `contact:user.employee_id:readonly` | `user_id` |
/// | `contact:user.email:readonly` | `email` |
/// | `contact:user.phone:readonly` | `mobile` |
/// | `contact:user.gender:readonly` | `gender` |
/// | `contact:user.department:readonly` | `department_ids`, `leader_user_id`, `orders` |
/// | `contact:user.employee:readonly` | `status`, `city`, `country`, `work_station`, `join_time`, `employee_type`, `custom_attrs`, `job_title`, `enterprise_email`, `is_tenant_manager`, `employee_no` |
/// | `contact:user.department_path:readonly` | `department_path` |
/// | `contact:user.dotted_line_leader_info.read` | `dotted_line_leader_user_ids` |
/// | `contact:user.job_level:readonly`, `contact:user.job_family:readonly` | `job_level_id`, `job_family_id` |
/// | `contact:user.user_geo`, `contact:user.assign_info:read` | `geo`, `assign_info` |
///
/// The permission to read the whole directory, `contact:contact:readonly`, is that for most of them.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct User {
    /// The id of the user over all apps of one developer.
    pub union_id: Option<UnionId>,
    /// The id of the user in the tenant; with the permission `contact:user.employee_id:readonly`.
    pub user_id: Option<UserId>,
    /// The id of the user in this app.
    pub open_id: Option<OpenId>,
    /// The name.
    pub name: Option<String>,
    /// The name in English.
    pub en_name: Option<String>,
    /// Another name.
    pub nickname: Option<String>,
    /// The address of the mail; with `contact:user.email:readonly`.
    pub email: Option<String>,
    /// The mobile phone number; with `contact:user.phone:readonly`.
    pub mobile: Option<String>,
    /// Whether others see the mobile phone number.
    pub mobile_visible: Option<bool>,
    /// The gender.
    #[serde(with = "number")]
    pub gender: Option<Gender>,
    /// The key of the picture.
    pub avatar_key: Option<String>,
    /// The addresses of the picture.
    pub avatar: Option<AvatarInfo>,
    /// In what state the user's account is.
    pub status: Option<UserStatus>,
    /// The departments.
    #[serde(deserialize_with = "null_as_empty")]
    pub department_ids: Vec<String>,
    /// The user's leader.
    pub leader_user_id: Option<String>,
    /// The city of work.
    pub city: Option<String>,
    /// The country or region, by its code.
    pub country: Option<String>,
    /// The place of work.
    pub work_station: Option<String>,
    /// When the user joined.
    #[serde(with = "number")]
    pub join_time: Option<Timestamp>,
    /// Whether the user is the tenant's super administrator.
    pub is_tenant_manager: Option<bool>,
    /// The employee number.
    pub employee_no: Option<String>,
    /// The kind of employment.
    #[serde(with = "number")]
    pub employee_type: Option<EmployeeType>,
    /// How the user is ranked within departments.
    #[serde(deserialize_with = "null_as_empty")]
    pub orders: Vec<UserOrder>,
    /// The tenant's own attributes.
    #[serde(deserialize_with = "null_as_empty")]
    pub custom_attrs: Vec<CustomAttr>,
    /// The address of the mail in the tenant.
    pub enterprise_email: Option<String>,
    /// The title.
    pub job_title: Option<String>,
    /// Whether the user's account is frozen.
    pub is_frozen: Option<bool>,
    /// Where the user's data is kept, in a tenant with several places.
    pub geo: Option<String>,
    /// The job level.
    pub job_level_id: Option<String>,
    /// The job family.
    pub job_family_id: Option<String>,
    /// The seats that the user takes.
    #[serde(deserialize_with = "null_as_empty")]
    pub subscription_ids: Vec<String>,
    /// The seats that the user takes, in detail.
    #[serde(deserialize_with = "null_as_empty")]
    pub assign_info: Vec<UserAssignInfo>,
    /// The departments with those above them; for a user access token.
    #[serde(deserialize_with = "null_as_empty")]
    pub department_path: Vec<DepartmentDetail>,
    /// The leaders by dotted line.
    #[serde(deserialize_with = "null_as_empty")]
    pub dotted_line_leader_user_ids: Vec<String>,
}

open_enum! {
    /// A gender.
    pub enum Gender: i64 {
        /// Not told.
        Secret = 0,
        /// Male.
        Male = 1,
        /// Female.
        Female = 2,
        /// Another one.
        Other = 3,
    }
}

open_enum! {
    /// A kind of employment. A tenant can have kinds of its own, with numbers of their own.
    pub enum EmployeeType: i64 {
        /// A regular employee.
        Regular = 1,
        /// An intern.
        Intern = 2,
        /// Lent out by another company.
        Outsourced = 3,
        /// Works for a contractor.
        Contractor = 4,
        /// A consultant.
        Consultant = 5,
    }
}

/// The addresses of a user's picture, in four sizes.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct AvatarInfo {
    /// 72 pixels wide.
    pub avatar_72: Option<String>,
    /// 240 pixels wide.
    pub avatar_240: Option<String>,
    /// 640 pixels wide.
    pub avatar_640: Option<String>,
    /// As it was uploaded.
    pub avatar_origin: Option<String>,
}

/// In what state a user's account is.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct UserStatus {
    /// Frozen by an administrator.
    pub is_frozen: Option<bool>,
    /// Has left the tenant.
    pub is_resigned: Option<bool>,
    /// Has been activated.
    pub is_activated: Option<bool>,
    /// Has left by the user's own act.
    pub is_exited: Option<bool>,
    /// Has not yet confirmed to join.
    pub is_unjoin: Option<bool>,
}

/// How a user is ranked within one department, and the department among the user's.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct UserOrder {
    /// The department.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub department_id: Option<String>,
    /// The user's place in the department: a higher number stands first.
    #[serde(skip_serializing_if = "Option::is_none", with = "number")]
    pub user_order: Option<i64>,
    /// The department's place among the user's: a higher number stands first.
    #[serde(skip_serializing_if = "Option::is_none", with = "number")]
    pub department_order: Option<i64>,
    /// Whether it is the user's main department.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_primary_dept: Option<bool>,
}

impl UserOrder {
    /// A department of a user.
    pub fn new(department_id: impl Into<String>) -> Self {
        UserOrder { department_id: Some(department_id.into()), ..UserOrder::default() }
    }

    /// Sets the user's place in the department.
    pub fn user_order(mut self, order: i64) -> Self {
        self.user_order = Some(order);
        self
    }

    /// Sets the department's place among the user's.
    pub fn department_order(mut self, order: i64) -> Self {
        self.department_order = Some(order);
        self
    }

    /// Makes it the user's main department, or not.
    pub fn is_primary_dept(mut self, is_primary_dept: bool) -> Self {
        self.is_primary_dept = Some(is_primary_dept);
        self
    }
}

open_enum! {
    /// What an attribute of a tenant's own holds.
    pub enum CustomAttrType: str {
        /// A text.
        Text = "TEXT",
        /// A link.
        Href = "HREF",
        /// One of several texts.
        Enumeration = "ENUMERATION",
        /// One of several pictures.
        PictureEnum = "PICTURE_ENUM",
        /// A user.
        GenericUser = "GENERIC_USER",
    }
}

/// The value of an attribute of a tenant's own.
///
/// ```
/// use feishu_api::contact_v3::CustomAttr;
///
/// let attrs = [
///     CustomAttr::text("C-7012", "third floor"),
///     CustomAttr::enumeration("C-7013", "option_1"),
/// ];
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct CustomAttr {
    /// What the attribute holds.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<CustomAttrType>,
    /// The attribute.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<CustomAttrValue>,
}

impl CustomAttr {
    /// A text, at most 100 characters.
    pub fn text(id: impl Into<String>, text: impl Into<String>) -> Self {
        let value = CustomAttrValue { text: Some(text.into()), ..CustomAttrValue::default() };
        CustomAttr::of(CustomAttrType::Text, id, value)
    }

    /// A link with its text; [`pc_url`](Self::pc_url) sets another for desktops.
    pub fn href(id: impl Into<String>, text: impl Into<String>, url: impl Into<String>) -> Self {
        let value = CustomAttrValue {
            text: Some(text.into()),
            url: Some(url.into()),
            ..CustomAttrValue::default()
        };
        CustomAttr::of(CustomAttrType::Href, id, value)
    }

    /// Sets the address on a desktop, for a link.
    pub fn pc_url(mut self, url: impl Into<String>) -> Self {
        self.value.get_or_insert_default().pc_url = Some(url.into());
        self
    }

    /// One of several texts, by the id of the option.
    pub fn enumeration(id: impl Into<String>, option_id: impl Into<String>) -> Self {
        let value =
            CustomAttrValue { option_id: Some(option_id.into()), ..CustomAttrValue::default() };
        CustomAttr::of(CustomAttrType::Enumeration, id, value)
    }

    /// One of several pictures, by the id of the option.
    pub fn picture_enum(id: impl Into<String>, option_id: impl Into<String>) -> Self {
        let value =
            CustomAttrValue { option_id: Some(option_id.into()), ..CustomAttrValue::default() };
        CustomAttr::of(CustomAttrType::PictureEnum, id, value)
    }

    /// A user.
    pub fn generic_user(id: impl Into<String>, user_id: impl Into<String>) -> Self {
        const USER: i64 = 1;
        let user = CustomAttrGenericUser { id: Some(user_id.into()), kind: Some(USER) };
        let value = CustomAttrValue { generic_user: Some(user), ..CustomAttrValue::default() };
        CustomAttr::of(CustomAttrType::GenericUser, id, value)
    }

    fn of(kind: CustomAttrType, id: impl Into<String>, value: CustomAttrValue) -> Self {
        CustomAttr { kind: Some(kind), id: Some(id.into()), value: Some(value) }
    }
}

/// The value of an attribute of a tenant's own: which fields it has depends on its type.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct CustomAttrValue {
    /// The text, for a text or a link.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// The address, for a link.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The address on a desktop, for a link.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pc_url: Option<String>,
    /// The option, for one of several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub option_id: Option<String>,
    /// The option's text, in replies.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub option_value: Option<String>,
    /// The picture's name, in replies.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The picture's address, in replies.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub picture_url: Option<String>,
    /// The user, for a user.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub generic_user: Option<CustomAttrGenericUser>,
}

/// A user as the value of an attribute.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct CustomAttrGenericUser {
    /// The user.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The kind of reference; 1 is a user.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none", with = "number")]
    pub kind: Option<i64>,
}

/// A seat that a user takes.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct UserAssignInfo {
    /// The seat.
    pub subscription_id: Option<String>,
    /// The plan that the seat belongs to.
    pub license_plan_key: Option<String>,
    /// The plan's name.
    pub product_name: Option<String>,
    /// The plan's name in several languages.
    pub i18n_name: Option<I18nName>,
    /// When the seat begins.
    #[serde(with = "number")]
    pub start_time: Option<Timestamp>,
    /// When the seat ends.
    #[serde(with = "number")]
    pub end_time: Option<Timestamp>,
}

/// A department of a user, with those above it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct DepartmentDetail {
    /// The department.
    pub department_id: Option<String>,
    /// The department's name.
    pub department_name: Option<DepartmentName>,
    /// The departments from the root down to this one.
    pub department_path: Option<DepartmentPath>,
}

/// The departments from the root down to one.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct DepartmentPath {
    /// The departments, the root first.
    #[serde(deserialize_with = "null_as_empty")]
    pub department_ids: Vec<String>,
    /// The names, joined.
    pub department_path_name: Option<DepartmentName>,
}

/// A name of a department.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct DepartmentName {
    /// The name.
    pub name: Option<String>,
    /// The name in several languages.
    pub i18n_name: Option<I18nName>,
}

/// What was found for a mail address or a mobile phone number: an entry of
/// [`UserApi::batch_get_id`].
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct UserContactInfo {
    /// The user's id, of the kind that was asked for; nothing if no user was found.
    pub user_id: Option<String>,
    /// The mobile phone number that was looked for.
    pub mobile: Option<String>,
    /// The mail address that was looked for.
    pub email: Option<String>,
    /// In what state the user's account is.
    pub status: Option<UserStatus>,
}

/// A user's name: an entry of [`UserApi::basic_batch`].
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct BasicUser {
    /// The user, by an id of the kind that was asked for.
    pub user_id: Option<String>,
    /// The name.
    pub name: Option<String>,
    /// The name in several languages.
    pub i18n_name: Option<I18nName>,
}

/// What becomes of the mail of a user who is removed: an argument of [`UserApi::delete`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum EmailAcceptor<'a> {
    /// It goes to another user.
    Transfer {
        /// Who gets it.
        acceptor_user_id: &'a str,
    },
    /// It is kept.
    Keep,
    /// It is deleted.
    Delete,
}

impl Serialize for EmailAcceptor<'_> {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Wire<'a> {
            processing_type: &'static str,
            #[serde(skip_serializing_if = "Option::is_none")]
            acceptor_user_id: Option<&'a str>,
        }
        let (processing_type, acceptor_user_id) = match self {
            EmailAcceptor::Transfer { acceptor_user_id } => ("1", Some(*acceptor_user_id)),
            EmailAcceptor::Keep => ("2", None),
            EmailAcceptor::Delete => ("3", None),
        };
        Wire { processing_type, acceptor_user_id }.serialize(to)
    }
}

/// A department that a user comes back to: an argument of [`UserApi::resurrect`].
#[derive(Debug, Clone, Copy, Serialize)]
pub struct ResurrectDepartment<'a> {
    department_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    user_order: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    department_order: Option<i64>,
}

impl<'a> ResurrectDepartment<'a> {
    /// A department.
    pub fn new(department_id: &'a str) -> Self {
        ResurrectDepartment { department_id, user_order: None, department_order: None }
    }

    /// The user's place in the department: a higher number stands first.
    pub fn user_order(mut self, order: i64) -> Self {
        self.user_order = Some(order);
        self
    }

    /// The department's place among the user's: a higher number stands first.
    pub fn department_order(mut self, order: i64) -> Self {
        self.department_order = Some(order);
        self
    }
}
