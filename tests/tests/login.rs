//! The example `login`, with users who come to it in a browser: a Chromium without a window, led by
//! `chromedriver`. Where there is none, those tests are skipped, and say so; on CI that is a failure.

use std::io::ErrorKind;
use std::process::Command;

use feishu_api::authen_v1::UserInfoGetCall;
use feishu_api::authen_v2::{OauthGetUserAccessTokenCall, OauthRefreshUserAccessTokenCall};
use feishu_api::reqwest::redirect::Policy;
use feishu_api::reqwest::{self, Url, header};
use feishu_api::testing::{Mock, MockServer, json};
use feishu_api::{Method, StatusCode};
use serde_json::Value;

#[path = "examples/program.rs"]
mod program;
#[path = "common/skip.rs"]
mod skip;

use program::{PATIENCE, Server, assert_no_secrets, example, folder, shown};

/// The platform's page, on which a user agrees or refuses.
const CONSENT: &str = "<!doctype html><title>Platform</title><form>\
    <button name=code value=code-5e0>Agree</button>\
    <button name=error value=access_denied>Refuse</button></form>\
    <script>const asked = new URLSearchParams(location.search), form = document.forms[0];\
    form.action = asked.get('redirect_uri');\
    form.innerHTML += '<input type=hidden name=state>';\
    form.state.value = asked.get('state');</script>";

/// The example, and where its pages are.
struct Site {
    server: Server,
    url: String,
}

impl Site {
    /// Starts the example as nobody, or as an app of the platform at a URL.
    fn start(test: &str, platform: Option<&MockServer>) -> Self {
        let platform = platform.map(MockServer::url);
        let example = example("login", &["0".into()], platform, &folder(test));
        let (server, url) = Server::start(example, "http://").unwrap();
        Site { server, url }
    }

    /// Stops it. It ends well, and what it has said has no secrets: neither those of the platform nor these.
    fn stop(self, secrets: &[&str]) -> String {
        let output = self.server.stop();
        let shown = shown(&output);
        assert!(output.status.success() && shown.contains("ended"), "{shown}");
        assert_no_secrets("the example", &shown);
        for secret in secrets {
            assert!(!shown.contains(secret), "it shows {secret:?}:\n{shown}");
        }
        shown
    }
}

/// A platform with a user of this name, and its page.
async fn platform(name: &str) -> (Mock, MockServer) {
    let mock = Mock::new();
    mock.on_raw(Method::GET, "/authen/v1/authorize").reply_with(
        StatusCode::OK,
        "text/html; charset=utf-8",
        CONSENT,
    );
    mock.on::<UserInfoGetCall>().reply(json!({ "open_id": "ou_1", "name": name }));
    let server = mock.serve().await.unwrap();
    (mock, server)
}

/// Requests that go to this machine, and lead nowhere else.
fn http() -> reqwest::Client {
    let http = feishu_api::http_client().unwrap().no_proxy().timeout(PATIENCE);
    http.redirect(Policy::none()).build().unwrap()
}

/// A Chromium, by the protocol of WebDriver. It ends with its driver.
struct Browser {
    http: reqwest::Client,
    session: String,
    _driver: Server,
}

impl Browser {
    async fn start(test: &str) -> Option<Self> {
        let mut driver = Command::new("chromedriver");
        driver.arg("--port=0");
        let began = "ChromeDriver was started successfully on port ";
        let (driver, line) = match Server::start(driver, began) {
            Ok(started) => started,
            Err(error) if error.kind() == ErrorKind::NotFound => {
                skip::without("chromedriver");
                return None;
            }
            Err(error) => panic!("chromedriver cannot be started: {error}"),
        };
        let port = line.trim_start_matches(began).trim_end_matches('.');
        let session = format!("http://127.0.0.1:{port}/session");
        let mut browser = Browser { http: http(), session, _driver: driver };

        let profile = format!("--user-data-dir={}", folder(&format!("{test}-chromium")).display());
        let arguments = [
            "--headless",
            // Root may not have one.
            "--no-sandbox",
            "--disable-gpu",
            // Without its driver it ends.
            "--remote-debugging-pipe",
            // It talks to nobody but the example.
            "--no-proxy-server",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            &profile,
        ];
        let wanted = json!({
            "goog:chromeOptions": { "args": arguments },
            // An element that is not there yet is waited for.
            "timeouts": { "implicit": 20_000 },
        });
        let wanted = json!({ "capabilities": { "alwaysMatch": wanted } });
        let begun = browser.ask(Method::POST, "", wanted).await;
        let session = format!("{}/{}", browser.session, begun["sessionId"].as_str().unwrap());
        browser.session = session;
        Some(browser)
    }

