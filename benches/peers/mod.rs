//! The same calls twice: by feishu-api, and written by hand with reqwest. Both have the same HTTP
//! client, the same server and the same models.

pub(crate) mod server;

use std::error::Error;
use std::time::Duration;

use feishu_api::prelude::*;
use feishu_api::serde::de::DeserializeOwned;
use feishu_api::serde::{Deserialize, Serialize};
use reqwest::RequestBuilder;
use tokio::sync::OnceCell;

/// How many calls are counted of a kind.
pub(crate) const CALLS: usize = 200;

const USER_ID: &str = "ou_4f1c09d7be2a68e35c70b1d94a8e6f23";

#[feishu_api(path = "/contact/v3", token(Tenant))]
pub(crate) trait StaffApi {
    #[get("/users/{user_id}")]
    #[response(data = "user")]
    async fn get(
        &self,
        #[path] user_id: &str,
        #[query] user_id_type: Option<&str>,
        #[query] department_id_type: Option<&str>,
    ) -> Result<User>;

    #[post("/teams")]
    #[response(data = "team")]
    async fn create(
        &self,
        #[field] name: &str,
        #[field] description: &str,
        #[field] member_ids: &[&str],
        #[field] is_open: bool,
        #[field] limit: u32,
    ) -> Result<Team>;

    #[get("/users")]
    #[page("items")]
    async fn list(
        &self,
        #[query] department_id: &str,
        #[query] page_size: Option<u32>,
        #[query] page_token: Option<&str>,
    ) -> Result<Page<User>>;
}

#[derive(Debug, Default, PartialEq, Deserialize)]
#[serde(crate = "feishu_api::serde", default)]
pub(crate) struct User {
    open_id: Option<String>,
    union_id: Option<String>,
    name: Option<String>,
    en_name: Option<String>,
    email: Option<String>,
    mobile: Option<String>,
    gender: Option<i32>,
    avatar: Option<Avatar>,
    department_ids: Vec<String>,
    orders: Vec<Order>,
    job_title: Option<String>,
    is_frozen: Option<bool>,
    join_time: Option<i64>,
}

#[derive(Debug, Default, PartialEq, Deserialize)]
#[serde(crate = "feishu_api::serde", default)]
pub(crate) struct Avatar {
    small: Option<String>,
    large: Option<String>,
}

#[derive(Debug, Default, PartialEq, Deserialize)]
#[serde(crate = "feishu_api::serde", default)]
pub(crate) struct Order {
    department_id: Option<String>,
    user_order: Option<i64>,
    is_primary: Option<bool>,
}

#[derive(Debug, Default, PartialEq, Deserialize)]
#[serde(crate = "feishu_api::serde", default)]
pub(crate) struct Team {
    team_id: Option<String>,
    name: Option<String>,
    description: Option<String>,
    owner_id: Option<String>,
    member_count: Option<u32>,
    create_time: Option<i64>,
}

/// What is called.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Kind {
    /// Reads a user: a reply of half a kilobyte.
    Get,
    /// Sends five fields as JSON.
    Create,
    /// Lists fifty users: a reply of 60 kilobytes.
    List,
}

/// The HTTP client that feishu-api makes for itself. Settings of the environment do not matter.
pub(crate) fn http() -> reqwest::Client {
    feishu_api::http_client().unwrap().no_proxy().build().unwrap()
}

/// What a call answers with.
#[derive(Debug, PartialEq)]
pub(crate) enum Answer {
    User(User),
    Team(Team),
    Users(Vec<User>),
}

/// Who calls.
pub(crate) trait Peer: Send + Sync + 'static {
    fn call(&self, kind: Kind) -> impl Future<Output = Answer> + Send;
}

/// The caller that is measured.
pub(crate) struct Ours(StaffApiClient);

impl Ours {
    pub(crate) fn new(url: &str, http: reqwest::Client) -> Self {
        let client = Client::builder("cli_x", "secret").base_url(url).http(http);
        Ours(StaffApiClient::new(&client.build().unwrap()))
    }
}

