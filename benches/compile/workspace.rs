//! The generated crates, and what it costs to build them.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::SystemTime;

use super::endpoints::{Endpoint, endpoints, models};
use super::{by_hand, declared};

/// All but the programs with one call have the same dependencies, so that these are built once.
const DEPENDENCIES: &str = r#"
bytes = "1"
feishu-api = { path = "FEISHU_API" }
reqwest = { version = "0.13", default-features = false }
serde = { version = "1", features = ["derive"] }
serde_json = "1"
tokio = { version = "1", features = ["macros", "rt-multi-thread"] }
"#;

/// The dependencies of the programs with one call: the library, and what it has of reqwest.
const DECLARED_ONE: &str = r#"
feishu-api = { path = "FEISHU_API" }
serde = { version = "1", features = ["derive"] }
tokio = { version = "1", features = ["macros", "rt-multi-thread"] }
"#;
const BY_HAND_ONE: &str = r#"
reqwest = { version = "0.13", default-features = false, features = ["http2", "rustls-no-provider", "system-proxy"] }
rustls = { version = "0.23", default-features = false, features = ["ring", "std", "tls12"] }
serde = { version = "1", features = ["derive"] }
serde_json = "1"
tokio = { version = "1", features = ["macros", "rt-multi-thread"] }
"#;

/// How many endpoints the small programs call.
pub(crate) const FEW: usize = 10;

/// What is cheap is measured as often as this, and counts as the least: other programs only add to it.
const RUNS: usize = 3;
/// CPU seconds after which nothing is measured again.
const ENOUGH: f64 = 20.0;

/// The folder of what is built, but for clean builds.
const BUILT: &str = "target";

/// What is done with a crate.
#[derive(Clone, Copy)]
pub(crate) enum How {
    Check,
    Debug,
    Release,
}

impl How {
    fn arguments(self) -> &'static [&'static str] {
        match self {
            How::Check => &["check"],
            How::Debug => &["build"],
            How::Release => &["build", "--release"],
        }
    }
}

pub(crate) struct Workspace {
    folder: PathBuf,
    members: Vec<String>,
}

