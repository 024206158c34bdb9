//! Many callers for a long time, on a server that fails now and then: each call ends as it should,
//! whatever should act acts once, and memory stays flat. The only test of its program: nothing else
//! uses memory meanwhile.
//!
//! `FEISHU_LOAD_CALLS` is the number of calls that each caller makes.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU8, AtomicU64, AtomicUsize, Ordering::Relaxed};
use std::time::{Duration, Instant};

use feishu_api::prelude::*;
use feishu_api::serde::Deserialize;
use feishu_api::{ErrorKind, RetryPolicy};
use peak_alloc::PeakAlloc;
use tokio::net::{TcpListener, TcpStream};

use connection::{Connection, Request};

#[path = "faults/connection.rs"]
#[expect(dead_code, reason = "the other program uses more of it")]
mod connection;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

const CALLERS: u64 = 64;

/// How much more memory may be used at the end than near the beginning.
const MOST: usize = 4 << 20;

#[feishu_api(path = "/load/v1", token(Tenant))]
trait LoadApi {
    #[get("/get")]
    async fn get(&self, #[query] id: u64) -> Result<Answer>;
    #[post("/create")]
    async fn create(&self, #[query] id: u64, #[field] text: &str) -> Result<Answer>;
    #[post("/create_once")]
    async fn create_once(
        &self,
        #[query] id: u64,
        #[query(key)] uuid: Option<&str>,
        #[field] text: &str,
    ) -> Result<Answer>;
}

#[derive(Debug, Deserialize)]
#[serde(crate = "feishu_api::serde")]
struct Answer {
    id: u64,
}

/// How a call is made.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Kind {
    Get,
    Create,
    CreateOnce,
}

/// What is done to the first attempt of a call.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Fault {
    /// The connection ends before the request is read.
    ResetBefore,
    /// The connection ends when the request has acted.
    ResetAfter,
    /// The answer ends in its middle; the request has acted.
    Cut,
    Unavailable,
    Limited,
    TokenRefused,
}

/// What is to happen to a call, which its number decides.
#[derive(Debug, Clone, Copy)]
struct Plan {
    kind: Kind,
    fault: Option<Fault>,
}

impl Plan {
    fn of(id: u64) -> Self {
        let mut hasher = DefaultHasher::new();
        id.hash(&mut hasher);
        let hash = hasher.finish();
        let kind = [Kind::Get, Kind::Create, Kind::CreateOnce][(hash % 3) as usize];
        let faults = [
            Fault::ResetBefore,
            Fault::ResetAfter,
            Fault::Cut,
            Fault::Unavailable,
            Fault::Limited,
            Fault::TokenRefused,
        ];
        let fault = (hash / 3).is_multiple_of(100).then(|| faults[(hash / 300 % 6) as usize]);
        Plan { kind, fault }
    }

    /// Why the call fails, if it does: it may not be repeated, and may have acted as far as its
    /// caller can know.
    fn failure(self) -> Option<ErrorKind> {
        match (self.kind, self.fault?) {
            (Kind::Create, Fault::ResetBefore | Fault::ResetAfter | Fault::Cut) => {
                Some(ErrorKind::Transport)
            }
            (Kind::Create, Fault::Unavailable) => Some(ErrorKind::Http),
            _ => None,
        }
    }

    /// How often the call is sent.
    fn attempts(self) -> u32 {
        if self.fault.is_some() && self.failure().is_none() { 2 } else { 1 }
    }

    /// How often the call acts.
    fn acts(self) -> u8 {
        match (self.kind, self.fault) {
            // Reading twice does no harm.
            (Kind::Get, Some(Fault::ResetAfter | Fault::Cut)) => 2,
            (Kind::Create, Some(Fault::ResetBefore | Fault::Unavailable)) => 0,
            _ => 1,
        }
    }
}

