//! What a call is to its caller, tried on the in-house endpoints of this crate.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use feishu_api::contact_v3::{User, UserApi, UserApiClient, UserGetCall};
use feishu_api::prelude::*;
use feishu_api::testing::{Mock, json};
use feishu_api::{ErrorKind, Method, StatusCode};
use tests::{
    NewOrder, Order, OrderApi, OrderApiClient, OrderCancelCall, OrderCookCall, OrderCreateCall,
    OrderGetCall, OrderId, OrderListCall, OrderMenuCall, OrderState,
};

fn orders() -> (Mock, OrderApiClient) {
    let mock = Mock::new();
    let client = OrderApiClient::new(&mock.client());
    (mock, client)
}

#[tokio::test]
async fn an_in_house_endpoint_is_declared_and_called() {
    let (mock, orders) = orders();
    mock.on::<OrderCreateCall>().reply(json!({ "id": 7, "state": "in_preparation" }));
    let order = NewOrder { dish: "饺子".into(), count: 2 };
    let placed = orders.create(&order).request_id("r-1").await.unwrap();
    assert_eq!(placed, Order { id: OrderId(7), state: OrderState::InPreparation });

    let [request] = &mock.requests()[..] else { panic!("one request: {mock:?}") };
    assert_eq!(request.method, Method::POST);
    assert_eq!(request.path(), "/open-apis/canteen/v1/orders");
    assert_eq!(request.header("authorization"), Some("Bearer t-mock"));
    assert_eq!(request.header("x-request-id"), Some("r-1"));
    assert_eq!(request.header("content-type"), Some("application/json; charset=utf-8"));
    assert_eq!(request.json(), json!({ "dish": "饺子", "count": 2 }));
}

#[tokio::test]
async fn the_payload_lies_where_the_declaration_says() {
    let (mock, orders) = orders();
    mock.on::<OrderMenuCall>().reply(json!({ "dishes": ["a", "b"] }));
    mock.on::<OrderCookCall>().reply(json!({ "name": "Wang" }));
    mock.on::<OrderListCall>().reply(json!({
        "orders": [{ "id": 1, "state": "new" }],
        "next_page_token": "p2",
        "has_more": true,
    }));
    assert_eq!(orders.menu().await.unwrap().dishes, ["a", "b"]);
    assert_eq!(orders.cook().await.unwrap().name, "Wang");
    let page = orders.list(&[]).await.unwrap();
    assert_eq!(page.items, [Order { id: OrderId(1), state: OrderState::New }]);
    assert_eq!((page.page_token.as_deref(), page.has_more), (Some("p2"), true));
    // No token is sent where none is declared.
    assert_eq!(mock.requests()[0].header("authorization"), None);
}

#[tokio::test]
async fn the_last_page_has_no_token() {
    let (mock, orders) = orders();
    let last_pages = [
        json!({ "orders": [] }),
        json!({ "orders": [], "next_page_token": "" }),
        json!({ "orders": [], "next_page_token": null, "has_more": true }),
        json!({ "orders": [], "next_page_token": "stale", "has_more": false }),
    ];
    for last in last_pages.clone() {
        mock.on::<OrderListCall>().reply(last);
    }
    for _ in last_pages {
        let page = orders.list(&[]).await.unwrap();
        assert!(page.items.is_empty() && page.page_token.is_none() && !page.has_more, "{page:?}");
    }
}

#[tokio::test]
async fn parameters_are_sent_as_declared() {
    let (mock, orders) = orders();
    mock.on::<OrderListCall>().reply(json!({ "orders": [] }));
    let states = [OrderState::InPreparation, OrderState::Served];
    orders.list(&states).await.unwrap();
    orders.list(&[]).page_size(5).page_token("a+b").page_size(6).await.unwrap();
    let requests = mock.requests();
    let query = |index: usize| requests[index].url.query().unwrap_or_default().to_owned();
    assert_eq!(query(0), "state=in_preparation&state=done&page_size=20");
    assert_eq!(query(1), "page_token=a%2Bb&page_size=6");
}

#[tokio::test]
async fn a_wrapper_fills_a_path() {
    let (mock, orders) = orders();
    mock.on::<OrderGetCall>().reply(json!({ "id": 9, "state": "done" }));
    orders.get(OrderId(9)).await.unwrap();
    assert_eq!(mock.requests()[0].path(), "/open-apis/canteen/v1/orders/9");
}

