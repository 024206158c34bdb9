//! The directory: each endpoint with every parameter, and every field of its reply.

use feishu_api::contact_v3::{
    AvatarInfo, CustomAttr, CustomAttrType, DepartmentName, EmailAcceptor, EmployeeType, Gender,
    ResurrectDepartment, User, UserOrder, UserStatus,
};
use feishu_api::types::{DepartmentIdType::DepartmentId, I18nName, Timestamp, UserIdType::UnionId};
use serde_json::{Value, json};

use crate::Body::{Empty, Json};
use crate::{TENANT, users};

/// A user with every field that any of the endpoints documents, each with a value of its own.
fn user() -> Value {
    serde_json::from_str(include_str!("../fixtures/user.json")).unwrap()
}

/// The same with each flag turned round: two flags that are mixed up differ in one of the two.
fn flipped(value: &Value) -> Value {
    match value {
        Value::Bool(flag) => Value::Bool(!flag),
        Value::Array(items) => items.iter().map(flipped).collect(),
        Value::Object(fields) => {
            fields.iter().map(|(name, value)| (name.clone(), flipped(value))).collect()
        }
        other => other.clone(),
    }
}

/// What was decoded, as JSON again.
fn told(user: &User) -> Value {
    let mut told = fields!(user =>
        union_id, user_id, open_id, name, en_name, nickname, email, mobile, mobile_visible, gender,
        avatar_key, department_ids, leader_user_id, city, country, work_station, join_time,
        is_tenant_manager, employee_no, employee_type, custom_attrs, enterprise_email, job_title,
        is_frozen, geo, job_level_id, job_family_id, subscription_ids, dotted_line_leader_user_ids
    );
    told["avatar"] = told_avatar(&user.avatar);
    told["status"] = told_status(&user.status);
    let orders = user.orders.iter();
    told["orders"] = orders
        .map(|it| fields!(it => department_id, user_order, department_order, is_primary_dept))
        .collect();
    let seats = user.assign_info.iter().map(|seat| {
        let seconds = |time: Option<Timestamp>| time.map(|time| time.as_secs().to_string());
        let mut told = fields!(seat => subscription_id, license_plan_key, product_name);
        told["i18n_name"] = told_i18n(&seat.i18n_name);
        told["start_time"] = json!(seconds(seat.start_time));
        told["end_time"] = json!(seconds(seat.end_time));
        told
    });
    told["assign_info"] = seats.collect();
    let departments = user.department_path.iter().map(|department| {
        let path = department.department_path.as_ref().unwrap();
        json!({
            "department_id": department.department_id,
            "department_name": told_name(&department.department_name),
            "department_path": {
                "department_ids": path.department_ids,
                "department_path_name": told_name(&path.department_path_name),
            },
        })
    });
    told["department_path"] = departments.collect();
    told
}

pub(crate) fn told_avatar(avatar: &Option<AvatarInfo>) -> Value {
    fields!(avatar.as_ref().unwrap() => avatar_72, avatar_240, avatar_640, avatar_origin)
}

fn told_status(status: &Option<UserStatus>) -> Value {
    let status = status.as_ref().unwrap();
    fields!(status => is_frozen, is_resigned, is_activated, is_exited, is_unjoin)
}

fn told_i18n(name: &Option<I18nName>) -> Value {
    fields!(name.as_ref().unwrap() => zh_cn, ja_jp, en_us)
}

fn told_name(name: &Option<DepartmentName>) -> Value {
    let name = name.as_ref().unwrap();
    json!({ "name": name.name, "i18n_name": told_i18n(&name.i18n_name) })
}

/// The kinds of ids, in most of the calls below.
const KINDS: [(&str, &str); 2] =
    [("user_id_type", "union_id"), ("department_id_type", "department_id")];