    /// What the driver answers, or why it has not done it.
    async fn try_ask(&self, method: Method, path: &str, body: Value) -> Result<Value, Value> {
        let url = format!("{}{path}", self.session);
        let mut request = self.http.request(method.clone(), &url);
        if method == Method::POST {
            request = request.body(body.to_string());
        }
        let response = request.send().await.unwrap();
        let (status, text) = (response.status(), response.text().await.unwrap());
        let value = serde_json::from_str::<Value>(&text).unwrap()["value"].take();
        if status == StatusCode::OK { Ok(value) } else { Err(value["message"].clone()) }
    }

    async fn ask(&self, method: Method, path: &str, body: Value) -> Value {
        let answer = self.try_ask(method.clone(), path, body).await;
        answer.unwrap_or_else(|error| panic!("{method} {path}: {error}"))
    }

    async fn get(&self, path: &str) -> Value {
        self.ask(Method::GET, path, Value::Null).await
    }

    async fn post(&self, path: &str, body: Value) -> Value {
        self.ask(Method::POST, path, body).await
    }

    async fn open(&self, url: &str) {
        self.post("/url", json!({ "url": url })).await;
    }

    async fn text(&self, path: &str) -> String {
        self.get(path).await.as_str().unwrap().to_owned()
    }

    /// What a script answers.
    async fn run(&self, script: &str) -> Value {
        self.post("/execute/sync", json!({ "script": script, "args": [] })).await
    }

    /// The path of an element with just this text.
    async fn element(&self, tags: &str, words: &str) -> String {
        let path = format!("//*[{tags}][.=\"{words}\"]");
        let wanted = json!({ "using": "xpath", "value": path });
        let Ok(found) = self.try_ask(Method::POST, "/element", wanted).await else {
            let (url, source) = (self.text("/url").await, self.text("/source").await);
            panic!("{words:?} is not on the page {url}:\n{source}");
        };
        let id = found.as_object().unwrap().values().next().unwrap();
        format!("/element/{}", id.as_str().unwrap())
    }

    async fn see(&self, words: &str) {
        self.element("self::p", words).await;
    }

    async fn click(&self, words: &str) {
        let element = self.element("self::a or self::button", words).await;
        self.post(&format!("{element}/click"), json!({})).await;
    }

    /// The cookie of the session, if it has one. Others hide from scripts, too.
    async fn cookie(&self) -> Option<String> {
        let cookies = self.get("/cookie").await;
        for cookie in cookies.as_array().unwrap() {
            assert_eq!((&cookie["httpOnly"], &cookie["sameSite"]), (&json!(true), &json!("Lax")));
        }
        assert_eq!(self.run("return document.cookie").await, "");
        let mut cookies = cookies.as_array().unwrap().iter();
        let session = cookies.find(|cookie| cookie["name"] == "session")?;
        Some(session["value"].as_str().unwrap().to_owned())
    }

