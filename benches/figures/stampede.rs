//! Ten thousand first calls at once, which need one token. They go over one connection of HTTP/2, as
//! to the platform.

use std::sync::Arc;
use std::time::Instant;

use tokio::task::JoinSet;

use crate::peers::{ByHand, Kind, Ours, Peer};
use crate::{median, row, runtime};

const CALLS: usize = 10_000;
const ROUNDS: usize = 5;

/// How it went.
struct Stampede {
    tokens: f64,
    p50: f64,
    p99: f64,
}

pub(crate) fn measure(url: &str) {
    let (mut ours, mut by_hand) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        ours.push(stampede(Ours::new, url));
        by_hand.push(stampede(ByHand::new, url));
    }
    for (what, figure) in [
        ("token requests", (|round| round.tokens) as fn(&Stampede) -> f64),
        ("p50 in ms", |round| round.p50),
        ("p99 in ms", |round| round.p99),
    ] {
        row(
            format_args!("{CALLS} first calls: {what}"),
            median(ours.iter().map(figure)),
            median(by_hand.iter().map(figure)),
        );
    }
}

fn stampede<P: Peer>(peer: fn(&str, reqwest::Client) -> P, url: &str) -> Stampede {
    runtime().block_on(async {
        let http = feishu_api::http_client().unwrap().no_proxy().http2_prior_knowledge();
        let http = http.build().unwrap();
        let count = format!("{url}/tokens");
        http.get(&count).send().await.unwrap();
        let peer = Arc::new(peer(url, http.clone()));
        let began_at = Instant::now();
        let mut tasks = JoinSet::new();
        for _ in 0..CALLS {
            let peer = peer.clone();
            tasks.spawn(async move {
                peer.call(Kind::Get).await;
                began_at.elapsed().as_secs_f64() * 1000.0
            });
        }
        let mut times = tasks.join_all().await;
        times.sort_by(f64::total_cmp);
        let tokens = http.get(&count).send().await.unwrap().json().await.unwrap();
        Stampede { tokens, p50: times[CALLS / 2], p99: times[CALLS * 99 / 100] }
    })
}