/// Calls the setters that both `create` and `patch` have, with values from the fixture.
macro_rules! set_what_both_have {
    ($call:expr) => {
        $call
            .user_id_type(UnionId)
            .department_id_type(DepartmentId)
            .en_name("Noor H.")
            .nickname("Nono")
            .email("noor@mail.example")
            .mobile_visible(true)
            .gender(Gender::Female)
            .avatar_key("img-noor")
            .leader_user_id("ou_leader")
            .city("Wellington")
            .country("NZ")
            .work_station("Pier 3, desk 8")
            .join_time(Timestamp::from_secs(1_609_459_261))
            .employee_no("E-0815")
            .orders(&orders())
            .custom_attrs(&custom_attrs())
            .enterprise_email("noor@harbour.example")
            .job_title("Pilot")
            .job_level_id("jl-6")
            .job_family_id("jf-7")
            .subscription_ids(&["seat-1", "seat-2"])
            .dotted_line_leader_user_ids(&["ou_dot1", "ou_dot2"])
    };
}

/// The body of such a call, which also sets what `create` demands: fields of the fixture.
fn whole_body() -> Value {
    const NAMES: &str = "name en_name nickname email mobile mobile_visible gender avatar_key \
        department_ids leader_user_id city country work_station join_time employee_no \
        employee_type orders enterprise_email job_title job_level_id job_family_id \
        subscription_ids dotted_line_leader_user_ids";
    let user = user();
    let mut body: Value = NAMES.split(' ').map(|name| (name, user[name].clone())).collect();
    let pal = json!({ "id": "ou_pal", "type": 1 });
    body["custom_attrs"] = json!([
        { "type": "TEXT", "id": "C-1", "value": { "text": "boats" } },
        { "type": "HREF", "id": "C-2", "value": { "text": "sea", "url": "m:1", "pc_url": "pc:1" } },
        { "type": "ENUMERATION", "id": "C-3", "value": { "option_id": "o-3" } },
        { "type": "PICTURE_ENUM", "id": "C-4", "value": { "option_id": "o-4" } },
        { "type": "GENERIC_USER", "id": "C-5", "value": { "generic_user": pal } },
    ]);
    body
}

fn orders() -> [UserOrder; 2] {
    let order = |department, user_order, department_order, is_primary_dept| {
        let mut order = UserOrder::new(department);
        order.user_order = Some(user_order);
        order.department_order = Some(department_order);
        order.is_primary_dept = Some(is_primary_dept);
        order
    };
    [order("od-harbour", 31, 32, true), order("od-tower", 41, 42, false)]
}

/// One attribute of each kind.
fn custom_attrs() -> [CustomAttr; 5] {
    let mut link = CustomAttr::href("C-2", "sea", "m:1");
    link.value.as_mut().unwrap().pc_url = Some("pc:1".to_owned());
    [
        CustomAttr::text("C-1", "boats"),
        link,
        CustomAttr::enumeration("C-3", "o-3"),
        CustomAttr::picture_enum("C-4", "o-4"),
        CustomAttr::generic_user("C-5", "ou_pal"),
    ]
}

#[tokio::test]
async fn create() {
    let (server, users) = users(json!({ "user": user() })).await;
    let departments = ["od-harbour", "od-tower"];
    let call = users.create("Noor Haddad", "+6421550123", &departments, EmployeeType::Contractor);
    let call = set_what_both_have!(call).client_token("only-once-1").user_id("noor7").geo("eu");
    let created = call.await.unwrap();

    let mut body = whole_body();
    body["user_id"] = json!("noor7");
    body["geo"] = json!("eu");
    let query = [KINDS[0], KINDS[1], ("client_token", "only-once-1")];
    server.assert_sent(TENANT, "POST /contact/v3/users", &query, Json(body));
    assert_eq!(told(&created), user());
}

#[tokio::test]
async fn create_with_what_is_required() {
    let (server, users) = users(json!({})).await;
    users.create("Mei", "+467055", &["od-quay"], EmployeeType::Regular).await.unwrap();
    let body = json!({
        "name": "Mei", "mobile": "+467055", "department_ids": ["od-quay"], "employee_type": 1,
    });
    server.assert_sent(TENANT, "POST /contact/v3/users", &[], Json(body));
}

