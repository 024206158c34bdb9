//! The answer of a call: the futures that come to it, and what it holds.

use std::any::Any;
use std::fmt;
use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use http::{HeaderMap, StatusCode};

use crate::call::{Draft, Target};
use crate::endpoint::Endpoint;
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

    pub(crate) fn target(&self) -> Option<&Target> {
        self.sending.target.as_ref()
    }
}

impl<T: Payload> Future for SendFuture<T> {
    type Output = Result<Response<T>>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let mut data = None;
        let Head { status, headers, attempts } = ready!(self.sending.poll_for(cx, &mut data))?;
        let data = data.expect(HAS_DATA);
        Poll::Ready(Ok(Response { data, status, headers, attempts }))
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

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let mut data = None;
        ready!(self.0.sending.poll_for(cx, &mut data))?;
        Poll::Ready(Ok(data.expect(HAS_DATA)))
    }
}

/// What is behind [`Sending::poll_for`].
const HAS_DATA: &str = "a call that has succeeded has a payload";

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

/// What is known of an answer beside its payload.
struct Head {
    status: StatusCode,
    headers: HeaderMap,
    attempts: u32,
}

/// What a payload comes of.
enum Source<'a> {
    Reply(&'a mut Reply, Option<&'static Endpoint>),
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

    /// Comes to the payload. Nothing else here is compiled for each type of one.
    fn poll_for<T: Payload>(
        &mut self,
        cx: &mut Context<'_>,
        data: &mut Option<T>,
    ) -> Poll<Result<Head>> {
        self.poll(cx, T::intake(), &mut |source| {
            *data = Some(match source {
                Source::Reply(reply, endpoint) => T::read(reply, endpoint)?,
                Source::Ready(answer) => match answer.downcast::<Result<T>>() {
                    Ok(answer) => (*answer)?,
                    Err(_) => unreachable!("the answer of `ready` has the type of the call"),
                },
            });
            Ok(())
        })
    }

    fn poll(
        &mut self,
        cx: &mut Context<'_>,
        intake: Intake,
        read: &mut dyn FnMut(Source<'_>) -> Result<()>,
    ) -> Poll<Result<Head>> {
        if let Some(draft) = self.unsent.take() {
            self.answer = Answer::Pending(Box::pin(draft.execute(intake)));
        }
        let target = self.target.as_ref();
        Poll::Ready(match &mut self.answer {
            Answer::Pending(future) => {
                let reply = ready!(future.as_mut().poll(cx));
                self.answer = Answer::Known(None);
                let mut reply = reply?;
                match read(Source::Reply(&mut reply, target.and_then(Target::endpoint))) {
                    Ok(()) => {
                        let attempts = reply.end();
                        let Reply { status, headers, .. } = *reply;
                        Ok(Head { status, headers, attempts })
                    }
                    Err(error) => Err(reply.end_with(error, target)),
                }
            }
            Answer::Known(answer) => {
                let answer = answer.take().expect("a call was polled after it had answered")?;
                match read(Source::Ready(answer)) {
                    Ok(()) => {
                        let (status, headers) = (StatusCode::OK, HeaderMap::new());
                        Ok(Head { status, headers, attempts: 0 })
                    }
                    Err(error) => Err(match target {
                        Some(target) => error.with_target(target),
                        None => error,
                    }),
                }
            }
        })
    }
}
