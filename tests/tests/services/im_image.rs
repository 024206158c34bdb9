use feishu_api::StatusCode;
use feishu_api::im_v1::{ImageApiClient, ImageCreateCall, ImageGetCall, ImageType};
use feishu_api::prelude::*;
use feishu_api::testing::{Mock, json};

#[tokio::test]
async fn a_picture_goes_up_and_comes_down() {
    let mock = Mock::new();
    mock.on::<ImageCreateCall>().reply(json!("img_gull"));
    mock.on::<ImageGetCall>().reply_with(StatusCode::OK, "image/png", "a gull");
    let images = ImageApiClient::new(&mock.client());

    let image = File::from_bytes("gull.png", "a gull");
    let image_key = images.create(ImageType::Avatar, image).await.unwrap();
    assert_eq!(image_key, "img_gull");
    let download = images.get(&image_key).await.unwrap();
    assert_eq!(download.into_bytes().await.unwrap(), "a gull");

    let requests = mock.requests();
    assert_eq!(requests[0].path(), "/open-apis/im/v1/images");
    let parts = requests[0].parts();
    assert_eq!((&*parts[0].name, &*parts[0].text()), ("image_type", "avatar"));
    assert_eq!((&*parts[1].name, &*parts[1].text()), ("image", "a gull"));
    assert_eq!(parts[1].file_name.as_deref(), Some("gull.png"));
    assert_eq!(requests[1].path(), "/open-apis/im/v1/images/img_gull");
}
