//! Uploads a file, sends it to a chat, and downloads it from there into a folder. Both ways it tells how
//! far it is.
//!
//! `cargo run --example files` needs no account: the calls go to a mock in memory. With
//! `FEISHU_APP_ID` and `FEISHU_APP_SECRET` set, the same program talks to the platform. The app needs the
//! permissions `im:message` and `im:resource`, and its bot has to be in the chat.
//!
//! Arguments, the first two needed on the platform: the chat, the file, and the folder that the download goes
//! to, one for temporary files if there is none: `files -- oc_5ce6d572 minutes.pdf downloads`.

use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use feishu_api::im_v1::{
    FileApiClient, FileCreateCall, FileType, MessageApiClient, MessageContent, MessageCreateCall,
    MessageResourceApiClient, MessageResourceGetCall, MessageResourceType, ReceiveIdType,
};
use feishu_api::prelude::*;
use feishu_api::testing::{Mock, json};
use feishu_api::{Progress, StatusCode};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (client, chat_id, file) = match (std::env::var_os("FEISHU_APP_ID"), &arguments[..]) {
        (Some(_), [chat_id, file, ..]) => {
            // Nothing of it is read before the call is sent, and then piece by piece.
            (Client::from_env()?, &**chat_id, File::open(file).await?)
        }
        (Some(_), _) => return Err("say which chat and which file: oc_... minutes.pdf".into()),
        (None, _) => {
            println!("No FEISHU_APP_ID: the mock answers.\n");
            (mock().client(), "oc_harbour", File::from_bytes("tides.pdf", tides()))
        }
    };
    let folder = arguments.get(2).map(PathBuf::from);
    let folder = folder.unwrap_or_else(|| std::env::temp_dir().join("feishu-api-files"));

    let name = file.name().to_owned();
    let file = file.with_progress(shown("up"));
    let file_key = FileApiClient::new(&client).create(kind(&name), &name, file).await?;
    println!("uploaded {name:?} as {file_key}");

    let content = MessageContent::file(&file_key);
    let messages = MessageApiClient::new(&client);
    let message = messages.create(ReceiveIdType::ChatId, chat_id, &content).await?;
    let message_id = message.message_id.ok_or("the message that was sent has no id")?;
    println!("sent it in {message_id}");

    // This is how files of others come down, too: by the message and the key in its content.
    let resources = MessageResourceApiClient::new(&client);
    let download = resources.get(&message_id, &file_key, MessageResourceType::File).await?;
    tokio::fs::create_dir_all(&folder).await?;
    // The name is the sender's choice, made safe. A file that has it already is replaced.
    let path = folder.join(download.file_name().unwrap_or("download"));
    let length = download.with_progress(shown("down")).save_to(&path).await?;
    println!("saved {length} bytes as {}", path.display());
    Ok(())
}

/// What kind of file it is, by its name. All that is sent as a file may be a `Stream`; the other kinds have
/// a preview.
fn kind(name: &str) -> FileType {
    let extension = Path::new(name).extension().and_then(|extension| extension.to_str());
    match extension.map(str::to_ascii_lowercase).as_deref() {
        Some("pdf") => FileType::Pdf,
        Some("doc") => FileType::Doc,
        Some("xls") => FileType::Xls,
        Some("ppt") => FileType::Ppt,
        _ => FileType::Stream,
    }
}

/// Shows a transfer in one line that changes. It is called with each piece and must not hold it up, so it
/// writes each percent once. In a log, where no line can change, it shows the end alone, and without a
/// length nothing.
fn shown(direction: &'static str) -> impl Fn(Progress) + Send + Sync + 'static {
    let is_terminal = io::stderr().is_terminal();
    let last = AtomicU64::new(u64::MAX);
    move |Progress { done, total, .. }| {
        let Some(total) = total.filter(|total| *total > 0) else { return };
        let percent = done.saturating_mul(100) / total;
        let is_news = last.swap(percent, Ordering::Relaxed) != percent;
        if !is_news || (!is_terminal && done < total) {
            return;
        }
        let begin = if is_terminal { "\r\x1b[K" } else { "" };
        let end = if done == total { "\n" } else { "" };
        // Not `eprint`, which panics when nobody listens.
        let line = format!("{begin}{direction}: {percent} %, {done} of {total} bytes{end}");
        let _ = io::stderr().write_all(line.as_bytes());
    }
}

/// Something to send: more than one piece.
fn tides() -> String {
    "12:04 high water, 18:11 low water\n".repeat(10_000)
}

/// A chat in memory.
fn mock() -> Mock {
    let mock = Mock::new();
    mock.on::<FileCreateCall>().reply(json!("file_tides"));
    mock.on::<MessageCreateCall>().reply(json!({ "message_id": "om_tides" }));
    mock.on::<MessageResourceGetCall>()
        .reply_with(StatusCode::OK, "application/pdf", tides())
        .header("content-disposition", "attachment; filename=\"tides.pdf\"");
    mock
}
