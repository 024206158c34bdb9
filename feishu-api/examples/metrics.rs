//! Counts calls for Prometheus: an `Observer` that writes the text which a scrape answers with.
//!
//! `cargo run --example metrics` needs no account: the calls go to a mock in memory, which turns some of
//! them away. With `FEISHU_APP_ID` and `FEISHU_APP_SECRET` set, they go to the platform.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use feishu_api::contact_v3::{UserApiClient, UserGetCall};
use feishu_api::prelude::*;
use feishu_api::testing::{Mock, json};
use feishu_api::{AttemptEnd, CallEnd, ClientBuilder, Endpoint, Observer, Outcome};

/// Upper bounds of the histogram, in seconds.
const BOUNDS: [f64; 6] = [0.05, 0.1, 0.25, 1.0, 5.0, 60.0];

/// Counters by their labels. There are few of those: they come from declarations, not from arguments.
#[derive(Default)]
struct Metrics(Mutex<Counters>);

#[derive(Default)]
struct Counters {
    /// By endpoint and code.
    attempts: BTreeMap<(String, String), u64>,
    /// By endpoint and how they ended.
    calls: BTreeMap<(String, String), u64>,
    durations: BTreeMap<String, Histogram>,
    waited: BTreeMap<String, f64>,
}

#[derive(Default)]
struct Histogram {
    buckets: [u64; BOUNDS.len()],
    count: u64,
    sum: f64,
}

impl Observer for Metrics {
    fn attempt_ended(&self, attempt: &AttemptEnd<'_>) {
        let code =
            attempt.outcome.code().map_or_else(|| "none".to_owned(), |code| code.to_string());
        self.change(|counters| {
            *counters.attempts.entry((name(attempt.endpoint), code)).or_default() += 1;
        });
    }

    fn call_ended(&self, call: &CallEnd<'_>) {
        let outcome = match call.outcome {
            Outcome::Success { .. } => "Success".to_owned(),
            Outcome::Failure(error) => format!("{:?}", error.class()),
            _ => "Cancelled".to_owned(),
        };
        let (name, seconds) = (name(call.endpoint), call.duration.as_secs_f64());
        self.change(|counters| {
            *counters.calls.entry((name.clone(), outcome)).or_default() += 1;
            *counters.waited.entry(name.clone()).or_default() += call.waited.as_secs_f64();
            let histogram = counters.durations.entry(name).or_default();
            for (bucket, bound) in histogram.buckets.iter_mut().zip(BOUNDS) {
                *bucket += u64::from(seconds <= bound);
            }
            histogram.count += 1;
            histogram.sum += seconds;
        });
    }
}

impl Metrics {
    fn change(&self, change: impl FnOnce(&mut Counters)) {
        change(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner));
    }

    /// The text of a scrape.
    fn text(&self) -> String {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).to_string()
    }
}

impl fmt::Display for Counters {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "# TYPE feishu_attempts_total counter")?;
        for ((api, code), count) in &self.attempts {
            writeln!(f, "feishu_attempts_total{{api=\"{api}\",code=\"{code}\"}} {count}")?;
        }
        writeln!(f, "# TYPE feishu_calls_total counter")?;
        for ((api, outcome), count) in &self.calls {
            writeln!(f, "feishu_calls_total{{api=\"{api}\",outcome=\"{outcome}\"}} {count}")?;
        }
        writeln!(f, "# TYPE feishu_waited_seconds_total counter")?;
        for (api, seconds) in &self.waited {
            writeln!(f, "feishu_waited_seconds_total{{api=\"{api}\"}} {seconds:.3}")?;
        }
        let metric = "feishu_call_duration_seconds";
        writeln!(f, "# TYPE {metric} histogram")?;
        for (api, Histogram { buckets, count, sum }) in &self.durations {
            for (bucket, bound) in buckets.iter().zip(BOUNDS) {
                writeln!(f, "{metric}_bucket{{api=\"{api}\",le=\"{bound}\"}} {bucket}")?;
            }
            writeln!(f, "{metric}_bucket{{api=\"{api}\",le=\"+Inf\"}} {count}")?;
            writeln!(f, "{metric}_sum{{api=\"{api}\"}} {sum:.3}")?;
            writeln!(f, "{metric}_count{{api=\"{api}\"}} {count}")?;
        }
        Ok(())
    }
}

fn name(endpoint: Option<&Endpoint>) -> String {
    endpoint
        .map_or_else(|| "raw".to_owned(), |endpoint| format!("{}.{}", endpoint.api, endpoint.name))
}

#[tokio::main]
async fn main() -> Result<()> {
    let metrics = Arc::new(Metrics::default());
    let builder = match std::env::var_os("FEISHU_APP_ID") {
        Some(_) => ClientBuilder::from_env()?,
        None => Client::builder("cli_mock", "secret-of-the-mock").mock(&mock()),
    };
    let client = builder.observer(metrics.clone()).build()?;

    let users = UserApiClient::new(&client);
    for id in ["ou_zhang", "ou_li", "ou_wang", "ou_nobody"] {
        if let Err(error) = users.get(id).await {
            eprintln!("{id}: {error}");
        }
    }
    print!("{}", metrics.text());
    Ok(())
}

/// A platform that has too much to do at times.
fn mock() -> Mock {
    let mock = Mock::new();
    mock.on::<UserGetCall>()
        .reply(json!({ "name": "张三" }))
        .rate_limited(0.2)
        .fail(1663, "internal error")
        .reply(json!({ "name": "李四" }))
        .reply(json!({ "name": "王五" }))
        .fail(41050, "not for this app");
    mock
}
