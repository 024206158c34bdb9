//! The tokens of users who have logged in.

use std::fmt::Debug;

use feishu_api::authen_v2::OauthGetUserAccessTokenCall;
use feishu_api::testing::Mock;
use feishu_api::{
    ErrorKind, ExposeSecret, MemoryStore, SecretString, StoreFuture, StoredToken, TokenStore,
    UserSession, UserTokens,
};
use futures_util::future::join_all;
use tokio::sync::RwLock;
use tokio::task::JoinHandle;

use crate::*;

/// Tokens as a login comes with them.
fn tokens(name: &str, minutes: u32) -> UserTokens {
    let refresh_token = SecretString::from(format!("r-{name}"));
    UserTokens::new(format!("u-{name}"), minutes * MINUTE, Some(refresh_token))
}

/// A session of a user who has just logged in.
async fn session(client: &Client) -> UserSession {
    client.start_session("ou_1", tokens("0", 120)).await.unwrap()
}

fn things(session: &UserSession) -> ThingApiClient<AsUser> {
    ThingApiClient::new(&session.client())
}

#[tokio::test]
async fn an_access_token_that_is_over_is_refreshed_before_the_call() {
    let platform = Platform::start().await;
    let session = session(&platform.client()).await;
    things(&session).user().await.unwrap();
    pass(118 * MINUTE).await;
    things(&session).user().await.unwrap();
    pass(118 * MINUTE).await;
    things(&session).user().await.unwrap();
    let refreshed = ["refresh_token r-0", "user u-1", "refresh_token r-1", "user u-2"];
    platform.assert_log(&[&["user u-0"], &refreshed[..]].concat());
    assert_eq!(session.access_token().await.unwrap().expose_secret(), "u-2");
}

#[tokio::test]
async fn an_access_token_that_is_refused_is_refreshed_and_the_call_repeated_once() {
    for code in [99991668, 99991677, 20005, 20006] {
        let platform = Platform::start().await;
        platform.refuse("u-0", code);
        let session = session(&platform.client()).await;
        things(&session).write("once").await.unwrap();
        platform.assert_log(&["write u-0", "refresh_token r-0", "write u-1"]);
        assert_eq!(platform.script().done, 1);
    }
}

#[tokio::test]
async fn many_calls_refresh_once() {
    let platform = Platform::start().await;
    let session = session(&platform.client()).await;
    pass(118 * MINUTE).await;
    let things = things(&session);
    for outcome in join_all((0..100).map(|_| things.user().into_future())).await {
        outcome.unwrap();
    }
    let log = platform.log();
    assert_eq!(log.iter().filter(|line| line.starts_with("refresh")).count(), 1, "{log:?}");
    assert_eq!(log.iter().filter(|line| *line == "user u-1").count(), 100);
}

#[tokio::test]
async fn a_leader_that_gives_up_loses_no_tokens() {
    let platform = Platform::start().await;
    let session = session(&platform.client()).await;
    pass(118 * MINUTE).await;
    let things = things(&session);
    let leader = tokio::spawn(things.user().into_future());
    platform.seen(1).await;
    leader.abort();
    things.user().await.unwrap();
    platform.assert_log(&["refresh_token r-0", "user u-1"]);
}

#[tokio::test]
async fn two_processes_that_share_a_store_refresh_once() {
    let platform = Platform::start().await;
    let store = Arc::new(MemoryStore::new());
    let process = || platform.builder().token_store(store.clone()).build().unwrap();
    let (one, two) = (process(), process());
    session(&one).await;
    pass(118 * MINUTE).await;
    let one = things(&one.resume_session("ou_1").await.unwrap());
    let two = things(&two.resume_session("ou_1").await.unwrap());
    let (first, second) = tokio::join!(one.user().into_future(), two.user().into_future());
    first.unwrap();
    second.unwrap();
    let log = platform.log();
    assert_eq!(log.iter().filter(|line| line.starts_with("refresh")).count(), 1, "{log:?}");
    assert_eq!(log.iter().filter(|line| *line == "user u-1").count(), 2, "{log:?}");
}

