//! Chats.

use feishu_api::im_v1::*;

use crate::row::{Contradiction, Row, answer, done, page, row, set};

pub(crate) const CONTRADICTIONS: &[Contradiction] = &[];

pub(crate) fn rows() -> Vec<Row> {
    vec![
        row("im.v1.chat.create", |by, at| {
            let call = ChatApiClient::new(&by.app).create();
            let call = set!(call, at, user_id_type, set_bot_manager, uuid, avatar, name);
            let call = set!(call, at, description, { i18n_names }, owner_id, [user_id_list]);
            let call = set!(call, at, [bot_id_list], group_message_type, chat_mode, chat_type);
            let call = set!(call, at, join_message_visibility, leave_message_visibility);
            let call = set!(call, at, membership_approval, { restricted_mode_setting });
            let call = set!(call, at, urgent_setting, video_conference_setting, edit_permission);
            answer(set!(call, at, hide_member_count_setting))
        }),
        row("im.v1.chat.delete", |by, at| {
            done(ChatApiClient::new(&by.app).delete(at.path("chat_id")))
        }),
        row("im.v1.chat.update", |by, at| {
            let call = ChatApiClient::new(&by.app).update(at.path("chat_id"));
            let call = set!(call, at, user_id_type, avatar, name, description, { i18n_names });
            let call = set!(call, at, add_member_permission, share_card_permission);
            let call = set!(call, at, at_all_permission, edit_permission, owner_id);
            let call = set!(call, at, join_message_visibility, leave_message_visibility);
            let call = set!(call, at, membership_approval, { restricted_mode_setting }, chat_type);
            let call = set!(call, at, group_message_type, urgent_setting);
            done(set!(call, at, video_conference_setting, hide_member_count_setting))
        }),
        row("im.v1.chat.get", |by, at| {
            let call = ChatApiClient::new(&by.app).get(at.path("chat_id"));
            answer(set!(call, at, user_id_type))
        }),
        row("im.v1.chat.list", |by, at| {
            let call = ChatApiClient::new(&by.app).list();
            page(set!(call, at, user_id_type, sort_type, page_size, page_token))
        }),
        row("im.v1.chat.search", |by, at| {
            let call = ChatApiClient::new(&by.app).search();
            page(set!(call, at, user_id_type, query, page_size, page_token))
        }),
        row("im.v1.chat.link", |by, at| {
            let call = ChatApiClient::new(&by.app).link(at.path("chat_id"));
            answer(set!(call, at, validity_period))
        }),
    ]
}
