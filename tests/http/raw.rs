//! A client that does with its connection what no library would.

use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

/// A connection.
pub struct Raw {
    pub stream: TcpStream,
    buffer: Vec<u8>,
}

/// An answer, as it came.
#[derive(Debug)]
pub struct RawAnswer {
    pub status: u16,
    pub head: String,
    pub body: Vec<u8>,
}

impl RawAnswer {
    /// A header, in lower case.
    pub fn header(&self, name: &str) -> Option<String> {
        let lines = self.head.lines().skip(1).filter_map(|line| line.split_once(':'));
        let mut found = lines.filter(|(it, _)| it.eq_ignore_ascii_case(name)).map(|(_, value)| value);
        found.next().map(|value| value.trim().to_lowercase())
    }

    /// Whether it is the last of its connection.
    pub fn closes(&self) -> bool {
        self.header("connection").as_deref() == Some("close")
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).expect("JSON")
    }
}

impl Raw {
    /// To `http://ADDRESS:PORT`.
    pub fn to(base: &str) -> io::Result<Self> {
        let stream = TcpStream::connect(base.trim_start_matches("http://"))?;
        stream.set_read_timeout(Some(Duration::from_secs(30)))?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, buffer: Vec::new() })
    }

    pub fn send(&mut self, text: &str) -> io::Result<()> {
        self.stream.write_all(text.as_bytes())
    }

    /// The next answer; none where the connection ended before its first byte. An answer that breaks off is an error.
    pub fn answer(&mut self) -> io::Result<Option<RawAnswer>> {
        let end = loop {
            if let Some(at) = self.buffer.windows(4).position(|it| it == b"\r\n\r\n") {
                break at + 4;
            }
            if !self.more()? {
                return if self.buffer.is_empty() { Ok(None) } else { Err(io::ErrorKind::UnexpectedEof.into()) };
            }
        };
        let head = String::from_utf8_lossy(&self.buffer[..end]).into_owned();
        let status = head.split(' ').nth(1).and_then(|it| it.parse().ok()).expect("a status");
        let mut answer = RawAnswer { status, head, body: Vec::new() };
        let length = answer.header("content-length").map_or(0, |it| it.parse::<usize>().expect("a length"));
        while self.buffer.len() < end + length {
            if !self.more()? {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
        }
        answer.body = self.buffer[end..end + length].to_vec();
        self.buffer.drain(..end + length);
        Ok(Some(answer))
    }

    /// Sends a request and takes its answer.
    pub fn ask(&mut self, text: &str) -> RawAnswer {
        self.send(text).expect("it is sent");
        self.answer().expect("the answer is whole").expect("an answer")
    }

    /// Reads until the connection ends, and tells how many bytes came.
    pub fn drain(&mut self) -> usize {
        let before = self.buffer.len();
        while let Ok(true) = self.more() {}
        self.buffer.len() - before
    }

    fn more(&mut self) -> io::Result<bool> {
        let mut bytes = [0; 65_536];
        let count = self.stream.read(&mut bytes)?;
        self.buffer.extend_from_slice(&bytes[..count]);
        Ok(count > 0)
    }
}

/// A request for a path.
pub fn get(path: &str) -> String {
    format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n")
}
