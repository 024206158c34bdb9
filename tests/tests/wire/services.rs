//! The other services: each endpoint with every parameter, and every field of its reply.

use feishu_api::authen_v1::UserInfoApiClient;
use feishu_api::jssdk::TicketApiClient;
use feishu_api::mina_v2::LoginApiClient;
use feishu_api::passport_v1::{Logout, LogoutReason, SessionApiClient, TerminalType};
use feishu_api::types::{Timestamp, UserIdType::UnionId};
use feishu_api::{ExposeSecret, SecretString, acs_v1, search_v1};
use serde_json::{Value, json};

use crate::Body::{Empty, EmptyJson, Json};
use crate::contact::told_avatar;
use crate::{APP, Server, TENANT, USER};

fn exposed(secret: &Option<SecretString>) -> Option<&str> {
    secret.as_ref().map(|secret| secret.expose_secret())
}

#[tokio::test]
async fn search() {
    let avatar = json!({
        "avatar_72": "img:72", "avatar_240": "img:240", "avatar_640": "img:640",
        "avatar_origin": "img:full",
    });
    let users = json!([
        {
            "avatar": avatar, "department_ids": ["od-tower", "od-quay"], "name": "Noor Haddad",
            "open_id": "ou_noor", "user_id": "noor7",
        },
        { "avatar": {}, "department_ids": [], "name": "Mei", "open_id": "ou_mei" },
    ]);
    let page = json!({ "has_more": true, "page_token": "40", "users": users });
    let server = Server::success(page).await;
    let api = search_v1::UserApiClient::new(&server.user_client());
    let page = api.search("No & 张?").page_size(20).page_token("20+").await.unwrap();
    let query = [("query", "No & 张?"), ("page_size", "20"), ("page_token", "20+")];
    server.assert_sent(USER, "GET /search/v1/user", &query, EmptyJson);
    assert_eq!((page.has_more, page.page_token.as_deref()), (true, Some("40")));
    let mut told = fields!(page.items[0] => department_ids, name, open_id, user_id);
    told["avatar"] = told_avatar(&page.items[0].avatar);
    assert_eq!(told, users[0]);
    // Without its permission the last field is missing.
    assert_eq!(page.items[1].open_id.as_deref(), Some("ou_mei"));
    assert_eq!((page.items.len(), &page.items[1].user_id), (2, &None));
}

#[tokio::test]
async fn user_info() {
    let owner = json!({
        "name": "Noor Haddad", "en_name": "Noor H.", "avatar_url": "img:full",
        "avatar_thumb": "img:72", "avatar_middle": "img:240", "avatar_big": "img:640",
        "open_id": "ou_noor", "union_id": "on_noor", "email": "noor@mail.example",
        "enterprise_email": "noor@harbour.example", "user_id": "noor7", "mobile": "+6421550123",
        "tenant_key": "tenant-1", "employee_no": "E-0815",
    });
    let server = Server::success(owner.clone()).await;
    let got = UserInfoApiClient::new(&server.user_client()).get().await.unwrap();
    server.assert_sent(USER, "GET /authen/v1/user_info", &[], Empty);
    let told = fields!(got =>
        name, en_name, avatar_url, avatar_thumb, avatar_middle, avatar_big, open_id, union_id,
        email, enterprise_email, user_id, mobile, tenant_key, employee_no
    );
    assert_eq!(told, owner);
}

#[tokio::test]
async fn session_query() {
    let sessions = json!([
        { "create_time": "1615000003", "terminal_type": 4, "user_id": "on_noor", "sid": "s/1==" },
        { "create_time": "1615000004", "terminal_type": 77, "user_id": "on_mei", "sid": "s/2==" },
    ]);
    let server = Server::success(json!({ "mask_sessions": sessions })).await;
    let api = SessionApiClient::new(&server.client());
    let list = api.query(&["on_noor", "on_mei"]).user_id_type(UnionId).await.unwrap();
    let query = [("user_id_type", "union_id")];
    let body = json!({ "user_ids": ["on_noor", "on_mei"] });
    server.assert_sent(TENANT, "POST /passport/v1/sessions/query", &query, Json(body));
    let told = list.mask_sessions.iter().map(|session| {
        let mut told = fields!(session => terminal_type, user_id, sid);
        told["create_time"] = json!(session.create_time.unwrap().as_secs().to_string());
        told
    });
    assert_eq!(told.collect::<Value>(), sessions);
    let kinds = list.mask_sessions.iter().map(|session| session.terminal_type.unwrap());
    assert_eq!(kinds.collect::<Vec<_>>(), [TerminalType::Ios, TerminalType::Unlisted(77)]);
}

