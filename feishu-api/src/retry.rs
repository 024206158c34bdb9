//! Whether and when a call is sent again.

use std::ops::RangeInclusive;
use std::time::Duration;

use http::StatusCode;
use ring::rand::{SecureRandom, SystemRandom};

use crate::error::{Error, ErrorClass, ErrorKind};

/// How long to wait if the platform turns a call away for its rate and does not say how long.
const UNTOLD_WAIT: Duration = Duration::from_secs(1);

/// A wait for the rate is no shorter and no longer, whatever the platform says: its limits are by the
/// second and the minute, and a header that is wrong must neither flood nor stop an endpoint.
const WAITS: RangeInclusive<Duration> = Duration::from_millis(100)..=Duration::from_secs(5 * 60);

/// How often a call is sent if it fails, and how long the pauses in between are: 4 times at most, with
/// pauses of up to 250 milliseconds at first and 10 seconds at last, unless it is said otherwise.
///
/// A call is repeated only if that is safe:
///
/// - if nothing was done: the server could not be reached, the token was refused, there were too many
///   calls, or one of the endpoint's own codes that it declares as `retry` says so;
/// - if it may be done twice: it is a GET, HEAD, PUT or DELETE, is declared `#[idempotent]`, or has an
///   idempotency key, which stays the same. Then it is also repeated after a connection that broke, a
///   time that was over, and an error of class [`Unavailable`](ErrorClass::Unavailable).
///
/// A body that can be read only once, such as a stream, is not sent again.
///
/// Each pause is random, up to a length that doubles from one to the next. One that would last beyond
/// the time allowed for the call is not begun: the call fails at once with what has failed last.
///
/// ```
/// use std::time::Duration;
/// use feishu_api::contact_v3::UserApiClient;
/// use feishu_api::prelude::*;
/// use feishu_api::RetryPolicy;
///
/// async fn patiently(app_secret: &str) -> Result<()> {
///     let patient = RetryPolicy::default().max_attempts(8).max_delay(Duration::from_secs(30));
///     let client = Client::builder("cli_a1b2c3", app_secret).retry(patient).build()?;
///     UserApiClient::new(&client).get("ou_1").with_retry(RetryPolicy::never()).await?;
///     Ok(())
/// }
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RetryPolicy {
    max_attempts: u32,
    initial_delay: Duration,
    max_delay: Duration,
}

impl Default for RetryPolicy {
    /// 4 attempts, with pauses of up to 250 milliseconds at first and 10 seconds at most.
    fn default() -> Self {
        RetryPolicy {
            max_attempts: 4,
            initial_delay: Duration::from_millis(250),
            max_delay: Duration::from_secs(10),
        }
    }
}

impl RetryPolicy {
    /// Nothing is repeated: [`max_attempts`](Self::max_attempts) of 1. A call still waits for its turn if
    /// another one was turned away for its rate; `with_timeout` says for how long.
    pub fn never() -> Self {
        RetryPolicy::default().max_attempts(1)
    }

    /// Sets how often a call is sent at most, itself included; 0 is 1. A call that was turned away for its
    /// rate is sent as often as its time allows, be it a dozen times, and that does not count; but with 1
    /// it fails like any other. One that was refused for its token is sent once more in any case.
    pub fn max_attempts(mut self, attempts: u32) -> Self {
        self.max_attempts = attempts;
        self
    }

    /// Sets how long the first pause is at most. The second may be twice as long, and so on.
    pub fn initial_delay(mut self, delay: Duration) -> Self {
        self.initial_delay = delay;
        self
    }

    /// Sets how long any pause is at most. One that the platform asks for may be longer.
    pub fn max_delay(mut self, delay: Duration) -> Self {
        self.max_delay = delay;
        self
    }

    /// What to do after an attempt has failed. `random` is between 0 and 1.
    pub(crate) fn step(
        &self,
        call: &Repeatable,
        past: &mut Past,
        error: &Error,
        random: f64,
    ) -> Step {
        if !call.has_replayable_body {
            return Step::GiveUp;
        }
        let class = error.class();
        if class == ErrorClass::Token && !past.token_was_renewed {
            past.token_was_renewed = true;
            return Step::RenewToken;
        }
        let may_repeat = match class {
            ErrorClass::RateLimited | ErrorClass::Busy => true,
            ErrorClass::Unavailable => call.is_safe || error.kind() == ErrorKind::Connect,
            _ => false,
        };
        let is_last = match class {
            ErrorClass::RateLimited => self.max_attempts <= 1,
            _ => past.failures + 1 >= self.max_attempts,
        };
        if !may_repeat || is_last {
            return Step::GiveUp;
        }
        if class == ErrorClass::RateLimited {
            let spread = self.delay(past.refusals, random);
            past.refusals += 1;
            return Step::Repeat(wait(error) + spread);
        }
        let delay = self.delay(past.failures, random);
        past.failures += 1;
        Step::Repeat(delay.max(error.retry_after().unwrap_or_default()))
    }

    /// A pause after so many others: a random part of what has doubled with each of them.
    fn delay(&self, pauses: u32, random: f64) -> Duration {
        let longest = self.initial_delay.saturating_mul(1 << pauses.min(31)).min(self.max_delay);
        Duration::try_from_secs_f64(longest.as_secs_f64() * random).unwrap_or(longest)
    }
}

/// How long the other calls of an endpoint are held after one was turned away for its rate. Without a
/// time, a code of a service may be about one chat or one table, and is no reason to hold the others.
pub(crate) fn hold(error: &Error) -> Option<Duration> {
    const TOO_MANY: i64 = 99991400;
    let is_general = match error.code() {
        Some(code) => code == TOO_MANY,
        None => error.status() == Some(StatusCode::TOO_MANY_REQUESTS),
    };
    let holds = is_general || error.retry_after().is_some();
    (holds && error.class() == ErrorClass::RateLimited).then(|| wait(error))
}

