//! Calls to a server that fails in every way there is. Each row says what the server does, what the
//! caller sees, how often the request is sent, and how often the server reads it. Nothing is lost
//! that may be repeated, and nothing is sent twice that may not.
//!
//! Time is that of a paused clock: see `faults/clock.rs`.

use std::error::Error as _;
use std::ops::RangeInclusive;
use std::sync::Arc;
use std::time::Duration;

use feishu_api::prelude::*;
use feishu_api::serde::Deserialize;
use feishu_api::{ClientBuilder, ErrorKind, reqwest};

use clock::Clock;
use server::{Act, Seen, Server};

#[path = "faults/bodies.rs"]
mod bodies;
#[path = "faults/clock.rs"]
mod clock;
#[path = "faults/connection.rs"]
mod connection;
#[path = "faults/connections.rs"]
mod connections;
#[path = "faults/deadlines.rs"]
mod deadlines;
#[path = "faults/keys.rs"]
mod keys;
#[path = "faults/limits.rs"]
mod limits;
#[path = "faults/redirects.rs"]
mod redirects;
#[path = "faults/refusals.rs"]
mod refusals;
#[path = "faults/server.rs"]
mod server;
#[path = "faults/streams.rs"]
mod streams;
#[path = "faults/uploads.rs"]
mod uploads;