#[tokio::test]
async fn patch() {
    let (server, users) = users(json!({ "user": user() })).await;
    let patched = set_what_both_have!(users.patch("on_noor"))
        .name("Noor Haddad")
        .mobile("+6421550123")
        .department_ids(&["od-harbour", "od-tower"])
        .employee_type(EmployeeType::Contractor)
        .is_frozen(false)
        .await
        .unwrap();

    let mut body = whole_body();
    body["is_frozen"] = json!(false);
    server.assert_sent(TENANT, "PATCH /contact/v3/users/on_noor", &KINDS, Json(body));
    assert_eq!(told(&patched), user());
}

#[tokio::test]
async fn patch_sends_only_what_is_set() {
    let (server, users) = users(json!({})).await;
    users.patch("ou_mei").city("").department_ids(&[]).mobile_visible(false).await.unwrap();
    // What is set to nothing is sent: that clears it.
    let body = json!({ "city": "", "department_ids": [], "mobile_visible": false });
    server.assert_sent(TENANT, "PATCH /contact/v3/users/ou_mei", &[], Json(body));
}

#[tokio::test]
async fn update_user_id() {
    let (server, users) = users(json!({})).await;
    users.update_user_id("on_mei", "mei3").user_id_type(UnionId).await.unwrap();
    let line = "PATCH /contact/v3/users/on_mei/update_user_id";
    server.assert_sent(TENANT, line, &KINDS[..1], Json(json!({ "new_user_id": "mei3" })));
}

#[tokio::test]
async fn get() {
    let (server, users) = users(json!({ "user": user() })).await;
    let call = users.get("on_noor").user_id_type(UnionId).department_id_type(DepartmentId);
    let got = call.await.unwrap();
    server.assert_sent(TENANT, "GET /contact/v3/users/on_noor", &KINDS, Empty);
    assert_eq!(told(&got), user());

    assert_eq!(got.gender, Some(Gender::Female));
    assert_eq!(got.employee_type, Some(EmployeeType::Contractor));
    assert_eq!(got.join_time, Some(Timestamp::from_secs(1_609_459_261)));
    // These two are texts on the wire.
    assert_eq!(got.assign_info[0].start_time, Some(Timestamp::from_secs(1_610_000_001)));
    assert_eq!(got.assign_info[0].end_time, Some(Timestamp::from_secs(1_910_000_002)));
    let kinds = got.custom_attrs.iter().map(|attr| attr.kind.clone().unwrap());
    use CustomAttrType::{Enumeration, GenericUser, Href, PictureEnum, Text};
    assert_eq!(kinds.collect::<Vec<_>>(), [Text, Href, Enumeration, PictureEnum, GenericUser]);
    let pal = got.custom_attrs[4].value.as_ref().unwrap().generic_user.as_ref().unwrap();
    assert_eq!((pal.id.as_deref(), pal.kind), (Some("ou_pal"), Some(1)));
}

#[tokio::test]
async fn batch() {
    let items = json!([user(), flipped(&user())]);
    let (server, users) = users(json!({ "items": items })).await;
    let call = users.batch(&["on_noor", "on_mei"]);
    let got = call.user_id_type(UnionId).department_id_type(DepartmentId).await.unwrap();
    let query = [KINDS[0], KINDS[1], ("user_ids", "on_noor"), ("user_ids", "on_mei")];
    server.assert_sent(TENANT, "GET /contact/v3/users/batch", &query, Empty);
    assert_eq!(got.iter().map(told).collect::<Value>(), items);
}

#[tokio::test]
async fn find_by_department() {
    let items = json!([user(), flipped(&user())]);
    let page = json!({ "has_more": true, "page_token": "next/+=", "items": items });
    let (server, users) = users(page).await;
    let call = users.find_by_department("0").user_id_type(UnionId).department_id_type(DepartmentId);
    let page = call.page_size(33).page_token("this-page").await.unwrap();
    let [user_ids, department_ids] = KINDS;
    let (size, token) = (("page_size", "33"), ("page_token", "this-page"));
    let query = [("department_id", "0"), user_ids, department_ids, size, token];
    server.assert_sent(TENANT, "GET /contact/v3/users/find_by_department", &query, Empty);
    assert_eq!((page.has_more, page.page_token.as_deref()), (true, Some("next/+=")));
    assert_eq!(page.items.iter().map(told).collect::<Value>(), items);
}

