//! Users.

use feishu_api::contact_v3::*;
use feishu_api::serde_json::Value;

use crate::row::{Contradiction, Row, answer, done, page, row, set};

pub(crate) const CONTRADICTIONS: &[Contradiction] = &[(
    "contact.v3.user.create",
    "declared: key",
    "unset, the platform's default holds: nobody is made twice because nothing is repeated",
)];

pub(crate) fn rows() -> Vec<Row> {
    vec![
        row("contact.v3.user.basic_batch", |by, at| {
            let ids: Vec<&str> = at.get("user_ids");
            answer(set!(UserApiClient::new(&by.app).basic_batch(&ids), at, user_id_type))
        }),
        row("contact.v3.user.batch", |by, at| {
            let ids: Vec<&str> = at.get("user_ids");
            let call = UserApiClient::new(&by.app).batch(&ids);
            answer(set!(call, at, user_id_type, department_id_type))
        }),
        row("contact.v3.user.batch_get_id", |by, at| {
            let call = UserApiClient::new(&by.app).batch_get_id();
            answer(set!(call, at, user_id_type, [emails], [mobiles], include_resigned))
        }),
        row("contact.v3.user.create", |by, at| {
            let departments: Vec<&str> = at.get("department_ids");
            let call = UserApiClient::new(&by.app).create(
                at.get("name"),
                at.get("mobile"),
                &departments,
                at.get("employee_type"),
            );
            answer(set!(
                call,
                at,
                user_id_type,
                department_id_type,
                client_token,
                user_id,
                en_name,
                nickname,
                email,
                mobile_visible,
                gender,
                avatar_key,
                leader_user_id,
                city,
                country,
                work_station,
                join_time,
                employee_no,
                [orders],
                [custom_attrs],
                enterprise_email,
                job_title,
                geo,
                job_level_id,
                job_family_id,
                [subscription_ids],
                [dotted_line_leader_user_ids]
            ))
        }),
        row("contact.v3.user.delete", |by, at| {
            let call = UserApiClient::new(&by.app).delete(at.path("user_id"));
            let call = match at.opt::<Value>("email_acceptor") {
                Some(acceptor) => call.email_acceptor(email_acceptor(&acceptor)),
                None => call,
            };
            done(set!(
                call,
                at,
                user_id_type,
                department_chat_acceptor_user_id,
                external_chat_acceptor_user_id,
                docs_acceptor_user_id,
                calendar_acceptor_user_id,
                application_acceptor_user_id,
                minutes_acceptor_user_id,
                survey_acceptor_user_id,
                anycross_acceptor_user_id,
            ))
        }),
        row("contact.v3.user.find_by_department", |by, at| {
            let call = UserApiClient::new(&by.app).find_by_department(at.get("department_id"));
            page(set!(call, at, user_id_type, department_id_type, page_size, page_token))
        }),
        row("contact.v3.user.get", |by, at| {
            let call = UserApiClient::new(&by.app).get(at.path("user_id"));
            answer(set!(call, at, user_id_type, department_id_type))
        }),
        row("contact.v3.user.patch", |by, at| {
            let call = UserApiClient::new(&by.app).patch(at.path("user_id"));
            answer(set!(
                call,
                at,
                user_id_type,
                department_id_type,
                name,
                en_name,
                nickname,
                email,
                mobile,
                mobile_visible,
                gender,
                avatar_key,
                [department_ids],
                leader_user_id,
                city,
                country,
                work_station,
                join_time,
                employee_no,
                employee_type,
                [orders],
                [custom_attrs],
                enterprise_email,
                job_title,
                is_frozen,
                job_level_id,
                job_family_id,
                [subscription_ids],
                [dotted_line_leader_user_ids]
            ))
        }),
        row("contact.v3.user.resurrect", |by, at| {
            let call = UserApiClient::new(&by.app).resurrect(at.path("user_id"));
            let departments: Vec<Value> = at.opt("departments").unwrap_or_default();
            let departments: Vec<_> = departments.iter().map(department).collect();
            let call = if departments.is_empty() { call } else { call.departments(&departments) };
            done(set!(call, at, user_id_type, department_id_type, [subscription_ids]))
        }),
        row("contact.v3.user.update_user_id", |by, at| {
            let users = UserApiClient::new(&by.app);
            done(set!(
                users.update_user_id(at.path("user_id"), at.get("new_user_id")),
                at,
                user_id_type
            ))
        }),
    ]
}

fn email_acceptor(acceptor: &Value) -> EmailAcceptor<'_> {
    match acceptor["processing_type"].as_str() {
        Some("1") => EmailAcceptor::Transfer {
            acceptor_user_id: acceptor["acceptor_user_id"].as_str().unwrap(),
        },
        Some("2") => EmailAcceptor::Keep,
        _ => EmailAcceptor::Delete,
    }
}

fn department(department: &Value) -> ResurrectDepartment<'_> {
    let made = ResurrectDepartment::new(department["department_id"].as_str().unwrap());
    let (user, order) =
        (department["user_order"].as_i64(), department["department_order"].as_i64());
    let made = user.map_or(made, |order| made.user_order(order));
    order.map_or(made, |order| made.department_order(order))
}
