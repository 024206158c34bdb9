//! Exports the directory as CSV: every department, and below it the users who belong to it. A user who
//! is in several departments stands below the first one, with the paths of the others.
//!
//! `cargo run --example directory_export` needs no account: the calls go to a mock in memory. With
//! `FEISHU_APP_ID` and `FEISHU_APP_SECRET` set, the same program talks to the platform. The app has to see the
//! whole directory, and needs the permission `contact:contact.base:readonly`. Columns stay empty without
//! those for them: `contact:department.base:readonly` for names of departments (their ids stand there then),
//! `contact:user.base:readonly` for those of users, `contact:user.employee:readonly` for titles, and
//! `contact:user.email:readonly` for addresses.
//!
//! Arguments: the file, or `-` for the standard output, which is assumed; and the `open_department_id` to
//! begin at, or `0` for the root, which is assumed: `directory_export -- people.csv od-4e6d`.
//!
//! A spreadsheet takes a field that begins with `=` for a formula: import the columns as texts.

use std::collections::{BTreeSet, HashMap, HashSet, VecDeque};
use std::error::Error as StdError;
use std::fs::OpenOptions;
use std::io::{self, IsTerminal, Write};
use std::time::Duration;

use feishu_api::contact_v3::{
    Department, DepartmentApiClient, DepartmentChildrenCall, User, UserApiClient,
    UserFindByDepartmentCall,
};
use feishu_api::prelude::*;
use feishu_api::testing::{Mock, json};
use feishu_api::{ClientBuilder, types::OpenId};
use serde::Serialize;
use tokio::task::JoinSet;

/// How many departments are read at once.
const AT_ONCE: usize = 8;

/// A row of the table. The order of the fields is that of the columns, and sorts the rows.
#[derive(Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
struct Row {
    /// The path of the department: `/Research/Tea`. No name has a slash.
    department: String,
    kind: &'static str,
    name: String,
    id: String,
    /// The paths of a user's other departments.
    also_in: String,
    job_title: String,
    email: String,
}

/// What the table has of a user, and the paths of the departments that the user was found in.
struct Person {
    name: String,
    job_title: String,
    email: String,
    departments: BTreeSet<String>,
}

/// A department that is to be read.
struct Place {
    id: String,
    path: String,
}

/// What was found in one.
struct Found {
    place: Place,
    below: Vec<Department>,
    members: Vec<User>,
}

/// What has been read so far.
#[derive(Default)]
struct Directory {
    departments: Vec<Row>,
    people: HashMap<OpenId, Person>,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn StdError>> {
    let mut arguments = std::env::args().skip(1);
    let file = arguments.next().filter(|file| file != "-");
    let root = arguments.next().unwrap_or_else(|| "0".to_owned());

    // A file that cannot be written is found out now; an old one is kept until all has been read.
    let open = |path| OpenOptions::new().write(true).create(true).truncate(false).open(path);
    let file = file.map(open).transpose()?;

    let builder = match std::env::var_os("FEISHU_APP_ID") {
        Some(_) => ClientBuilder::from_env()?,
        None => {
            eprintln!("No FEISHU_APP_ID: the mock answers.");
            Client::builder("cli_mock", "secret-of-the-mock").mock(&mock())
        }
    };
    // A thousand calls a minute are allowed: one may wait most of a minute until it is its turn.
    let client = builder.rate_limits(true).timeout(Duration::from_secs(150)).build()?;

    let rows = read(&client, root).await?.into_rows();
    match file {
        Some(mut file) => {
            file.set_len(0)?;
            write(&rows, &mut file)?;
        }
        None => write(&rows, io::stdout().lock())?,
    }
    Ok(())
}

/// Reads departments and their members, level by level: the platform refuses to list all levels of a
/// large directory at once.
async fn read(client: &Client, root: String) -> Result<Directory, Box<dyn StdError>> {
    let mut directory = Directory::default();
    let mut seen = HashSet::from([root.clone()]);
    let mut waiting = VecDeque::from([Place { id: root, path: "/".to_owned() }]);
    let mut under_way = JoinSet::new();
    loop {
        while under_way.len() < AT_ONCE
            && let Some(place) = waiting.pop_front()
        {
            under_way.spawn(look_into(client.clone(), place));
        }
        // When an error ends this, the set is dropped and with it what is under way.
        let Some(found) = under_way.join_next().await else { break };
        let Found { place, below, members } = found??;
        for department in below {
            let id = department.open_department_id.ok_or("a department came without an id")?;
            let id = String::from(id);
            let name = department.name.unwrap_or_else(|| id.clone());
            let path = format!("{}/{name}", place.path.trim_end_matches('/'));
            // One that is moved meanwhile may come twice.
            if seen.insert(id.clone()) {
                directory.add_department(&id, name, &path);
                waiting.push_back(Place { id, path });
            }
        }
        for user in members {
            directory.add_member(user, &place.path)?;
        }
        progress(&directory, waiting.len() + under_way.len());
    }
    Ok(directory)
}

/// The departments directly below one, and its own members: two lists, at the same time.
async fn look_into(client: Client, place: Place) -> Result<Found> {
    let departments = DepartmentApiClient::new(&client);
    let users = UserApiClient::new(&client);
    let below = departments.children(&place.id).page_size(50).items().into_vec();
    let members = users.find_by_department(&place.id).page_size(50).items().into_vec();
    let (below, members) = tokio::try_join!(below, members)?;
    Ok(Found { place, below, members })
}

impl Directory {
    fn add_department(&mut self, id: &str, name: String, path: &str) {
        let (department, id) = (path.to_owned(), id.to_owned());
        self.departments.push(Row { department, kind: "department", name, id, ..Row::default() });
    }