#[tokio::test]
async fn batch_get_id() {
    let found = json!({
        "user_id": "on_noor", "mobile": "+6421550123", "email": "noor@mail.example",
        "status": user()["status"],
    });
    let list = json!([found, flipped(&found), { "email": "nobody@mail.example" }]);
    let (server, users) = users(json!({ "user_list": list })).await;
    let (emails, mobiles) = (["noor@mail.example", "nobody@mail.example"], ["+6421550123"]);
    let call = users.batch_get_id().user_id_type(UnionId).emails(&emails).mobiles(&mobiles);
    let got = call.include_resigned(true).await.unwrap();
    let body = json!({ "emails": emails, "mobiles": mobiles, "include_resigned": true });
    server.assert_sent(TENANT, "POST /contact/v3/users/batch_get_id", &KINDS[..1], Json(body));

    assert_eq!(got.len(), 3);
    for (got, found) in got.iter().zip([found.clone(), flipped(&found)]) {
        let mut told = fields!(got => user_id, mobile, email);
        told["status"] = told_status(&got.status);
        assert_eq!(told, found);
    }
    // An entry without an id says that nobody was found.
    assert_eq!(got[2].email.as_deref(), Some("nobody@mail.example"));
    assert!(got[2].user_id.is_none() && got[2].mobile.is_none() && got[2].status.is_none());
}

#[tokio::test]
async fn delete() {
    let (server, users) = users(json!({})).await;
    users
        .delete("on_mei")
        .user_id_type(UnionId)
        .department_chat_acceptor_user_id("on_1")
        .external_chat_acceptor_user_id("on_2")
        .docs_acceptor_user_id("on_3")
        .calendar_acceptor_user_id("on_4")
        .application_acceptor_user_id("on_5")
        .minutes_acceptor_user_id("on_6")
        .survey_acceptor_user_id("on_7")
        .anycross_acceptor_user_id("on_8")
        .email_acceptor(EmailAcceptor::Transfer { acceptor_user_id: "on_9" })
        .await
        .unwrap();
    let body = json!({
        "department_chat_acceptor_user_id": "on_1",
        "external_chat_acceptor_user_id": "on_2",
        "docs_acceptor_user_id": "on_3",
        "calendar_acceptor_user_id": "on_4",
        "application_acceptor_user_id": "on_5",
        "minutes_acceptor_user_id": "on_6",
        "survey_acceptor_user_id": "on_7",
        "anycross_acceptor_user_id": "on_8",
        "email_acceptor": { "processing_type": "1", "acceptor_user_id": "on_9" },
    });
    server.assert_sent(TENANT, "DELETE /contact/v3/users/on_mei", &KINDS[..1], Json(body));
}

#[tokio::test]
async fn delete_with_less() {
    for (acceptor, body) in [
        // An empty object, not an empty body.
        (None, json!({})),
        (Some(EmailAcceptor::Keep), json!({ "email_acceptor": { "processing_type": "2" } })),
        (Some(EmailAcceptor::Delete), json!({ "email_acceptor": { "processing_type": "3" } })),
    ] {
        let (server, users) = users(json!({})).await;
        let call = users.delete("ou_mei");
        let call = match acceptor {
            Some(acceptor) => call.email_acceptor(acceptor),
            None => call,
        };
        call.await.unwrap();
        server.assert_sent(TENANT, "DELETE /contact/v3/users/ou_mei", &[], Json(body));
    }
}

#[tokio::test]
async fn resurrect() {
    let (server, users) = users(json!({})).await;
    let tower = ResurrectDepartment::new("tower").user_order(3).department_order(4);
    let departments = [tower, ResurrectDepartment::new("quay")];
    let call = users.resurrect("on_mei").user_id_type(UnionId).department_id_type(DepartmentId);
    call.departments(&departments).subscription_ids(&["seat-8"]).await.unwrap();
    let departments = json!([
        { "department_id": "tower", "user_order": 3, "department_order": 4 },
        { "department_id": "quay" },
    ]);
    let body = json!({ "departments": departments, "subscription_ids": ["seat-8"] });
    server.assert_sent(TENANT, "POST /contact/v3/users/on_mei/resurrect", &KINDS, Json(body));
}
