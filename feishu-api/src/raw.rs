//! Calls of endpoints that are not declared.

use std::fmt;
use std::future::IntoFuture;
use std::marker::PhantomData;
use std::time::Duration;

use http::Method;
use serde::Serialize;

use crate::call::Call;
use crate::client::Caller;
use crate::encode::ToParam;
use crate::endpoint::PayloadPlace;
use crate::reply::Payload;
use crate::response::{ResponseFuture, SendFuture};
use crate::retry::RetryPolicy;

/// A call of an endpoint that is not declared: see [`Client::raw`](crate::Client::raw).
#[must_use = "a call does nothing unless it is awaited"]
pub struct RawCall<T> {
    call: Call,
    payload: PhantomData<fn() -> T>,
}

impl<T> RawCall<T> {
    pub(crate) fn new(caller: &Caller, method: Method, path: &str) -> Self {
        RawCall { call: Call::raw(caller, method, path), payload: PhantomData }
    }

    /// Sets a query parameter, or replaces it; a list repeats the key.
    pub fn query(mut self, name: impl Into<String>, value: impl ToParam) -> Self {
        self.call.raw_query(name.into(), &value);
        self
    }

    /// Sets a request header, or replaces it.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.call.with_header(name, value);
        self
    }

    /// Sets the JSON body.
    pub fn json<B: Serialize + ?Sized>(mut self, body: &B) -> Self {
        self.call.json(body);
        self
    }

    /// Sends the app access token instead of the tenant's. A user's client has none of the app's,
    /// and keeps sending the user's.
    pub fn app_token(mut self) -> Self {
        self.call.use_app_token();
        self
    }

    /// Sends no token.
    pub fn no_token(mut self) -> Self {
        self.call.use_no_token();
        self
    }

    /// Reads the whole reply as the payload, not its `data`.
    pub fn flat(mut self) -> Self {
        self.call.set_payload(PayloadPlace::Flat);
        self
    }

    /// Says that the call may be carried out twice, so that it is repeated like a GET if it fails.
    pub fn idempotent(mut self) -> Self {
        self.call.set_idempotent();
        self
    }

    /// Sets how often the call is sent if it fails.
    pub fn with_retry(mut self, policy: RetryPolicy) -> Self {
        self.call.with_retry(policy);
        self
    }

    /// Sets the time allowed for the whole call, from the token to the last byte.
    pub fn with_timeout(mut self, timeout: Duration) -> Self {
        self.call.with_timeout(timeout);
        self
    }
}

impl<T: Payload> RawCall<T> {
    /// Sends the call and answers with the payload and what came with it: status, headers, log id,
    /// attempts.
    pub fn send(self) -> SendFuture<T> {
        self.call.send()
    }
}

impl<T: Payload> IntoFuture for RawCall<T> {
    type Output = crate::Result<T>;
    type IntoFuture = ResponseFuture<T>;

    fn into_future(self) -> Self::IntoFuture {
        self.call.into_future()
    }
}

impl<T> fmt::Debug for RawCall<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.call.fmt(f)
    }
}
