//! Lists that come page by page. Each rule is a test of its own.

use feishu_api::prelude::*;
use feishu_api::testing::{Mock, Value, json};
use feishu_api::{ErrorKind, ItemStream, PageStream};
use tests::{Order, OrderApi, OrderApiClient, OrderId, OrderListCall, OrderState};

/// A list whose pages hold these orders and lead to these page tokens.
fn orders(pages: &[(&[u64], Value)]) -> (Mock, OrderApiClient) {
    let mock = Mock::new();
    for (ids, next) in pages {
        let orders: Vec<Value> = ids.iter().map(|id| json!({ "id": id, "state": "new" })).collect();
        let page = json!({ "orders": orders, "next_page_token": next });
        mock.on::<OrderListCall>().reply(page);
    }
    let client = OrderApiClient::new(&mock.client());
    (mock, client)
}

/// The ids that a stream yields, and how it ends.
async fn drain(mut stream: ItemStream<Order>) -> (Vec<u64>, Option<feishu_api::Error>) {
    let mut ids = Vec::new();
    while let Some(order) = stream.next().await {
        match order {
            Ok(order) => ids.push(order.id.0),
            Err(error) => {
                assert!(stream.next().await.is_none(), "nothing comes after an error");
                return (ids, Some(error));
            }
        }
    }
    assert!(stream.next().await.is_none(), "nothing comes after the end");
    (ids, None)
}

/// The page tokens that were sent.
fn tokens(mock: &Mock) -> Vec<Option<String>> {
    let token = |request: &feishu_api::testing::RecordedRequest| {
        request.query().into_iter().find(|(name, _)| name == "page_token").map(|(_, token)| token)
    };
    mock.requests().iter().map(token).collect()
}

#[tokio::test]
async fn items_of_all_pages_come_in_order() {
    let (mock, orders) = orders(&[(&[1, 2], json!("a+/=")), (&[3], json!("b")), (&[4], json!(""))]);
    let states = [OrderState::New];
    let (ids, error) = drain(orders.list(&states).page_size(2).items()).await;
    assert_eq!((ids, error.is_none()), (vec![1, 2, 3, 4], true));
    assert_eq!(tokens(&mock), [None, Some("a+/=".into()), Some("b".into())]);
    // What else was set goes with every page.
    for request in mock.requests() {
        let query = request.query();
        assert!(query.contains(&("page_size".into(), "2".into())), "{query:?}");
        assert!(query.contains(&("state".into(), "new".into())), "{query:?}");
    }
}

#[tokio::test]
async fn pages_come_as_they_are() {
    let (_mock, orders) = orders(&[(&[1, 2], json!("a")), (&[3], Value::Null)]);
    let mut pages: PageStream<Order> = orders.list(&[]).pages();
    let first = pages.next().await.unwrap().unwrap();
    assert_eq!((first.items.len(), first.page_token.as_deref()), (2, Some("a")));
    let second = pages.next().await.unwrap().unwrap();
    assert_eq!((second.items.len(), second.has_more), (1, false));
    assert!(pages.next().await.is_none());
}

#[tokio::test]
async fn an_empty_page_with_more_is_not_the_end() {
    let (mock, orders) = orders(&[(&[], json!("a")), (&[], json!("b")), (&[7], json!(null))]);
    assert_eq!(drain(orders.list(&[]).items()).await.0, [7]);
    assert_eq!(mock.requests().len(), 3);
}

#[tokio::test]
async fn an_empty_token_is_the_end() {
    let (mock, orders) = orders(&[(&[1], json!(""))]);
    assert_eq!(drain(orders.list(&[]).items()).await.0, [1]);
    assert_eq!(mock.requests().len(), 1);
}

#[tokio::test]
async fn a_null_token_is_the_end() {
    let (mock, orders) = orders(&[(&[1], Value::Null)]);
    assert_eq!(drain(orders.list(&[]).items()).await.0, [1]);
    assert_eq!(mock.requests().len(), 1);
}

#[tokio::test]
async fn an_absent_token_is_the_end_even_if_there_is_more() {
    let mock = Mock::new();
    mock.on::<OrderListCall>().reply(json!({ "orders": [], "has_more": true }));
    let orders = OrderApiClient::new(&mock.client());
    assert!(drain(orders.list(&[]).items()).await.1.is_none());
    assert_eq!(mock.requests().len(), 1);
}

#[tokio::test]
async fn a_token_that_repeats_is_an_error() {
    for pages in [
        &[(&[1][..], json!("a")), (&[2], json!("a"))][..],
        &[(&[1], json!("a")), (&[2], json!("b")), (&[3], json!("a"))],
    ] {
        let (mock, orders) = orders(pages);
        let (ids, error) = drain(orders.list(&[]).items()).await;
        // Nothing that came is lost.
        assert_eq!(ids.len(), pages.len());
        let error = error.unwrap();
        assert_eq!(error.kind(), ErrorKind::Decode);
        assert_eq!(error.endpoint(), Some(OrderListCall::ENDPOINT));
        assert_eq!(mock.requests().len(), pages.len());
    }
}

