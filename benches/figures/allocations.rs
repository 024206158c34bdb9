//! Allocations of a call. A reallocation counts as one.

use std::alloc::System;

use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

use crate::peers::{self, ByHand, CALLS, Kind, Ours, Peer};
use crate::{KINDS, row, runtime};

// It costs both peers the same: an addition or two for each allocation.
#[global_allocator]
static MEMORY: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

pub(crate) fn measure(url: &str) {
    for kind in KINDS {
        let ours = count(&Ours::new(url, peers::http()), kind);
        let by_hand = count(&ByHand::new(url, peers::http()), kind);
        row(format_args!("{kind:?}: allocations"), ours.0, by_hand.0);
        row(format_args!("{kind:?}: bytes allocated"), ours.1, by_hand.1);
    }
}

/// The allocations of one call, and their bytes.
fn count(peer: &impl Peer, kind: Kind) -> (f64, f64) {
    runtime().block_on(async {
        for _ in 0..10 {
            peer.call(kind).await;
        }
        let region = Region::new(MEMORY);
        for _ in 0..CALLS {
            peer.call(kind).await;
        }
        let change = region.change();
        let each = |sum: usize| sum as f64 / CALLS as f64;
        (each(change.allocations + change.reallocations), each(change.bytes_allocated))
    })
}
