use feishu_api::im_v1::*;
use feishu_api::testing::{Mock, json};

#[tokio::test]
async fn tabs_are_added_and_changed() {
    let mock = Mock::new();
    let tabs = json!([
        { "tab_id": "1", "tab_type": "message", "tab_content": {} },
        {
            "tab_id": "2",
            "tab_name": "Tides",
            "tab_type": "url",
            "tab_content": { "url": "https://tides.example.com" },
            "tab_config": { "icon_key": "img_moon", "is_built_in": true },
        },
    ]);
    mock.on::<ChatTabCreateCall>().reply(&tabs);
    mock.on::<ChatTabUpdateTabsCall>().disconnect().reply(&tabs);
    tokio::time::pause();
    let tabs = ChatTabApiClient::new(&mock.client());
    let tides = ChatTab::url("Tides", "https://tides.example.com");
    let tides = tides.icon_key("img_moon").is_built_in(true);
    let now = tabs.create("oc_harbour", std::slice::from_ref(&tides)).await.unwrap();
    assert_eq!(now[0].tab_type, Some(ChatTabType::Message));
    assert_eq!(now[1], tides.tab_id("2"));

    let log = ChatTab::doc("Log", "https://example.com/docx/log").tab_id("2");
    tabs.update_tabs("oc_harbour", &[log]).await.unwrap();
    let requests = mock.requests();
    assert_eq!(requests[0].path(), "/open-apis/im/v1/chats/oc_harbour/chat_tabs");
    let tab = json!({
        "tab_name": "Tides",
        "tab_type": "url",
        "tab_content": { "url": "https://tides.example.com" },
        "tab_config": { "icon_key": "img_moon", "is_built_in": true },
    });
    assert_eq!(requests[0].json(), json!({ "chat_tabs": [tab] }));
    // A change is made again if the connection breaks: it sets the same.
    assert_eq!(requests.len(), 3);
    assert_eq!(requests[2].path(), "/open-apis/im/v1/chats/oc_harbour/chat_tabs/update_tabs");
    let tab = json!({
        "tab_id": "2",
        "tab_name": "Log",
        "tab_type": "doc",
        "tab_content": { "doc": "https://example.com/docx/log" },
    });
    assert_eq!(requests[2].json(), json!({ "chat_tabs": [tab] }));
}

#[tokio::test]
async fn tabs_are_listed_sorted_and_removed() {
    let mock = Mock::new();
    let tabs = json!([{ "tab_id": "1", "tab_type": "kanban" }]);
    mock.on::<ChatTabListTabsCall>().reply(&tabs);
    mock.on::<ChatTabSortTabsCall>().reply(&tabs);
    mock.on::<ChatTabDeleteTabsCall>().reply(json!(null));
    let tabs = ChatTabApiClient::new(&mock.client());
    let listed = tabs.list_tabs("oc_harbour").await.unwrap();
    assert_eq!(listed[0].tab_type, Some(ChatTabType::Unlisted("kanban".into())));
    assert_eq!(tabs.sort_tabs("oc_harbour", &["1", "2"]).await.unwrap(), listed);
    assert!(tabs.delete_tabs("oc_harbour", &["2"]).await.unwrap().is_empty());
    let requests = mock.requests();
    let folder = "/open-apis/im/v1/chats/oc_harbour/chat_tabs";
    assert_eq!(requests[0].path(), format!("{folder}/list_tabs"));
    assert_eq!(requests[1].path(), format!("{folder}/sort_tabs"));
    assert_eq!(requests[1].json(), json!({ "tab_ids": ["1", "2"] }));
    assert_eq!(requests[2].method.as_str(), "DELETE");
    assert_eq!(requests[2].path(), format!("{folder}/delete_tabs"));
    assert_eq!(requests[2].json(), json!({ "tab_ids": ["2"] }));
}
