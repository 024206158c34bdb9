//! The answer of a call: the futures that come to it, and what it holds.

use std::any::Any;
use std::fmt;
use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use http::{HeaderMap, StatusCode};

use crate::call::{Draft, Target};
use crate::error::Result;
use crate::reply::{self, Intake, Payload, Reply};

/// What a call answered: the payload and what came with it.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Response<T> {
    /// The payload.
    pub data: T,
    status: StatusCode,
    headers: HeaderMap,
    attempts: u32,
}

impl<T> Response<T> {
    /// The HTTP status. The platform may send an error status with a success, and the reverse.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The id under which the platform logged the call, for its support.
    pub fn log_id(&self) -> Option<&str> {
        reply::log_id(&self.headers)
    }

    /// How often the call was sent until it was answered so; 0 for one that is
    /// answered by a fake.
    pub fn attempts(&self) -> u32 {
        self.attempts
    }
}

/// Answers with the payload of a call and what came with it: see [`Response`].
#[must_use = "a call does nothing unless it is awaited"]
pub struct SendFuture<T> {
    sending: Sending,
    payload: PhantomData<fn() -> T>,
}

impl<T> SendFuture<T> {
    #[inline]
    pub(crate) fn new(sending: Sending) -> Self {
        SendFuture { sending, payload: PhantomData }
    }
}

impl<T: Payload> Future for SendFuture<T> {
    type Output = Result<Response<T>>;

    #[inline]
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let outcome = ready!(self.sending.poll(cx, T::intake()))?;
        let target = self.sending.target.as_ref();
        Poll::Ready(match outcome {
            Outcome::Reply(mut reply) => {
                match T::read(&mut reply, target.and_then(Target::endpoint)) {
                    Ok(data) => {
                        let attempts = reply.end();
                        let Reply { status, headers, .. } = *reply;
                        Ok(Response { data, status, headers, attempts })
                    }
                    Err(error) => Err(reply.end_with(error, target)),
                }
            }
            Outcome::Ready(answer) => match answer.downcast::<Result<T>>() {
                Ok(answer) => {
                    let (status, headers) = (StatusCode::OK, HeaderMap::new());
                    let answer = answer.map_err(|error| match target {
                        Some(target) => error.with_target(target),
                        None => error,
                    });
                    answer.map(|data| Response { data, status, headers, attempts: 0 })
                }
                Err(_) => unreachable!("the answer of `ready` has the type of the call"),
            },
        })
    }
}

impl<T> fmt::Debug for SendFuture<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("SendFuture").field(&self.sending.target).finish()
    }
}

/// Answers with the payload of a call.
#[must_use = "a call does nothing unless it is awaited"]
pub struct ResponseFuture<T>(pub(crate) SendFuture<T>);

impl<T: Payload> Future for ResponseFuture<T> {
    type Output = Result<T>;

    #[inline]
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        Pin::new(&mut self.0).poll(cx).map_ok(|response| response.data)
    }
}

impl<T> fmt::Debug for ResponseFuture<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ResponseFuture").field(&self.0.sending.target).finish()
    }
}

/// The sent request, or the answer that is known without sending. Not generic, so that it is
/// compiled once and not for each endpoint.
pub(crate) struct Sending {
    target: Option<Target>,
    /// The request, until it is first polled for: only then it is known how its reply is taken in.
    unsent: Option<Box<Draft>>,
    answer: Answer,
}

enum Answer {
    Pending(Pin<Box<dyn Future<Output = Result<Box<Reply>>> + Send>>),
    Known(Option<Result<Box<dyn Any + Send>>>),
}

/// What [`Sending`] comes to.
enum Outcome {
    Reply(Box<Reply>),
    Ready(Box<dyn Any + Send>),
}

impl Sending {
    /// A request, to be sent when it is polled.
    pub(crate) fn unsent(draft: Box<Draft>) -> Self {
        let target = Some(draft.target().clone());
        Sending { target, unsent: Some(draft), answer: Answer::Known(None) }
    }

    /// An answer without a request; the box holds a `Result<T>`.
    pub(crate) fn known(target: Option<Target>, answer: Result<Box<dyn Any + Send>>) -> Self {
        Sending { target, unsent: None, answer: Answer::Known(Some(answer)) }
    }

    fn poll(&mut self, cx: &mut Context<'_>, intake: Intake) -> Poll<Result<Outcome>> {
        if let Some(draft) = self.unsent.take() {
            self.answer = Answer::Pending(Box::pin(draft.execute(intake)));
        }
        match &mut self.answer {
            Answer::Pending(future) => {
                let reply = ready!(future.as_mut().poll(cx));
                self.answer = Answer::Known(None);
                Poll::Ready(reply.map(Outcome::Reply))
            }
            Answer::Known(answer) => {
                let answer = answer.take().expect("a call was polled after it had answered");
                Poll::Ready(answer.map(Outcome::Ready))
            }
        }
    }
}