/// A store that notes what it is given, fails when it is told to, and can be changed from outside.
#[derive(Clone, Default)]
struct Notes {
    inner: Arc<MemoryStore>,
    platform: Platform,
    failures: Arc<Mutex<u32>>,
    /// What is put or dropped waits as long as somebody else writes here.
    gate: Arc<RwLock<()>>,
    /// How often a key was found locked.
    locked: Arc<Mutex<u32>>,
}

impl TokenStore for Notes {
    fn get<'a>(&'a self, key: &'a str) -> StoreFuture<'a, Option<StoredToken>> {
        self.inner.get(key)
    }

    fn put<'a>(&'a self, key: &'a str, token: StoredToken) -> StoreFuture<'a, ()> {
        Box::pin(async move {
            if *self.failures.lock().unwrap() > 0 {
                *self.failures.lock().unwrap() -= 1;
                return Err("the store is full".into());
            }
            self.platform.script().log.push("put".to_owned());
            let _open = self.gate.read().await;
            self.inner.put(key, token).await
        })
    }

    fn compare_and_drop<'a>(
        &'a self,
        key: &'a str,
        value: &'a SecretString,
    ) -> StoreFuture<'a, bool> {
        Box::pin(async move {
            self.platform.script().log.push("drop".to_owned());
            let _open = self.gate.read().await;
            self.inner.compare_and_drop(key, value).await
        })
    }

    fn try_lock<'a>(
        &'a self,
        key: &'a str,
        owner: &'a str,
        life: Duration,
    ) -> StoreFuture<'a, bool> {
        Box::pin(async move {
            let is_taken = self.inner.try_lock(key, owner, life).await?;
            *self.locked.lock().unwrap() += u32::from(!is_taken);
            Ok(is_taken)
        })
    }

    fn unlock<'a>(&'a self, key: &'a str, owner: &'a str) -> StoreFuture<'a, ()> {
        self.inner.unlock(key, owner)
    }
}

impl Notes {
    /// Waits until a key has been found locked.
    async fn found_locked(&self) {
        while std::mem::take(&mut *self.locked.lock().unwrap()) == 0 {
            tokio::task::yield_now().await;
        }
    }

    /// Locks the session from outside, when it is free.
    async fn lock(&self) {
        while !self.inner.try_lock(KEY, "test", MINUTE).await.unwrap() {
            tokio::task::yield_now().await;
        }
    }
}

/// The key of the session.
const KEY: &str = "feishu-api:cli_x:user:ou_1";

fn noting(platform: &Platform) -> (Notes, Client) {
    let store = Notes { platform: platform.clone(), ..Notes::default() };
    let client = platform.builder().token_store(store.clone()).build().unwrap();
    (store, client)
}

#[tokio::test]
async fn new_tokens_are_stored_before_they_are_used_and_the_program_is_told() {
    let platform = Platform::start().await;
    let store = Notes { platform: platform.clone(), ..Notes::default() };
    let told = platform.clone();
    let client = platform.builder().token_store(store).on_rotation(move |rotation| {
        let token = rotation.tokens.access_token.expose_secret();
        told.script().log.push(format!("told {} {token}", rotation.session));
    });
    let session = session(&client.build().unwrap()).await;
    pass(118 * MINUTE).await;
    things(&session).user().await.unwrap();
    platform.assert_log(&["put", "refresh_token r-0", "put", "told ou_1 u-1", "user u-1"]);
}

#[tokio::test]
async fn tokens_that_the_store_does_not_take_are_not_lost() {
    let platform = Platform::start().await;
    let (store, client) = noting(&platform);
    let session = session(&client).await;
    pass(118 * MINUTE).await;
    platform.log();
    *store.failures.lock().unwrap() = 3;
    let error = things(&session).user().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Token, "{error}");
    platform.assert_log(&["refresh_token r-0"]);
    // The refresh token is not used again: it would be refused.
    things(&session).user().await.unwrap();
    platform.assert_log(&["put", "user u-1"]);
}

