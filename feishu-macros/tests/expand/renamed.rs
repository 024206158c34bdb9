#[allow(dead_code)]
#[allow(deprecated)]
trait ThingApi: Send {
    #[deprecated]
    ///
    /// - `a` (in the path, `{a}`)
    /// - `b` (in the path, `{b}`)
    ///
    /// Optional: [`page_size`](ThingListCall::page_size), [`page_token`](ThingListCall::page_token), [`trace`](ThingListCall::trace).
    ///
    /// `GET /{b}/{a}` · tenant or user token. Answers with `Page<Thing>`.
    #[allow(unused_variables)]
    fn list(&self, a: u8, b: u8) -> ThingListCall {
        ThingListCall {
            call: ::lark::__private::Call::not_implemented(ThingListCall::ENDPOINT),
        }
    }
    #[cfg(unix)]
    ///
    /// - `body` (the body)
    ///
    /// `PUT /b` · no token. Answers with nothing.
    #[allow(unused_variables)]
    fn replace(&self, body: &Thing) -> ThingReplaceCall {
        ThingReplaceCall {
            call: ::lark::__private::Call::not_implemented(ThingReplaceCall::ENDPOINT),
        }
    }
}
/** The client of [`ThingApi`]: a cheap handle that shares the connections and tokens of the client it is made from.

 Implements [`ThingApi`] for every identity.*/
#[allow(dead_code)]
struct ThingApiClient<I = ::lark::__private::AsApp> {
    client: ::lark::__private::Client<I>,
}
#[allow(dead_code)]
#[allow(deprecated)]
impl ThingApiClient {
    /// The endpoints of [`ThingApi`], in the order of their declaration.
    const ENDPOINTS: &'static [&'static ::lark::__private::Endpoint] = &[
        ThingListCall::ENDPOINT,
        #[cfg(unix)]
        ThingReplaceCall::ENDPOINT,
    ];
}
#[allow(dead_code)]
#[allow(deprecated)]
impl<I> ThingApiClient<I> {
    /// Makes a client of [`ThingApi`] that sends as the identity of `client`.
    #[inline]
    fn new(client: &::lark::__private::Client<I>) -> Self {
        Self {
            client: ::core::clone::Clone::clone(client),
        }
    }
    #[deprecated]
    ///
    /// - `a` (in the path, `{a}`)
    /// - `b` (in the path, `{b}`)
    ///
    /// Optional: [`page_size`](ThingListCall::page_size), [`page_token`](ThingListCall::page_token), [`trace`](ThingListCall::trace).
    ///
    /// `GET /{b}/{a}` · tenant or user token. Answers with `Page<Thing>`.
    #[inline]
    fn list(&self, a: u8, b: u8) -> ThingListCall
    where
        I: ::lark::__private::Carries<
            (::lark::__private::Tenant, ::lark::__private::User),
        >,
    {
        let mut call = ::lark::__private::Call::new(
            &self.client,
            ThingListCall::ENDPOINT,
        );
        call.path("b", &b);
        call.path("a", &a);
        {
            let default: u32 = 20;
            call.query("page_size", &default);
        }
        ThingListCall { call: call }
    }
    #[cfg(unix)]
    ///
    /// - `body` (the body)
    ///
    /// `PUT /b` · no token. Answers with nothing.
    #[inline]
    fn replace(&self, body: &Thing) -> ThingReplaceCall {
        let mut call = ::lark::__private::Call::new(
            &self.client,
            ThingReplaceCall::ENDPOINT,
        );
        call.header("prefer", &"x");
        call.json(&body);
        ThingReplaceCall { call: call }
    }
}
#[allow(deprecated)]
impl<I> ThingApi for ThingApiClient<I>
where
    I: ::lark::__private::Carries<(::lark::__private::Tenant, ::lark::__private::User)>,
{
    #[inline]
    fn list(&self, a: u8, b: u8) -> ThingListCall {
        ThingApiClient::<I>::list(self, a, b)
    }
    #[cfg(unix)]
    #[inline]
    fn replace(&self, body: &Thing) -> ThingReplaceCall {
        ThingApiClient::<I>::replace(self, body)
    }
}
impl<I> ::core::clone::Clone for ThingApiClient<I> {
    #[inline]
    fn clone(&self) -> Self {
        Self::new(&self.client)
    }
}
impl<I> ::core::fmt::Debug for ThingApiClient<I> {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::core::fmt::Debug::fmt(&self.client, f)
    }
}
/** A call of [`ThingApi::list`], to be awaited.

 `GET /{b}/{a}` · tenant or user token. Answers with `Page<Thing>`.*/
