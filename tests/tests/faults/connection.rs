//! Requests of HTTP/1.1, as they come on a connection.

use std::io;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// A request that has come whole.
#[derive(Debug)]
pub(crate) struct Request {
    pub(crate) method: String,
    /// The path with its query.
    pub(crate) target: String,
    /// Names in lower case.
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Request {
    pub(crate) fn path(&self) -> &str {
        self.target.split('?').next().unwrap()
    }

    /// The value of a parameter of the query, as it was sent.
    pub(crate) fn query(&self, name: &str) -> Option<&str> {
        let (_, query) = self.target.split_once('?')?;
        let mut entries = query.split('&').filter_map(|entry| entry.split_once('='));
        entries.find(|(key, _)| *key == name).map(|(_, value)| value)
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.headers.iter();
        headers.find(|(key, _)| key == name).map(|(_, value)| &**value)
    }
}

/// The server's end of a connection.
pub(crate) struct Connection {
    stream: TcpStream,
    /// What has been read and not been used.
    read: Vec<u8>,
}

impl Connection {
    pub(crate) fn new(stream: TcpStream) -> Self {
        stream.set_nodelay(true).unwrap();
        Connection { stream, read: Vec::new() }
    }

    /// The next request; nothing if the connection ends before it.
    pub(crate) async fn request(&mut self) -> io::Result<Option<Request>> {
        let head = loop {
            match self.read.windows(4).position(|window| window == b"\r\n\r\n") {
                Some(end) => break self.take(end + 4),
                None if self.more().await? == 0 => return Ok(None),
                None => {}
            }
        };
        let head = String::from_utf8(head).map_err(io::Error::other)?;
        let mut lines = head.trim_end().split("\r\n");
        let mut words = lines.next().unwrap_or_default().split(' ').map(str::to_owned);
        let (method, target) = words.next().zip(words.next()).ok_or(io::ErrorKind::InvalidData)?;
        let headers = lines.filter_map(|line| line.split_once(':'));
        let headers = headers
            .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
            .collect();
        let mut request = Request { method, target, headers, body: Vec::new() };
        if request.header("transfer-encoding").is_some() {
            loop {
                let length = self.line().await?;
                let length = usize::from_str_radix(&length, 16).map_err(io::Error::other)?;
                let piece = self.exactly(length).await?;
                request.body.extend(piece);
                self.line().await?;
                if length == 0 {
                    return Ok(Some(request));
                }
            }
        }
        if let Some(length) = request.header("content-length") {
            let length = length.parse().map_err(io::Error::other)?;
            request.body = self.exactly(length).await?;
        }
        Ok(Some(request))
    }

    /// Waits for the next request and looks at it without reading it; nothing if there is none.
    pub(crate) async fn peek(&mut self) -> Option<Vec<u8>> {
        let mut start = vec![0; 1024];
        let length = self.stream.peek(&mut start).await.ok()?;
        start.truncate(length);
        Some(start).filter(|start| !start.is_empty())
    }

    pub(crate) async fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.stream.write_all(bytes).await
    }

    /// Ends the connection without a word.
    pub(crate) fn reset(self) {
        let _ = self.stream.set_zero_linger();
    }

    /// Ends the connection when what has been written is sent.
    pub(crate) async fn close(mut self) {
        let _ = self.stream.shutdown().await;
    }

    async fn line(&mut self) -> io::Result<String> {
        loop {
            match self.read.windows(2).position(|window| window == b"\r\n") {
                Some(end) => {
                    let mut line = self.take(end + 2);
                    line.truncate(end);
                    return String::from_utf8(line).map_err(io::Error::other);
                }
                None if self.more().await? == 0 => return Err(io::ErrorKind::UnexpectedEof.into()),
                None => {}
            }
        }
    }

    async fn exactly(&mut self, length: usize) -> io::Result<Vec<u8>> {
        while self.read.len() < length {
            if self.more().await? == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
        }
        Ok(self.take(length))
    }

    fn take(&mut self, length: usize) -> Vec<u8> {
        let rest = self.read.split_off(length);
        std::mem::replace(&mut self.read, rest)
    }

    async fn more(&mut self) -> io::Result<usize> {
        self.read.reserve(8192);
        self.stream.read_buf(&mut self.read).await
    }
}