#[tokio::test]
async fn a_user_sends_the_users_token() {
    let mock = Mock::new();
    let client = mock.client().as_user("u-of-the-test");
    mock.on::<OrderGetCall>().reply(json!({ "id": 9, "state": "done" }));
    OrderApiClient::new(&client).get(OrderId(9)).await.unwrap();
    assert_eq!(mock.requests()[0].header("authorization"), Some("Bearer u-of-the-test"));
}

#[tokio::test]
async fn options_of_a_call() {
    let (mock, orders) = orders();
    mock.on::<OrderCancelCall>().reply(json!({}));
    let call = orders.cancel(OrderId(1)).with_header("X-A", "1").with_header("x-a", "2");
    let response = call.with_timeout(Duration::from_secs(3)).send().await.unwrap();
    assert_eq!(response.status(), StatusCode::OK);
    assert_eq!(response.log_id(), Some("log-id-of-the-mock"));
    assert_eq!(response.headers()["content-type"], "application/json; charset=utf-8");
    assert_eq!(mock.requests()[0].header("x-a"), Some("2"));

    let unsendable = [("X A", "1"), ("X-A", "1\n2"), ("Authorization", "Bearer x"), ("Host", "x")];
    for (name, value) in unsendable {
        let error = orders.cancel(OrderId(1)).with_header(name, value).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Argument);
    }
    assert_eq!(mock.requests().len(), 1);
}

#[tokio::test]
async fn calls_run_on_tasks_of_their_own() {
    fn spawnable<T: Send + 'static>(value: T) -> T {
        value
    }
    let mock = Mock::new();
    mock.on::<UserGetCall>().reply(json!({ "name": "Zhang San" }));
    let users = UserApiClient::new(&mock.client());
    let id = String::from("ou_1");
    let call = spawnable(users.get(&id).user_id_type(UserIdType::OpenId));
    drop((id, users.clone()));
    let user = tokio::spawn(call.send()).await.unwrap().unwrap().data;
    assert_eq!(user.name.as_deref(), Some("Zhang San"));

    let both = tokio::try_join!(users.get("a").into_future(), users.get("b").into_future());
    assert!(both.is_ok());
}

/// A service holds the interface, not the client.
struct Greeter {
    users: Arc<dyn UserApi + Send + Sync>,
}

impl Greeter {
    async fn greet(&self, user_id: &str) -> Result<String> {
        let user = self.users.get(user_id).user_id_type(UserIdType::UserId).await?;
        Ok(format!("Hello, {}!", user.name.unwrap_or_default()))
    }
}

#[tokio::test]
async fn a_service_holds_the_trait_and_takes_the_client() {
    let mock = Mock::new();
    mock.on::<UserGetCall>().reply(json!({ "name": "Li Si" }));
    let greeter = Greeter { users: Arc::new(UserApiClient::new(&mock.client())) };
    assert_eq!(greeter.greet("li").await.unwrap(), "Hello, Li Si!");
}

#[tokio::test]
async fn a_service_holds_the_trait_and_takes_a_fake() {
    struct Fake;

    impl UserApi for Fake {
        fn get(&self, user_id: &str) -> UserGetCall {
            let mut user = User::default();
            user.name = Some(format!("user {user_id}"));
            UserGetCall::ready(Ok(user))
        }
    }

    let greeter = Greeter { users: Arc::new(Fake) };
    assert_eq!(greeter.greet("7").await.unwrap(), "Hello, user 7!");
    // A fake holds what its test uses; the rest says who it is.
    let error = greeter.users.delete("7").docs_acceptor_user_id("8").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotImplemented);
    assert!(error.to_string().contains("UserApi::delete"), "{error}");
}

#[tokio::test]
async fn a_fake_fails_as_it_is_told() {
    struct Fake;

    impl OrderApi for Fake {
        fn cancel(&self, _: OrderId) -> OrderCancelCall {
            OrderCancelCall::ready(Ok(()))
        }

        fn list(&self, _: &[OrderState]) -> OrderListCall {
            OrderListCall::ready(Ok(Page::new(Vec::new(), Some("next".into()))))
        }
    }

    let response = Fake.cancel(OrderId(1)).send().await.unwrap();
    assert_eq!((response.status(), response.log_id()), (StatusCode::OK, None));
    assert!(Fake.list(&[]).page_size(3).await.unwrap().has_more);
}

