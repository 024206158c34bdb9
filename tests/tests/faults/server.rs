//! A server on this machine that plays a script, however hostile.

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::sync::Notify;
use tokio::time::{Instant, sleep};

use super::clock::Clock;
use super::connection::{Connection, Request};

pub(crate) const SUCCESS: &str = r#"{"code":0,"msg":"ok","data":{"name":"thing"}}"#;

/// The length of what does not end.
const FLOOD: u64 = 1 << 30;

/// What is done with a request, or with the connection that it would come on.
#[derive(Debug, Clone)]
pub(crate) struct Act {
    when: When,
    says: Vec<u8>,
    then: Then,
    /// Whether it says that nothing has been done.
    is_rejection: bool,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum When {
    /// The connection is there.
    Connected,
    /// The request has begun to come; none of it is read.
    Begun,
    /// The request has been read.
    Read,
}

/// What a server does when it has said what it says.
#[derive(Debug, Clone)]
pub(crate) enum Then {
    /// Waits for the next request.
    Wait,
    Close,
    Reset,
    Stall,
    /// Says this again and again.
    Flood(Vec<u8>),
    /// Says this letter by letter, with a pause before each.
    Drip(&'static str, Duration),
    /// Resets the connection, and takes no other.
    Vanish,
}

/// How far an answer comes.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Until {
    /// The request is not read.
    Connected,
    /// The request is read.
    Read,
    /// Half of the status line is sent.
    StatusLine,
    /// Half of the headers.
    HalfHeaders,
    /// The headers.
    Headers,
    /// Half of the body.
    Body,
}

impl Act {
    /// Says this, and waits for the next request.
    pub(crate) fn say(says: impl Into<Vec<u8>>) -> Self {
        Act { when: When::Read, says: says.into(), then: Then::Wait, is_rejection: false }
    }

    /// A success that breaks off.
    pub(crate) fn stop(until: Until, then: Then) -> Self {
        let success = reply(200, &[JSON], SUCCESS);
        let head = success.says.len() - SUCCESS.len();
        let length = match until {
            Until::Connected | Until::Read => 0,
            Until::StatusLine => "HTTP/1.1 2".len(),
            Until::HalfHeaders => "HTTP/1.1 200 Status\r\nconte".len(),
            Until::Headers => head,
            Until::Body => head + SUCCESS.len() / 2,
        };
        let act = Act::say(&success.says[..length]).then(then);
        match until {
            Until::Connected => Act { when: When::Connected, ..act },
            _ => act,
        }
    }

    pub(crate) fn then(mut self, then: Then) -> Self {
        self.then = then;
        self
    }

    /// Says what another says, too, at once.
    pub(crate) fn and(mut self, other: Act) -> Self {
        self.says.extend(other.says);
        self
    }

    /// Leaves out the last bytes.
    pub(crate) fn without_end(mut self, length: usize) -> Self {
        self.says.truncate(self.says.len() - length);
        self
    }

    /// Whether the headers come whole.
    pub(crate) fn has_headers(&self) -> bool {
        self.says.windows(4).any(|end| end == b"\r\n\r\n")
    }

    /// Does not wait for the whole request.
    pub(crate) fn early(mut self) -> Self {
        self.when = When::Begun;
        self
    }

