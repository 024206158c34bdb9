//! A fleet: processes that share an app's tokens by a Redis. Each test starts a `redis-server` of
//! its own. Where there is none it is skipped, and says so; on CI that is a failure.

use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;
use std::io::{self, BufRead, BufReader, ErrorKind, Lines, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::pin::Pin;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use std::{array, env, fs, thread};

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::Json;
use axum::routing::Router;
use feishu_api::prelude::*;
use feishu_api::testing::Mock;
use feishu_api::{
    ExposeSecret, LimitStore, MemoryStore, RateLimit, RedisStore, SecretString, StoredToken,
    TokenStore, UserSession, UserTokens,
};
use serde_json::{Value, json};
use tokio::net::TcpSocket;
use tokio::sync::Notify;
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

#[path = "common/skip.rs"]
mod skip;

const APP_ID: &str = "cli_fleet";
const APP_SECRET: &str = "app-secret-7b4";

/// Where the store has the app's token, and those of the user.
const TENANT_KEY: &str = "feishu-api:cli_fleet:tenant";
const USER_KEY: &str = "feishu-api:cli_fleet:user:ou_1";

/// What the platform is asked for.
const TOKENS: &str = "/open-apis/auth/v3/tenant_access_token/internal";
const REFRESHES: &str = "/open-apis/authen/v2/oauth/token";
const CALLS: &str = "/open-apis/fleet/v1/token";

/// Nothing here takes as long: what does never ends.
const PATIENCE: Duration = Duration::from_secs(120);
const PAUSE: Duration = Duration::from_millis(10);
const MINUTE: Duration = Duration::from_secs(60);

#[feishu_api(path = "/fleet/v1", token(Tenant, User))]
trait FleetApi {
    /// The token that the call has come with.
    #[get("/token")]
    #[response(data = "token")]
    async fn token(&self) -> Result<String>;
}

/// Hands out tokens, `t-fleet-1` and so on, and counts what it is asked for.
struct Platform {
    url: String,
    desk: Arc<Desk>,
}

#[derive(Default)]
struct Desk {
    books: Mutex<Books>,
    stalled: Notify,
}

#[derive(Default)]
struct Books {
    /// Requests, by path.
    requests: HashMap<String, usize>,
    /// Access tokens that are refused.
    refused: HashSet<String>,
    /// Refresh tokens that are used up.
    used: HashSet<String>,
    /// Whether the next request for a token is never answered.
    stalls: bool,
}

impl Platform {
    async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let desk = Arc::<Desk>::default();
        let router = Router::new().fallback(answer).with_state(desk.clone());
        tokio::spawn(axum::serve(listener, router).into_future());
        Platform { url, desk }
    }

    fn client(&self, store: RedisStore) -> Client {
        client(&self.url, store)
    }

    fn count(&self, path: &str) -> usize {
        self.desk.books.lock().unwrap().requests.get(path).copied().unwrap_or_default()
    }

    fn refuse(&self, token: &str) {
        self.desk.books.lock().unwrap().refused.insert(token.to_owned());
    }

    fn stall(&self) {
        self.desk.books.lock().unwrap().stalls = true;
    }

    /// Waits until a request is stalled.
    async fn stalled(&self) {
        timeout(PATIENCE, self.desk.stalled.notified()).await.unwrap();
    }
}

