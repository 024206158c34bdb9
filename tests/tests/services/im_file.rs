use std::time::Duration;

use feishu_api::im_v1::{FileApiClient, FileCreateCall, FileGetCall, FileType};
use feishu_api::prelude::*;
use feishu_api::testing::{Mock, json};
use feishu_api::{ErrorKind, StatusCode};

#[tokio::test]
async fn a_file_goes_up_in_parts() {
    let mock = Mock::new();
    mock.on::<FileCreateCall>().reply(json!("file_pier"));
    let file = File::from_bytes("pier.opus", "the sound of gulls");
    let call = FileApiClient::new(&mock.client()).create(FileType::Opus, "gulls.opus", file);
    assert_eq!(call.duration(4_200).await.unwrap(), "file_pier");

    let request = &mock.requests()[0];
    assert_eq!(request.path(), "/open-apis/im/v1/files");
    let parts = request.parts();
    let texts: Vec<(&str, String)> = parts.iter().map(|part| (&*part.name, part.text())).collect();
    assert_eq!(
        texts,
        [
            ("file_type", "opus".to_owned()),
            ("file_name", "gulls.opus".to_owned()),
            ("duration", "4200".to_owned()),
            ("file", "the sound of gulls".to_owned()),
        ]
    );
    assert_eq!(parts[3].file_name.as_deref(), Some("pier.opus"));
    assert!(FileCreateCall::ENDPOINT.timeout > Some(Duration::from_secs(60)));
}

#[tokio::test]
async fn an_upload_without_a_key_is_an_error() {
    let mock = Mock::new();
    let empty = json!({ "code": 0, "data": {} }).to_string();
    mock.on::<FileCreateCall>().reply_with(StatusCode::OK, "application/json", empty);
    let file = File::from_bytes("a", "b");
    let answer = FileApiClient::new(&mock.client()).create(FileType::Stream, "a", file).await;
    assert_eq!(answer.unwrap_err().kind(), ErrorKind::Decode);
}

#[tokio::test]
async fn a_file_comes_down() {
    let mock = Mock::new();
    mock.on::<FileGetCall>().reply_with(StatusCode::OK, "audio/ogg", "the sound of gulls");
    let download = FileApiClient::new(&mock.client()).get("file_pier").await.unwrap();
    assert_eq!(download.into_bytes().await.unwrap(), "the sound of gulls");
    assert_eq!(mock.requests()[0].path(), "/open-apis/im/v1/files/file_pier");
}