    pub(crate) fn rejection(mut self) -> Self {
        self.is_rejection = true;
        self
    }
}

pub(crate) const JSON: (&str, &str) = ("content-type", "application/json; charset=utf-8");
pub(crate) const HTML: (&str, &str) = ("content-type", "text/html");

/// An answer as it should be.
pub(crate) fn reply(status: u16, headers: &[(&str, &str)], body: impl AsRef<[u8]>) -> Act {
    let body = body.as_ref();
    let mut says = format!("HTTP/1.1 {status} Status\r\n");
    for (name, value) in headers {
        says.push_str(&format!("{name}: {value}\r\n"));
    }
    // A reply without a body that has a length is another fault.
    if status != 204 {
        says.push_str(&format!("content-length: {}\r\n", body.len()));
    }
    says.push_str("\r\n");
    Act::say([says.as_bytes(), body].concat())
}

/// A success.
pub(crate) fn success() -> Act {
    reply(200, &[JSON], SUCCESS)
}

/// A refusal by the platform.
pub(crate) fn refusal(status: u16, code: i64) -> Act {
    reply(status, &[JSON], format!(r#"{{"code":{code},"msg":"refused"}}"#))
}

/// A gateway's page.
pub(crate) fn page(status: u16) -> Act {
    reply(status, &[HTML], "<html>\n<body>The gateway says no.</body>\n</html>")
}

pub(crate) struct Server {
    address: String,
    state: Arc<State>,
}

struct State {
    clock: Clock,
    played: Mutex<Played>,
    /// Tells that no other connection is taken.
    vanishes: Notify,
}

#[derive(Default)]
struct Played {
    script: VecDeque<Act>,
    /// What requests for tokens are answered. Then there is a new token each time.
    tokens: VecDeque<Act>,
    tokens_asked: usize,
    /// Each act that has been played: whether it was a rejection.
    rejections: Vec<bool>,
    /// Each request that has been read.
    requests: Vec<Arc<Seen>>,
    connections: usize,
    flooded: u64,
}

/// A request that has been read.
pub(crate) struct Seen {
    pub(crate) request: Request,
    pub(crate) at: Instant,
}

impl Server {
    /// Plays the script and answers with success then.
    pub(crate) async fn start(clock: &Clock, script: impl IntoIterator<Item = Act>) -> Self {
        Server::listen(clock, TcpListener::bind("127.0.0.1:0").await.unwrap(), script)
    }

    /// The same at a place that was taken before.
    pub(crate) fn start_at(clock: &Clock, place: TcpSocket) -> Self {
        Server::listen(clock, place.listen(64).unwrap(), [])
    }

    fn listen(clock: &Clock, listener: TcpListener, script: impl IntoIterator<Item = Act>) -> Self {
        let address = listener.local_addr().unwrap().to_string();
        let script = script.into_iter().collect();
        let played = Mutex::new(Played { script, ..Played::default() });
        let state = Arc::new(State { clock: clock.clone(), played, vanishes: Notify::new() });
        let server = Server { address, state: state.clone() };
        tokio::spawn(async move {
            loop {
                let stream = tokio::select! {
                    accepted = listener.accept() => accepted.unwrap().0,
                    () = state.vanishes.notified() => break,
                };
                state.clock.tell();
                state.played().connections += 1;
                tokio::spawn(state.clone().serve(stream));
            }
            // Another test's server would answer if it came to this address.
            let address = listener.local_addr().unwrap();
            drop(listener);
            let _place = place_at(address);
            std::future::pending::<()>().await;
        });
        server
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Answers the next request for a token so.
    pub(crate) fn answer_token(&self, act: Act) {
        self.state.played().tokens.push_back(act);
    }

    pub(crate) fn tokens_asked(&self) -> usize {
        self.state.played().tokens_asked
    }

    /// The requests so far, but those for tokens.
    pub(crate) fn requests(&self) -> Vec<Arc<Seen>> {
        self.state.played().requests.clone()
    }

    pub(crate) fn connections(&self) -> usize {
        self.state.played().connections
    }

    /// What is left of the script.
    pub(crate) fn left(&self) -> usize {
        self.state.played().script.len()
    }

    /// Each act that has been played: whether it was a rejection.
    pub(crate) fn rejections(&self) -> Vec<bool> {
        self.state.played().rejections.clone()
    }

    /// How many bytes have been sent of what does not end.
    pub(crate) fn flooded(&self) -> u64 {
        self.state.played().flooded
    }
}

impl State {
    fn played(&self) -> MutexGuard<'_, Played> {
        self.played.lock().unwrap()
    }

    /// The next act, if it is for this moment.
    fn next(&self, when: When) -> Option<Act> {
        let mut played = self.played();
        played.script.front().filter(|act| act.when == when)?;
        let act = played.script.pop_front()?;
        played.rejections.push(act.is_rejection);
        Some(act)
    }

    async fn serve(self: Arc<Self>, stream: TcpStream) {
        let mut connection = Connection::new(stream);
        let mut next = self.next(When::Connected);
        loop {
            // A connection without a request does not hold the clock.
            if next.is_none() && connection.peek().await.is_none() {
                return;
            }
            let held = self.clock.hold();
            let mut next = next.take().or_else(|| self.next(When::Connected));
            next = next.or_else(|| self.next(When::Begun));
            let act = match next {
                Some(act) => act,
                None => match connection.request().await {
                    Ok(Some(request)) => self.read(request),
                    _ => return,
                },
            };
            if connection.write(&act.says).await.is_err() {
                return;
            }
            if let Then::Close | Then::Reset | Then::Stall | Then::Vanish = act.then {
                // What has been said is heard.
                self.clock.arrive().await;
            }
            match act.then {
                Then::Wait => {}
                Then::Close => return connection.close().await,
                Then::Reset => return connection.reset(),
                Then::Stall => {
                    drop(held);
                    return std::future::pending().await;
                }
                Then::Vanish => {
                    self.vanishes.notify_one();
                    self.clock.arrive().await;
                    return connection.reset();
                }
                Then::Drip(text, pause) => {
                    drop(held);
                    for letter in text.bytes() {
                        sleep(pause).await;
                        self.clock.tell();
                        if connection.write(&[letter]).await.is_err() {
                            return;
                        }
                    }
                }
                Then::Flood(piece) => {
                    let mut sent = 0;
                    while sent < FLOOD && connection.write(&piece).await.is_ok() {
                        sent += piece.len() as u64;
                        self.played().flooded = sent;
                    }
                    return;
                }
            }
        }
    }

    /// Keeps a request and answers with what is done with it.
    fn read(&self, request: Request) -> Act {
        if request.path().ends_with("/tenant_access_token/internal") {
            let mut played = self.played();
            played.tokens_asked += 1;
            let number = played.tokens_asked;
            return played.tokens.pop_front().unwrap_or_else(|| token(number));
        }
        let is_head = request.method == "HEAD";
        let seen = Seen { request, at: Instant::now() };
        self.played().requests.push(Arc::new(seen));
        let mut act = self.next(When::Read).unwrap_or_else(success);
        if is_head && let Some(end) = act.says.windows(4).position(|end| end == b"\r\n\r\n") {
            act.says.truncate(end + 4);
        }
        act
    }
}

/// An address that is taken, where nobody listens.
pub(crate) fn place_at(address: SocketAddr) -> TcpSocket {
    let place = TcpSocket::new_v4().unwrap();
    place.set_reuseaddr(true).unwrap();
    place.bind(address).unwrap();
    place
}

/// A token, which has a number.
fn token(number: usize) -> Act {
    let token = format!(r#""tenant_access_token":"t-{number}","expire":7200"#);
    reply(200, &[JSON], format!(r#"{{"code":0,"msg":"ok",{token}}}"#))
}