async fn answer(
    State(desk): State<Arc<Desk>>,
    uri: Uri,
    headers: HeaderMap,
    body: String,
) -> (StatusCode, Json<Value>) {
    let (count, is_stalled) = {
        let mut books = desk.books.lock().unwrap();
        let count = books.requests.entry(uri.path().to_owned()).or_default();
        *count += 1;
        (*count, uri.path() == TOKENS && std::mem::take(&mut books.stalls))
    };
    if is_stalled {
        desk.stalled.notify_one();
        std::future::pending::<()>().await;
    }
    let mut books = desk.books.lock().unwrap();
    let answer = match uri.path() {
        TOKENS => {
            let token = format!("t-fleet-{count}");
            json!({ "code": 0, "msg": "ok", "tenant_access_token": token, "expire": 7200 })
        }
        REFRESHES => {
            let request: Value = serde_json::from_str(&body).unwrap();
            let refresh_token = request["refresh_token"].as_str().unwrap();
            if !books.used.insert(refresh_token.to_owned()) {
                let used = json!({
                    "code": 20073, "error": "invalid_grant", "error_description": "used",
                });
                return (StatusCode::BAD_REQUEST, Json(used));
            }
            json!({
                "code": 0,
                "access_token": format!("u-fleet-{count}"),
                "expires_in": 7200,
                "refresh_token": format!("r-fleet-{count}"),
                "refresh_token_expires_in": 604800,
                "token_type": "Bearer",
            })
        }
        CALLS => {
            let authorization = headers["authorization"].to_str().unwrap();
            let token = authorization.strip_prefix("Bearer ").unwrap();
            if books.refused.contains(token) {
                let refusal = json!({ "code": 99991663, "msg": "Invalid access token" });
                return (StatusCode::BAD_REQUEST, Json(refusal));
            }
            json!({ "code": 0, "msg": "success", "data": { "token": token } })
        }
        path => panic!("the platform has no {path}"),
    };
    (StatusCode::OK, Json(answer))
}

fn client(url: &str, store: RedisStore) -> Client {
    Client::builder(APP_ID, APP_SECRET).base_url(url).token_store(store).build().unwrap()
}

/// Makes a call as the app.
async fn call(client: &Client) -> String {
    FleetApiClient::new(client).token().await.unwrap()
}

/// Makes a call as a user.
async fn call_as_user(session: &UserSession) -> String {
    FleetApiClient::new(&session.client()).token().await.unwrap()
}

/// A user's tokens, of which the first has just a second left.
fn old_tokens() -> UserTokens {
    UserTokens::new("u-fleet-0", Duration::from_secs(1), Some("r-fleet-0".to_owned().into()))
}

/// A process of the fleet: this program, run with no other test than [`process`].
struct Process {
    child: Child,
    input: ChildStdin,
    output: Lines<BufReader<ChildStdout>>,
}

impl Process {
    /// Starts a process that makes its calls as the app, or as the user of a session.
    fn start(platform: &Platform, redis: &Redis, session: Option<&UserSession>) -> Self {
        let mut command = Command::new(env::current_exe().unwrap());
        command
            .args(["--exact", "process", "--ignored", "--nocapture"])
            .env("FLEET_PLATFORM", &platform.url)
            .env("FLEET_REDIS", redis.url())
            .env("FLEET_SESSION", session.map_or("", UserSession::id));
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let input = child.stdin.take().unwrap();
        let output = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut process = Process { child, input, output };
        assert_eq!(process.answer(), "ready");
        process
    }

    /// Begins a call.
    fn begin(&mut self) {
        writeln!(self.input).unwrap();
    }

    /// What has come of the call that was begun.
    fn answer(&mut self) -> String {
        let mut lines = self.output.by_ref().map_while(Result::ok);
        let answer = lines.find_map(|line| line.strip_prefix("answer: ").map(str::to_owned));
        answer.expect("the process has ended")
    }

