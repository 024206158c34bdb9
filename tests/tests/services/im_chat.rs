use feishu_api::im_v1::*;
use feishu_api::prelude::*;
use feishu_api::testing::{Mock, json};
use feishu_api::types::I18nName;

#[tokio::test]
async fn a_chat_is_made_with_a_key_of_its_own() {
    let mock = Mock::new();
    mock.on::<ChatCreateCall>().reply(json!({
        "chat_id": "oc_harbour",
        "name": "Harbour",
        "external": false,
        "chat_tag": "inner",
        "restricted_mode_setting": { "status": true, "message_has_permission_setting": "not_anyone" },
    }));
    let restricted = RestrictedModeSetting::new(true)
        .message_has_permission_setting(RestrictedModePermission::NotAnyone);
    let chat = ChatApiClient::new(&mock.client())
        .create()
        .user_id_type(UserIdType::UnionId)
        .set_bot_manager(true)
        .uuid("harbour-1")
        .name("Harbour")
        .i18n_names(&I18nName::default().ja_jp("港"))
        .owner_id("on_pilot")
        .user_id_list(&["on_pilot", "on_mate"])
        .bot_id_list(&["cli_buoy"])
        .group_message_type(GroupMessageType::Thread)
        .membership_approval(MembershipApproval::ApprovalRequired)
        .leave_message_visibility(ChatMessageVisibility::NotAnyone)
        .restricted_mode_setting(&restricted)
        .await
        .unwrap();
    assert_eq!(chat.chat_id.as_deref(), Some("oc_harbour"));
    assert_eq!(chat.chat_tag, Some(ChatTag::Inner));
    assert_eq!(chat.restricted_mode_setting, Some(restricted));
    assert!(chat.user_manager_id_list.is_empty());

    let request = &mock.requests()[0];
    assert_eq!(request.path(), "/open-apis/im/v1/chats");
    let query = [("user_id_type", "union_id"), ("set_bot_manager", "true"), ("uuid", "harbour-1")];
    assert_eq!(request.query(), query.map(|(name, value)| (name.to_owned(), value.to_owned())));
    let body = json!({
        "name": "Harbour",
        "i18n_names": { "ja_jp": "港" },
        "owner_id": "on_pilot",
        "user_id_list": ["on_pilot", "on_mate"],
        "bot_id_list": ["cli_buoy"],
        "group_message_type": "thread",
        "membership_approval": "approval_required",
        "leave_message_visibility": "not_anyone",
        "restricted_mode_setting": {
            "status": true,
            "message_has_permission_setting": "not_anyone",
        },
    });
    assert_eq!(request.json(), body);
}

#[tokio::test]
async fn a_chat_that_is_being_made_is_asked_for_again_under_the_same_key() {
    let mock = Mock::new();
    mock.on::<ChatCreateCall>()
        .disconnect()
        .fail(232068, "under way")
        .reply(json!({ "chat_id": "oc_harbour" }));
    tokio::time::pause();
    let chat = ChatApiClient::new(&mock.client()).create().name("Harbour").await.unwrap();
    assert_eq!(chat.chat_id.as_deref(), Some("oc_harbour"));
    let requests = mock.requests_of::<ChatCreateCall>();
    assert_eq!(requests.len(), 3);
    assert!(requests.iter().all(|request| request.query() == requests[0].query()));
}

