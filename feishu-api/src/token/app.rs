//! How the platform is asked for the app's tokens.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};
use tokio::time::Instant;

use super::slot::Token;
use super::{TenantOf, Tokens, ticket};
use crate::api::auth_v3::AuthApiClient;
use crate::client::{App, Caller};
use crate::endpoint::TokenKind;
use crate::error::{Error, ErrorKind, Result};

/// The time allowed for fetching a token, within the time for the call. It is shorter than the life
/// of the lock that keeps others from fetching it, too.
const TIMEOUT: Duration = Duration::from_secs(10);

/// The time allowed for the headers of an answer: a connection that is dead unnoticed leaves time for
/// another one.
const HEADER_TIMEOUT: Duration = Duration::from_secs(4);

/// What the platform says if the app ticket is not, or no longer, the right one.
const BAD_TICKET: i64 = 10012;

/// What the platform says if the app token that a tenant's is asked for with is not good.
const BAD_APP_TOKEN: &[i64] = &[10013, 20014, 99991664];

impl Tokens {
    pub(super) async fn ask(
        &self,
        kind: TokenKind,
        tenant: Option<&TenantOf>,
        caller: &Caller,
    ) -> Result<Token> {
        match (kind, tenant) {
            (TokenKind::Tenant, Some(tenant)) => self.ask_in_tenant(tenant, caller).await,
            (TokenKind::Tenant, None) => ask_tenant(caller).await,
            (TokenKind::App, _) if caller.is_marketplace() => self.ask_with_ticket(caller).await,
            (_, _) => self.ask_app(caller).await,
        }
    }

    async fn ask_app(&self, caller: &Caller) -> Result<Token> {
        let asked_at = Instant::now();
        let (auth, app) = (auth(caller), caller.app());
        let call = auth.app_access_token_internal(&app.id, app.secret.expose_secret());
        let answer = call.await?;
        // The platform adds a tenant access token, which saves a request if it is one.
        if let Ok(token) = token(answer.tenant_access_token, asked_at, answer.expire)
            && self.tenant.known().is_bettered_by(&token, token.life(Instant::now()))
        {
            self.tenant.keep(Arc::new(token));
        }
        token(answer.app_access_token, asked_at, answer.expire)
    }

    /// The app token of a marketplace app, which is had for its ticket.
    async fn ask_with_ticket(&self, caller: &Caller) -> Result<Token> {
        // What is missing here is pushed in a moment, for the calls to come.
        let Some(mut ticket) = self.ticket.get(&*self.store).await else {
            self.ticket.ask(|| resend(caller));
            return Err(no_ticket());
        };
        let is_refused = |error: &Error| error.code() == Some(BAD_TICKET);
        let mut answer = exchange_ticket(caller, &ticket).await;
        if answer.as_ref().is_err_and(is_refused)
            && let Some(newer) = self.ticket.after(&*self.store, &ticket).await
        {
            answer = exchange_ticket(caller, &newer).await;
            ticket = newer;
        }
        match answer {
            Err(error) if is_refused(&error) => {
                self.ticket.drop_if(&*self.store, &ticket).await;
                self.ticket.ask(|| resend(caller));
                Err(error.into_ticket_required())
            }
            answer => answer,
        }
    }

    /// Waits until there is a ticket, and asks the platform for it as long as there is none.
    pub(crate) async fn wait_for_ticket(&self, timeout: Duration, caller: &Caller) -> Result<()> {
        self.ticket.wait(&*self.store, timeout, || resend(caller)).await
    }

    /// Boxed, for the way to a tenant's token goes through it, and is the same.
    fn app_token<'a>(
        &'a self,
        caller: &'a Caller,
    ) -> Pin<Box<dyn Future<Output = Result<Arc<Token>>> + Send + 'a>> {
        Box::pin(self.token(TokenKind::App, None, caller))
    }

    /// The token of a marketplace app in a tenant, which is had for its app token.
    async fn ask_in_tenant(&self, tenant: &TenantOf, caller: &Caller) -> Result<Token> {
        let app_token = self.app_token(caller).await?;
        match exchange_app_token(caller, &app_token, tenant).await {
            Err(error) if error.code().is_some_and(|code| BAD_APP_TOKEN.contains(&code)) => {
                self.refuse(TokenKind::App, None, &app_token).await;
                let newer = self.app_token(caller).await?;
                if newer.is_same(&app_token) {
                    return Err(error);
                }
                exchange_app_token(caller, &newer, tenant).await
            }
            answer => answer,
        }
    }
}

async fn ask_tenant(caller: &Caller) -> Result<Token> {
    // Counted from before the request: the token is no younger than that.
    let asked_at = Instant::now();
    let (auth, App { id, secret, .. }) = (auth(caller), caller.app());
    let call = auth.tenant_access_token_internal(id, secret.expose_secret());
    let answer = call.await?;
    token(answer.tenant_access_token, asked_at, answer.expire)
}

async fn exchange_ticket(caller: &Caller, ticket: &SecretString) -> Result<Token> {
    let asked_at = Instant::now();
    let (auth, App { id, secret, .. }) = (auth(caller), caller.app());
    let call = auth.app_access_token(id, secret.expose_secret(), ticket.expose_secret());
    let answer = call.await?;
    token(answer.app_access_token, asked_at, answer.expire)
}

async fn exchange_app_token(
    caller: &Caller,
    app_token: &Token,
    tenant: &TenantOf,
) -> Result<Token> {
    let asked_at = Instant::now();
    let call = auth(caller).tenant_access_token(app_token.value().expose_secret(), &tenant.key);
    let answer = call.await?;
    token(answer.tenant_access_token, asked_at, answer.expire)
}

/// Asks the platform to push the ticket.
fn resend(caller: &Caller) -> ticket::Request {
    let caller = caller.clone();
    Box::pin(async move {
        let App { id, secret, .. } = caller.app();
        auth(&caller).app_ticket_resend(id, secret.expose_secret()).await
    })
}

fn auth(caller: &Caller) -> AuthApiClient {
    AuthApiClient::new(&caller.as_app_within(TIMEOUT, HEADER_TIMEOUT))
}

/// The token of an answer.
fn token(value: Option<SecretString>, asked_at: Instant, expire: Option<u64>) -> Result<Token> {
    let value = value.ok_or_else(|| Error::new(ErrorKind::Decode, "the reply has no token"))?;
    Token::new(value, asked_at, Duration::from_secs(expire.unwrap_or_default()))
}

fn no_ticket() -> Error {
    Error::new(
        ErrorKind::TicketRequired,
        "the marketplace app has no ticket yet: hand over the one that the platform pushes with `set_app_ticket`, or wait for it with `wait_for_ticket`",
    )
}