    fn call(&mut self) -> String {
        self.begin();
        self.answer()
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Processes that make a call each, all at once.
fn call_at_once<const N: usize>(processes: &mut [Process; N]) -> [String; N] {
    processes.iter_mut().for_each(Process::begin);
    processes.each_mut().map(Process::answer)
}

/// What a [`Process`] does: one call for each line that it is sent.
#[tokio::test(flavor = "multi_thread")]
#[ignore = "the other tests start it"]
async fn process() {
    let Ok(url) = env::var("FLEET_PLATFORM") else { return };
    let client = client(&url, RedisStore::new(&env::var("FLEET_REDIS").unwrap()).unwrap());
    let session = match env::var("FLEET_SESSION").unwrap().as_str() {
        "" => None,
        id => Some(client.resume_session(id).await.unwrap()),
    };
    // The test runner may have begun a line.
    println!("\nanswer: ready");
    for _ in io::stdin().lines() {
        let token = match &session {
            Some(session) => FleetApiClient::new(&session.client()).token().await,
            None => FleetApiClient::new(&client).token().await,
        };
        println!("answer: {}", token.unwrap_or_else(|error| error.to_string()));
    }
}

/// A Redis, which is gone when the test is over.
struct Redis {
    server: Child,
    port: u16,
    folder: PathBuf,
}

impl Redis {
    /// Starts one; nothing if there is none to start.
    fn start() -> Option<Self> {
        for _ in 0..20 {
            let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
            let name = format!("feishu-api-fleet-{}-{port}", std::process::id());
            let folder = env::temp_dir().join(name);
            fs::create_dir_all(&folder).unwrap();
            let mut command = Command::new("redis-server");
            command
                .args(["--port", &port.to_string(), "--bind", "127.0.0.1"])
                .args(["--save", "", "--appendonly", "no", "--dir"])
                .arg(&folder)
                .stdout(Stdio::null());
            let server = match command.spawn() {
                Ok(server) => server,
                Err(error) if error.kind() == ErrorKind::NotFound => {
                    let _ = fs::remove_dir_all(&folder);
                    skip::without("redis-server");
                    return None;
                }
                Err(error) => panic!("redis-server cannot be started: {error}"),
            };
            let mut redis = Redis { server, port, folder };
            if redis.comes_up() {
                return Some(redis);
            }
        }
        panic!("no redis-server has come up");
    }

    /// Waits until it answers; somebody else may have been quicker to take the port.
    fn comes_up(&mut self) -> bool {
        let own_id = format!("process_id:{}", self.server.id());
        let began_at = Instant::now();
        while began_at.elapsed() < PATIENCE && self.server.try_wait().unwrap().is_none() {
            let about = self.try_ask(&["INFO", "server"]).unwrap_or_default().concat();
            if String::from_utf8_lossy(&about).lines().any(|line| line == own_id) {
                return true;
            }
            thread::sleep(PAUSE);
        }
        false
    }

    fn url(&self) -> String {
        format!("redis://127.0.0.1:{}", self.port)
    }

    fn store(&self) -> RedisStore {
        RedisStore::new(&self.url()).unwrap()
    }

    /// Asks it by hand, and answers with the texts and numbers in its reply.
    fn ask(&self, command: &[&str]) -> Vec<Vec<u8>> {
        self.try_ask(command).unwrap()
    }

    fn try_ask(&self, command: &[&str]) -> io::Result<Vec<Vec<u8>>> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port))?;
        stream.set_read_timeout(Some(MINUTE))?;
        let mut request = format!("*{}\r\n", command.len());
        for word in command {
            let _ = write!(request, "${}\r\n{word}\r\n", word.len());
        }
        stream.write_all(request.as_bytes())?;
        read(&mut BufReader::new(stream))
    }

    /// Ends it, and keeps its port from anybody else.
    fn die(mut self) -> TcpSocket {
        self.server.kill().unwrap();
        self.server.wait().unwrap();
        closed(self.port)
    }
}

impl Drop for Redis {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// Reads a reply.
fn read(reply: &mut impl BufRead) -> io::Result<Vec<Vec<u8>>> {
    let mut line = String::new();
    reply.read_line(&mut line)?;
    let (kind, rest) = line.trim_end().split_at_checked(1).unwrap_or_default();
    match (kind, rest.parse::<i64>()) {
        ("*", Ok(count)) => {
            let items = (0..count).map(|_| read(reply)).collect::<io::Result<Vec<_>>>()?;
            Ok(items.concat())
        }
        ("$", Ok(-1)) => Ok(Vec::new()),
        ("$", Ok(length)) => {
            let mut text = vec![0; length as usize + 2];
            reply.read_exact(&mut text)?;
            text.truncate(length as usize);
            Ok(vec![text])
        }
        ("+" | ":", _) => Ok(vec![rest.into()]),
        _ => Err(io::Error::other(line)),
    }
}

/// A port at which nobody listens, as long as this is there.
fn closed(port: u16) -> TcpSocket {
    let socket = TcpSocket::new_v4().unwrap();
    // Connections to one that was there may not be quite gone.
    socket.set_reuseaddr(port != 0).unwrap();
    socket.bind(([127, 0, 0, 1], port).into()).unwrap();
    socket
}

/// Something that answers with the same, whatever it is sent.
fn parrot(answer: &'static [u8]) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("redis://{}", listener.local_addr().unwrap());
    thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            thread::spawn(move || {
                let mut sent = [0; 4096];
                while stream.read(&mut sent).is_ok_and(|count| count > 0)
                    && stream.write_all(answer).is_ok()
                {}
            });
        }
    });
    url
}

