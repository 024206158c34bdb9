//! Pages and events that come while the server fails.

use feishu_api::ErrorKind::{Http, Transport};
use feishu_api::RetryPolicy;

use super::server::{JSON, Then, Until, page, refusal, reply};
use super::*;

#[feishu_api(path = "/streams/v1", token(None))]
trait StreamApi {
    #[get("/pages")]
    #[page("items")]
    async fn pages(&self, #[query] page_token: Option<&str>) -> Result<Page<u8>>;
    #[get("/events")]
    async fn events(&self) -> Result<EventStream>;
}

/// A page of two numbers, and the token of the next one.
fn numbers(first: u8, next: Option<&str>) -> Act {
    let (second, has_more) = (first + 1, next.is_some());
    let next = next.unwrap_or_default();
    let list = format!(r#""items":[{first},{second}],"has_more":{has_more},"page_token":"{next}""#);
    reply(200, &[JSON], format!(r#"{{"code":0,"data":{{{list}}}}}"#))
}

/// Each page is a call: what has come is not asked for again, and nothing is left out.
#[tokio::test(start_paused = true)]
async fn pages_are_survived_one_by_one() {
    let stage = Stage::new();
    let failures = || [Act::stop(Until::Read, Then::Reset), page(503), refusal(429, 99991400)];
    let mut script = Vec::new();
    for numbers in [numbers(1, Some("b")), numbers(3, Some("c")), numbers(5, None)] {
        script.extend(failures());
        script.push(numbers);
    }
    let server = stage.serve(script).await;
    let streams = StreamApiClient::new(&stage.client(&server).build().unwrap());
    let mut numbers = streams.pages().items();
    let mut found = Vec::new();
    while let Some(number) = stage.watch(numbers.next()).await.0 {
        found.push(number.unwrap());
    }
    assert_eq!(found, [1, 2, 3, 4, 5, 6]);
    let requests = server.requests();
    let tokens: Vec<_> = requests.iter().map(|seen| seen.request.query("page_token")).collect();
    assert_eq!(tokens, [[None; 4], [Some("b"); 4], [Some("c"); 4]].concat());
}

/// A page that does not come is an error behind those that have.
#[tokio::test(start_paused = true)]
async fn a_page_that_does_not_come_is_told_of() {
    let stage = Stage::new();
    let server = stage.serve([numbers(1, Some("b")), page(502)]).await;
    let client = stage.client(&server).retry(RetryPolicy::never()).build().unwrap();
    let mut numbers = StreamApiClient::new(&client).pages().items();
    for number in [1, 2] {
        assert_eq!(stage.watch(numbers.next()).await.0.unwrap().unwrap(), number);
    }
    let error = stage.watch(numbers.next()).await.0.unwrap().unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (Http, 1), "{error:?}");
}

/// Events are asked for again until they begin, and not any more then: some would be left out.
#[tokio::test(start_paused = true)]
async fn events_are_survived_until_they_begin() {
    let stage = Stage::new();
    let head = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n";
    let events = format!("{head}content-length: 100\r\n\r\ndata: one\n\ndata: tw");
    for then in [Then::Close, Then::Reset] {
        let events = Act::say(events.as_str()).then(then);
        let reset = Act::stop(Until::Read, Then::Reset);
        let server = stage.serve([reset, page(503), refusal(200, 99991400), events]).await;
        let streams = StreamApiClient::new(&stage.client(&server).build().unwrap());
        let response = stage.watch(streams.events().send()).await.0.unwrap();
        assert_eq!(response.attempts(), 4);
        let mut events = response.data;
        assert_eq!(stage.watch(events.next()).await.0.unwrap().unwrap().data, "one");
        let error = stage.watch(events.next()).await.0.unwrap().unwrap_err();
        assert_eq!(error.kind(), Transport, "{error:?}");
        assert!(stage.watch(events.next()).await.0.is_none());
        assert_eq!(server.requests().len(), 4);
    }
}