#[tokio::test]
async fn a_mock_without_a_rule_names_the_rule() {
    let (mock, orders) = orders();
    let error = orders.get(OrderId(1)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotImplemented);
    assert!(error.to_string().contains("mock.on::<OrderGetCall>()"), "{error}");
    assert_eq!(mock.requests()[0].path(), "/open-apis/canteen/v1/orders/1");
}

#[tokio::test]
async fn what_is_not_declared_is_called_raw() {
    let mock = Mock::new();
    let client = mock.client();
    mock.on_raw(Method::POST, "/canteen/v1/tables").reply(json!({ "number": 4 }));
    mock.on_raw(Method::DELETE, "/canteen/v1/tables").fail(17, "the table is taken");

    let call = client.raw(Method::POST, "/canteen/v1/tables");
    let call = call.query("for", 2).query("at", &["12:00", "13:00"][..]).header("X-A", "1");
    let table: tests::Cook = call.json(&json!({ "window": true })).await.unwrap();
    assert_eq!(table.name, "");
    let request = &mock.requests()[0];
    assert_eq!(request.url.query(), Some("for=2&at=12%3A00&at=13%3A00"));
    assert_eq!(request.header("authorization"), Some("Bearer t-mock"));
    assert_eq!(request.json(), json!({ "window": true }));

    let call = client.raw::<()>(Method::DELETE, "/canteen/v1/tables").query("secret", "s3cret");
    let error = call.app_token().await.unwrap_err();
    assert_eq!(error.code(), Some(17));
    assert_eq!(mock.requests()[1].header("authorization"), Some("Bearer a-mock"));
    let text = error.to_string();
    assert!(text.contains("DELETE /canteen/v1/tables") && !text.contains("s3cret"), "{text}");

    for path in [
        "canteen",
        "https://evil.example/a",
        "/open-apis/a",
        "/a/../b",
        "/open-apis/a/https://x/..",
        "/a/%2e%2E/b",
        "/a/..\\b",
        "/a\n",
        "/a?x=1",
        "/a#x",
    ] {
        let error = client.raw::<()>(Method::GET, path).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Argument, "{path}");
    }
    assert_eq!(mock.requests().len(), 2);
}

#[tokio::test]
async fn a_raw_reply_is_read_whole() {
    let mock = Mock::new();
    let client = mock.client();
    let body = r#"{"code":0,"name":"beside"}"#;
    let rule = mock.on_raw(Method::GET, "/cook");
    rule.reply_with(StatusCode::OK, "application/json", body);
    let cook: tests::Cook = client.raw(Method::GET, "/cook").flat().no_token().await.unwrap();
    assert_eq!(cook.name, "beside");
    assert_eq!(mock.requests()[0].header("authorization"), None);
}

/// A server that takes connections and never answers.
async fn silent_server() -> (tokio::net::TcpListener, Client) {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let client = Client::builder("app", "secret").base_url(address).build().unwrap();
    (listener, client)
}

#[tokio::test(start_paused = true)]
async fn a_call_ends_when_its_time_is_over() {
    let (_listener, client) = silent_server().await;
    let orders = OrderApiClient::new(&client);
    let started = tokio::time::Instant::now();

    let error = orders.menu().await.unwrap_err();
    assert!(error.is_timeout(), "{error:?}");
    assert_eq!(started.elapsed().as_secs(), 60, "the client's");

    let error = orders.menu().with_timeout(Duration::from_secs(2)).await.unwrap_err();
    assert!(error.is_timeout(), "{error:?}");
    assert_eq!(started.elapsed().as_secs(), 62, "the call's");

    let error = orders.cancel(OrderId(1)).await.unwrap_err();
    assert!(error.is_timeout(), "{error:?}");
    assert_eq!(started.elapsed().as_secs(), 67, "the declaration's");
}

#[tokio::test]
async fn a_server_that_is_not_there_is_not_reached() {
    let (listener, client) = silent_server().await;
    drop(listener);
    let error = OrderApiClient::new(&client).menu().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connect);
    assert!(error.is_unsent());
    assert_eq!(error.endpoint(), Some(OrderMenuCall::ENDPOINT));
}

