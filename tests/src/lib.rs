//! An in-house crate: it declares endpoints of a company's own, with their models, and depends on
//! `feishu-api` alone.

#![warn(clippy::pedantic)]

use feishu_api::prelude::*;
use feishu_api::serde::{Deserialize, Serialize};

/// Orders of the company's canteen.
#[feishu_api(path = "/canteen/v1", token(Tenant))]
pub trait OrderApi {
    /// Places an order.
    #[post("/orders")]
    #[response(data = "order")]
    #[rate_limit("5/s")]
    async fn create(
        &self,
        /// Tells repeated orders from new ones.
        #[header("X-Request-Id")]
        request_id: Option<&str>,
        /// The order.
        #[body]
        order: &NewOrder,
    ) -> Result<Order>;

    /// Reads an order.
    #[get("/orders/{order_id}")]
    #[token(Tenant, User)]
    #[response(data = "order")]
    async fn get(&self, #[path] order_id: OrderId) -> Result<Order>;

    /// Lists orders.
    #[get("/orders")]
    #[page("orders", next = "next_page_token")]
    async fn list(
        &self,
        /// In what state they are.
        #[query("state")]
        states: &[OrderState],
        /// How many a page holds.
        #[query(default = 20)]
        page_size: Option<u32>,
        /// Where to go on.
        #[query]
        page_token: Option<&str>,
    ) -> Result<Page<Order>>;

    /// Cancels an order.
    #[delete("/orders/{order_id}")]
    #[idempotent]
    #[timeout("5s")]
    async fn cancel(&self, #[path] order_id: OrderId) -> Result<()>;

    /// The menu, which lies beside `code`.
    #[get("/menu")]
    #[token(None)]
    #[response(flat)]
    async fn menu(&self) -> Result<Menu>;

    /// The cook, who lies under a key of his own.
    #[get("/cook")]
    #[response(root = "cook")]
    async fn cook(&self) -> Result<Cook>;
}

/// Names an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ToParam, Serialize, Deserialize)]
#[serde(crate = "feishu_api::serde")]
pub struct OrderId(pub u64);

/// In what state an order is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ToParam, Serialize, Deserialize)]
#[serde(crate = "feishu_api::serde", rename_all = "snake_case")]
pub enum OrderState {
    /// Not begun.
    New,
    /// In the kitchen.
    InPreparation,
    /// On the table.
    #[serde(rename = "done")]
    Served,
}

/// An order to be placed.
#[derive(Debug, Clone, Serialize)]
#[serde(crate = "feishu_api::serde")]
pub struct NewOrder {
    /// What is ordered.
    pub dish: String,
    /// How many.
    pub count: u32,
}

/// An order.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(crate = "feishu_api::serde")]
pub struct Order {
    /// Its name.
    pub id: OrderId,
    /// Its state.
    pub state: OrderState,
}

/// What there is to eat.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(crate = "feishu_api::serde", default)]
pub struct Menu {
    /// The dishes.
    pub dishes: Vec<String>,
}

/// Who cooks.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(crate = "feishu_api::serde", default)]
pub struct Cook {
    /// The cook's name.
    pub name: String,
}
