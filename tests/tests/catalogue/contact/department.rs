//! Departments.

use feishu_api::contact_v3::*;

use crate::row::{Contradiction, Row, answer, done, page, row, set};

pub(crate) const CONTRADICTIONS: &[Contradiction] = &[];

pub(crate) fn rows() -> Vec<Row> {
    vec![
        row("contact.v3.department.create", |by, at| {
            let departments = DepartmentApiClient::new(&by.app);
            let call = departments.create(at.get("name"), at.get("parent_department_id"));
            let call =
                set!(call, at, user_id_type, department_id_type, client_token, department_id);
            let call = set!(call, at, { i18n_name }, leader_user_id, order, [unit_ids], [leaders]);
            let call = set!(call, at, create_group_chat, [group_chat_employee_types]);
            answer(set!(call, at, [department_hrbps]))
        }),
        row("contact.v3.department.patch", |by, at| {
            let call = DepartmentApiClient::new(&by.app).patch(at.path("department_id"));
            let call = set!(call, at, user_id_type, department_id_type, name, { i18n_name });
            let call = set!(call, at, parent_department_id, leader_user_id, order, [leaders]);
            let call = set!(call, at, create_group_chat, [group_chat_employee_types]);
            answer(set!(call, at, [department_hrbps]))
        }),
        row("contact.v3.department.update", |by, at| {
            let departments = DepartmentApiClient::new(&by.app);
            let id = at.path("department_id");
            let call = departments.update(id, at.get("name"), at.get("parent_department_id"));
            let call =
                set!(call, at, user_id_type, department_id_type, { i18n_name }, leader_user_id);
            let call = set!(call, at, order, create_group_chat, [leaders]);
            answer(set!(call, at, [group_chat_employee_types]))
        }),
        row("contact.v3.department.update_department_id", |by, at| {
            let departments = DepartmentApiClient::new(&by.app);
            let id = at.path("department_id");
            let call = departments.update_department_id(id, at.get("new_department_id"));
            done(set!(call, at, department_id_type))
        }),
        row("contact.v3.department.unbind_department_chat", |by, at| {
            let departments = DepartmentApiClient::new(&by.app);
            let call = departments.unbind_department_chat(at.get("department_id"));
            done(set!(call, at, department_id_type))
        }),
        row("contact.v3.department.get", |by, at| {
            let call = DepartmentApiClient::new(&by.app).get(at.path("department_id"));
            answer(set!(call, at, user_id_type, department_id_type))
        }),
        row("contact.v3.department.batch", |by, at| {
            let ids: Vec<&str> = at.get("department_ids");
            let call = DepartmentApiClient::new(&by.app).batch(&ids);
            answer(set!(call, at, department_id_type, user_id_type))
        }),
        row("contact.v3.department.children", |by, at| {
            let call = DepartmentApiClient::new(&by.app).children(at.path("department_id"));
            let call = set!(call, at, user_id_type, department_id_type, fetch_child);
            page(set!(call, at, page_size, page_token))
        }),
        row("contact.v3.department.parent", |by, at| {
            let call = DepartmentApiClient::new(&by.app).parent(at.get("department_id"));
            page(set!(call, at, user_id_type, department_id_type, page_token, page_size))
        }),
        row("contact.v3.department.search", |by, at| {
            let call = DepartmentApiClient::new(&by.user).search(at.get("query"));
            page(set!(call, at, user_id_type, department_id_type, page_token, page_size))
        }),
        row("contact.v3.department.delete", |by, at| {
            let call = DepartmentApiClient::new(&by.app).delete(at.path("department_id"));
            done(set!(call, at, department_id_type))
        }),
    ]
}