impl Peer for Ours {
    async fn call(&self, kind: Kind) -> Answer {
        let Ours(staff) = self;
        match kind {
            Kind::Get => {
                let call = staff.get(USER_ID).user_id_type("open_id");
                Answer::User(call.department_id_type("open_department_id").await.unwrap())
            }
            Kind::Create => {
                let call = staff.create("Night shift", "Who is there", &[USER_ID], true, 12);
                Answer::Team(call.await.unwrap())
            }
            Kind::List => Answer::Users(staff.list("od-7").page_size(50).await.unwrap().items),
        }
    }
}

/// What a good programmer plainly writes.
pub(crate) struct ByHand {
    http: reqwest::Client,
    url: String,
    token: OnceCell<String>,
}

type Failure = Box<dyn Error + Send + Sync>;

#[derive(Deserialize)]
#[serde(crate = "feishu_api::serde")]
struct Envelope<T> {
    code: i64,
    msg: Option<String>,
    data: Option<T>,
}

#[derive(Deserialize)]
#[serde(crate = "feishu_api::serde")]
struct Token {
    code: i64,
    tenant_access_token: String,
}

#[derive(Deserialize)]
#[serde(crate = "feishu_api::serde")]
struct UserData {
    user: User,
}

#[derive(Deserialize)]
#[serde(crate = "feishu_api::serde")]
struct TeamData {
    team: Team,
}

#[derive(Deserialize)]
#[serde(crate = "feishu_api::serde")]
#[expect(dead_code, reason = "only read")]
struct ListData {
    items: Vec<User>,
    has_more: bool,
    page_token: Option<String>,
}

#[derive(Serialize)]
#[serde(crate = "feishu_api::serde")]
struct NewTeam<'a> {
    name: &'a str,
    description: &'a str,
    member_ids: &'a [&'a str],
    is_open: bool,
    limit: u32,
}

impl ByHand {
    pub(crate) fn new(url: &str, http: reqwest::Client) -> Self {
        ByHand { http, url: format!("{url}/open-apis"), token: OnceCell::new() }
    }

    async fn token(&self) -> Result<&str, Failure> {
        let fetch = async || {
            let url = format!("{}/auth/v3/tenant_access_token/internal", self.url);
            let secret = [("app_id", "cli_x"), ("app_secret", "secret")];
            let secret = std::collections::HashMap::from(secret);
            let token: Token = self.http.post(url).json(&secret).send().await?.json().await?;
            if token.code != 0 {
                return Err(format!("no token: {}", token.code).into());
            }
            Ok::<_, Failure>(token.tenant_access_token)
        };
        Ok(self.token.get_or_try_init(fetch).await?)
    }

    async fn send<T: DeserializeOwned>(&self, request: RequestBuilder) -> Result<T, Failure> {
        let request = request.bearer_auth(self.token().await?).timeout(Duration::from_secs(60));
        let reply: Envelope<T> = request.send().await?.json().await?;
        if reply.code != 0 {
            return Err(format!("{}: {}", reply.code, reply.msg.unwrap_or_default()).into());
        }
        reply.data.ok_or_else(|| "the reply has no data".into())
    }

    async fn get(&self, user_id: &str) -> Result<User, Failure> {
        let request = self.http.get(format!("{}/contact/v3/users/{user_id}", self.url));
        let query = [("user_id_type", "open_id"), ("department_id_type", "open_department_id")];
        Ok(self.send::<UserData>(request.query(&query)).await?.user)
    }

    async fn create(&self, team: &NewTeam<'_>) -> Result<Team, Failure> {
        let request = self.http.post(format!("{}/contact/v3/teams", self.url));
        Ok(self.send::<TeamData>(request.json(team)).await?.team)
    }

    async fn list(&self, department_id: &str, page_size: u32) -> Result<ListData, Failure> {
        let request = self.http.get(format!("{}/contact/v3/users", self.url));
        let request = request.query(&[("department_id", department_id)]);
        self.send(request.query(&[("page_size", page_size)])).await
    }
}

impl Peer for ByHand {
    async fn call(&self, kind: Kind) -> Answer {
        match kind {
            Kind::Get => Answer::User(self.get(USER_ID).await.unwrap()),
            Kind::Create => {
                let team = NewTeam {
                    name: "Night shift",
                    description: "Who is there",
                    member_ids: &[USER_ID],
                    is_open: true,
                    limit: 12,
                };
                Answer::Team(self.create(&team).await.unwrap())
            }
            Kind::List => Answer::Users(self.list("od-7", 50).await.unwrap().items),
        }
    }
}