    fn add_member(&mut self, user: User, path: &str) -> Result<(), &'static str> {
        let id = user.open_id.ok_or("a user came without an id")?;
        let person = self.people.entry(id).or_insert_with(|| Person {
            name: user.name.unwrap_or_default(),
            job_title: user.job_title.unwrap_or_default(),
            email: user.email.unwrap_or_default(),
            departments: BTreeSet::new(),
        });
        person.departments.insert(path.to_owned());
        Ok(())
    }

    fn into_rows(self) -> Vec<Row> {
        let people = self.people.into_iter().map(|(id, person)| {
            let Person { name, job_title, email, mut departments } = person;
            let department = departments.pop_first().unwrap_or_default();
            let also_in = Vec::from_iter(departments).join("; ");
            Row { department, kind: "user", name, id: id.into(), also_in, job_title, email }
        });
        let mut rows: Vec<Row> = self.departments.into_iter().chain(people).collect();
        rows.sort();
        rows
    }
}

/// Fields with commas, quotes and line breaks are quoted (RFC 4180).
fn write(rows: &[Row], to: impl Write) -> Result<(), Box<dyn StdError>> {
    let mut table = csv::Writer::from_writer(to);
    for row in rows {
        table.serialize(row)?;
    }
    table.flush()?;
    Ok(())
}

/// One line that changes; in a log, where no line can, the last one alone.
fn progress(directory: &Directory, left: usize) {
    let mut stderr = io::stderr().lock();
    let is_terminal = stderr.is_terminal();
    if !is_terminal && left > 0 {
        return;
    }
    let Directory { departments, people } = directory;
    let (departments, people) = (departments.len(), people.len());
    let begin = if is_terminal { "\r\x1b[K" } else { "" };
    let end = if left == 0 { "\n" } else { "" };
    // Who does not listen misses nothing.
    let _ = write!(stderr, "{begin}{departments} departments, {people} users, {left} to go{end}");
    let _ = stderr.flush();
}

/// A company of two levels, with a member who has two departments and one who has none.
fn mock() -> Mock {
    let mock = Mock::new();
    mock.on::<DepartmentChildrenCall>().reply_by(|request| {
        let below = match request.path_value("department_id").as_deref() {
            Some("0") => json!([
                { "open_department_id": "od-research", "name": "Research" },
                { "open_department_id": "od-sales", "name": "Sales, Service" },
            ]),
            Some("od-research") => json!([{ "open_department_id": "od-tea", "name": "\"Tea\"" }]),
            _ => json!([]),
        };
        json!({ "items": below, "has_more": false })
    });

    let zhang = json!({ "open_id": "ou_zhang", "name": "张三", "job_title": "Engineer" });
    let li = json!({ "open_id": "ou_li", "name": "李四", "email": "li@example.com" });
    let chen = json!({ "open_id": "ou_chen", "name": "陈五", "job_title": "Taster, senior" });
    let wang = json!({ "open_id": "ou_wang", "name": "王六" });
    let members = mock.on::<UserFindByDepartmentCall>().when_query("department_id", "0");
    members.reply(json!({ "items": [wang], "has_more": false }));
    let members = mock.on::<UserFindByDepartmentCall>().when_query("department_id", "od-tea");
    members
        .reply(json!({ "items": [zhang], "page_token": "next", "has_more": true }))
        .reply(json!({ "items": [chen], "has_more": false }));
    mock.on::<UserFindByDepartmentCall>().reply(json!({ "items": [zhang, li], "has_more": false }));
    mock
}
