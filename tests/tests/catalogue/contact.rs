//! The directory.

#[path = "contact/custom_attr.rs"]
mod custom_attr;
#[path = "contact/department.rs"]
mod department;
#[path = "contact/employee_type_enum.rs"]
mod employee_type_enum;
#[path = "contact/functional_role.rs"]
mod functional_role;
#[path = "contact/functional_role_member.rs"]
mod functional_role_member;
#[path = "contact/group.rs"]
mod group;
#[path = "contact/group_member.rs"]
mod group_member;
#[path = "contact/job_family.rs"]
mod job_family;
#[path = "contact/job_level.rs"]
mod job_level;
#[path = "contact/job_title.rs"]
mod job_title;
#[path = "contact/scope.rs"]
mod scope;
#[path = "contact/unit.rs"]
mod unit;
#[path = "contact/user.rs"]
mod user;
#[path = "contact/work_city.rs"]
mod work_city;

use crate::row::{Contradiction, Row};

pub(crate) fn contradictions() -> Vec<Contradiction> {
    [
        custom_attr::CONTRADICTIONS,
        department::CONTRADICTIONS,
        employee_type_enum::CONTRADICTIONS,
        functional_role::CONTRADICTIONS,
        functional_role_member::CONTRADICTIONS,
        group::CONTRADICTIONS,
        group_member::CONTRADICTIONS,
        job_family::CONTRADICTIONS,
        job_level::CONTRADICTIONS,
        job_title::CONTRADICTIONS,
        scope::CONTRADICTIONS,
        unit::CONTRADICTIONS,
        user::CONTRADICTIONS,
        work_city::CONTRADICTIONS,
    ]
    .concat()
}

pub(crate) fn rows() -> Vec<Row> {
    [
        custom_attr::rows(),
        department::rows(),
        employee_type_enum::rows(),
        functional_role::rows(),
        functional_role_member::rows(),
        group::rows(),
        group_member::rows(),
        job_family::rows(),
        job_level::rows(),
        job_title::rows(),
        scope::rows(),
        unit::rows(),
        user::rows(),
        work_city::rows(),
    ]
    .into_iter()
    .flatten()
    .collect()
}
