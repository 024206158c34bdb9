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
    fn list(&self, a: u8, b: u8) -> ThingListCall {
        let _ = (&a, &b);
        ThingListCall {
            call: ::lark::__private::Call::not_implemented(ThingListCall::ENDPOINT),
        }
    }
    #[cfg(unix)]
    ///
    /// - `body` (the body)
    ///
    /// `PUT /b` · no token. Answers with nothing.
    fn replace(&self, body: &Thing) -> ThingReplaceCall {
        let _ = (&body,);
        ThingReplaceCall {
            call: ::lark::__private::Call::not_implemented(ThingReplaceCall::ENDPOINT),
        }
    }
}
/** The client of [`ThingApi`]: a cheap handle that shares the connections and tokens of the client it is made from.

 Implements [`ThingApi`] for every identity.*/
#[allow(dead_code)]
struct ThingApiClient<AsWhom = ::lark::__private::AsApp> {
    client: ::lark::__private::Client<AsWhom>,
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
impl<AsWhom> ThingApiClient<AsWhom> {
    /// Makes a client of [`ThingApi`] that sends as the identity of `client`.
    #[inline]
    fn new(client: &::lark::__private::Client<AsWhom>) -> Self {
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
        AsWhom: ::lark::__private::Carries<
            (::lark::__private::Tenant, ::lark::__private::User),
        >,
    {
        let mut call = ::lark::__private::Call::new(
            &self.client,
            ThingListCall::ENDPOINT,
        );
        ::lark::__private::Call::path(&mut call, "b", &b);
        ::lark::__private::Call::path(&mut call, "a", &a);
        {
            let default: u32 = 20;
            ::lark::__private::Call::query(&mut call, "page_size", &default);
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
        ::lark::__private::Call::header(&mut call, "prefer", &"x");
        ::lark::__private::Call::json(&mut call, &body);
        ThingReplaceCall { call: call }
    }
}
#[allow(deprecated)]
impl<AsWhom> ThingApi for ThingApiClient<AsWhom>
where
    AsWhom: ::lark::__private::Carries<
        (::lark::__private::Tenant, ::lark::__private::User),
    >,
{
    #[inline]
    fn list(&self, a: u8, b: u8) -> ThingListCall {
        ThingApiClient::<AsWhom>::list(self, a, b)
    }
    #[cfg(unix)]
    #[inline]
    fn replace(&self, body: &Thing) -> ThingReplaceCall {
        ThingApiClient::<AsWhom>::replace(self, body)
    }
}
impl<AsWhom> ::core::clone::Clone for ThingApiClient<AsWhom> {
    #[inline]
    fn clone(&self) -> Self {
        Self::new(&self.client)
    }
}
impl<AsWhom> ::core::fmt::Debug for ThingApiClient<AsWhom> {
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
        .paging(
            ::lark::__private::PagingStyle::Token,
            "page_token",
            ::lark::__private::TokenPlace::Query,
            "things",
            "page_token",
            "has_more",
        );
    ///
    /// Sent as query parameter `page_size`; `20` if it is not set.
    #[inline]
    fn page_size(mut self, value: u32) -> Self {
        ::lark::__private::Call::query(&mut self.call, "page_size", &value);
        self
    }
    ///
    /// Sent as query parameter `page_token`.
    #[inline]
    fn page_token(mut self, value: &str) -> Self {
        ::lark::__private::Call::query(&mut self.call, "page_token", &value);
        self
    }
    ///
    /// Sent as header `X-Trace`.
    #[inline]
    fn trace(mut self, value: &str) -> Self {
        ::lark::__private::Call::header(&mut self.call, "x-trace", &value);
        self
    }
    /// Sends the call, and once more for each further page, and yields the items of all
    /// pages. A page is fetched when it is asked for, and has the call's time to itself.
    #[inline]
    fn items(self) -> ::lark::__private::ItemStream<Thing> {
        ::lark::__private::Call::items(self.call)
    }
    /// Sends the call, and once more for each further page, and yields the pages. A page
    /// is fetched when it is asked for, and has the call's time to itself.
    #[inline]
    fn pages(self) -> ::lark::__private::PageStream<Thing> {
        ::lark::__private::Call::pages(self.call)
    }
    /// Sets the time allowed for the whole call, from the token to the last byte, with all its
    /// attempts. Of a file or events that are read as they come, it is the time to the
    /// headers, and that for each piece behind them.
    #[inline]
    fn with_timeout(mut self, timeout: ::core::time::Duration) -> Self {
        ::lark::__private::Call::with_timeout(&mut self.call, timeout);
        self
    }
    /// Adds a request header, or replaces it.
    #[inline]
    fn with_header(
        mut self,
        name: &::core::primitive::str,
        value: &::core::primitive::str,
    ) -> Self {
        ::lark::__private::Call::with_header(&mut self.call, name, value);
        self
    }
    /// Sets how often the call is sent if it fails.
    #[inline]
    fn with_retry(mut self, policy: ::lark::__private::RetryPolicy) -> Self {
        ::lark::__private::Call::with_retry(&mut self.call, policy);
        self
    }
    /// Sends the call and answers with the payload and what came with it: status, headers,
    /// log id, attempts.
    #[inline]
    fn send(self) -> ::lark::__private::SendFuture<Page<Thing>> {
        ::lark::__private::Call::send(self.call)
    }
    /// A call that is already answered, for implementations of the trait in tests. What
    /// its setters set goes nowhere.
    #[inline]
    fn ready(answer: Result<Page<Thing>>) -> Self {
        Self {
            call: ::lark::__private::Call::ready(Self::ENDPOINT, answer),
        }
    }
}
#[diagnostic::do_not_recommend]
impl ::lark::__private::EndpointCall for ThingListCall {
    const ENDPOINT: &'static ::lark::__private::Endpoint = ThingListCall::ENDPOINT;
    type Payload = Page<Thing>;
}
impl ::core::future::IntoFuture for ThingListCall {
    type Output = Result<Page<Thing>>;
    type IntoFuture = ::lark::__private::ResponseFuture<Page<Thing>>;
    #[inline]
    fn into_future(self) -> Self::IntoFuture {
        ::lark::__private::Call::into_future(self.call)
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
    /// Sets the time allowed for the whole call, from the token to the last byte, with all its
    /// attempts. Of a file or events that are read as they come, it is the time to the
    /// headers, and that for each piece behind them.
    #[inline]
    fn with_timeout(mut self, timeout: ::core::time::Duration) -> Self {
        ::lark::__private::Call::with_timeout(&mut self.call, timeout);
        self
    }
    /// Adds a request header, or replaces it.
    #[inline]
    fn with_header(
        mut self,
        name: &::core::primitive::str,
        value: &::core::primitive::str,
    ) -> Self {
        ::lark::__private::Call::with_header(&mut self.call, name, value);
        self
    }
    /// Sets how often the call is sent if it fails.
    #[inline]
    fn with_retry(mut self, policy: ::lark::__private::RetryPolicy) -> Self {
        ::lark::__private::Call::with_retry(&mut self.call, policy);
        self
    }
    /// Sends the call and answers with the payload and what came with it: status, headers,
    /// log id, attempts.
    #[inline]
    fn send(self) -> ::lark::__private::SendFuture<()> {
        ::lark::__private::Call::send(self.call)
    }
    /// A call that is already answered, for implementations of the trait in tests. What
    /// its setters set goes nowhere.
    #[inline]
    fn ready(answer: Result<()>) -> Self {
        Self {
            call: ::lark::__private::Call::ready(Self::ENDPOINT, answer),
        }
    }
}
#[cfg(unix)]
#[diagnostic::do_not_recommend]
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
        ::lark::__private::Call::into_future(self.call)
    }
}
#[cfg(unix)]
impl ::core::fmt::Debug for ThingReplaceCall {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::core::fmt::Debug::fmt(&self.call, f)
    }
}
