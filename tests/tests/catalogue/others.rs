//! The small services.

use feishu_api::auth_v3::AuthApiClient;
use feishu_api::authen_v1::UserInfoApiClient;
use feishu_api::authen_v2::OauthApiClient;
use feishu_api::bot_v3::InfoApiClient;
use feishu_api::jssdk::TicketApiClient;
use feishu_api::mina_v2::LoginApiClient;
use feishu_api::passport_v1::{Logout, SessionApiClient, TerminalType};
use feishu_api::{acs_v1, search_v1};

use crate::row::{Contradiction, Row, answer, done, page, row, set};

pub(crate) const CONTRADICTIONS: &[Contradiction] = &[
    (
        "authen.v1.authorize.get",
        "declared: nothing",
        "a page for a browser: `authorize_url` leads there",
    ),
    ("passport.v1.session.logout", "made request: body `idp_credential_id`", ONE_LOGOUT),
    ("passport.v1.session.logout", "made request: body `sid`", ONE_LOGOUT),
    ("passport.v1.session.logout", "request 0: body `idp_credential_id`", ONE_LOGOUT),
    ("passport.v1.session.logout", "request 0: body `sid`", ONE_LOGOUT),
];

const ONE_LOGOUT: &str = "of three ways to say whose sessions end, a call takes one";

pub(crate) fn rows() -> Vec<Row> {
    vec![
        row("acs.v1.user.list", |by, at| {
            let call = acs_v1::UserApiClient::new(&by.app).list();
            page(set!(call, at, page_size, page_token, user_id_type))
        }),
        row("auth.v3.auth.app_access_token", |by, at| {
            let auth = AuthApiClient::new(&by.app);
            answer(auth.app_access_token(
                at.get("app_id"),
                at.get("app_secret"),
                at.get("app_ticket"),
            ))
        }),
        row("auth.v3.auth.app_access_token_internal", |by, at| {
            let auth = AuthApiClient::new(&by.app);
            answer(auth.app_access_token_internal(at.get("app_id"), at.get("app_secret")))
        }),
        row("auth.v3.auth.app_ticket_resend", |by, at| {
            done(
                AuthApiClient::new(&by.app)
                    .app_ticket_resend(at.get("app_id"), at.get("app_secret")),
            )
        }),
        row("auth.v3.auth.tenant_access_token", |by, at| {
            let auth = AuthApiClient::new(&by.app);
            answer(auth.tenant_access_token(at.get("app_access_token"), at.get("tenant_key")))
        }),
        row("auth.v3.auth.tenant_access_token_internal", |by, at| {
            let auth = AuthApiClient::new(&by.app);
            answer(auth.tenant_access_token_internal(at.get("app_id"), at.get("app_secret")))
        }),
        row("authen.v1.user_info.get", |by, _| answer(UserInfoApiClient::new(&by.user).get())),
        row("authen.v2.oauth.token.post.get_user_access_token", |by, at| {
            let (id, secret) = (at.get("client_id"), at.get("client_secret"));
            let call =
                OauthApiClient::new(&by.app).get_user_access_token(id, secret, at.get("code"));
            answer(set!(call, at, grant_type, redirect_uri, code_verifier, scope))
        }),
        row("authen.v2.oauth.token.post.refresh_user_access_token", |by, at| {
            let (id, secret) = (at.get("client_id"), at.get("client_secret"));
            let oauth = OauthApiClient::new(&by.app);
            let call = oauth.refresh_user_access_token(id, secret, at.get("refresh_token"));
            answer(set!(call, at, grant_type, scope))
        }),
        row("bot.v3.info.get", |by, _| answer(InfoApiClient::new(&by.app).get())),
        row("jssdk.ticket.get", |by, _| answer(TicketApiClient::new(&by.app).get())),
        row("mina.v2.tokenLoginValidate.post", |by, at| {
            answer(LoginApiClient::new(&by.app).validate(at.get("code")))
        }),
        row("passport.v1.session.logout", |by, at| {
            let logout = match at.get("logout_type") {
                1 => Logout::user(at.get("user_id")),
                2 => Logout::idp_credential(at.get("idp_credential_id")),
                _ => Logout::session(at.get("sid")),
            };
            let types: Vec<TerminalType> = at.opt("terminal_type").unwrap_or_default();
            let logout = if types.is_empty() { logout } else { logout.terminal_types(&types) };
            let logout = at.opt("logout_reason").map_or(logout, |reason| logout.reason(reason));
            done(set!(SessionApiClient::new(&by.app).logout(logout), at, user_id_type))
        }),
        row("passport.v1.session.query", |by, at| {
            let ids: Vec<&str> = at.get("user_ids");
            answer(set!(SessionApiClient::new(&by.app).query(&ids), at, user_id_type))
        }),
        row("search.v1.user.get", |by, at| {
            let call = search_v1::UserApiClient::new(&by.user).search(at.get("query"));
            page(set!(call, at, page_size, page_token))
        }),
    ]
}
