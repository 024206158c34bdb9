//! Emoji under messages.

use feishu_api::im_v1::*;

use crate::row::{Contradiction, Row, answer, page, row, set};

pub(crate) const CONTRADICTIONS: &[Contradiction] = &[];

pub(crate) fn rows() -> Vec<Row> {
    vec![
        row("im.v1.message.reaction.create", |by, at| {
            let emoji: Emoji = at.get("reaction_type");
            let reactions = MessageReactionApiClient::new(&by.app);
            answer(reactions.create(at.path("message_id"), &emoji))
        }),
        row("im.v1.message.reaction.delete", |by, at| {
            let reactions = MessageReactionApiClient::new(&by.app);
            answer(reactions.delete(at.path("message_id"), at.path("reaction_id")))
        }),
        row("im.v1.message.reaction.list", |by, at| {
            let call = MessageReactionApiClient::new(&by.app).list(at.path("message_id"));
            page(set!(call, at, reaction_type, user_id_type, page_size, page_token))
        }),
        row("im.v1.message.reaction.batch_query", |by, at| {
            let queries: Vec<MessageReactionQuery> = at.get("queries");
            let call = MessageReactionApiClient::new(&by.app).batch_query(&queries);
            answer(set!(call, at, user_id_type, page_size_per_message, reaction_type))
        }),
    ]
}