#[tokio::test]
async fn tokens_that_the_store_does_not_take_outlive_who_has_got_them() {
    let platform = Platform::start().await;
    let store = Notes { platform: platform.clone(), ..Notes::default() };
    let told = platform.clone();
    let client = platform.builder().token_store(store.clone()).on_rotation(move |rotation| {
        told.script().log.push(format!("told {}", rotation.session));
    });
    let client = client.build().unwrap();
    drop(session(&client).await);
    pass(118 * MINUTE).await;
    platform.log();
    *store.failures.lock().unwrap() = 3;
    let handle = client.resume_session("ou_1").await.unwrap();
    things(&handle).user().await.unwrap_err();
    drop(handle);
    platform.assert_log(&["refresh_token r-0"]);
    let handle = client.resume_session("ou_1").await.unwrap();
    things(&handle).user().await.unwrap();
    platform.assert_log(&["put", "told ou_1", "user u-1"]);
}

#[tokio::test]
async fn tokens_that_come_late_replace_no_newer_login() {
    let platform = Platform::start().await;
    let (store, client) = noting(&platform);
    let other = platform.builder().token_store(store.clone()).build().unwrap();
    let session = session(&client).await;
    pass(118 * MINUTE).await;
    *store.failures.lock().unwrap() = 3;
    things(&session).user().await.unwrap_err();
    other.start_session("ou_1", tokens("again", 120)).await.unwrap();
    platform.log();
    things(&session).user().await.unwrap();
    platform.assert_log(&["user u-again"]);
}

/// Another login of the session's user, on a task of its own.
fn log_in_again(client: &Client) -> JoinHandle<UserSession> {
    let client = client.clone();
    tokio::spawn(async move { client.start_session("ou_1", tokens("again", 120)).await.unwrap() })
}

/// Drops what is under way, as a caller does who gives up.
async fn give_up<T: Debug>(change: JoinHandle<T>) {
    change.abort();
    assert!(change.await.unwrap_err().is_cancelled());
}

#[tokio::test]
async fn a_call_that_waits_for_another_login_is_sent_with_its_token() {
    let platform = Platform::start().await;
    let (store, client) = noting(&platform);
    let session = session(&client).await;
    pass(118 * MINUTE).await;
    platform.log();
    let closed = store.gate.write().await;
    let login = log_in_again(&client);
    platform.seen(1).await;
    let call = tokio::spawn(things(&session).user().into_future());
    store.found_locked().await;
    drop(closed);
    login.await.unwrap();
    call.await.unwrap().unwrap();
    platform.assert_log(&["put", "user u-again"]);
}

#[tokio::test]
async fn a_login_that_is_given_up_while_it_is_stored_is_one_all_the_same() {
    let platform = Platform::start().await;
    let (store, client) = noting(&platform);
    let session = session(&client).await;
    platform.log();
    let closed = store.gate.write().await;
    let login = log_in_again(&client);
    platform.seen(1).await;
    give_up(login).await;
    drop(closed);
    store.lock().await;
    things(&session).user().await.unwrap();
    platform.assert_log(&["put", "user u-again"]);
}

#[tokio::test]
async fn a_session_whose_end_is_given_up_on_its_way_is_ended_all_the_same() {
    let platform = Platform::start().await;
    let (store, client) = noting(&platform);
    let session = session(&client).await;
    platform.log();
    let closed = store.gate.write().await;
    let end = tokio::spawn(session.clone().end());
    platform.seen(1).await;
    give_up(end).await;
    drop(closed);
    store.lock().await;
    let error = client.resume_session("ou_1").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::LoginRequired);
    platform.assert_log(&["drop"]);
}

