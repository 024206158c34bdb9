//! The platform's services with values of our own: a test for each resource, of what is sent and what is
//! read.

#[path = "services/bot_info.rs"]
mod bot_info;
#[path = "services/functional_role.rs"]
mod functional_role;
#[path = "services/functional_role_member.rs"]
mod functional_role_member;
#[path = "services/group.rs"]
mod group;
#[path = "services/group_member.rs"]
mod group_member;
#[path = "services/job_family.rs"]
mod job_family;
#[path = "services/job_level.rs"]
mod job_level;
#[path = "services/job_title.rs"]
mod job_title;
#[path = "services/work_city.rs"]
mod work_city;