#[tokio::test]
async fn a_chat_is_read() {
    let mock = Mock::new();
    mock.on::<ChatGetCall>().reply(json!({
        "name": "Harbour",
        "owner_id": "u_pilot",
        "owner_id_type": "user_id",
        "user_manager_id_list": null,
        "bot_manager_id_list": ["cli_buoy"],
        "chat_mode": "group",
        "chat_status": "dissolved_save",
        "user_count": "12",
        "bot_count": "2",
        "moderation_permission": "moderator_list",
        "share_card_permission": "not_allowed",
        "at_all_permission": "somebody",
    }));
    let chats = ChatApiClient::new(&mock.client());
    let chat = chats.get("oc_harbour").user_id_type(UserIdType::UserId).await.unwrap();
    assert_eq!(chat.chat_id, None);
    assert_eq!(chat.owner_id_type, Some(UserIdType::UserId));
    assert_eq!(chat.bot_manager_id_list, ["cli_buoy"]);
    assert_eq!(chat.chat_mode, Some(ChatMode::Group));
    assert_eq!(chat.chat_status, Some(ChatStatus::DissolvedSave));
    assert_eq!((chat.user_count, chat.bot_count), (Some(12), Some(2)));
    assert_eq!(chat.moderation_permission, Some(ModerationSetting::ModeratorList));
    assert_eq!(chat.share_card_permission, Some(ShareCardPermission::NotAllowed));
    assert_eq!(chat.at_all_permission, Some(ChatPermission::Unlisted("somebody".into())));
    assert_eq!(mock.requests()[0].path(), "/open-apis/im/v1/chats/oc_harbour");
}

#[tokio::test]
async fn what_is_changed_of_a_chat_is_sent_and_nothing_else() {
    let mock = Mock::new();
    mock.on::<ChatUpdateCall>().reply(json!({}));
    mock.on::<ChatDeleteCall>().reply(json!({}));
    let chats = ChatApiClient::new(&mock.client());
    chats
        .update("oc_harbour")
        .description("Tides and berths")
        .add_member_permission(ChatPermission::OnlyOwner)
        .await
        .unwrap();
    chats.delete("oc_harbour").await.unwrap();
    let requests = mock.requests();
    let body = json!({ "description": "Tides and berths", "add_member_permission": "only_owner" });
    assert_eq!((requests[0].method.as_str(), requests[0].json()), ("PUT", body));
    assert!(requests[0].query().is_empty());
    assert_eq!(requests[1].method.as_str(), "DELETE");
}

#[tokio::test]
async fn chats_are_listed_and_found() {
    let mock = Mock::new();
    mock.on::<ChatListCall>()
        .reply(json!({ "items": [{ "chat_id": "oc_1" }], "has_more": true, "page_token": "p/2=" }))
        .reply(json!({ "items": [{ "chat_id": "oc_2" }], "has_more": false, "page_token": "" }));
    mock.on::<ChatSearchCall>().reply(json!({ "items": [], "has_more": false }));
    let chats = ChatApiClient::new(&mock.client());
    let listed = chats.list().sort_type(ChatSortType::ByActiveTimeDesc).page_size(1).items();
    let ids: Vec<_> =
        listed.into_vec().await.unwrap().into_iter().filter_map(|chat| chat.chat_id).collect();
    assert_eq!(ids, ["oc_1", "oc_2"]);
    assert!(chats.search().query("quay & co").await.unwrap().items.is_empty());
    let requests = mock.requests();
    assert_eq!(requests[0].url.query(), Some("sort_type=ByActiveTimeDesc&page_size=1"));
    assert!(requests[1].query().contains(&("page_token".to_owned(), "p/2=".to_owned())));
    assert_eq!(requests[2].query(), [("query".to_owned(), "quay & co".to_owned())]);
}

#[tokio::test]
async fn a_chat_has_a_link() {
    let mock = Mock::new();
    mock.on::<ChatLinkCall>().reply(json!({
        "share_link": "https://example.com/join?token=1",
        "expire_time": "1800000000",
        "is_permanent": false,
    }));
    let chats = ChatApiClient::new(&mock.client());
    let link = chats.link("oc_harbour").validity_period(ValidityPeriod::Year).await.unwrap();
    assert_eq!(link.expire_time.map(|time| time.as_secs()), Some(1_800_000_000));
    assert_eq!(link.is_permanent, Some(false));
    assert_eq!(mock.requests()[0].path(), "/open-apis/im/v1/chats/oc_harbour/link");
    assert_eq!(mock.requests()[0].json(), json!({ "validity_period": "year" }));
}
