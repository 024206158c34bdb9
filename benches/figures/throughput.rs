//! Calls per second. The peers take turns, so that what disturbs the machine meets both; the ratio
//! is the median of the rounds'.

use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::task::JoinSet;

use crate::peers::{self, ByHand, Kind, Ours, Peer};
use crate::{median, print, runtime};

const CALLERS: [usize; 3] = [1, 16, 256];
const ROUNDS: usize = 41;
const ROUND: Duration = Duration::from_millis(100);

pub(crate) fn measure(url: &str) {
    runtime().block_on(async {
        let ours = Arc::new(Ours::new(url, peers::http()));
        let by_hand = Arc::new(ByHand::new(url, peers::http()));
        for callers in CALLERS {
            // The first round opens the connections.
            rate(&ours, callers).await;
            rate(&by_hand, callers).await;
            let mut rounds = Vec::new();
            for round in 0..ROUNDS {
                // Nobody always comes second.
                rounds.push(if round % 2 == 0 {
                    let first = rate(&ours, callers).await;
                    (first, rate(&by_hand, callers).await)
                } else {
                    let first = rate(&by_hand, callers).await;
                    (rate(&ours, callers).await, first)
                });
            }
            print(
                format_args!("Get, {callers} at once: calls/s"),
                median(rounds.iter().map(|(ours, _)| *ours)),
                median(rounds.iter().map(|(_, by_hand)| *by_hand)),
                median(rounds.iter().map(|(ours, by_hand)| ours / by_hand)),
            );
        }
    });
}

/// The calls per second of so many callers.
async fn rate(peer: &Arc<impl Peer>, callers: usize) -> f64 {
    let began_at = Instant::now();
    let mut tasks = JoinSet::new();
    for _ in 0..callers {
        let peer = peer.clone();
        tasks.spawn(async move {
            let mut calls = 0;
            while began_at.elapsed() < ROUND {
                peer.call(Kind::Get).await;
                calls += 1;
            }
            calls
        });
    }
    let calls: u32 = tasks.join_all().await.into_iter().sum();
    f64::from(calls) / began_at.elapsed().as_secs_f64()
}
