//! What is not to be read in any log, in a run with every kind of token.

use std::error::Error as _;
use std::fmt::Debug;
use std::io;

use feishu_api::{ExposeSecret, MemoryStore, SecretString, StoredToken, TokenStore, UserTokens};
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::fmt::format::FmtSpan;

use crate::*;

/// Everything secret that occurs.
const SECRETS: &[&str] = &[
    "app-secret-9d1",
    "ticket-7c3",
    "tenant-5c2",
    "app-3f7",
    "user-8e4",
    "refresh-6b5",
    "code-2d8",
    "verifier-4a9",
    "desk-token-1f6",
    "value-2a6",
];

/// Keeps what is written.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for Log {
    type Writer = Log;

    fn make_writer(&self) -> Log {
        self.clone()
    }
}

impl Log {
    /// Notes how values print, too.
    fn note(&self, value: impl Debug) {
        let text = format!("{value:?} {value:#?}\n");
        self.0.lock().unwrap().extend_from_slice(text.as_bytes());
    }

    fn note_error(&self, error: &Error) {
        self.note(error);
        self.note(error.to_string());
        let mut cause = error.source();
        while let Some(error) = cause {
            self.note(format!("{error} {error:?}"));
            cause = error.source();
        }
    }
}

#[feishu_api(path = "/desk/v1", token(Tenant), credential(Helpdesk))]
trait DeskApi {
    #[get("/tickets/{id}")]
    async fn get(&self, #[path] id: &str, #[query] text: Option<&str>) -> Result<()>;
}

#[tokio::test]
async fn no_secret_is_logged_or_printed() {
    let log = Log::default();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_span_events(FmtSpan::FULL)
        .with_writer(log.clone())
        .with_ansi(false)
        .finish();
    let _guard = tracing::subscriber::set_default(subscriber);

    for http2 in [false, true] {
        let platform = Platform::start().await;
        let url = platform.script().url.clone();
        let store = Arc::new(MemoryStore::new());
        let mut http = feishu_api::http_client().unwrap();
        if http2 {
            http = http.http2_prior_knowledge();
        }
        let builder = Client::builder("cli_x", "app-secret-9d1").base_url(url);
        let builder = builder.http(http.build().unwrap()).helpdesk("desk", "desk-token-1f6");
        log.note(&builder);
        let app = builder.token_store(store.clone()).build().unwrap();
        platform.answer(Answer::Token("tenant-5c2", 7200));
        let desk = DeskApiClient::new(&app);
        let call = desk.get("value-2a6").text("value-2a6");
        log.note((&app, &desk, &call));
        log.note(call.send().await.unwrap());
        platform.answer(Answer::Token("app-3f7", 7200));
        ThingApiClient::new(&app).app().await.unwrap();

        // Refused, replaced, and refused again.
        for token in ["t-tenant-5c2", "t-tenant-5c2-b"] {
            platform.refuse(token, 99991663);
        }
        platform.answer(Answer::Token("tenant-5c2-b", 7200));
        log.note_error(&desk.get("value-2a6").await.unwrap_err());
        platform.answer(Answer::Token("tenant-5c2-b", 7100));
        platform.answer(Answer::Token("tenant-5c2-b", 7000));
        log.note_error(&desk.get("value-2a6").await.unwrap_err());

        // A login, a session, a refresh.
        let login = app.authorize_url("https://app.example.com/back").build().unwrap();
        let verifier = login.code_verifier.clone().unwrap();
        log.note(&login.code_verifier);
        platform.answer(Answer::Token("user-8e4", 7200));
        let exchange = app.exchange_code("code-2d8").code_verifier("verifier-4a9");
        log.note(&exchange);
        let tokens = exchange.await.unwrap();
        log.note(&tokens);
        let refresh_token = SecretString::from("refresh-6b5");
        let tokens = UserTokens::new("u-user-8e4", 120 * MINUTE, Some(refresh_token));
        let session = app.start_session("ou_1", tokens).await.unwrap();
        let user = session.client();
        ThingApiClient::new(&user).user().await.unwrap();
        pass(118 * MINUTE).await;
        platform.answer(Answer::Token("user-8e4-b", 7200));
        ThingApiClient::new(&user).user().await.unwrap();
        log.note((&session, &user, session.access_token().await.unwrap()));
        pass(118 * MINUTE).await;
        platform.answer(Answer::Code(400, 20037));
        log.note_error(&ThingApiClient::new(&user).user().await.unwrap_err());
        let mine = app.as_user("u-user-8e4");
        platform.refuse("u-user-8e4", 99991668);
        log.note_error(&ThingApiClient::new(&mine).user().await.unwrap_err());
        log.note(mine);

        // A marketplace app.
        let builder = Client::builder("cli_y", "app-secret-9d1").base_url(&platform.script().url);
        let market = builder.app_ticket("ticket-7c3").build().unwrap();
        let tenant = market.for_tenant("one");
        platform.answer(Answer::Code(200, 10012));
        log.note_error(&ThingApiClient::new(&tenant).tenant().await.unwrap_err());
        market.set_app_ticket("ticket-7c3-b").await.unwrap();
        platform.answer(Answer::Token("app-3f7", 7200)).answer(Answer::Token("tenant-5c2", 7200));
        platform.script().refused.clear();
        ThingApiClient::new(&tenant).tenant().await.unwrap();
        log.note((&market, &tenant));

        store.put("key", StoredToken::new("tenant-5c2", MINUTE)).await.unwrap();
        log.note((&store, store.get("key").await.unwrap()));
        assert!(!text(&log).contains(verifier.expose_secret()));
    }

    let text = text(&log);
    assert!(text.contains("TRACE") || text.contains("DEBUG"), "something is recorded");
    for secret in SECRETS {
        let at = text.find(secret);
        let around = at.map(|at| &text[at.saturating_sub(200)..text.len().min(at + 80)]);
        assert_eq!(around, None, "{secret}");
    }
    // Nor the two together, as the header has them.
    assert!(!text.contains("ZGVzazpkZXNrLXRva2VuLTFmNg"));
    assert!(!text.contains("Bearer "));
}

fn text(log: &Log) -> String {
    String::from_utf8_lossy(&log.0.lock().unwrap()).into_owned()
}