#[tokio::test]
async fn a_change_that_is_given_up_before_it_begins_changes_nothing() {
    let platform = Platform::start().await;
    let (store, client) = noting(&platform);
    let session = session(&client).await;
    platform.log();
    store.lock().await;
    let end = tokio::spawn(session.clone().end());
    store.found_locked().await;
    give_up(end).await;
    let login = log_in_again(&client);
    store.found_locked().await;
    give_up(login).await;
    store.inner.unlock(KEY, "test").await.unwrap();
    // Who waited for the lock all the same would come by it now.
    tokio::time::pause();
    tokio::time::sleep(MINUTE).await;
    tokio::time::resume();
    things(&session).user().await.unwrap();
    platform.assert_log(&["user u-0"]);
}

#[tokio::test]
async fn a_session_that_is_ended_while_it_is_refreshed_stays_ended() {
    let platform = Platform::start().await;
    let client = platform.client();
    let session = session(&client).await;
    // The token serves, and is refreshed in the background.
    pass(95 * MINUTE).await;
    platform.script().overtake = Some(20050);
    things(&session).user().await.unwrap();
    platform.seen(2).await;
    let ending = tokio::spawn(session.clone().end());
    tokio::task::yield_now().await;
    platform.script().overtake = None;
    ending.await.unwrap().unwrap();
    let error = client.resume_session("ou_1").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::LoginRequired);
    let error = things(&session).user().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::LoginRequired);
}

#[tokio::test]
async fn a_consent_that_is_found_to_be_over_by_a_refusal_is_a_login_to_be_made() {
    let platform = Platform::start().await;
    let session = session(&platform.client()).await;
    platform.refuse("u-0", 99991668);
    platform.answer(Answer::Code(400, 20037));
    let error = things(&session).write("x").await.unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::LoginRequired, Some(20037)));
    platform.assert_log(&["write u-0", "refresh_token r-0"]);
    assert_eq!(platform.script().done, 0);
}

#[tokio::test]
async fn tokens_from_elsewhere_may_be_over() {
    let platform = Platform::start().await;
    let refresh_token = SecretString::from("r-0");
    let tokens = UserTokens::new("u-0", Duration::ZERO, Some(refresh_token));
    let session = platform.client().start_session("ou_1", tokens).await.unwrap();
    things(&session).user().await.unwrap();
    platform.assert_log(&["refresh_token r-0", "user u-1"]);
}

#[tokio::test]
async fn a_resumed_session_is_refreshed_before_its_end() {
    let platform = Platform::start().await;
    let client = platform.client();
    drop(session(&client).await);
    pass(100 * MINUTE).await;
    let things = things(&client.resume_session("ou_1").await.unwrap());
    things.user().await.unwrap();
    platform.assert_log(&["user u-0"]);
    // It serves until the new one is there.
    while {
        things.user().await.unwrap();
        platform.log().last().unwrap() != "user u-1"
    } {}
}

#[tokio::test]
async fn a_program_that_panics_when_it_is_told_fails_no_call() {
    let platform = Platform::start().await;
    let client = platform.builder().on_rotation(|_| panic!("the program's own fault"));
    let session = session(&client.build().unwrap()).await;
    pass(118 * MINUTE).await;
    things(&session).user().await.unwrap();
    platform.assert_log(&["refresh_token r-0", "user u-1"]);
}

#[tokio::test]
async fn a_store_that_fails_for_a_moment_fails_no_call() {
    let platform = Platform::start().await;
    let (store, client) = noting(&platform);
    let session = session(&client).await;
    pass(118 * MINUTE).await;
    *store.failures.lock().unwrap() = 2;
    things(&session).user().await.unwrap();
    platform.assert_log(&["put", "refresh_token r-0", "put", "user u-1"]);
}

#[tokio::test]
async fn when_the_consent_is_over_the_user_has_to_log_in_again() {
    for code in [20026, 20037, 20064, 20066, 20073] {
        let platform = Platform::start().await;
        let client = platform.client();
        let session = session(&client).await;
        pass(118 * MINUTE).await;
        platform.answer(Answer::Code(400, code));
        let error = things(&session).user().await.unwrap_err();
        assert_eq!((error.kind(), error.code()), (ErrorKind::LoginRequired, Some(code)));
        assert!(error.is_unsent());
        platform.assert_log(&["refresh_token r-0"]);
        // Nobody is asked again.
        let error = things(&session).user().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::LoginRequired);
        platform.assert_log(&[]);
        let error = client.resume_session("ou_1").await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::LoginRequired);
    }
}