#[tokio::test]
async fn the_token_to_begin_with_counts() {
    let (mock, orders) = orders(&[(&[1], json!("a b"))]);
    let (ids, error) = drain(orders.list(&[]).page_token("a b").items()).await;
    assert_eq!((ids, error.is_some(), mock.requests().len()), (vec![1], true, 1));

    let mock = Mock::new();
    mock.on::<DishSearchCall>().reply(json!({ "found": { "dishes": ["a"], "token": "t\"1" } }));
    let dishes = DishApiClient::new(&mock.client());
    let all = dishes.search("x").page_token("t\"1").items().into_vec().await;
    assert_eq!((all.is_err(), mock.requests().len()), (true, 1));
}

#[tokio::test]
async fn an_error_is_yielded_and_ends_the_stream() {
    let (mock, orders) = orders(&[(&[1], json!("a"))]);
    mock.on::<OrderListCall>().fail(17, "the kitchen is closed");
    let (ids, error) = drain(orders.list(&[]).items()).await;
    assert_eq!((ids, error.unwrap().code()), (vec![1], Some(17)));
    assert_eq!(mock.requests().len(), 2);
}

#[tokio::test]
async fn an_argument_that_cannot_be_sent_is_yielded() {
    let (mock, orders) = orders(&[(&[1], json!(null))]);
    let (ids, error) = drain(orders.list(&[]).with_header("X A", "1").items()).await;
    assert_eq!((ids.len(), error.unwrap().kind()), (0, ErrorKind::Argument));
    assert!(mock.requests().is_empty());
}

#[tokio::test]
async fn nothing_is_fetched_before_it_is_asked_for() {
    let (mock, orders) = orders(&[(&[1, 2], json!("a")), (&[3], json!(null))]);
    let mut stream = orders.list(&[]).items();
    assert_eq!(mock.requests().len(), 0);
    stream.next().await.unwrap().unwrap();
    stream.next().await.unwrap().unwrap();
    assert_eq!(mock.requests().len(), 1);
    stream.next().await.unwrap().unwrap();
    assert_eq!(mock.requests().len(), 2);
}

#[tokio::test]
async fn a_stream_goes_on_from_a_token() {
    let (mock, orders) = orders(&[(&[3], json!("c")), (&[4], json!(null))]);
    assert_eq!(drain(orders.list(&[]).page_token("b").items()).await.0, [3, 4]);
    assert_eq!(tokens(&mock), [Some("b".into()), Some("c".into())]);
}

#[tokio::test]
async fn a_stream_is_sent_between_tasks_and_dropped_at_any_point() {
    let (mock, orders) = orders(&[(&[1, 2], json!("a")), (&[3], json!(null))]);
    let mut stream = orders.list(&[]).items();
    let first = tokio::spawn(async move {
        let first = stream.next().await;
        drop(stream);
        first
    });
    assert_eq!(first.await.unwrap().unwrap().unwrap().id, OrderId(1));
    drop(orders.list(&[]).pages());
    assert_eq!(mock.requests().len(), 1);
}

#[tokio::test]
async fn all_items_come_as_a_list() {
    let (_mock, orders) = orders(&[(&[1, 2], json!("a")), (&[3], json!(null))]);
    let mut stream = orders.list(&[]).items();
    stream.next().await.unwrap().unwrap();
    let rest: Vec<u64> =
        stream.into_vec().await.unwrap().into_iter().map(|order| order.id.0).collect();
    assert_eq!(rest, [2, 3]);
}

#[tokio::test]
async fn a_fake_answers_with_one_page() {
    struct Fake;

    impl OrderApi for Fake {
        fn list(&self, _: &[OrderState]) -> OrderListCall {
            let order = Order { id: OrderId(1), state: OrderState::Served };
            OrderListCall::ready(Ok(Page::new(vec![order], None)))
        }
    }

    assert_eq!(drain(Fake.list(&[]).items()).await.0, [1]);
}

/// A list whose page token travels in the body.
#[feishu_api(path = "/canteen/v1", token(Tenant))]
trait DishApi {
    #[post("/dishes/search")]
    #[page("found.dishes", next = "found.token", more = "found.more")]
    async fn search(
        &self,
        #[field] text: &str,
        #[field] page_token: Option<&str>,
    ) -> Result<Page<String>>;
}

#[tokio::test]
async fn a_token_travels_in_the_body_and_comes_nested() {
    let mock = Mock::new();
    let page = |dish: &str, token: &str, more: bool| json!({ "found": { "dishes": [dish], "token": token, "more": more } });
    let rule = mock.on::<DishSearchCall>().reply(page("a", "t\"1", true));
    rule.reply(page("b", "stale", false));
    let dishes = DishApiClient::new(&mock.client());
    assert_eq!(dishes.search("x").items().into_vec().await.unwrap(), ["a", "b"]);
    let bodies: Vec<Value> = mock.requests().iter().map(|request| request.json()).collect();
    assert_eq!(bodies, [json!({ "text": "x" }), json!({ "text": "x", "page_token": "t\"1" })]);
}