/// How long to wait after a call was turned away for its rate.
fn wait(error: &Error) -> Duration {
    let told = error.retry_after().filter(|told| !told.is_zero());
    told.unwrap_or(UNTOLD_WAIT).clamp(*WAITS.start(), *WAITS.end())
}

/// What may be done with a call.
#[derive(Clone, Copy)]
pub(crate) struct Repeatable {
    /// Whether it does no harm if it is carried out twice.
    pub(crate) is_safe: bool,
    pub(crate) has_replayable_body: bool,
}

/// What has happened to a call so far.
#[derive(Default)]
pub(crate) struct Past {
    failures: u32,
    /// How often it was turned away for its rate.
    refusals: u32,
    token_was_renewed: bool,
}

/// What to do after an attempt has failed.
#[derive(Debug, PartialEq)]
pub(crate) enum Step {
    GiveUp,
    /// Send it again, at once, with a new token.
    RenewToken,
    /// Send it again after a pause.
    Repeat(Duration),
}

/// A number from 0 up to 1, so that those who wait for the same do not all come back at once.
pub(crate) fn random() -> f64 {
    let mut bytes = [0; 4];
    // Without random numbers, the longest pause is the safe one.
    match SystemRandom::new().fill(&mut bytes) {
        Ok(()) => f64::from(u32::from_le_bytes(bytes)) / f64::from(u32::MAX),
        Err(_) => 1.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAFE: Repeatable = Repeatable { is_safe: true, has_replayable_body: true };
    const ONCE: Repeatable = Repeatable { is_safe: false, has_replayable_body: true };
    const STREAM: Repeatable = Repeatable { is_safe: true, has_replayable_body: false };

    fn api(code: i64) -> Error {
        Error::new(ErrorKind::Api, "refused").with_code(code, "")
    }

    fn kind(kind: ErrorKind) -> Error {
        Error::new(kind, "")
    }

    /// What is done about the same error again and again, with the longest pauses, in milliseconds.
    fn steps(policy: RetryPolicy, call: Repeatable, error: &Error, random: f64) -> Vec<u128> {
        let mut past = Past::default();
        std::iter::from_fn(|| match policy.step(&call, &mut past, error, random) {
            Step::Repeat(pause) => Some(pause.as_millis()),
            Step::GiveUp | Step::RenewToken => None,
        })
        .take(8)
        .collect()
    }

    #[test]
    fn pauses_double_up_to_the_longest_and_are_random() {
        let error = kind(ErrorKind::Transport);
        let policy = RetryPolicy::default().max_attempts(8);
        let longest = [250, 500, 1000, 2000, 4000, 8000, 10_000];
        assert_eq!(steps(policy, SAFE, &error, 1.0), longest);
        assert_eq!(steps(policy, SAFE, &error, 0.5), longest.map(|pause| pause / 2));
        assert_eq!(steps(policy, SAFE, &error, 0.0), [0; 7]);
        let fast = policy.initial_delay(Duration::MAX).max_delay(Duration::from_millis(3));
        assert_eq!(steps(fast, SAFE, &error, 1.0), [3; 7]);
    }

    #[test]
    fn only_what_is_safe_is_repeated() {
        let default = RetryPolicy::default();
        let count = |call, error: &Error| steps(default, call, error, 0.0).len();
        for error in [kind(ErrorKind::Transport), kind(ErrorKind::Timeout), api(1663)] {
            assert_eq!(
                [count(SAFE, &error), count(ONCE, &error), count(STREAM, &error)],
                [3, 0, 0]
            );
        }
        // Nothing of it has reached the server.
        let error = kind(ErrorKind::Connect);
        assert_eq!([count(SAFE, &error), count(ONCE, &error), count(STREAM, &error)], [3, 3, 0]);
        for error in [api(40001), api(99991403), api(99991672), api(20037), kind(ErrorKind::Decode)]
        {
            assert_eq!([count(SAFE, &error), count(ONCE, &error)], [0, 0], "{error}");
        }
    }

    #[test]
    fn a_call_is_turned_away_for_its_rate_as_often_as_its_time_allows() {
        let told = api(99991400).with_retry_after(Some(Duration::from_secs(3)));
        assert_eq!(steps(RetryPolicy::default(), ONCE, &told, 0.0), [3000; 8]);
        let spread = [3250, 3500, 4000, 5000, 7000, 11_000, 13_000, 13_000];
        assert_eq!(steps(RetryPolicy::default(), ONCE, &told, 1.0), spread);
        assert_eq!(steps(RetryPolicy::default(), ONCE, &api(99991400), 0.0), [1000; 8]);
        assert_eq!(steps(RetryPolicy::never(), SAFE, &told, 0.0), [0; 0]);
        assert_eq!((hold(&told), hold(&api(1663))), (Some(Duration::from_secs(3)), None));
    }

    #[test]
    fn a_token_is_renewed_once() {
        let mut past = Past::default();
        let mut step = || RetryPolicy::never().step(&ONCE, &mut past, &api(99991663), 0.0);
        assert_eq!([step(), step()], [Step::RenewToken, Step::GiveUp]);
    }

    #[test]
    fn what_the_server_asks_for_is_the_least() {
        let error = api(1663).with_retry_after(Some(Duration::from_secs(2)));
        assert_eq!(steps(RetryPolicy::default(), SAFE, &error, 1.0), [2000, 2000, 2000]);
    }
}