impl Workspace {
    /// An empty one. What an earlier run has built there is used again.
    pub(crate) fn new() -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("compile");
        Workspace { folder, members: Vec::new() }
    }

    /// Adds the crates for a number of endpoints.
    pub(crate) fn add(&mut self, count: usize) {
        type Source = fn(&[Endpoint]) -> String;
        let kinds: [(&str, Source, Source); 2] = [
            ("declared", declared::library, declared::program),
            ("by_hand", by_hand::library, by_hand::program),
        ];
        let endpoints = endpoints(count);
        let few = &endpoints[..FEW.min(count)];
        self.add_crate(&models_of(count), "lib.rs", DEPENDENCIES, &models(&endpoints));
        let models = depends("models", &models_of(count));
        for (kind, library, program) in kinds {
            let name = format!("{kind}-{count}");
            self.add_crate(&name, "lib.rs", &models, &library(&endpoints));
            let library = depends(kind, &name);
            self.add_crate(&format!("{name}-few"), "main.rs", &library, &program(few));
            self.add_crate(&format!("{name}-all"), "main.rs", &library, &program(&endpoints));
        }
    }

    /// Adds the programs with one call.
    pub(crate) fn add_one_call(&mut self) {
        self.add_crate("declared-one", "main.rs", DECLARED_ONE, declared::ONE_CALL);
        self.add_crate("by_hand-one", "main.rs", BY_HAND_ONE, by_hand::ONE_CALL);
    }

    fn add_crate(&mut self, name: &str, file: &str, dependencies: &str, source: &str) {
        let root = repository();
        let library = root.join("feishu-api");
        let dependencies =
            dependencies.replace("FEISHU_API", library.to_str().expect("the path is text"));
        let about = format!("[package]\nname = \"{name}\"\nedition = \"2024\"\n");
        let manifest = format!("{about}\n[dependencies]{dependencies}");
        let folder = self.folder.join(name);
        write(&folder.join("Cargo.toml"), &manifest);
        write(&folder.join("src").join(file), source);
        self.members.push(name.to_owned());

        let members = &self.members;
        let manifest = format!(
            "[workspace]\nresolver = \"3\"\nmembers = {members:?}\n\n[profile.release]\nstrip = true\n"
        );
        write(&self.folder.join("Cargo.toml"), &manifest);
        // The same versions as the library is tested with.
        std::fs::copy(root.join("Cargo.lock"), self.folder.join("Cargo.lock"))
            .expect("the lock file can be copied");
    }

    /// What a crate costs on top of another one, which is built before with all dependencies.
    pub(crate) fn cost(&self, how: How, name: &str, on_top_of: &str) -> f64 {
        self.build(how, on_top_of);
        let mut runs = Vec::new();
        while runs.len() < RUNS && runs.iter().sum::<f64>() < ENOUGH {
            self.forget(name);
            runs.push(self.build(how, name));
        }
        let least = runs.iter().copied().fold(f64::INFINITY, f64::min);
        eprintln!("{name}: {} {least:.2} s, of {runs:.2?}", how.arguments().join(" "));
        least
    }

    /// What the debug build of a crate costs with all it depends on. As it does once, without what
    /// cargo keeps of crates that may change.
    pub(crate) fn clean_cost(&self, name: &str) -> f64 {
        let target = "target-clean";
        let _ = std::fs::remove_dir_all(self.folder.join(target));
        let mut cargo = self.command(How::Debug.arguments(), name);
        let cost = self.run(cargo.args(["--target-dir", target]).env("CARGO_INCREMENTAL", "0"));
        eprintln!("{name}: clean build {cost:.2} s");
        cost
    }

    /// The bytes of a program, built for release and stripped.
    pub(crate) fn size(&self, name: &str) -> u64 {
        self.build(How::Release, name);
        let program = self.folder.join(BUILT).join("release").join(name);
        program.metadata().expect("the program has been built").len()
    }

    /// How many crates a program is made of, beside itself.
    pub(crate) fn dependencies(&self, name: &str) -> usize {
        let mut tree = self.command(&["tree", "--edges", "normal", "--prefix", "none"], name);
        let tree = tree.output().expect("cargo can be run");
        let tree = String::from_utf8(tree.stdout).expect("names of crates are text");
        let mut crates: Vec<_> = tree.lines().map(|line| line.trim_end_matches(" (*)")).collect();
        crates.sort_unstable();
        crates.dedup();
        crates.len() - 1
    }

    /// Lets the next build compile a crate anew, as if it had not been before.
    fn forget(&self, name: &str) {
        let _ = std::fs::remove_dir_all(self.folder.join(BUILT).join("debug/incremental"));
        let sources = std::fs::read_dir(self.folder.join(name).join("src"));
        for source in sources.expect("the crate has a source") {
            let source = File::options().append(true).open(source.expect("it has").path());
            let touched = source.and_then(|source| source.set_modified(SystemTime::now()));
            touched.expect("the source can be touched");
        }
    }

    /// Builds a crate, and returns the CPU seconds of cargo and all it starts.
    fn build(&self, how: How, name: &str) -> f64 {
        self.run(self.command(how.arguments(), name).args(["--target-dir", BUILT]))
    }

    fn run(&self, cargo: &mut Command) -> f64 {
        let before = seconds_of_children();
        let done = cargo.args(["--quiet", "--jobs", "1"]).status().expect("cargo can be run");
        assert!(done.success(), "cargo fails: {cargo:?}");
        seconds_of_children() - before
    }

    fn command(&self, arguments: &[&str], name: &str) -> Command {
        let mut cargo = Command::new(env!("CARGO"));
        cargo
            .current_dir(&self.folder)
            .args(arguments)
            .args(["--package", name])
            // What a wrapper's server does would not be counted.
            .env("RUSTC_WRAPPER", "")
            .env_remove("CARGO_INCREMENTAL")
            .stdin(Stdio::null());
        cargo
    }
}

pub(crate) fn models_of(count: usize) -> String {
    format!("models-{count}")
}

fn depends(kind: &str, name: &str) -> String {
    format!("{DEPENDENCIES}{kind} = {{ path = \"../{name}\", package = \"{name}\" }}\n")
}

fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the crate is in a folder")
}

/// Writes a file, unless it is so already: cargo would take it for changed.
fn write(file: &Path, text: &str) {
    if std::fs::read_to_string(file).is_ok_and(|there| there == text) {
        return;
    }
    std::fs::create_dir_all(file.parent().expect("the file is in a folder"))
        .and_then(|()| std::fs::write(file, text))
        .expect("the generated crates can be written");
}

/// The CPU seconds, of user and system, of all processes that this one has started and that have
/// ended, and of those that they have. They do not depend on what else the machine does, or little.
pub(crate) fn seconds_of_children() -> f64 {
    /// Of a second, on every Linux.
    const TICKS: f64 = 100.0;
    let stat = std::fs::read_to_string("/proc/self/stat").expect("this takes a Linux");
    // The program's name stands in parentheses, and may hold whatever it likes.
    let (_, fields) = stat.rsplit_once(')').expect("there is a name");
    let ticks = fields.split_whitespace().skip(13).take(2);
    ticks.map(|ticks| ticks.parse::<f64>().expect("ticks are a number")).sum::<f64>() / TICKS
}
