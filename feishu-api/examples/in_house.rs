//! Adds a company's own endpoints: on its own gateway, with codes, models and limits of its own, and
//! with a key beside the platform's tokens.
//!
//! `cargo run --example in_house` needs no account: the calls go to a mock in memory.

use feishu_api::prelude::*;
use feishu_api::testing::{Mock, json};
use feishu_api::types::number;
use feishu_api::{ErrorClass, open_enum};
use serde::Deserialize;

/// Desks to be booked by the day. The gateway sees from the token which app calls, and wants a key, too.
#[feishu_api(
    host = "https://gateway.example.com",
    path = "/desks/v1",
    token(Tenant),
    credential(Desks),
    codes(rate_limit(42900), retry(50310))
)]
pub trait DeskApi {
    /// Lists the desks that are free on a day.
    #[get("/desks")]
    #[page("desks")]
    async fn list(
        &self,
        /// The day, as `2025-06-30`.
        #[query]
        day: &str,
        /// On one floor only.
        #[query]
        floor: Option<u32>,
        #[query] page_token: Option<&str>,
    ) -> Result<Page<Desk>>;

    /// Books a desk for a day.
    #[post("/desks/{desk_id}/bookings")]
    #[response(data = "booking")]
    #[rate_limit("2/s")]
    #[codes(quota(42010))]
    async fn book(
        &self,
        #[path] desk_id: &str,
        /// The day, as `2025-06-30`.
        #[field]
        day: &str,
        #[field(key)] uuid: Option<&str>,
    ) -> Result<Booking>;
}

/// What the gateway answers if somebody else was faster.
const TAKEN: i64 = 40901;

/// A desk.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Desk {
    /// Its id, as it stands on it.
    pub id: String,
    /// What it has.
    pub kind: Option<DeskKind>,
}

open_enum! {
    /// What a desk has. The gateway adds values over time: those are kept as they came.
    pub enum DeskKind: str {
        /// A chair and no more.
        Plain = "plain",
        /// A motor, to stand at it.
        Standing = "standing",
    }
}

/// A desk that is somebody's for a day.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Booking {
    /// Its number, which the gateway writes as a text.
    #[serde(with = "number")]
    pub number: u64,
}

#[tokio::main]
async fn main() -> Result<()> {
    let mock = mock();
    let client = Client::builder("cli_mock", "secret")
        .credential("Desks", "X-Desk-Key", "key-of-the-gateway")
        .rate_limits(true)
        .mock(&mock)
        .build()?;

    let desks = DeskApiClient::new(&client);
    let day = "2025-06-30";
    let mut free = desks.list(day).floor(3).items();
    while let Some(desk) = free.next().await {
        let Desk { id, kind } = desk?;
        let kind = kind.as_ref().map_or("any", DeskKind::as_str);
        match desks.book(&id, day).send().await {
            Ok(reply) => {
                let (number, attempts) = (reply.data.number, reply.attempts());
                println!("{id} ({kind}): booking {number}, sent {attempts} times");
            }
            Err(error) if error.code() == Some(TAKEN) => println!("{id} ({kind}): taken"),
            Err(error) if error.class() == ErrorClass::Quota => {
                println!("{id} ({kind}): no more for today");
                break;
            }
            Err(error) => return Err(error),
        }
    }

    let request = &mock.requests()[0];
    println!("\nThe first request went to {}", request.url);
    // Their values are secrets, and nothing to be shown.
    for name in ["authorization", "x-desk-key"] {
        println!("  {name}: {}", if request.header(name).is_some() { "sent" } else { "missing" });
    }
    mock.verify();
    Ok(())
}

/// A gateway in memory. The client in front of it is the real one.
fn mock() -> Mock {
    let mock = Mock::new();
    mock.on::<DeskListCall>()
        .reply(json!({
            "desks": [{ "id": "3-07", "kind": "standing" }, { "id": "3-11", "kind": "sofa" }],
            "page_token": "p2",
            "has_more": true,
        }))
        .reply(json!({ "desks": [{ "id": "3-12" }, { "id": "3-19" }], "has_more": false }));
    mock.on::<DeskBookCall>()
        .fail(42900, "too many calls")
        .header("retry-after", "1")
        .reply(json!({ "number": "7001" }))
        .fail(50310, "the plan is being changed")
        .reply(json!({ "number": "7002" }))
        .fail(TAKEN, "somebody was faster")
        .fail(42010, "two desks a day");
    mock
}
