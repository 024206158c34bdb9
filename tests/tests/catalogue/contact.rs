//! The directory.

#[path = "contact/department.rs"]
mod department;
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
#[path = "contact/user.rs"]
mod user;
#[path = "contact/work_city.rs"]
mod work_city;

use crate::row::{Contradiction, Row};

pub(crate) fn contradictions() -> Vec<Contradiction> {
    [
        department::CONTRADICTIONS,
        functional_role::CONTRADICTIONS,
        functional_role_member::CONTRADICTIONS,
        group::CONTRADICTIONS,
        group_member::CONTRADICTIONS,
        job_family::CONTRADICTIONS,
        job_level::CONTRADICTIONS,
        job_title::CONTRADICTIONS,
        user::CONTRADICTIONS,
        work_city::CONTRADICTIONS,
    ]
    .concat()
}

pub(crate) fn rows() -> Vec<Row> {
    [
        department::rows(),
        functional_role::rows(),
        functional_role_member::rows(),
        group::rows(),
        group_member::rows(),
        job_family::rows(),
        job_level::rows(),
        job_title::rows(),
        user::rows(),
        work_city::rows(),
    ]
    .into_iter()
    .flatten()
    .collect()
}
