//! Instructions of calls, by feishu-api and written by hand. Needs valgrind and the runner:
//! `cargo install gungraun-runner --version 0.20.0 --locked`.

#![allow(missing_docs, reason = "the macros declare what has none")]

use std::hint::black_box;

use gungraun::prelude::*;
use tokio::runtime::Runtime;

use peers::server::{self, Server};
use peers::{ByHand, CALLS, Kind, Ours, Peer};

mod peers;

/// A peer whose connection is open, and which has its token.
struct Ready<P> {
    peer: P,
    kind: Kind,
    runtime: Runtime,
    _server: Server,
}

impl<P: Peer> Ready<P> {
    fn new(peer: fn(&str, reqwest::Client) -> P, kind: Kind) -> Self {
        let server = Server::start();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let ready =
            Ready { peer: peer(&server.url, peers::http()), kind, runtime, _server: server };
        ready.call(10)
    }

    fn call(self, count: usize) -> Self {
        self.runtime.block_on(async {
            for _ in 0..count {
                black_box(self.peer.call(self.kind).await);
            }
        });
        self
    }
}

#[library_benchmark]
#[bench::get(Ready::new(Ours::new, Kind::Get))]
#[bench::create(Ready::new(Ours::new, Kind::Create))]
#[bench::list(Ready::new(Ours::new, Kind::List))]
fn feishu_api(ready: Ready<Ours>) -> Ready<Ours> {
    ready.call(CALLS)
}

#[library_benchmark]
#[bench::get(Ready::new(ByHand::new, Kind::Get))]
#[bench::create(Ready::new(ByHand::new, Kind::Create))]
#[bench::list(Ready::new(ByHand::new, Kind::List))]
fn by_hand(ready: Ready<ByHand>) -> Ready<ByHand> {
    ready.call(CALLS)
}

library_benchmark_group!(name = calls, compare_by_id = true, benchmarks = [feishu_api, by_hand]);

fn main() {
    server::serve_if_asked_to();
    // The server's process is not looked at.
    main!(
        config = LibraryBenchmarkConfig::default().valgrind_args(["--trace-children=no"]),
        library_benchmark_groups = calls
    );
    // The one that the macro has just made.
    main();
}
