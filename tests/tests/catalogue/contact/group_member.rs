//! Members of user groups.

use feishu_api::contact_v3::*;

use crate::row::{Contradiction, Row, answer, done, page, row, set};

pub(crate) const CONTRADICTIONS: &[Contradiction] = &[];

pub(crate) fn rows() -> Vec<Row> {
    vec![
        row("contact.v3.group.member.add", |by, at| {
            done(GroupMemberApiClient::new(&by.app).add(
                at.path("group_id"),
                at.get("member_type"),
                at.get("member_id_type"),
                at.get("member_id"),
            ))
        }),
        row("contact.v3.group.member.batch_add", |by, at| {
            let members: Vec<GroupMember> = at.get("members");
            let groups = GroupMemberApiClient::new(&by.app);
            answer(groups.batch_add(at.path("group_id"), &members))
        }),
        row("contact.v3.group.member.simplelist", |by, at| {
            let call = GroupMemberApiClient::new(&by.app).simplelist(at.path("group_id"));
            page(set!(call, at, page_size, page_token, member_id_type, member_type))
        }),
        row("contact.v3.group.member.remove", |by, at| {
            done(GroupMemberApiClient::new(&by.app).remove(
                at.path("group_id"),
                at.get("member_type"),
                at.get("member_id_type"),
                at.get("member_id"),
            ))
        }),
        row("contact.v3.group.member.batch_remove", |by, at| {
            let members: Vec<GroupMember> = at.get("members");
            let groups = GroupMemberApiClient::new(&by.app);
            done(groups.batch_remove(at.path("group_id"), &members))
        }),
    ]
}
