//! What declarations cost to compile, beside the same endpoints written by hand with reqwest.
//!
//! `cargo bench -p benches --bench compile` generates crates, builds them, and prints tables of CPU
//! seconds. The first run builds the dependencies, too. `FEISHU_COMPILE_ENDPOINTS=60` makes it
//! short. With `-- --check-only` it only fails if declarations cost a release build far more than
//! a check, as they do when a type of an answer gets into what is compiled where it is declared.

mod by_hand;
mod declared;
mod endpoints;
mod workspace;

use std::process::ExitCode;

use workspace::{FEW, How, Workspace, models_of, seconds_of_children};

/// How many endpoints there are, unless the environment says so.
const ENDPOINTS: usize = 300;
const ENDPOINTS_TO_CHECK: usize = 100;
/// How many times as many show how the cost grows.
const MANY: usize = 5;

/// How much more than its check a release build may cost with `--check-only`.
const MOST: f64 = 3.0;

fn main() -> ExitCode {
    let check_only = std::env::args().any(|argument| argument == "--check-only");
    let count = std::env::var("FEISHU_COMPILE_ENDPOINTS")
        .ok()
        .map(|count| count.parse().expect("FEISHU_COMPILE_ENDPOINTS is a number"));
    let passed = match check_only {
        true => check(count.unwrap_or(ENDPOINTS_TO_CHECK)),
        false => {
            print(count.unwrap_or(ENDPOINTS));
            true
        }
    };
    println!("\nThis took {:.0} CPU seconds.", seconds_of_children());
    if passed { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Whether a release build costs about what a check does.
fn check(count: usize) -> bool {
    let mut workspace = Workspace::new();
    workspace.add(count);
    let library = format!("declared-{count}");
    let cost = |how| workspace.cost(how, &library, &models_of(count));
    let (check, release) = (cost(How::Check), cost(How::Release));
    println!(
        "{count} declared endpoints: check {check:.2} s, release build {release:.2} s, {:.2} times as much (at most {MOST})",
        release / check
    );
    release <= MOST * check
}

fn print(count: usize) {
    let mut workspace = Workspace::new();
    workspace.add(count);
    workspace.add(count * MANY);
    workspace.add_one_call();
    println!("{}", endpoints_table(&workspace, count));
    println!("{}", one_call_table(&workspace));
}

/// Figures of declared endpoints and of those by hand.
struct Row {
    what: String,
    declared: f64,
    by_hand: Option<f64>,
    bar: String,
}

impl Row {
    fn new(what: impl Into<String>, [declared, by_hand]: [f64; 2]) -> Self {
        Row { what: what.into(), declared, by_hand: Some(by_hand), bar: String::new() }
    }

    fn alone(what: impl Into<String>, declared: f64) -> Self {
        Row { what: what.into(), declared, by_hand: None, bar: String::new() }
    }

    fn bar(mut self, bar: impl Into<String>) -> Self {
        self.bar = bar.into();
        self
    }
}

fn endpoints_table(workspace: &Workspace, count: usize) -> String {
    let many = count * MANY;
    let kinds = ["declared", "by_hand"];
    let library =
        |how| kinds.map(|kind| workspace.cost(how, &format!("{kind}-{count}"), &models_of(count)));
    let program = |how, which: &str| {
        kinds.map(|kind| {
            let library = format!("{kind}-{count}");
            workspace.cost(how, &format!("{library}-{which}"), &library)
        })
    };
    let growth = |how| workspace.cost(how, &format!("declared-{many}"), &models_of(many));

    let (check, debug, release) = (library(How::Check), library(How::Debug), library(How::Release));
    let (few_debug, few_release) = (program(How::Debug, "few"), program(How::Release, "few"));
    let (all_debug, all_release) = (program(How::Debug, "all"), program(How::Release, "all"));
    let (many_check, many_release) = (growth(How::Check), growth(How::Release));

    let each = |cost: [f64; 2]| cost.map(|cost| cost * 1000.0 / count as f64);
    let each_of_many = |cost: f64| cost * 1000.0 / many as f64;
    let as_few = |cost: [f64; 2]| format!("about {:.2}, as of {count}", each(cost)[0]);
    let with =
        |program: [f64; 2], library: [f64; 2]| [program[0] + library[0], program[1] + library[1]];
    table(&[
        Row::new(format!("{count} endpoints: check, s"), check).bar("<= 1.5 by hand"),
        Row::new(format!("{count} endpoints: debug build, s"), debug),
        Row::new(format!("{count} endpoints: release build, s"), release),
        Row::new("release build / check", [release[0] / check[0], release[1] / check[1]])
            .bar("<= 1.5"),
        Row::new("an endpoint: check, ms", each(check)),
        Row::new("an endpoint: debug build, ms", each(debug)),
        Row::new("an endpoint: release build, ms", each(release)),
        Row::new(format!("program with {FEW}: debug build, s"), few_debug),
        Row::new(format!("program with {FEW}: release build, s"), few_release),
        Row::new("both crates: debug build, s", with(few_debug, debug)),
        Row::new("both crates: release build, s", with(few_release, release)),
        Row::new(format!("program with all {count}: debug build, s"), all_debug),
        Row::new(format!("program with all {count}: release build, s"), all_release),
        Row::new("both crates: debug build, s", with(all_debug, debug)),
        Row::new("both crates: release build, s", with(all_release, release)),
        Row::alone(format!("{many} endpoints: check, s"), many_check),
        Row::alone(format!("{many} endpoints: release build, s"), many_release),
        Row::alone(format!("one of {many}: check, ms"), each_of_many(many_check))
            .bar(as_few(check)),
        Row::alone(format!("one of {many}: release build, ms"), each_of_many(many_release))
            .bar(as_few(release)),
    ])
}

fn one_call_table(workspace: &Workspace) -> String {
    let programs = ["declared-one", "by_hand-one"];
    let debug = programs.map(|program| workspace.clean_cost(program));
    let size = programs.map(|program| workspace.size(program) as f64 / 1e6);
    let crates = programs.map(|program| workspace.dependencies(program) as f64);
    table(&[
        Row::new("one call: debug build of everything, s", debug).bar("<= 1.25 by hand"),
        Row::new("release program, stripped, MB", size),
        Row::new("crates", crates),
    ])
}

fn table(rows: &[Row]) -> String {
    let mut table =
        "| | declared | by hand | declared / by hand | bar |\n|---|--:|--:|--:|---|\n".to_owned();
    for Row { what, declared, by_hand, bar } in rows {
        let (by_hand, ratio) = match by_hand {
            Some(by_hand) => (figure(*by_hand), figure(declared / by_hand)),
            None => Default::default(),
        };
        table += &format!("| {what} | {} | {by_hand} | {ratio} | {bar} |\n", figure(*declared));
    }
    table
}

/// Two digits behind the point, unless it is a whole number.
fn figure(number: f64) -> String {
    if number.fract() == 0.0 && number > 20.0 { number.to_string() } else { format!("{number:.2}") }
}