/// What the server remembers, in tables that are made before the first call.
struct Ledger {
    /// Whether the fault of a call has been done.
    faulted: Vec<AtomicBool>,
    /// How often a call has acted.
    acted: Vec<AtomicU8>,
    /// A hash of the idempotency key with which a call has acted.
    keys: Vec<AtomicU64>,
    requests: AtomicUsize,
    faults: AtomicUsize,
    tokens: AtomicUsize,
}

impl Ledger {
    fn new(calls: u64) -> Self {
        Ledger {
            faulted: (0..calls).map(|_| AtomicBool::new(false)).collect(),
            acted: (0..calls).map(|_| AtomicU8::new(0)).collect(),
            keys: (0..calls).map(|_| AtomicU64::new(0)).collect(),
            requests: AtomicUsize::new(0),
            faults: AtomicUsize::new(0),
            tokens: AtomicUsize::new(0),
        }
    }

    /// Carries a request out, but not twice for one key.
    fn act(&self, id: u64, request: &Request) {
        let at = id as usize;
        if let Some(key) = request.query("uuid") {
            let mut hasher = DefaultHasher::new();
            key.hash(&mut hasher);
            if self.keys[at].swap(hasher.finish(), Relaxed) == hasher.finish() {
                return;
            }
        }
        self.acted[at].fetch_add(1, Relaxed);
    }

