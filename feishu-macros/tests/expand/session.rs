/// Login sessions.
#[allow(dead_code)]
pub trait SessionApi {
    /// Lists the login sessions of up to 100 users, with masked detail.
    ///
    /// - `user_ids` (field `user_ids` of the body)
    ///
    /// Optional: [`user_id_type`](SessionQueryCall::user_id_type).
    ///
    /// `POST /passport/v1/sessions/query` · tenant token · 10/min · permission `passport:session_mask:readonly` · safe to repeat. Answers with [`SessionList`](type@SessionList).
    fn query(&self, user_ids: &[&str]) -> SessionQueryCall {
        let _ = (&user_ids,);
        SessionQueryCall {
            call: ::feishu_api::__private::Call::not_implemented(
                SessionQueryCall::ENDPOINT,
            ),
        }
    }
}
/** The client of [`SessionApi`]: a cheap handle that shares the connections and tokens of the client it is made from.

 Implements [`SessionApi`] for `AsApp`.*/
#[allow(dead_code)]
pub struct SessionApiClient<AsWhom = ::feishu_api::__private::AsApp> {
    client: ::feishu_api::__private::Client<AsWhom>,
}
#[allow(dead_code)]
impl SessionApiClient {
    /// The endpoints of [`SessionApi`], in the order of their declaration.
    pub const ENDPOINTS: &'static [&'static ::feishu_api::__private::Endpoint] = &[
        SessionQueryCall::ENDPOINT,
    ];
}
#[allow(dead_code)]
impl<AsWhom> SessionApiClient<AsWhom> {
    /// Makes a client of [`SessionApi`] that sends as the identity of `client`.
    #[inline]
    pub fn new(client: &::feishu_api::__private::Client<AsWhom>) -> Self {
        Self {
            client: ::core::clone::Clone::clone(client),
        }
    }
    /// Lists the login sessions of up to 100 users, with masked detail.
    ///
    /// - `user_ids` (field `user_ids` of the body)
    ///
    /// Optional: [`user_id_type`](SessionQueryCall::user_id_type).
    ///
    /// `POST /passport/v1/sessions/query` · tenant token · 10/min · permission `passport:session_mask:readonly` · safe to repeat. Answers with [`SessionList`](type@SessionList).
    #[inline]
    pub fn query(&self, user_ids: &[&str]) -> SessionQueryCall
    where
        AsWhom: ::feishu_api::__private::Carries<(::feishu_api::__private::Tenant,)>,
    {
        let mut call = ::feishu_api::__private::Call::new(
            &self.client,
            SessionQueryCall::ENDPOINT,
        );
        ::feishu_api::__private::Call::fields(&mut call);
        ::feishu_api::__private::Call::field(&mut call, "user_ids", &user_ids);
        SessionQueryCall { call: call }
    }
}
impl<AsWhom> SessionApi for SessionApiClient<AsWhom>
where
    AsWhom: ::feishu_api::__private::Carries<(::feishu_api::__private::Tenant,)>,
{
    #[inline]
    fn query(&self, user_ids: &[&str]) -> SessionQueryCall {
        SessionApiClient::<AsWhom>::query(self, user_ids)
    }
}
impl<AsWhom> ::core::clone::Clone for SessionApiClient<AsWhom> {
    #[inline]
    fn clone(&self) -> Self {
        Self::new(&self.client)
    }
}
impl<AsWhom> ::core::fmt::Debug for SessionApiClient<AsWhom> {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::core::fmt::Debug::fmt(&self.client, f)
    }
}
/** A call of [`SessionApi::query`], to be awaited.

 `POST /passport/v1/sessions/query` · tenant token · 10/min · permission `passport:session_mask:readonly` · safe to repeat. Answers with [`SessionList`](type@SessionList).*/
#[must_use = "a call does nothing unless it is awaited"]
#[allow(dead_code)]
pub struct SessionQueryCall {
    call: ::feishu_api::__private::Call,
}
#[allow(dead_code)]
impl SessionQueryCall {
    /// The declaration of the endpoint, as data.
    pub const ENDPOINT: &'static ::feishu_api::__private::Endpoint = &::feishu_api::__private::Endpoint::declare(
            ::core::module_path!(),
            "SessionApi",
            "query",
            "SessionQueryCall",
            ::feishu_api::__private::Method::POST,
            "/passport/v1/sessions/query",
        )
        .tokens(&[::feishu_api::__private::TokenKind::Tenant])
        .rate_limits(&[::feishu_api::__private::RateLimit::calls(10u32, 60000u64)])
        .scopes(&["passport:session_mask:readonly"])
        .idempotent();
    /// How the ids are meant; the server assumes `open_id`.
    ///
    /// Sent as query parameter `user_id_type`.
    #[inline]
    pub fn user_id_type(mut self, value: UserIdType) -> Self {
        ::feishu_api::__private::Call::query(&mut self.call, "user_id_type", &value);
        self
    }
    /// Sets the time allowed for the whole call, from the token to the last byte, with all its
    /// attempts. Of a file or events that are read as they come, it is the time to the
    /// headers, and that for each piece behind them.
    #[inline]
    pub fn with_timeout(mut self, timeout: ::core::time::Duration) -> Self {
        ::feishu_api::__private::Call::with_timeout(&mut self.call, timeout);
        self
    }
    /// Adds a request header, or replaces it.
    #[inline]
    pub fn with_header(
        mut self,
        name: &::core::primitive::str,
        value: &::core::primitive::str,
    ) -> Self {
        ::feishu_api::__private::Call::with_header(&mut self.call, name, value);
        self
    }
    /// Sets how often the call is sent if it fails.
    #[inline]
    pub fn with_retry(mut self, policy: ::feishu_api::__private::RetryPolicy) -> Self {
        ::feishu_api::__private::Call::with_retry(&mut self.call, policy);
        self
    }
    /// Sends the call and answers with the payload and what came with it: status, headers,
    /// log id, attempts.
    #[inline]
    pub fn send(self) -> ::feishu_api::__private::SendFuture<SessionList> {
        ::feishu_api::__private::Call::send(self.call)
    }
    /// A call that is already answered, for implementations of the trait in tests. What
    /// its setters set goes nowhere.
    #[inline]
    pub fn ready(answer: Result<SessionList>) -> Self {
        Self {
            call: ::feishu_api::__private::Call::ready(Self::ENDPOINT, answer),
        }
    }
}
#[diagnostic::do_not_recommend]
impl ::feishu_api::__private::EndpointCall for SessionQueryCall {
    const ENDPOINT: &'static ::feishu_api::__private::Endpoint = SessionQueryCall::ENDPOINT;
    type Payload = SessionList;
}
impl ::core::future::IntoFuture for SessionQueryCall {
    type Output = Result<SessionList>;
    type IntoFuture = ::feishu_api::__private::ResponseFuture<SessionList>;
    #[inline]
    fn into_future(self) -> Self::IntoFuture {
        ::feishu_api::__private::Call::into_future(self.call)
    }
}
impl ::core::fmt::Debug for SessionQueryCall {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::core::fmt::Debug::fmt(&self.call, f)
    }
}
