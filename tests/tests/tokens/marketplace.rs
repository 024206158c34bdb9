//! The tokens of an app from the marketplace.

use feishu_api::{ErrorKind, MemoryStore};

use crate::*;

fn app(platform: &Platform) -> Client {
    platform.builder().marketplace().build().unwrap()
}

fn things(client: &Client, tenant: &str) -> ThingApiClient {
    ThingApiClient::new(&client.for_tenant(tenant))
}

#[tokio::test]
async fn a_ticket_leads_to_the_tokens_of_all_tenants() {
    let platform = Platform::start().await;
    let app = platform.builder().app_ticket("k-0").build().unwrap();
    things(&app, "one").tenant().await.unwrap();
    things(&app, "two").tenant().await.unwrap();
    things(&app, "one").tenant().await.unwrap();
    ThingApiClient::new(&app).app().await.unwrap();
    platform.assert_log(&[
        "app token for k-0",
        "tenant token for a-1 in one",
        "tenant t-2",
        "tenant token for a-1 in two",
        "tenant t-3",
        "tenant t-2",
        "app a-1",
    ]);
}

#[tokio::test]
async fn without_a_ticket_nothing_is_sent() {
    let platform = Platform::start().await;
    let error = things(&app(&platform), "one").tenant().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Token);
    assert!(error.is_unsent());
    let mut sources = std::iter::successors(Some(&error as &dyn std::error::Error), |e| e.source());
    assert!(sources.any(|source| source.to_string().contains("set_app_ticket")), "{error:?}");
    platform.assert_log(&[]);
}

#[tokio::test]
async fn without_a_tenant_nothing_is_sent() {
    let platform = Platform::start().await;
    let app = platform.builder().app_ticket("k-0").build().unwrap();
    let error = ThingApiClient::new(&app).tenant().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Argument);
    assert!(error.to_string().contains("for_tenant"), "{error}");
    let error = things(&platform.client(), "one").tenant().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Argument);
    assert!(error.to_string().contains("marketplace()"), "{error}");
    let error = things(&app, "").tenant().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Argument);
    platform.assert_log(&[]);
}

#[tokio::test]
async fn a_ticket_that_is_refused_is_asked_for_again() {
    let platform = Platform::start().await;
    let app = platform.builder().app_ticket("k-0").build().unwrap();
    platform.answer(Answer::Code(200, 10012));
    let error = things(&app, "one").tenant().await.unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::Token, Some(10012)));
    platform.assert_log(&["app token for k-0", "resend"]);
    // It is not sent again, and not every call asks for another one.
    let error = things(&app, "one").tenant().await.unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::Token, None));
    platform.assert_log(&[]);

    app.set_app_ticket("k-1").await.unwrap();
    things(&app, "one").tenant().await.unwrap();
    let expected = ["app token for k-1", "tenant token for a-1 in one", "tenant t-2"];
    platform.assert_log(&expected);
}

#[tokio::test]
async fn a_ticket_that_is_refused_is_not_there_any_more() {
    let platform = Platform::start().await;
    let app = platform.builder().app_ticket("k-0").build().unwrap();
    platform.answer(Answer::Code(200, 10012));
    things(&app, "one").tenant().await.unwrap_err();
    let error = app.wait_for_ticket(Duration::from_millis(50)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
    for ticket in ["", "a b", "a\n"] {
        let error = app.set_app_ticket(ticket).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Argument);
    }
}

#[tokio::test]
async fn a_ticket_that_another_process_has_got_is_found() {
    let platform = Platform::start().await;
    let store = Arc::new(MemoryStore::new());
    let process = || platform.builder().marketplace().token_store(store.clone()).build().unwrap();
    let (one, two) = (process(), process());
    one.set_app_ticket("k-1").await.unwrap();
    things(&two, "one").tenant().await.unwrap();
    platform.assert_log(&["app token for k-1", "tenant token for a-1 in one", "tenant t-2"]);

    // The next one, too, when the one before is refused.
    one.set_app_ticket("k-2").await.unwrap();
    pass(118 * MINUTE).await;
    platform.answer(Answer::Code(200, 10012));
    things(&two, "one").tenant().await.unwrap();
    platform.assert_log(&[
        "app token for k-1",
        "app token for k-2",
        "tenant token for a-3 in one",
        "tenant t-4",
    ]);
}

#[tokio::test]
async fn a_ticket_is_waited_for() {
    let platform = Platform::start().await;
    let app = app(&platform);
    let waiting = tokio::spawn({
        let app = app.clone();
        async move { app.wait_for_ticket(Duration::from_secs(60)).await }
    });
    platform.seen(1).await;
    platform.assert_log(&["resend"]);
    app.set_app_ticket("k-1").await.unwrap();
    waiting.await.unwrap().unwrap();
    // And is there.
    app.wait_for_ticket(Duration::ZERO).await.unwrap();
    platform.assert_log(&[]);
}

#[tokio::test]
async fn a_ticket_that_does_not_come_is_waited_for_no_longer() {
    let platform = Platform::start().await;
    let app = app(&platform);
    let error = app.wait_for_ticket(Duration::from_millis(50)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
}

#[tokio::test]
async fn an_app_token_that_is_refused_for_a_tenants_is_replaced() {
    let platform = Platform::start().await;
    let app = platform.builder().app_ticket("k-0").build().unwrap();
    things(&app, "one").tenant().await.unwrap();
    platform.log();
    platform.answer(Answer::Code(200, 10013));
    things(&app, "two").tenant().await.unwrap();
    platform.assert_log(&[
        "tenant token for a-1 in two",
        "app token for k-0",
        "tenant token for a-3 in two",
        "tenant t-4",
    ]);
}

#[tokio::test]
async fn a_tenants_token_that_is_refused_is_that_tenants_alone() {
    let platform = Platform::start().await;
    let app = platform.builder().app_ticket("k-0").build().unwrap();
    things(&app, "one").tenant().await.unwrap();
    things(&app, "two").tenant().await.unwrap();
    platform.log();
    platform.refuse("t-2", 99991663);
    things(&app, "one").tenant().await.unwrap();
    things(&app, "two").tenant().await.unwrap();
    platform.assert_log(&["tenant t-2", "tenant token for a-1 in one", "tenant t-4", "tenant t-3"]);
}
