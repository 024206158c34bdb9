use feishu_api::contact_v3::*;
use feishu_api::testing::{Mock, json};
use feishu_api::types::I18nText;

#[tokio::test]
async fn definitions_come_in_pages() {
    let mock = Mock::new();
    let berth = json!({
        "id": "C-1",
        "type": "ENUMERATION",
        "options": {
            "default_option_id": "o-1",
            "option_type": "PICTURE",
            "options": [{ "id": "o-1", "value": "https://img.example/1", "name": "Pier 3" }],
        },
        "i18n_name": [{ "locale": "en_us", "value": "Berth" }],
    });
    mock.on::<CustomAttrListCall>()
        .reply(json!({ "items": [berth], "page_token": "2", "has_more": true }))
        .reply(json!({ "items": [{ "id": "C-2", "type": "PHONE" }], "has_more": false }));
    let attrs = CustomAttrApiClient::new(&mock.client());
    let attrs = attrs.list().page_size(1).items().into_vec().await.unwrap();
    let [berth, phone] = &attrs[..] else { panic!("there are two: {attrs:?}") };
    assert_eq!(berth.id.as_deref(), Some("C-1"));
    assert_eq!(berth.kind, Some(CustomAttrType::Enumeration));
    assert_eq!(berth.i18n_name, [I18nText::new("en_us", "Berth")]);
    let options = berth.options.as_ref().unwrap();
    assert_eq!(options.default_option_id.as_deref(), Some("o-1"));
    assert_eq!(options.option_type, Some(CustomAttrOptionType::Picture));
    assert_eq!(options.options[0].id.as_deref(), Some("o-1"));
    assert_eq!(options.options[0].value.as_deref(), Some("https://img.example/1"));
    assert_eq!(options.options[0].name.as_deref(), Some("Pier 3"));
    assert_eq!(phone.kind, Some(CustomAttrType::Unlisted("PHONE".into())));
    assert!(phone.options.is_none() && phone.i18n_name.is_empty());

    let requests = mock.requests();
    assert_eq!(requests[0].path(), "/open-apis/contact/v3/custom_attrs");
    assert_eq!(requests[1].url.query(), Some("page_size=1&page_token=2"));
}