#[tokio::test]
async fn logout() {
    let devices = [TerminalType::Pc, TerminalType::Web, TerminalType::OtherMobile];
    let cases = [
        (Logout::user("on_mei"), json!({ "logout_type": 1, "user_id": "on_mei" })),
        (
            Logout::user("on_mei").terminal_types(&devices).reason(LogoutReason::LoginInvalid),
            json!({
                "logout_type": 1, "user_id": "on_mei", "terminal_type": [1, 2, 8],
                "logout_reason": 35,
            }),
        ),
        (
            Logout::idp_credential("mei@idp").reason(LogoutReason::PasswordChanged),
            json!({ "logout_type": 2, "idp_credential_id": "mei@idp", "logout_reason": 34 }),
        ),
        (
            Logout::session("s/1==").reason(LogoutReason::PasswordExpired),
            json!({ "logout_type": 3, "sid": "s/1==", "logout_reason": 36 }),
        ),
    ];
    for (logout, body) in cases {
        let server = Server::success(json!({})).await;
        let api = SessionApiClient::new(&server.client());
        api.logout(logout).user_id_type(UnionId).await.unwrap();
        let query = [("user_id_type", "union_id")];
        server.assert_sent(TENANT, "POST /passport/v1/sessions/logout", &query, Json(body));
    }
}

#[tokio::test]
async fn ticket() {
    let server = Server::success(json!({ "ticket": "ticket-6b2", "expire_in": 7111 })).await;
    let ticket = TicketApiClient::new(&server.client()).get().await.unwrap();
    server.assert_sent(TENANT, "POST /jssdk/ticket/get", &[], EmptyJson);
    assert_eq!(exposed(&ticket.ticket), Some("ticket-6b2"));
    assert_eq!(ticket.expire_in, Some(7111));
}

#[tokio::test]
async fn access_control_list() {
    let items = json!([
        { "feature": { "card": 90210, "face_uploaded": true }, "user_id": "on_noor" },
        { "feature": { "card": 90211, "face_uploaded": false }, "user_id": "on_mei" },
    ]);
    let page = json!({ "items": items, "page_token": "p/3=", "has_more": true });
    let server = Server::success(page).await;
    let call = acs_v1::UserApiClient::new(&server.client()).list().user_id_type(UnionId);
    let page = call.page_size(25).page_token("p/2=").await.unwrap();
    let query = [("page_size", "25"), ("page_token", "p/2="), ("user_id_type", "union_id")];
    server.assert_sent(TENANT, "GET /acs/v1/users", &query, Empty);
    assert_eq!((page.has_more, page.page_token.as_deref()), (true, Some("p/3=")));
    let told = page.items.iter().map(|user| {
        let feature = fields!(user.feature.as_ref().unwrap() => card, face_uploaded);
        json!({ "feature": feature, "user_id": user.user_id })
    });
    assert_eq!(told.collect::<Value>(), items);
}

#[tokio::test]
async fn mini_program_login() {
    let server = Server::success(json!({
        "open_id": "ou_noor", "employee_id": "noor7", "session_key": "key-1",
        "tenant_key": "tenant-1", "access_token": "u-fresh-2", "expires_in": 1_616_000_005,
        "refresh_token": "ur-again-3",
    }))
    .await;
    let session = LoginApiClient::new(&server.client()).validate("code-4").await.unwrap();
    let body = Json(json!({ "code": "code-4" }));
    server.assert_sent(APP, "POST /mina/v2/tokenLoginValidate", &[], body);

    assert_eq!(session.open_id.as_deref(), Some("ou_noor"));
    assert_eq!(session.employee_id.as_deref(), Some("noor7"));
    assert_eq!(exposed(&session.session_key), Some("key-1"));
    assert_eq!(session.tenant_key.as_deref(), Some("tenant-1"));
    assert_eq!(exposed(&session.access_token), Some("u-fresh-2"));
    // Here it is a point in time, not a duration.
    assert_eq!(session.expires_in, Some(Timestamp::from_secs(1_616_000_005)));
    assert_eq!(exposed(&session.refresh_token), Some("ur-again-3"));
}