#[test]
fn a_client_that_cannot_work_is_not_built() {
    for (id, secret, base_url) in [
        ("", "secret", "https://open.feishu.cn"),
        ("app", "", "https://open.feishu.cn"),
        ("app", "secret", "open.feishu.cn"),
        ("app", "secret", "ftp://open.feishu.cn"),
        ("app", "secret", "https://open.feishu.cn?x=1"),
        ("app", "secret", "https://open.feishu.cn/open-apis/"),
    ] {
        let error = Client::builder(id, secret).base_url(base_url).build().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Config, "{id:?} {secret:?} {base_url:?}");
    }
    for base_url in ["https://open.feishu.cn/", "http://127.0.0.1:1", "https://proxy/feishu/"] {
        assert!(Client::builder("app", "secret").base_url(base_url).build().is_ok());
    }
}

#[test]
fn every_shipped_endpoint_is_listed() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../feishu-api/src/api");
    let mut declared = BTreeSet::new();
    for service in fs::read_dir(folder).unwrap().map(|service| service.unwrap().path()) {
        let Ok(resources) = fs::read_dir(&service) else { continue };
        for resource in resources.map(|resource| resource.unwrap().path()) {
            let Ok(source) = fs::read_to_string(&resource) else { continue };
            let service = service.file_name().unwrap().to_str().unwrap();
            let traits = source.lines().filter_map(|line| line.strip_prefix("pub trait "));
            declared
                .extend(traits.map(|rest| format!("{service}::{}", rest.trim_end_matches(" {"))));
        }
    }
    let listed: BTreeSet<String> = feishu_api::endpoints()
        .map(|endpoint| {
            let service = endpoint.module.rsplit("::").nth(1).unwrap();
            format!("{service}::{}", endpoint.api)
        })
        .collect();
    assert_eq!(listed, declared);
    let calls: BTreeSet<_> = feishu_api::endpoints().map(|it| (it.module, it.call)).collect();
    assert_eq!(calls.len(), feishu_api::endpoints().count(), "none is listed twice");
    let unlinked = feishu_api::endpoints().find(|endpoint| endpoint.docs.is_none());
    assert_eq!(unlinked, None, "each has a link to the platform's page");
}

/// Tickets of the helpdesk.
#[feishu_api(path = "/helpdesk/v1", token(Tenant), credential(Helpdesk))]
trait TicketApi {
    #[get("/tickets/{id}")]
    async fn get(&self, #[path] id: &str) -> Result<()>;
    #[delete("/tickets/{id}")]
    #[credential(Canteen)]
    async fn delete(&self, #[path] id: &str) -> Result<()>;
}

#[tokio::test]
async fn a_credential_goes_beside_the_token() {
    let mock = Mock::new();
    mock.on::<TicketGetCall>().reply(());
    mock.on::<TicketDeleteCall>().reply(());
    let builder = Client::builder("app", "secret").mock(&mock).helpdesk("desk 7", "s3cret");
    let client = builder.credential("Canteen", "X-Canteen-Key", "k3y").build().unwrap();
    let tickets = TicketApiClient::new(&client);
    tickets.get("1").await.unwrap();
    tickets.delete("1").await.unwrap();

    let requests = mock.requests();
    let header = |index: usize, name| requests[index].header(name);
    // "desk 7:s3cret"
    assert_eq!(header(0, "x-lark-helpdesk-authorization"), Some("ZGVzayA3OnMzY3JldA=="));
    assert_eq!(header(0, "authorization"), Some("Bearer t-mock"));
    assert_eq!(header(1, "x-canteen-key"), Some("k3y"));
    assert_eq!(header(1, "x-lark-helpdesk-authorization"), None);
    for secret in ["s3cret", "k3y", "ZGVzayA3OnMzY3JldA"] {
        assert!(!format!("{client:?} {:?}", tickets.get("1")).contains(secret));
    }
}

#[tokio::test]
async fn a_credential_that_the_client_does_not_have_is_named() {
    let mock = Mock::new();
    let error = TicketApiClient::new(&mock.client()).get("1").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Argument);
    assert!(error.to_string().contains("`Helpdesk`"), "{error}");
    assert!(mock.requests().is_empty());

    let error = Client::builder("app", "secret").credential("A", "X A", "k3y").build().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Config);
}
