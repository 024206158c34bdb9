//! What a call costs, beside the same call written by hand. Prints a table in Markdown.

use std::fmt::Display;

use tokio::runtime::Runtime;

use peers::server::{self, Server};
use peers::{ByHand, Kind, Ours, Peer};

mod allocations;
mod instructions;
#[path = "../peers/mod.rs"]
mod peers;
mod stampede;
mod throughput;

const KINDS: [Kind; 3] = [Kind::Get, Kind::Create, Kind::List];

fn main() {
    server::serve_if_asked_to();
    println!("| | feishu-api | by hand | ratio |");
    println!("|---|---:|---:|---:|");
    instructions::measure();
    let server = Server::start();
    runtime().block_on(agree(&server.url));
    allocations::measure(&server.url);
    throughput::measure(&server.url);
    stampede::measure(&server.url);
}

/// Only what comes to the same can be compared.
async fn agree(url: &str) {
    let (ours, by_hand) = (Ours::new(url, peers::http()), ByHand::new(url, peers::http()));
    for kind in KINDS {
        assert_eq!(ours.call(kind).await, by_hand.call(kind).await, "{kind:?}");
    }
}

/// One thread, so that it is the caller who is busy, and not the machine.
fn runtime() -> Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap()
}

/// Prints a line of the table.
fn row(what: impl Display, ours: f64, by_hand: f64) {
    print(what, ours, by_hand, ours / by_hand);
}

fn print(what: impl Display, ours: f64, by_hand: f64, ratio: f64) {
    println!("| {what} | {ours:.0} | {by_hand:.0} | {ratio:.3} |");
}

fn median(figures: impl Iterator<Item = f64>) -> f64 {
    let mut figures: Vec<f64> = figures.collect();
    figures.sort_by(f64::total_cmp);
    figures[figures.len() / 2]
}