    /// Logs in on the page that is open.
    async fn log_in(&self) {
        self.click("Log in with Feishu").await;
        self.click("Agree").await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_newcomer_logs_in_and_out() {
    let test = "a_newcomer_logs_in_and_out";
    let Some(browser) = Browser::start(test).await else { return };
    let site = Site::start(test, None);
    browser.open(&site.url).await;
    browser.see("You are not logged in.").await;
    browser.click("Log in with Feishu").await;
    browser.see("The example asks for: offline_access").await;
    assert_eq!(browser.cookie().await, None);
    browser.click("Agree").await;
    browser.see("Hello, Mei!").await;
    // The code is gone from the address.
    assert_eq!(browser.text("/url").await, format!("{}/", site.url));
    let session = browser.cookie().await.unwrap();
    let source = browser.text("/source").await;
    assert_no_secrets("the page", &source);
    assert!(!source.contains(&session) && !source.contains("code-of-the-mock"), "{source}");

    browser.post("/refresh", json!({})).await;
    browser.see("Hello, Mei!").await;
    browser.open(&format!("{}/?again", site.url)).await;
    browser.click("Log out").await;
    browser.see("You are not logged in.").await;
    assert_eq!(browser.cookie().await, None);
    browser.post("/back", json!({})).await;
    assert_eq!(browser.text("/url").await, format!("{}/?again", site.url));
    browser.see("You are not logged in.").await;
    browser.post("/refresh", json!({})).await;
    browser.see("You are not logged in.").await;

    // The browser is still there, and its connections: they do not hold up the end.
    let shown = site.stop(&[&session, "code-of-the-mock"]);
    assert!(shown.contains("ou_mei has logged in"), "{shown}");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_refuses_is_told_so() {
    let test = "who_refuses_is_told_so";
    let Some(browser) = Browser::start(test).await else { return };
    let site = Site::start(test, None);
    browser.open(&site.url).await;
    browser.click("Log in with Feishu").await;
    browser.click("Refuse").await;
    browser.see("You have refused. Nothing was shared.").await;
    assert_eq!(browser.cookie().await, None);
    // Who thinks again is let in.
    browser.log_in().await;
    browser.see("Hello, Mei!").await;
    site.stop(&[]);
}

#[tokio::test(flavor = "multi_thread")]
async fn another_state_is_refused_before_the_code_is_exchanged() {
    let test = "another_state_is_refused_before_the_code_is_exchanged";
    let Some(browser) = Browser::start(test).await else { return };
    let (mock, server) = platform("Li").await;
    let site = Site::start(test, Some(&server));
    browser.open(&site.url).await;
    browser.click("Log in with Feishu").await;
    browser.element("self::button", "Agree").await;
    let consent = browser.text("/url").await;
    for query in ["code=code-5e0", "code=code-5e0&state=", "code=code-5e0&state=another"] {
        browser.open(&format!("{}/back?{query}", site.url)).await;
        browser.see("This is not the login that was begun here, or it took too long.").await;
    }
    assert!(mock.requests_of::<OauthGetUserAccessTokenCall>().is_empty());
    assert_eq!(browser.cookie().await, None);

    // The login is still good, for once.
    browser.open(&consent).await;
    browser.click("Agree").await;
    browser.see("Hello, Li!").await;
    let asked = Url::parse(&consent).unwrap();
    let (_, state) = asked.query_pairs().find(|(name, _)| name == "state").unwrap();
    browser.open(&format!("{}/back?code=code-5e0&state={state}", site.url)).await;
    browser.see("This is not the login that was begun here, or it took too long.").await;

    let exchanges = mock.requests_of::<OauthGetUserAccessTokenCall>();
    let [exchange] = &exchanges[..] else { panic!("{exchanges:?}") };
    let exchange = exchange.json();
    let code_verifier = exchange["code_verifier"].as_str().unwrap();
    assert_eq!(
        (&exchange["code"], &exchange["redirect_uri"]),
        (&json!("code-5e0"), &json!(format!("{}/back", site.url)))
    );
    site.stop(&["code-5e0", &state, code_verifier]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_is_a_text() {
    let test = "a_name_is_a_text";
    let Some(browser) = Browser::start(test).await else { return };
    let name = "<script>document.title='taken'</script>&amp;<b>";
    let (_mock, server) = platform(name).await;
    let site = Site::start(test, Some(&server));
    browser.open(&site.url).await;
    browser.log_in().await;
    browser.see(&format!("Hello, {name}!")).await;
    assert_eq!(browser.text("/title").await, "Login");
    // The page allows no scripts, but this one would not even be one.
    let made = "return document.querySelectorAll('script, b').length";
    assert_eq!(browser.run(made).await, 0);
    site.stop(&[]);
}

#[tokio::test(flavor = "multi_thread")]
async fn users_do_not_notice_a_refresh_and_log_in_again_when_their_consent_is_over() {
    let test = "users_do_not_notice_a_refresh";
    let Some(browser) = Browser::start(test).await else { return };
    let (mock, server) = platform("Li").await;
    // It is over when it comes.
    let tokens = json!({ "access_token": "u-0", "expires_in": 0, "refresh_token": "r-0" });
    mock.on::<OauthGetUserAccessTokenCall>().reply(tokens);
    let site = Site::start(test, Some(&server));
    browser.open(&site.url).await;
    browser.log_in().await;
    browser.see("Hello, Li!").await;
    let refreshes = mock.requests_of::<OauthRefreshUserAccessTokenCall>();
    assert_eq!(refreshes.len(), 1);
    assert_eq!(refreshes[0].json()["refresh_token"], "r-0");

    mock.off::<UserInfoGetCall>();
    let li = json!({ "open_id": "ou_1", "name": "Li" });
    mock.on::<UserInfoGetCall>()
        .fail(99991668, "the token is over")
        .reply(&li)
        .fail(99991668, "the token is over")
        .reply(&li);
    browser.post("/refresh", json!({})).await;
    browser.see("Hello, Li!").await;
    assert_eq!(mock.requests_of::<OauthRefreshUserAccessTokenCall>().len(), 2);

    mock.on::<OauthRefreshUserAccessTokenCall>().fail(20037, "the consent is over");
    browser.post("/refresh", json!({})).await;
    browser.see("Your login is over.").await;
    let before = browser.cookie().await;
    mock.off::<OauthRefreshUserAccessTokenCall>();
    browser.log_in().await;
    browser.see("Hello, Li!").await;
    assert_ne!(browser.cookie().await, before);
    site.stop(&["u-0", "r-0"]);
}

/// A browser of its own, as far as the pages are asked without one.
#[derive(Default)]
struct Visitor {
    cookies: Vec<(String, String)>,
}

impl Visitor {
    /// The answer's status, where it leads, and its text.
    async fn ask(&mut self, request: reqwest::RequestBuilder) -> (u16, String, String) {
        let cookies = self.cookies.iter().map(|(name, value)| format!("{name}={value}"));
        let cookies = cookies.collect::<Vec<_>>().join("; ");
        let response = request.header(header::COOKIE, cookies).send().await.unwrap();
        for cookie in response.headers().get_all(header::SET_COOKIE) {
            let (name, value) = cookie.to_str().unwrap().split_once('=').unwrap();
            let (value, _) = value.split_once(';').unwrap();
            self.cookies.retain(|(other, _)| other != name);
            if !value.is_empty() {
                self.cookies.push((name.to_owned(), value.to_owned()));
            }
        }
        let location = response.headers().get(header::LOCATION);
        let location = location.map_or("", |location| location.to_str().unwrap()).to_owned();
        (response.status().as_u16(), location, response.text().await.unwrap())
    }

    async fn get(&mut self, url: &str) -> (u16, String, String) {
        self.ask(http().get(url)).await
    }

    /// Begins a login, and answers the address that a user who agrees comes back to.
    async fn begin(&mut self, site: &Site) -> String {
        let (_, login, _) = self.get(&format!("{}/login", site.url)).await;
        let login = Url::parse(&login).unwrap();
        let (_, state) = login.query_pairs().find(|(name, _)| name == "state").unwrap();
        format!("{}/back?code=code-5e0&state={state}", site.url)
    }

    fn session(&self) -> Option<&str> {
        self.cookies.iter().find(|(name, _)| name == "session").map(|(_, value)| &**value)
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn each_browser_has_a_session_of_its_own() {
    let site = Site::start("each_browser_has_a_session_of_its_own", None);
    let (mut one, mut two) = (Visitor::default(), Visitor::default());
    // Somebody else has put it there, to know the session.
    one.cookies.push(("session".to_owned(), "known".to_owned()));
    let back = one.begin(&site).await;
    // Who has not begun the login does not end it.
    assert_eq!(two.get(&back).await.0, 400);
    assert_eq!(two.session(), None);
    for visitor in [&mut one, &mut two] {
        let back = visitor.begin(&site).await;
        let (status, location, _) = visitor.get(&back).await;
        assert_eq!((status, &*location), (303, "/"));
        assert!(visitor.get(&site.url).await.2.contains("Hello, Mei!"));
    }
    assert_ne!(one.session(), Some("known"));
    assert_ne!(one.session(), two.session());

    // Other sites cannot end it, and the browser keeps its cookie.
    let logout = format!("{}/logout", site.url);
    let session = one.session().unwrap().to_owned();
    for origin in [None, Some("null"), Some("http://127.0.0.1:1")] {
        let mut request = http().post(&logout);
        if let Some(origin) = origin {
            request = request.header(header::ORIGIN, origin);
        }
        assert_eq!(one.ask(request).await.0, 403);
        assert_eq!(one.session(), Some(&*session));
    }
    assert_eq!(one.get(&logout).await.0, 405);
    assert!(one.get(&site.url).await.2.contains("Hello, Mei!"));

    let request = http().post(&logout).header(header::ORIGIN, &site.url);
    assert_eq!(one.ask(request).await.0, 303);
    assert_eq!(one.session(), None);
    assert!(two.get(&site.url).await.2.contains("Hello, Mei!"));
    // Whoever has kept the cookie has nothing of it.
    one.cookies.push(("session".to_owned(), session.clone()));
    assert!(one.get(&site.url).await.2.contains("Your login is over."));

    // The page that stands in for the platform's leads back to the example alone.
    let consent = format!("{}/platform/open-apis/authen/v1/authorize", site.url);
    for elsewhere in ["https://example.com/back", "javascript:alert(1)", "/back"] {
        let asked = [("redirect_uri", elsewhere), ("state", "s"), ("scope", "")];
        let asked = Url::parse_with_params(&consent, asked).unwrap();
        let (status, _, page) = one.get(asked.as_str()).await;
        assert!(status == 400 && !page.contains("<form"), "{page}");
    }
    site.stop(&[&session, "code-5e0"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_that_is_refused_makes_no_session() {
    let (mock, server) = platform("Li").await;
    mock.on::<OauthGetUserAccessTokenCall>()
        .fail(20004, "the code is too old")
        .fail(20050, "nobody knows");
    let site = Site::start("a_code_that_is_refused_makes_no_session", Some(&server));
    let mut visitor = Visitor::default();
    for (status, words) in [(403, "Your login is over."), (502, "That has failed.")] {
        let back = visitor.begin(&site).await;
        let (answered, _, page) = visitor.get(&back).await;
        assert_eq!(answered, status);
        assert!(page.contains(words) && !page.contains("nobody knows"), "{page}");
        assert_eq!(visitor.session(), None);
    }
    // What went wrong is in the log.
    assert!(site.stop(&["code-5e0"]).contains("20050"));
}