    async fn serve(self: Arc<Self>, stream: TcpStream) -> io::Result<()> {
        let mut connection = Connection::new(stream);
        while let Some(start) = connection.peek().await {
            if start.starts_with(b"POST /open-apis/auth/") {
                connection.request().await?;
                let number = self.tokens.fetch_add(1, Relaxed);
                let token = format!(r#""tenant_access_token":"t-{number}","expire":7200"#);
                connection.write(&reply("200 OK", "", &format!(r#"{{"code":0,{token}}}"#))).await?;
                continue;
            }
            self.requests.fetch_add(1, Relaxed);
            let id = number(&start);
            let fault = Plan::of(id).fault;
            let fault = fault.filter(|_| !self.faulted[id as usize].swap(true, Relaxed));
            self.faults.fetch_add(fault.is_some().into(), Relaxed);
            if fault == Some(Fault::ResetBefore) {
                connection.reset();
                return Ok(());
            }
            let Some(request) = connection.request().await? else { return Ok(()) };
            let success = || {
                let answer = format!(r#"{{"code":0,"msg":"ok","data":{{"id":{id}}}}}"#);
                reply("200 OK", "", &answer)
            };
            let answer = match fault {
                Some(Fault::Unavailable) => reply("503 Service Unavailable", "", "<html>"),
                Some(Fault::Limited) => {
                    let reset = "x-ogw-ratelimit-reset: 0.01\r\n";
                    reply("429 Too Many Requests", reset, r#"{"code":99991400,"msg":"too many"}"#)
                }
                Some(Fault::TokenRefused) => {
                    reply("400 Bad Request", "", r#"{"code":99991663,"msg":"invalid token"}"#)
                }
                Some(Fault::ResetAfter) => {
                    self.act(id, &request);
                    connection.reset();
                    return Ok(());
                }
                Some(Fault::Cut) => {
                    self.act(id, &request);
                    let mut answer = success();
                    answer.truncate(answer.len() - 10);
                    connection.write(&answer).await?;
                    connection.close().await;
                    return Ok(());
                }
                Some(Fault::ResetBefore) | None => {
                    self.act(id, &request);
                    success()
                }
            };
            connection.write(&answer).await?;
        }
        Ok(())
    }
}

fn reply(status: &str, header: &str, body: &str) -> Vec<u8> {
    format!("HTTP/1.1 {status}\r\n{header}content-length: {}\r\n\r\n{body}", body.len()).into()
}

/// The number of a call, in a request that has only been looked at.
fn number(start: &[u8]) -> u64 {
    let at = start.windows(4).position(|name| name == b"?id=").expect("each call has a number");
    let digits = start[at + 4..].iter().take_while(|digit| digit.is_ascii_digit());
    digits.fold(0, |number, digit| number * 10 + u64::from(digit - b'0'))
}

/// Makes a call and checks how it ends. Answers with how often it was sent.
async fn call(loads: &LoadApiClient, id: u64) -> u32 {
    let plan = Plan::of(id);
    let result = match plan.kind {
        Kind::Get => loads.get(id).send().await,
        Kind::Create => loads.create(id, "text").send().await,
        Kind::CreateOnce => loads.create_once(id, "text").send().await,
    };
    let of = format!("call {id}, {plan:?}");
    let attempts = match (result, plan.failure()) {
        (Ok(response), None) => {
            assert_eq!(response.data.id, id, "{of}");
            response.attempts()
        }
        (Err(error), Some(failure)) => {
            assert_eq!(error.kind(), failure, "{of}: {error:?}");
            error.attempts()
        }
        (result, _) => panic!("{of}: {result:?}"),
    };
    assert_eq!(attempts, plan.attempts(), "{of}");
    attempts
}

/// Runs the server on threads of its own.
fn start(ledger: Arc<Ledger>) -> String {
    let (tell, told) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
            tell.send(format!("http://{}", listener.local_addr().unwrap())).unwrap();
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                tokio::spawn(ledger.clone().serve(stream));
            }
        });
    });
    told.recv().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_lost_or_done_twice_under_load() {
    let each = std::env::var("FEISHU_LOAD_CALLS").map_or(100, |calls| calls.parse().unwrap());
    let calls = CALLERS * each;
    let ledger = Arc::new(Ledger::new(calls));
    let policy = RetryPolicy::default().initial_delay(Duration::from_millis(1));
    let client = Client::builder("cli_x", "secret").base_url(start(ledger.clone()));
    let loads = LoadApiClient::new(&client.retry(policy).build().unwrap());

    let done = Arc::new(AtomicU64::new(0));
    let settled = Arc::new(AtomicUsize::new(0));
    let began_at = Instant::now();
    let callers: Vec<_> = (0..CALLERS)
        .map(|caller| {
            let (loads, done, settled) = (loads.clone(), done.clone(), settled.clone());
            tokio::spawn(async move {
                let mut sent = 0;
                for id in caller * each..(caller + 1) * each {
                    sent += u64::from(call(&loads, id).await);
                    let done = done.fetch_add(1, Relaxed) + 1;
                    if done == calls / 10 {
                        settled.store(MEMORY.current_usage(), Relaxed);
                    } else if done == calls / 2 {
                        MEMORY.reset_peak_usage();
                    }
                }
                sent
            })
        })
        .collect();
    let mut sent = 0;
    for caller in callers {
        sent += caller.await.unwrap();
    }
    let took = began_at.elapsed();
    let (settled, peak) = (settled.load(Relaxed), MEMORY.peak_usage());

    for id in 0..calls {
        let plan = Plan::of(id);
        assert_eq!(ledger.acted[id as usize].load(Relaxed), plan.acts(), "call {id}, {plan:?}");
    }
    let planned = (0..calls).filter(|id| Plan::of(*id).fault.is_some()).count();
    let (faults, requests) = (ledger.faults.load(Relaxed), ledger.requests.load(Relaxed));
    assert_eq!((faults, requests as u64), (planned, sent));
    assert!(peak <= settled + MOST, "{peak} bytes of memory, {settled} near the beginning");

    let rate = calls as f64 / took.as_secs_f64();
    println!("{calls} calls in {took:.1?}: {rate:.0} calls/s");
    println!(
        "{faults} faults, {} calls repeated, {} failed as they should, {} tokens",
        sent - calls,
        (0..calls).filter(|id| Plan::of(*id).failure().is_some()).count(),
        ledger.tokens.load(Relaxed),
    );
    println!("{settled} bytes of memory after a tenth, {peak} at most in the second half");
}