/// Something to call in each way. Queries and bodies have secrets.
#[feishu_api(path = "/things/v1", token(None))]
trait ThingApi {
    #[get("/thing")]
    async fn get(&self, #[query] secret: &str) -> Result<Thing>;
    #[head("/thing")]
    async fn head(&self, #[query] secret: &str) -> Result<()>;
    #[put("/thing")]
    async fn put(&self, #[query] secret: &str, #[field] text: &str) -> Result<Thing>;
    #[patch("/thing")]
    async fn patch(&self, #[query] secret: &str, #[field] text: &str) -> Result<Thing>;
    #[delete("/thing")]
    async fn delete(&self, #[query] secret: &str) -> Result<()>;
    #[post("/things")]
    async fn create(&self, #[query] secret: &str, #[field] text: &str) -> Result<Thing>;
    #[post("/things/once")]
    async fn create_once(
        &self,
        #[query] secret: &str,
        #[query(key)] uuid: Option<&str>,
        #[field] text: &str,
    ) -> Result<Thing>;
    #[post("/things/search")]
    #[idempotent]
    async fn search(&self, #[query] secret: &str, #[field] text: &str) -> Result<Thing>;
    #[patch("/things/same")]
    #[idempotent]
    async fn patch_again(&self, #[query] secret: &str, #[field] text: &str) -> Result<Thing>;
    /// Has codes of its own.
    #[post("/things/own")]
    #[codes(rate_limit(230020), retry(44025), partial(44054, 44055), token(40101))]
    async fn own(&self, #[query] secret: &str, #[field] text: &str) -> Result<Thing>;
    /// The same codes for what may be repeated.
    #[get("/things/own")]
    #[codes(rate_limit(230020), retry(44025), partial(44054, 44055), token(40101))]
    async fn get_own(&self, #[query] secret: &str) -> Result<Thing>;
    #[get("/icon")]
    async fn icon(&self, #[query] secret: &str) -> Result<Bytes>;
    #[get("/file")]
    async fn open(&self, #[query] secret: &str) -> Result<Download>;
    #[post("/files")]
    async fn upload(&self, #[query] secret: &str, #[part] file: File) -> Result<Thing>;
    #[post("/files/once")]
    async fn upload_once(
        &self,
        #[query] secret: &str,
        #[query(key)] uuid: Option<&str>,
        #[part] file: File,
    ) -> Result<Thing>;
    #[get("/tenant")]
    #[token(Tenant)]
    async fn tenant(&self, #[query] secret: &str) -> Result<Thing>;
    #[post("/tenant")]
    #[token(Tenant)]
    #[codes(token(40101))]
    async fn tenant_create(&self, #[query] secret: &str, #[field] text: &str) -> Result<Thing>;
}

#[derive(Debug, Deserialize)]
#[serde(crate = "feishu_api::serde")]
struct Thing {
    name: String,
}

/// What the query and the body hold.
const IN_QUERY: &str = "s3cret-query";
const IN_BODY: &str = "s3cret-body";

/// How something is called.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Call {
    Get,
    Head,
    Put,
    Patch,
    Delete,
    /// A POST that must not be repeated.
    Create,
    /// A POST with an idempotency key.
    CreateOnce,
    /// A POST that is declared as one that may be repeated.
    Search,
    /// The same of a PATCH.
    PatchAgain,
    /// A POST with codes of its own.
    Own,
    /// A GET with codes of its own.
    GetOwn,
    /// The whole body as it is.
    Icon,
    /// A file that is read as it comes.
    Open,
    Upload,
    UploadOnce,
    /// With a token.
    Tenant,
    TenantCreate,
}

impl Call {
    /// Whether the call may be repeated whatever has become of it.
    fn may_be_repeated(self) -> bool {
        use Call::*;
        !matches!(self, Patch | Create | Own | Upload | TenantCreate)
    }

    /// Makes the call, and answers with how often it was sent.
    async fn make(self, client: &Client) -> Result<u32> {
        macro_rules! thing {
            ($call:expr) => {{
                let response = $call.send().await?;
                assert_eq!(response.data.name, "thing", "another call's answer");
                Ok(response.attempts())
            }};
        }
        let file = || File::from_bytes("file", IN_BODY);
        let things = ThingApiClient::new(client);
        match self {
            Call::Get => thing!(things.get(IN_QUERY)),
            Call::Head => Ok(things.head(IN_QUERY).send().await?.attempts()),
            Call::Put => thing!(things.put(IN_QUERY, IN_BODY)),
            Call::Patch => thing!(things.patch(IN_QUERY, IN_BODY)),
            Call::Delete => Ok(things.delete(IN_QUERY).send().await?.attempts()),
            Call::Create => thing!(things.create(IN_QUERY, IN_BODY)),
            Call::CreateOnce => thing!(things.create_once(IN_QUERY, IN_BODY)),
            Call::Search => thing!(things.search(IN_QUERY, IN_BODY)),
            Call::PatchAgain => thing!(things.patch_again(IN_QUERY, IN_BODY)),
            Call::Own => thing!(things.own(IN_QUERY, IN_BODY)),
            Call::GetOwn => thing!(things.get_own(IN_QUERY)),
            Call::Icon => {
                let response = things.icon(IN_QUERY).send().await?;
                assert_eq!(response.data, server::SUCCESS);
                Ok(response.attempts())
            }
            Call::Open => {
                let response = things.open(IN_QUERY).send().await?;
                let attempts = response.attempts();
                assert_eq!(response.data.into_bytes().await?, server::SUCCESS);
                Ok(attempts)
            }
            Call::Upload => thing!(things.upload(IN_QUERY, file())),
            Call::UploadOnce => thing!(things.upload_once(IN_QUERY, file())),
            Call::Tenant => thing!(things.tenant(IN_QUERY)),
            Call::TenantCreate => thing!(things.tenant_create(IN_QUERY, IN_BODY)),
        }
    }
}

/// What the caller sees.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Outcome {
    Good,
    Fails(ErrorKind),
    /// The platform's refusal, with this code.
    Code(i64),
}

use Outcome::{Code, Fails, Good};

/// What the server does, what is called, what the caller sees, how often the request is sent, and
/// how often the server reads it whole.
type Row = (&'static str, Vec<Act>, Call, Outcome, u32, usize);

/// What the rows of a test have in common.
#[derive(Clone)]
struct Stage {
    clock: Clock,
    /// Its pool holds connections of many servers: to make one takes longer than most rows.
    http: reqwest::Client,
}

impl Stage {
    fn new() -> Self {
        let http = feishu_api::http_client().unwrap().build().unwrap();
        Stage { clock: Clock::start(), http }
    }

    /// A server that plays the script, and answers with success then.
    async fn serve(&self, script: impl IntoIterator<Item = Act>) -> Server {
        Server::start(&self.clock, script).await
    }

    fn client(&self, server: &Server) -> ClientBuilder {
        self.client_at(&server.url())
    }

    fn client_at(&self, url: &str) -> ClientBuilder {
        Client::builder("cli_x", "secret").base_url(url).http(self.http.clone())
    }

    /// Waits for a call. Answers with how long it took, too.
    async fn watch<T>(&self, call: impl IntoFuture<Output = T>) -> (T, Duration) {
        self.clock.watch(call.into_future()).await
    }

    /// Waits until nothing is under way.
    async fn settle(&self) {
        self.clock.settle().await;
    }

    /// Tries each row with a client of its own.
    async fn check(&self, rows: impl IntoIterator<Item = Row>) {
        for row in rows {
            self.run(row, |client| client).await;
        }
    }

    /// Tries one row, and checks what is true of every row.
    async fn run(&self, row: Row, build: impl FnOnce(ClientBuilder) -> ClientBuilder) -> Run {
        let (name, script, call, outcome, attempts, read) = row;
        let server = self.serve(script).await;
        let client = build(self.client(&server)).build().unwrap();
        let (result, took) = self.watch(call.make(&client)).await;
        // What comes after the answer would come now.
        self.settle().await;
        let found = match &result {
            Ok(_) => Good,
            Err(error) if error.kind() == ErrorKind::Api => Code(error.code().unwrap()),
            Err(error) => Fails(error.kind()),
        };
        let of = format!("{call:?}, {name}: {result:?} after {took:?}");
        assert_eq!(found, outcome, "{of}");
        let sent = result.as_ref().map_or_else(Error::attempts, |attempts| *attempts);
        let requests = server.requests();
        assert_eq!((sent, requests.len()), (attempts, read), "times sent, times read: {of}");
        assert_eq!(server.left(), 0, "acts that were not played: {of}");
        assert!(took <= 61 * SECOND, "{of}");

        // What may not be repeated goes on after rejections only.
        let rejections = server.rejections();
        if let (false, [before @ .., _]) = (call.may_be_repeated(), &rejections[..]) {
            assert!(before.iter().all(|is_rejection| *is_rejection), "{rejections:?}: {of}");
        }
        assert_alike(&requests, &of);
        if let Err(error) = &result {
            assert_discreet(error);
        }
        Run { error: result.err(), took, requests, server }
    }
}

/// What is left of a row for closer looks.
struct Run {
    error: Option<Error>,
    took: Duration,
    requests: Vec<Arc<Seen>>,
    server: Server,
}

impl Run {
    /// Checks how long the call took, in milliseconds.
    #[track_caller]
    fn took(&self, range: RangeInclusive<u64>) {
        let took = self.took.as_millis() as u64;
        assert!(range.contains(&took), "{took} ms, not {range:?}: {:?}", self.error);
    }
}

/// All attempts send the same, and the same key if there is one.
fn assert_alike(requests: &[Arc<Seen>], of: &str) {
    let Some((first, others)) = requests.split_first() else { return };
    let parts = |seen: &Seen| {
        let request = &seen.request;
        let content_type = request.header("content-type").unwrap_or_default().to_owned();
        // Each body may have a boundary of its own.
        let boundary = content_type.split("boundary=").nth(1).unwrap_or("no boundary");
        let body = String::from_utf8_lossy(&request.body).replace(boundary, "boundary");
        let query = request.target.split_once('?').map(|(_, query)| query.to_owned());
        (request.method.clone(), query, body)
    };
    let sent = parts(first);
    for other in others {
        assert_eq!(parts(other), sent, "{of}");
    }
    if sent.1.as_ref().is_some_and(|query| query.contains("uuid=")) {
        let key = first.request.query("uuid").unwrap();
        let is_random = key.len() == 36 && key.as_bytes()[14] == b'4';
        assert!(is_random, "{key}: {of}");
    }
}

/// What is said of an error is one line, and holds nothing that was sent.
#[track_caller]
fn assert_discreet(error: &Error) {
    let line = error.to_string();
    assert_eq!(line.lines().count(), 1, "{line}");
    let mut said = vec![line, format!("{error:?}")];
    let mut source = error.source();
    while let Some(error) = source {
        said.push(format!("{error} {error:?}"));
        source = error.source();
    }
    for secret in [IN_QUERY, IN_BODY] {
        assert!(!said.iter().any(|text| text.contains(secret)), "{said:?}");
    }
}

const SECOND: Duration = Duration::from_secs(1);