#[must_use = "a call does nothing unless it is awaited"]
#[allow(dead_code)]
struct ThingListCall {
    call: ::lark::__private::Call,
}
#[allow(dead_code)]
impl ThingListCall {
    /// The declaration of the endpoint, as data.
    const ENDPOINT: &'static ::lark::__private::Endpoint = &::lark::__private::Endpoint::declare(
            ::core::module_path!(),
            "ThingApi",
            "list",
            "ThingListCall",
            ::lark::__private::Method::GET,
            "/{b}/{a}",
        )
        .tokens(
            &[::lark::__private::TokenKind::Tenant, ::lark::__private::TokenKind::User],
        )
        .paging("things", "page_token", "has_more");
    ///
    /// Sent as query parameter `page_size`; `20` if it is not set.
    #[inline]
    fn page_size(mut self, value: u32) -> Self {
        self.call.query("page_size", &value);
        self
    }
    ///
    /// Sent as query parameter `page_token`.
    #[inline]
    fn page_token(mut self, value: &str) -> Self {
        self.call.query("page_token", &value);
        self
    }
    ///
    /// Sent as header `X-Trace`.
    #[inline]
    fn trace(mut self, value: &str) -> Self {
        self.call.header("x-trace", &value);
        self
    }
    /// Sets the time allowed for the whole call, from the token to the last byte.
    #[inline]
    fn with_timeout(mut self, timeout: ::core::time::Duration) -> Self {
        self.call.with_timeout(timeout);
        self
    }
    /// Adds a request header, or replaces it.
    #[inline]
    fn with_header(mut self, name: &str, value: &str) -> Self {
        self.call.with_header(name, value);
        self
    }
    /// Sends the call and answers with the payload and what came with it: status, headers, log id.
    #[inline]
    fn send(self) -> ::lark::__private::SendFuture<Page<Thing>> {
        self.call.send()
    }
    /// A call that is already answered, for implementations of the trait in tests.
    #[inline]
    fn ready(answer: Result<Page<Thing>>) -> Self {
        Self {
            call: ::lark::__private::Call::ready(Self::ENDPOINT, answer),
        }
    }
}
impl ::lark::__private::EndpointCall for ThingListCall {
    const ENDPOINT: &'static ::lark::__private::Endpoint = ThingListCall::ENDPOINT;
    type Payload = Page<Thing>;
}
impl ::core::future::IntoFuture for ThingListCall {
    type Output = Result<Page<Thing>>;
    type IntoFuture = ::lark::__private::ResponseFuture<Page<Thing>>;
    #[inline]
    fn into_future(self) -> Self::IntoFuture {
        self.call.into_future()
    }
}
impl ::core::fmt::Debug for ThingListCall {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::core::fmt::Debug::fmt(&self.call, f)
    }
}
#[cfg(unix)]
/** A call of [`ThingApi::replace`], to be awaited.

 `PUT /b` · no token. Answers with nothing.*/
#[must_use = "a call does nothing unless it is awaited"]
#[allow(dead_code)]
struct ThingReplaceCall {
    call: ::lark::__private::Call,
}
#[cfg(unix)]
#[allow(dead_code)]
impl ThingReplaceCall {
    /// The declaration of the endpoint, as data.
    const ENDPOINT: &'static ::lark::__private::Endpoint = &::lark::__private::Endpoint::declare(
            ::core::module_path!(),
            "ThingApi",
            "replace",
            "ThingReplaceCall",
            ::lark::__private::Method::PUT,
            "/b",
        )
        .timeout(5000u64);
    /// Sets the time allowed for the whole call, from the token to the last byte.
    #[inline]
    fn with_timeout(mut self, timeout: ::core::time::Duration) -> Self {
        self.call.with_timeout(timeout);
        self
    }
    /// Adds a request header, or replaces it.
    #[inline]
    fn with_header(mut self, name: &str, value: &str) -> Self {
        self.call.with_header(name, value);
        self
    }
    /// Sends the call and answers with the payload and what came with it: status, headers, log id.
    #[inline]
    fn send(self) -> ::lark::__private::SendFuture<()> {
        self.call.send()
    }
    /// A call that is already answered, for implementations of the trait in tests.
    #[inline]
    fn ready(answer: Result<()>) -> Self {
        Self {
            call: ::lark::__private::Call::ready(Self::ENDPOINT, answer),
        }
    }
}
#[cfg(unix)]
impl ::lark::__private::EndpointCall for ThingReplaceCall {
    const ENDPOINT: &'static ::lark::__private::Endpoint = ThingReplaceCall::ENDPOINT;
    type Payload = ();
}
#[cfg(unix)]
impl ::core::future::IntoFuture for ThingReplaceCall {
    type Output = Result<()>;
    type IntoFuture = ::lark::__private::ResponseFuture<()>;
    #[inline]
    fn into_future(self) -> Self::IntoFuture {
        self.call.into_future()
    }
}
#[cfg(unix)]
impl ::core::fmt::Debug for ThingReplaceCall {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::core::fmt::Debug::fmt(&self.call, f)
    }
}