/// As by a process whose lock was over.
#[tokio::test]
async fn a_refresh_that_comes_second_takes_the_tokens_of_the_first() {
    for code in [20064, 20073] {
        let platform = Platform::start().await;
        let (store, client) = noting(&platform);
        let session = session(&client).await;
        pass(118 * MINUTE).await;
        platform.log();
        platform.script().overtake = Some(code);
        let call = tokio::spawn(things(&session).user().into_future());
        platform.seen(1).await;
        let key = "feishu-api:cli_x:user:ou_1";
        let newest = r#"{"access_token":"u-newest","access_life":7200,"refresh_token":"r-newest","life":604800}"#;
        store.inner.put(key, StoredToken::new(newest, 604_800 * MINUTE / 60)).await.unwrap();
        platform.script().overtake = None;
        call.await.unwrap().unwrap();
        platform.assert_log(&["refresh_token r-0", "user u-newest"]);
    }
}

#[tokio::test]
async fn a_platform_that_is_busy_is_asked_again() {
    for code in [20050, 20072] {
        let platform = Platform::start().await;
        let session = session(&platform.client()).await;
        pass(118 * MINUTE).await;
        platform.answer(Answer::Code(500, code));
        things(&session).user().await.unwrap();
        platform.assert_log(&["refresh_token r-0", "refresh_token r-0", "user u-1"]);
    }
}

#[tokio::test]
async fn a_refresh_that_fails_otherwise_leaves_the_session() {
    let platform = Platform::start().await;
    let session = session(&platform.client()).await;
    pass(118 * MINUTE).await;
    for answer in [
        Answer::Reply(502, "text/html", "<html>".into()),
        Answer::Code(400, 20063),
        Answer::Reply(200, "application/json", r#"{"code":0}"#.into()),
    ] {
        platform.answer(answer);
        let error = things(&session).user().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Token, "{error}");
        platform.assert_log(&["refresh_token r-0"]);
    }
    things(&session).user().await.unwrap();
    platform.assert_log(&["refresh_token r-0", "user u-1"]);
}

#[tokio::test]
async fn without_a_refresh_token_the_login_ends_with_the_access_token() {
    let platform = Platform::start().await;
    let tokens = UserTokens::new("u-0", 120 * MINUTE, None);
    let session = platform.client().start_session("ou_1", tokens).await.unwrap();
    things(&session).user().await.unwrap();
    pass(118 * MINUTE).await;
    let error = things(&session).user().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::LoginRequired);
    assert!(error.to_string().contains("offline_access"), "{error}");
    platform.assert_log(&["user u-0"]);
}

#[tokio::test]
async fn a_session_that_is_ended_is_none() {
    let platform = Platform::start().await;
    let client = platform.client();
    let session = session(&client).await;
    assert_eq!(session.id(), "ou_1");
    session.clone().end().await.unwrap();
    assert!(client.resume_session("ou_1").await.is_err());
    let error = things(&session).user().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::LoginRequired);
    platform.assert_log(&[]);
}

#[tokio::test]
async fn a_code_is_exchanged_for_tokens() {
    let platform = Platform::start().await;
    let url = format!("{}/oauth/v3/token", platform.script().url);
    for builder in [platform.builder(), platform.builder().token_url(url)] {
        let exchange = builder.build().unwrap().exchange_code("c-1");
        let tokens = exchange.redirect_uri("https://a.example/b").code_verifier("v").await.unwrap();
        assert!(tokens.access_token.expose_secret().starts_with("u-"));
        assert_eq!(tokens.expires_in, 120 * MINUTE);
        assert_eq!(tokens.scopes, ["offline_access", "auth:user.id:read"]);
        platform.assert_log(&["authorization_code c-1"]);
    }
    platform.answer(Answer::Reply(
        400,
        "application/json",
        r#"{"code":20003,"error":"invalid_grant","error_description":"The code is unknown."}"#
            .into(),
    ));
    let error = platform.client().exchange_code("c-2").await.unwrap_err();
    assert_eq!((error.code(), error.msg()), (Some(20003), Some("The code is unknown.")));
    assert_eq!(error.kind(), ErrorKind::Api);
    assert!(error.is_login_required());
}

