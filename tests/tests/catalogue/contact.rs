//! The directory.

#[path = "contact/functional_role.rs"]
mod functional_role;
#[path = "contact/functional_role_member.rs"]
mod functional_role_member;
#[path = "contact/group.rs"]
mod group;
#[path = "contact/group_member.rs"]
mod group_member;
#[path = "contact/user.rs"]
mod user;

use crate::row::{Contradiction, Row};

pub(crate) fn contradictions() -> Vec<Contradiction> {
    [
        functional_role::CONTRADICTIONS,
        functional_role_member::CONTRADICTIONS,
        group::CONTRADICTIONS,
        group_member::CONTRADICTIONS,
        user::CONTRADICTIONS,
    ]
    .concat()
}

pub(crate) fn rows() -> Vec<Row> {
    [
        functional_role::rows(),
        functional_role_member::rows(),
        group::rows(),
        group_member::rows(),
        user::rows(),
    ]
    .into_iter()
    .flatten()
    .collect()
}
