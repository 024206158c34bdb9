//! The tokens of an app from the marketplace.

use feishu_api::{ErrorClass, ErrorKind, MemoryStore, RetryPolicy};
use tokio::task::JoinHandle;

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
    assert_eq!(error.kind(), ErrorKind::TicketRequired);
    assert!(error.is_unsent() && error.is_undone() && error.is_retryable(), "{error:?}");
    assert!(error.to_string().contains("set_app_ticket"), "{error}");
    // But the ticket is asked for.
    platform.seen(1).await;
    platform.assert_log(&["resend"]);
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
    assert_eq!((error.kind(), error.code()), (ErrorKind::TicketRequired, Some(10012)));
    assert!(error.is_unsent() && error.is_undone() && error.is_retryable(), "{error:?}");
    let line = error.to_string();
    assert!(line.contains("refused by `POST /auth/v3/app_access_token`"), "{line}");
    assert!(!line.contains("could be had"), "{line}");
    platform.seen(2).await;
    platform.assert_log(&["app token for k-0", "resend"]);
    // It is not sent again, and not every call asks for another one.
    let error = things(&app, "one").tenant().await.unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::TicketRequired, None));
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
    assert_eq!(error.kind(), ErrorKind::TicketRequired);
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
    assert_eq!(error.kind(), ErrorKind::TicketRequired);
}

/// A task that waits for the ticket.
fn waiting(app: &Client) -> JoinHandle<Result<()>> {
    let app = app.clone();
    tokio::spawn(async move { app.wait_for_ticket(10 * MINUTE).await })
}

#[tokio::test]
async fn a_push_that_is_lost_is_asked_for_again() {
    let platform = Platform::start().await;
    let app = app(&platform);
    let (one, other) = (waiting(&app), waiting(&app));
    platform.seen(1).await;
    // Until the answer is there. If that takes longer, so does the test.
    tokio::time::sleep(Duration::from_millis(500)).await;
    pass(MINUTE).await;
    platform.seen(2).await;
    app.set_app_ticket("k-1").await.unwrap();
    one.await.unwrap().unwrap();
    other.await.unwrap().unwrap();
    platform.assert_log(&["resend", "resend"]);
}

#[tokio::test]
async fn all_that_wait_learn_that_the_platform_will_not_push() {
    let platform = Platform::start().await;
    let app = app(&platform);
    platform.answer_resend(Answer::Code(200, 10014));
    for waiting in [waiting(&app), waiting(&app), waiting(&app)] {
        let error = waiting.await.unwrap().unwrap_err();
        assert_eq!((error.kind(), error.code()), (ErrorKind::TicketRequired, Some(10014)));
        assert_eq!(error.class(), ErrorClass::App);
        assert!(error.to_string().contains("`POST /auth/v3/app_ticket/resend`"), "{error}");
    }
    platform.assert_log(&["resend"]);
}

#[tokio::test]
async fn a_fault_of_the_platform_does_not_end_the_wait() {
    let platform = Platform::start().await;
    let app = platform.builder().marketplace().retry(RetryPolicy::never()).build().unwrap();
    for _ in 0..2 {
        platform.answer_resend(Answer::Reply(503, "text/plain", "down".to_owned()));
    }
    let error = app.wait_for_ticket(Duration::from_secs(3)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TicketRequired);
    assert_eq!(error.class(), ErrorClass::Busy);
    let source = std::error::Error::source(&error).unwrap().to_string();
    assert!(source.contains("503"), "{source}");
    platform.assert_log(&["resend"]);

    // The platform is asked again soon, and the one that it pushes by itself will do, too.
    let waiting = waiting(&app);
    pass(Duration::from_secs(5)).await;
    platform.seen(1).await;
    app.set_app_ticket("k-1").await.unwrap();
    waiting.await.unwrap().unwrap();
    platform.assert_log(&["resend"]);
}

#[tokio::test]
async fn who_gives_up_while_asking_has_asked_for_the_others() {
    let platform = Platform::start().await;
    let app = app(&platform);
    for _ in 0..3 {
        app.wait_for_ticket(Duration::from_millis(20)).await.unwrap_err();
    }
    let other = waiting(&app);
    platform.seen(1).await;
    app.set_app_ticket("k-1").await.unwrap();
    other.await.unwrap().unwrap();
    platform.assert_log(&["resend"]);
}

#[tokio::test]
async fn who_is_not_polled_while_asking_holds_up_nobody() {
    let platform = Platform::start().await;
    let app = app(&platform);
    platform.answer_resend(Answer::Never);
    let mut idle = Box::pin(app.wait_for_ticket(10 * MINUTE));
    tokio::select! {
        _ = &mut idle => panic!("there is no ticket"),
        () = platform.seen(1) => {}
    }
    let error = things(&app, "one").tenant().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TicketRequired);
    let waiting = waiting(&app);
    app.set_app_ticket("k-1").await.unwrap();
    waiting.await.unwrap().unwrap();
    idle.await.unwrap();
}

#[tokio::test]
async fn a_newer_ticket_that_is_refused_too_is_dropped_as_well() {
    let platform = Platform::start().await;
    let store = Arc::new(MemoryStore::new());
    let process = || platform.builder().marketplace().token_store(store.clone()).build().unwrap();
    let (one, two) = (process(), process());
    one.set_app_ticket("k-1").await.unwrap();
    two.wait_for_ticket(MINUTE).await.unwrap();
    one.set_app_ticket("k-2").await.unwrap();
    platform.answer(Answer::Code(200, 10012)).answer(Answer::Code(200, 10012));
    let error = things(&two, "one").tenant().await.unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::TicketRequired, Some(10012)));
    platform.seen(3).await;
    platform.assert_log(&["app token for k-1", "app token for k-2", "resend"]);
    let error = two.wait_for_ticket(Duration::ZERO).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TicketRequired);
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