#[tokio::test]
async fn a_code_is_exchanged_with_what_the_login_was_begun_with() {
    let mock = Mock::new();
    let app = mock.client();
    let begin = || app.authorize_url("https://app.example.com/back?x=1");
    for login in [begin().build().unwrap(), begin().without_pkce().build().unwrap()] {
        let error = app.exchange_code("c-1").login(&login, "another").await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Argument);
        assert!(!format!("{error:?}").contains(&login.state));
        let sent = mock.requests_of::<OauthGetUserAccessTokenCall>().len();
        app.exchange_code("c-1").login(&login, &login.state).await.unwrap();
        let requests = mock.requests_of::<OauthGetUserAccessTokenCall>();
        assert_eq!(requests.len(), sent + 1);
        let sent = requests.last().unwrap().json();
        let verifier = login.code_verifier.as_ref().map(|verifier| verifier.expose_secret());
        assert_eq!(sent["code_verifier"].as_str(), verifier);
        assert_eq!(sent["redirect_uri"], "https://app.example.com/back?x=1");
    }
}

#[test]
fn a_login_begins_with_a_url() {
    let client = Client::builder("cli_x", "secret").build().unwrap();
    let begin = || client.authorize_url("https://app.example.com/back?x=1&y");
    let login = begin().scopes(["offline_access", "contact:user.base:readonly"]).build().unwrap();
    let query: Vec<_> = login.url.query_pairs().into_owned().collect();
    let get =
        |name: &str| query.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
    assert!(
        login.url.as_str().starts_with("https://accounts.feishu.cn/open-apis/authen/v1/authorize?")
    );
    assert_eq!(get("client_id"), Some("cli_x"));
    assert_eq!(get("response_type"), Some("code"));
    assert_eq!(get("redirect_uri"), Some("https://app.example.com/back?x=1&y"));
    assert_eq!(get("scope"), Some("offline_access contact:user.base:readonly"));
    assert_eq!(get("state"), Some(login.state.as_str()));
    assert_eq!(get("code_challenge_method"), Some("S256"));
    assert_eq!(get("code_challenge").map(str::len), Some(43));
    let verifier = login.code_verifier.unwrap();
    assert_eq!(verifier.expose_secret().len(), 64);

    let login = begin().state("mine").without_pkce().build().unwrap();
    assert_eq!(login.state, "mine");
    assert!(login.code_verifier.is_none() && !login.url.as_str().contains("code_challenge"));
    assert_ne!(begin().build().unwrap().state, begin().build().unwrap().state);

    let lark = Client::builder("cli_x", "secret").base_url(feishu_api::Region::Lark);
    let login = lark.build().unwrap().authorize_url("https://a.example").build().unwrap();
    assert_eq!(login.url.host_str(), Some("accounts.larksuite.com"));
}

#[test]
fn a_login_that_the_platform_would_refuse_is_refused() {
    let client = Client::builder("cli_x", "secret").build().unwrap();
    let begin = || client.authorize_url("https://app.example.com/back");
    for (login, words) in [
        (client.authorize_url("/back"), "redirect URI"),
        (client.authorize_url("https://a.example/#x"), "fragment"),
        (begin().scopes(["a", "a"]), "twice"),
        (begin().scopes(["a b"]), "not a permission"),
        (begin().state(""), "state"),
        (begin().scopes([""]), "not a permission"),
        (begin().scopes((0..51).map(|n| format!("s{n}"))), "50"),
    ] {
        let error = login.build().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Argument);
        assert!(error.to_string().contains(words), "{error}");
    }
}
