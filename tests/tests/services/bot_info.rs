use feishu_api::bot_v3::{ActivateStatus, InfoApiClient, InfoGetCall};
use feishu_api::testing::{Mock, json};

#[tokio::test]
async fn a_bot_is_read() {
    let mock = Mock::new();
    let bot = json!({ "activate_status": 2, "app_name": "Harbour", "open_id": "ou_harbour" });
    mock.on::<InfoGetCall>().reply(bot);
    let bot = InfoApiClient::new(&mock.client()).get().await.unwrap();
    assert_eq!(bot.activate_status, Some(ActivateStatus::Enabled));
    assert_eq!(bot.app_name.as_deref(), Some("Harbour"));
    assert_eq!(bot.open_id.as_deref(), Some("ou_harbour"));
    assert!(bot.ip_white_list.is_empty());
    assert_eq!(mock.requests()[0].path(), "/open-apis/bot/v3/info");
}
