//! Examples of `feishu-api` as programs: built, run as nobody or as an app, and looked at for secrets.

use std::ffi::OsString;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::LazyLock;
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

const APP_SECRET: &str = "app-secret-9d1";

/// The ticket of a marketplace app.
pub(crate) const TICKET: &str = "ticket-9d1";

/// What nobody may be shown: the app's secret and ticket here and in the examples' mocks, and the mocks'
/// tokens.
const SECRETS: &[&str] = &[
    APP_SECRET,
    "secret-of-the-mock",
    TICKET,
    "ticket-of-the-mock",
    "t-mock",
    "a-mock",
    "u-mock",
    "r-mock",
];

/// Nothing here takes as long: what does never ends.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);

/// The folder of the built examples. They are built here, lest an old one be run; after
/// `cargo test --workspace` that finds them done. Cargo lets go of its lock before it runs tests.
static BUILT: LazyLock<PathBuf> = LazyLock::new(|| {
    // This is `<target>/<profile>/deps/examples-<hash>`.
    let this = std::env::current_exe().unwrap();
    let folder = this.ancestors().nth(2).unwrap();
    let profile = folder.file_name().unwrap().to_str().unwrap();
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or("cargo".into()));
    // All of the workspace, as then: of one package alone, dependencies would have other features.
    cargo.args(["build", "--quiet", "--locked", "--workspace", "--examples"]);
    cargo.args(["--profile", if profile == "debug" { "dev" } else { profile }]);
    cargo.arg("--target-dir").arg(folder.parent().unwrap());
    cargo.current_dir(workspace()).stdin(Stdio::null());
    // What Cargo tells a test of its package; build scripts that look at it would run again.
    let is_told =
        |name: &str| name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_");
    for (name, _) in std::env::vars_os() {
        if name.to_str().is_some_and(is_told) {
            cargo.env_remove(name);
        }
    }
    assert!(cargo.status().unwrap().success(), "the examples are not built: {cargo:?}");
    folder.join("examples")
});

pub(crate) fn workspace() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

/// A folder for what a run writes, empty.
pub(crate) fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("examples").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// An example as an app of the platform at a URL, or as nobody.
pub(crate) fn example(
    name: &str,
    arguments: &[OsString],
    platform: Option<&str>,
    temporary: &Path,
) -> Command {
    let mut example =
        Command::new(BUILT.join(name).with_extension(std::env::consts::EXE_EXTENSION));
    example.args(arguments).stdin(Stdio::null());
    for name in ["FEISHU_APP_ID", "FEISHU_APP_SECRET", "FEISHU_BASE_URL"] {
        example.env_remove(name);
    }
    if let Some(url) = platform {
        example.env("FEISHU_APP_ID", "cli_9d1").env("FEISHU_APP_SECRET", APP_SECRET);
        example.env("FEISHU_BASE_URL", url).env("NO_PROXY", "127.0.0.1");
    }
    example.env("TMPDIR", temporary).env("TMP", temporary);
    example
}

/// Looks for secrets in what was shown.
pub(crate) fn assert_no_secrets(where_it_is: &str, shown: &str) {
    for secret in SECRETS {
        assert!(!shown.contains(secret), "{where_it_is} shows {secret:?}:\n{shown}");
    }
}

/// Both outputs.
pub(crate) fn shown(output: &Output) -> String {
    let [out, err] = [&output.stdout, &output.stderr].map(|bytes| String::from_utf8_lossy(bytes));
    format!("{out}{err}")
}

/// A program that serves until it is stopped. It is killed if it is dropped before.
pub(crate) struct Server {
    child: Child,
    /// What it says on the standard output and on that for errors, at its end.
    said: [Receiver<Vec<u8>>; 2],
}

impl Server {
    /// Starts it, and waits until it says a line that begins so: that is the other thing that comes of it.
    pub(crate) fn start(mut program: Command, line: &str) -> io::Result<(Self, String)> {
        let mut child = program.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
        let (heard, line_heard) = channel();
        let (out, err) = (child.stdout.take().unwrap(), child.stderr.take().unwrap());
        let begin = line.to_owned();
        let hear_out = said(out, move |line| {
            if line.starts_with(&begin) {
                let _ = heard.send(line.trim_end().to_owned());
            }
        });
        let server = Server { child, said: [hear_out, said(err, |_| {})] };
        match line_heard.recv_timeout(PATIENCE) {
            Ok(line) => Ok((server, line)),
            Err(_) => panic!("no line {line:?} from {program:?}:\n{}", shown(&server.stop())),
        }
    }

    /// Ends it as Ctrl-C does.
    pub(crate) fn stop(mut self) -> Output {
        let id = self.child.id().to_string();
        let _ = Command::new("sh").args(["-c", "kill -INT \"$0\"", &id]).status();
        let said = self.said.each_ref().map(|said| said.recv_timeout(PATIENCE));
        let [Ok(stdout), Ok(stderr)] = said else { panic!("it does not stop") };
        Output { status: self.child.wait().unwrap(), stdout, stderr }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Reads an output to its end, and each line as soon as it is there.
fn said(
    output: impl Read + Send + 'static,
    tell: impl Fn(&str) + Send + 'static,
) -> Receiver<Vec<u8>> {
    let (sender, receiver) = channel();
    thread::spawn(move || {
        let (mut output, mut all) = (BufReader::new(output), Vec::new());
        loop {
            let begin = all.len();
            if output.read_until(b'\n', &mut all).is_ok_and(|length| length > 0) {
                tell(&String::from_utf8_lossy(&all[begin..]));
            } else {
                let _ = sender.send(all);
                return;
            }
        }
    });
    receiver
}