// Processes are waited for on the thread of the test: the platform runs on others.

#[tokio::test(flavor = "multi_thread")]
async fn a_cold_fleet_makes_one_token_request() {
    let Some(redis) = Redis::start() else { return };
    let platform = Platform::start().await;
    let mut fleet: [_; 10] = array::from_fn(|_| Process::start(&platform, &redis, None));
    assert_eq!(call_at_once(&mut fleet), ["t-fleet-1"; 10]);
    assert_eq!((platform.count(TOKENS), platform.count(CALLS)), (1, 10));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_process_that_dies_with_the_lock_holds_up_nobody_for_ever() {
    let Some(redis) = Redis::start() else { return };
    let platform = Platform::start().await;
    platform.stall();
    let mut unlucky = Process::start(&platform, &redis, None);
    unlucky.begin();
    platform.stalled().await;
    drop(unlucky);
    assert_eq!(redis.ask(&["EXISTS", &format!("lock:{TENANT_KEY}")]), [b"1"]);

    let mut next = Process::start(&platform, &redis, None);
    assert_eq!(next.call(), "t-fleet-2");
    assert_eq!((platform.count(TOKENS), platform.count(CALLS)), (2, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fleet_refreshes_a_session_once() {
    let Some(redis) = Redis::start() else { return };
    let platform = Platform::start().await;
    let client = platform.client(redis.store());
    let session = client.start_session("ou_1", old_tokens()).await.unwrap();
    let mut fleet: [_; 8] = array::from_fn(|_| Process::start(&platform, &redis, Some(&session)));
    assert_eq!(call_at_once(&mut fleet), ["u-fleet-1"; 8]);
    assert_eq!((platform.count(REFRESHES), platform.count(CALLS)), (1, 8));

    // All have it in mind when it is refused.
    platform.refuse("u-fleet-1");
    assert_eq!(call_at_once(&mut fleet), ["u-fleet-2"; 8]);
    assert_eq!((platform.count(REFRESHES), platform.count(CALLS)), (2, 24));

    let stored: Value = serde_json::from_slice(&redis.ask(&["GET", USER_KEY]).concat()).unwrap();
    assert_eq!(stored["access_token"], "u-fleet-2");
    assert_eq!(stored["refresh_token"], "r-fleet-2");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_is_refused_is_replaced_once() {
    let Some(redis) = Redis::start() else { return };
    let platform = Platform::start().await;
    let mut fleet = array::from_fn(|_| Process::start(&platform, &redis, None));
    assert_eq!(call_at_once(&mut fleet), ["t-fleet-1"; 2]);
    assert_eq!((platform.count(TOKENS), platform.count(CALLS)), (1, 2));

    platform.refuse("t-fleet-1");
    assert_eq!(fleet[0].call(), "t-fleet-2");
    assert_eq!((platform.count(TOKENS), platform.count(CALLS)), (2, 4));
    assert_eq!(redis.ask(&["GET", TENANT_KEY]), [b"t-fleet-2"]);

    // The other has the old one in mind, and finds the new one in the Redis.
    assert_eq!(fleet[1].call(), "t-fleet-2");
    assert_eq!((platform.count(TOKENS), platform.count(CALLS)), (2, 6));
    assert_eq!(call_at_once(&mut fleet), ["t-fleet-2"; 2]);
    assert_eq!((platform.count(TOKENS), platform.count(CALLS)), (2, 8));

    platform.refuse("t-fleet-2");
    assert_eq!(call_at_once(&mut fleet), ["t-fleet-3"; 2]);
    assert_eq!((platform.count(TOKENS), platform.count(CALLS)), (3, 12));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_redis_costs_token_requests_but_no_call() {
    let nobody = closed(0);
    let mut urls = vec![format!("redis://{}", nobody.local_addr().unwrap())];
    let answers: &[&[u8]] = &[
        b"",
        b"-ERR no\r\n",
        b"-LOADING the dataset is in memory in a moment\r\n",
        b"-READONLY it is a replica\r\n",
        b"+OK\r\n",
        b":1\r\n",
        b"*0\r\n",
        b"$3\r\nt-0\r\n",
        b"$9999999999999\r\n",
        b"HTTP/1.1 400 Bad Request\r\n\r\n",
        b"\0\xff",
    ];
    urls.extend(answers.iter().map(|answer| parrot(answer)));
    let mut fleets = JoinSet::new();
    for url in urls {
        fleets.spawn(async move {
            let platform = Platform::start().await;
            let client = platform.client(RedisStore::new(&url).unwrap());
            assert_eq!([call(&client).await, call(&client).await], ["t-fleet-1"; 2]);
            platform.refuse("t-fleet-1");
            assert_eq!([call(&client).await, call(&client).await], ["t-fleet-2"; 2]);
            assert_eq!((platform.count(TOKENS), platform.count(CALLS)), (2, 5));
        });
    }
    fleets.join_all().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_redis_that_dies_costs_token_requests_but_no_call() {
    let Some(redis) = Redis::start() else { return };
    let platform = Platform::start().await;
    let [first, other, late] = array::from_fn(|_| platform.client(redis.store()));
    assert_eq!([call(&first).await, call(&other).await], ["t-fleet-1"; 2]);

    let _port = redis.die();
    assert_eq!([call(&first).await, call(&other).await], ["t-fleet-1"; 2]);
    assert_eq!(call(&late).await, "t-fleet-2");
    platform.refuse("t-fleet-1");
    assert_eq!(call(&first).await, "t-fleet-3");
    assert_eq!(call(&other).await, "t-fleet-4");
    assert_eq!((platform.count(TOKENS), platform.count(CALLS)), (4, 9));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_encrypted_store_holds_no_secret_in_plain() {
    const PREFIX: &str = "canteen:";
    let Some(redis) = Redis::start() else { return };
    let platform = Platform::start().await;
    let store = |key| redis.store().with_prefix(PREFIX).with_encryption([key; 32]);
    let ours = platform.client(store(1));
    assert_eq!(call(&ours).await, "t-fleet-1");
    assert_eq!(call(&platform.client(store(1))).await, "t-fleet-1");
    ours.start_session("ou_1", old_tokens()).await.unwrap();
    let session = ours.resume_session("ou_1").await.unwrap();
    assert_eq!(call_as_user(&session).await, "u-fleet-1");
    ours.set_app_ticket("app-ticket-3c8").await.unwrap();
    assert!(store(1).try_lock("lock-5e2", "owner", MINUTE).await.unwrap());

    let keys = redis.ask(&["KEYS", "*"]);
    assert_eq!(keys.len(), 4);
    let secrets = [APP_SECRET, "app-ticket", "t-fleet", "u-fleet", "r-fleet"];
    for key in keys {
        let key = String::from_utf8(key).unwrap();
        assert!(key.starts_with(PREFIX), "{key}");
        let value = redis.ask(&["GET", &key]).concat();
        for secret in secrets {
            let shows =
                |text: &[u8]| text.windows(secret.len()).any(|part| part == secret.as_bytes());
            assert!(!shows(key.as_bytes()) && !shows(&value), "{key} shows {secret}");
        }
        let life = String::from_utf8(redis.ask(&["PTTL", &key]).concat()).unwrap();
        assert!(life.parse::<i64>().unwrap() > 0, "{key} stays for ever");
    }

    // What was stored under another key is of no use, and in nobody's way.
    assert_eq!(call(&platform.client(store(2))).await, "t-fleet-2");
    assert_eq!(call(&ours).await, "t-fleet-1");
    assert_eq!(call(&platform.client(redis.store())).await, "t-fleet-3");
    assert_eq!(redis.ask(&["GET", TENANT_KEY]), [b"t-fleet-3"]);
}

#[tokio::test]
async fn memory_keeps_the_contract_of_a_store() {
    keeps_its_contract(Arc::new(MemoryStore::new())).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_redis_keeps_the_contract_of_a_store() {
    let Some(redis) = Redis::start() else { return };
    keeps_its_contract(Arc::new(redis.store())).await;
    keeps_its_contract(Arc::new(redis.store().with_prefix("a:").with_encryption([7; 32]))).await;
}

/// What every store does, on one that is empty.
async fn keeps_its_contract(store: Arc<dyn TokenStore>) {
    let brief = Duration::from_millis(50);
    let secret = |text: &str| SecretString::from(text.to_owned());
    let put = async |key: &str, value: &str, life| {
        store.put(key, StoredToken::new(value, life)).await.unwrap();
    };
    let get = async |key: &str| {
        let stored = store.get(key).await.unwrap()?;
        Some((stored.value.expose_secret().to_owned(), stored.life))
    };
    let drop_if =
        async |key: &str, value: &str| store.compare_and_drop(key, &secret(value)).await.unwrap();
    let lock = async |key: &str, owner: &str| store.try_lock(key, owner, MINUTE).await.unwrap();

    // A token is there until its life is over, or another is put in its place.
    assert_eq!(get("k").await, None);
    put("k", "one", MINUTE).await;
    let (value, life) = get("k").await.unwrap();
    assert_eq!(value, "one");
    assert!(life > Duration::ZERO && life <= MINUTE, "{life:?}");
    put("k", "two", 60 * MINUTE).await;
    let (value, life) = get("k").await.unwrap();
    assert_eq!(value, "two");
    assert!(life > MINUTE && life <= 60 * MINUTE, "{life:?}");
    assert_eq!(get("another").await, None);
    put("brief", "one", brief).await;
    eventually(async || get("brief").await.is_none()).await;
    for (key, value) in [("", ""), ("k ü\r\n\0*", "ü\r\n\0$-1"), ("long", &"x".repeat(100_000))] {
        put(key, value, MINUTE).await;
        assert_eq!(get(key).await.unwrap().0, value);
    }

    // It is dropped if it is the one that is meant, once.
    assert!(!drop_if("absent", "two").await);
    assert!(!drop_if("k", "one").await);
    assert!(!drop_if("k", "").await);
    assert_eq!(get("k").await.unwrap().0, "two");
    assert!(drop_if("k", "two").await);
    assert_eq!(get("k").await, None);
    assert!(!drop_if("k", "two").await);
    put("k", "one", MINUTE).await;
    let drops = at_once(&store, |store, _| {
        Box::pin(async move { store.compare_and_drop("k", &"one".into()).await.unwrap() })
    });
    assert_eq!(drops.await, 1);

    // A lock is one owner's, and no token's business.
    assert!(lock("k", "first").await);
    assert!(!lock("k", "other").await);
    assert!(lock("another", "other").await);
    assert_eq!(get("k").await, None);
    put("k", "one", MINUTE).await;
    assert!(drop_if("k", "one").await);
    store.unlock("k", "other").await.unwrap();
    store.unlock("absent", "other").await.unwrap();
    assert!(!lock("k", "other").await);
    store.unlock("k", "first").await.unwrap();
    assert!(lock("k", "other").await);
    let locks = at_once(&store, |store, owner| {
        Box::pin(async move { store.try_lock("new", &owner, MINUTE).await.unwrap() })
    });
    assert_eq!(locks.await, 1);

    // It ends by itself, and is then out of its owner's hands.
    assert!(store.try_lock("brief", "first", brief).await.unwrap());
    eventually(async || lock("brief", "other").await).await;
    store.unlock("brief", "first").await.unwrap();
    assert!(!lock("brief", "third").await);
}

/// How many of twenty at once are told that it is theirs.
async fn at_once(
    store: &Arc<dyn TokenStore>,
    take: impl Fn(Arc<dyn TokenStore>, String) -> Pin<Box<dyn Future<Output = bool> + Send>>,
) -> usize {
    let mut takes = JoinSet::new();
    for owner in 0..20 {
        takes.spawn(take(store.clone(), owner.to_string()));
    }
    takes.join_all().await.into_iter().filter(|is_taken| *is_taken).count()
}

/// Waits until it is so.
async fn eventually(is_so: impl AsyncFn() -> bool) {
    let waiting = async {
        while !is_so().await {
            sleep(PAUSE).await;
        }
    };
    timeout(PATIENCE, waiting).await.expect("it never comes");
}

/// What a fleet may call seldom.
#[feishu_api(path = "/fleet/v1", token(None))]
trait SeldomApi {
    #[get("/seldom")]
    #[rate_limit("3/h")]
    async fn get(&self) -> Result<()>;
}

const SELDOM_KEY: &str = "feishu-api:cli_fleet:limit:GET /fleet/v1/seldom";

fn seldom(mock: &Mock, store: RedisStore) -> SeldomApiClient {
    let builder = Client::builder(APP_ID, APP_SECRET).mock(mock).rate_limits(true);
    SeldomApiClient::new(&builder.limit_store(store).build().unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fleet_keeps_to_a_limit_as_one() {
    let Some(redis) = Redis::start() else { return };
    let mock = Mock::new();
    mock.on::<SeldomGetCall>().reply(json!(null));
    let mut calls = JoinSet::new();
    for _ in 0..10 {
        calls.spawn(seldom(&mock, redis.store()).get().send());
    }
    let calls = calls.join_all().await;
    let (passed, held): (Vec<_>, Vec<_>) = calls.into_iter().partition(|call| call.is_ok());
    assert_eq!((passed.len(), mock.requests().len()), (3, 3));
    for error in held.into_iter().map(|call| call.unwrap_err()) {
        assert_eq!(error.kind(), feishu_api::ErrorKind::RateLimit);
        assert!(error.retry_after().unwrap() > 59 * MINUTE, "{error}");
    }
    // What is counted is forgotten when it is over.
    let [life] = &redis.ask(&["PTTL", SELDOM_KEY])[..] else { panic!("no number") };
    let life: i64 = std::str::from_utf8(life).unwrap().parse().unwrap();
    assert!((59 * 60_000..=60 * 60_000).contains(&life), "{life}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fleet_is_held_as_one() {
    let Some(redis) = Redis::start() else { return };
    let mock = Mock::new();
    mock.on::<SeldomGetCall>().rate_limited(240).reply(json!(null));
    let first = seldom(&mock, redis.store());
    let error = first.get().await.unwrap_err();
    assert_eq!(error.retry_after(), Some(4 * MINUTE));
    // Nobody waits until the others are told.
    let held = format!("{SELDOM_KEY}:held");
    eventually(async || redis.ask(&["EXISTS", &held]) == [b"1"]).await;
    let error = seldom(&mock, redis.store()).get().await.unwrap_err();
    assert_eq!(error.kind(), feishu_api::ErrorKind::RateLimit);
    assert!(error.retry_after().unwrap() > 3 * MINUTE, "{error}");
    assert_eq!(mock.requests().len(), 1);

    // Without its Redis, a process knows what it knows.
    let others = seldom(&mock, redis.store());
    let _port = redis.die();
    assert!(first.get().await.unwrap_err().is_rate_limited());
    others.get().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_redis_keeps_the_contract_of_limits() {
    let Some(redis) = Redis::start() else { return };
    let (ours, theirs) = (redis.store().with_prefix("x:"), redis.store().with_prefix("x:"));
    let limit = |count, minutes| RateLimit::Calls { count, per: minutes * MINUTE };
    let (hour, limits) = (60 * MINUTE, [limit(2, 10), RateLimit::Special, limit(3, 30)]);
    let mut waits = Vec::new();
    for store in [&ours, &theirs, &theirs, &ours] {
        waits.push(store.reserve("k", &limits, hour).await.unwrap());
    }
    let minutes = |wait: &Duration| (wait.as_secs_f64() / 60.0).round() as u32;
    assert_eq!(waits.iter().map(minutes).collect::<Vec<_>>(), [0, 0, 10, 30]);
    // What is too long is not reserved.
    let brief = Duration::from_secs(1);
    for _ in 0..5 {
        assert_eq!(minutes(&theirs.reserve("k", &limits, brief).await.unwrap()), 30);
    }
    assert_eq!(minutes(&theirs.reserve("k", &limits, hour).await.unwrap()), 30);

    ours.hold("held", 20 * MINUTE).await.unwrap();
    theirs.hold("held", MINUTE).await.unwrap();
    assert_eq!(minutes(&theirs.reserve("held", &[], brief).await.unwrap()), 20);
    let wait = theirs.reserve("held", &[limit(1, 5)], hour).await.unwrap();
    assert_eq!(minutes(&wait), 20);
    assert_eq!(minutes(&ours.reserve("held", &[limit(1, 5)], hour).await.unwrap()), 25);
    // Without limits nothing is counted, and nothing stays.
    for _ in 0..5 {
        assert_eq!(ours.reserve("free", &[], Duration::ZERO).await.unwrap(), Duration::ZERO);
    }
    assert_eq!(redis.ask(&["EXISTS", "x:free"]), [b"0"]);
}
