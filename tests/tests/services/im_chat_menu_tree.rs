use feishu_api::im_v1::*;
use feishu_api::testing::{Mock, json};
use feishu_api::types::I18nName;

#[tokio::test]
async fn a_menu_is_made() {
    let mock = Mock::new();
    let menu = json!({ "chat_menu_top_levels": [{
        "chat_menu_top_level_id": "71",
        "chat_menu_item": { "action_type": "NONE", "name": "Berths" },
        "children": [{ "chat_menu_second_level_id": "72", "chat_menu_item": { "name": "Plan" } }],
    }] });
    mock.on::<ChatMenuTreeCreateCall>().reply(menu);
    let link = ChatMenuItemRedirectLink::new("https://plan.example.com")
        .pc_url("https://plan.example.com/wide");
    let plan = ChatMenuItem::redirect("Plan", link).image_key("img_plan");
    let berths = ChatMenuItem::new("Berths").i18n_names(I18nName::default().zh_cn("泊位"));
    let top = ChatMenuTopLevel::new(berths).children([ChatMenuSecondLevel::new(plan)]);
    let menus = ChatMenuTreeApiClient::new(&mock.client());
    let menu = menus.create("oc_harbour", &ChatMenuTree::new([top])).await.unwrap();
    let top = &menu.chat_menu_top_levels[0];
    assert_eq!(top.chat_menu_top_level_id.as_deref(), Some("71"));
    assert_eq!(top.children[0].chat_menu_second_level_id.as_deref(), Some("72"));

    let request = &mock.requests()[0];
    assert_eq!(request.path(), "/open-apis/im/v1/chats/oc_harbour/menu_tree");
    let body = json!({ "menu_tree": { "chat_menu_top_levels": [{
        "chat_menu_item": {
            "action_type": "NONE",
            "name": "Berths",
            "i18n_names": { "zh_cn": "泊位" },
        },
        "children": [{ "chat_menu_item": {
            "action_type": "REDIRECT_LINK",
            "redirect_link": {
                "common_url": "https://plan.example.com",
                "pc_url": "https://plan.example.com/wide",
            },
            "image_key": "img_plan",
            "name": "Plan",
        } }],
    }] } });
    assert_eq!(request.json(), body);
}

#[tokio::test]
async fn a_menu_is_read_sorted_and_removed() {
    let mock = Mock::new();
    let menu = json!({ "chat_menu_top_levels": [
        { "chat_menu_top_level_id": "71", "chat_menu_item": { "name": "Berths" }, "children": null },
    ] });
    mock.on::<ChatMenuTreeGetCall>().reply(&menu);
    mock.on::<ChatMenuTreeSortCall>().reply(&menu);
    mock.on::<ChatMenuTreeDeleteCall>().reply(json!({}));
    let menus = ChatMenuTreeApiClient::new(&mock.client());
    let read = menus.get("oc_harbour").await.unwrap();
    assert!(read.chat_menu_top_levels[0].children.is_empty());
    assert_eq!(menus.sort("oc_harbour", &["73", "71"]).await.unwrap(), read);
    let left = menus.delete("oc_harbour", &["71"]).await.unwrap();
    assert!(left.chat_menu_top_levels.is_empty());
    let requests = mock.requests();
    assert_eq!(requests[1].path(), "/open-apis/im/v1/chats/oc_harbour/menu_tree/sort");
    assert_eq!(requests[1].json(), json!({ "chat_menu_top_level_ids": ["73", "71"] }));
    assert_eq!(requests[2].method.as_str(), "DELETE");
    assert_eq!(requests[2].json(), json!({ "chat_menu_top_level_ids": ["71"] }));
}
