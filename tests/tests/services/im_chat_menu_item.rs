use feishu_api::im_v1::*;
use feishu_api::testing::{Mock, json};

#[tokio::test]
async fn what_is_changed_of_an_item_is_sent_and_nothing_else() {
    let mock = Mock::new();
    mock.on::<ChatMenuItemPatchCall>().fail(232073, "locked").reply(json!({
        "action_type": "REDIRECT_LINK",
        "redirect_link": { "common_url": "https://tides.example.com" },
        "name": "Tides",
    }));
    tokio::time::pause();
    let items = ChatMenuItemApiClient::new(&mock.client());
    let item = ChatMenuItem::default().name("Tides");
    let call = items.patch("oc_harbour", "71", &[ChatMenuItemField::Name], &item);
    let item = call.await.unwrap();
    assert_eq!(item.action_type, Some(ChatMenuItemActionType::RedirectLink));
    let link = ChatMenuItemRedirectLink::new("https://tides.example.com");
    assert_eq!(item, ChatMenuItem::redirect("Tides", link));

    // Somebody else was changing the menu.
    let requests = mock.requests();
    assert_eq!(requests.len(), 2);
    assert_eq!(requests[1].path(), "/open-apis/im/v1/chats/oc_harbour/menu_items/71");
    let body = json!({ "update_fields": ["NAME"], "chat_menu_item": { "name": "Tides" } });
    assert_eq!(requests[1].json(), body);
}
