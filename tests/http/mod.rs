//! A client that speaks to the preview in plain HTTP, byte for byte as a test wants it.

#![allow(dead_code, unreachable_pub, reason = "each test uses its part")]
#![allow(clippy::unwrap_used)]

use std::{
    collections::BTreeMap,
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    time::Duration,
};

/// One connection, kept open between requests.
pub struct Client {
    /// What the server says.
    pub stream: BufReader<TcpStream>,
    /// The server's port.
    pub port: u16,
}

/// An answer.
#[derive(Debug)]
pub struct Answer {
    /// Its status.
    pub status: u16,
    /// Its headers, by name in small letters.
    pub headers: BTreeMap<String, String>,
    /// Its body.
    pub body: String,
}

impl Client {
    /// Connects to the server of an address like `http://127.0.0.1:3000/book/`.
    pub fn to(url: &str) -> Self {
        let port = url.split(':').nth(2).unwrap().split('/').next().unwrap();
        let port = port.parse().unwrap();
        let stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
        // Only against hanging for ever; no test waits for it.
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        Self { stream: BufReader::new(stream), port }
    }

    /// Sends bytes as they are.
    pub fn send(&mut self, bytes: &[u8]) {
        self.stream.get_mut().write_all(bytes).unwrap();
    }

    /// Asks for a path; the answer is read by [`Client::answer`].
    pub fn ask(&mut self, path: &str) {
        let head = format!("GET {path} HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", self.port);
        self.send(head.as_bytes());
    }

    /// Reads an answer up to its body.
    pub fn head(&mut self) -> Answer {
        let mut line = String::new();
        self.stream.read_line(&mut line).unwrap();
        let status = line.split(' ').nth(1).unwrap_or("0").parse().unwrap();
        let mut headers = BTreeMap::new();
        loop {
            line.clear();
            self.stream.read_line(&mut line).unwrap();
            let Some((name, value)) = line.trim_end().split_once(": ") else { break };
            headers.insert(name.to_ascii_lowercase(), value.to_owned());
        }
        Answer { status, headers, body: String::new() }
    }

    /// Reads a whole answer.
    pub fn answer(&mut self) -> Answer {
        let mut answer = self.head();
        let length = answer.headers.get("content-length").map_or(0, |n| n.parse().unwrap());
        let mut body = vec![0; length];
        self.stream.read_exact(&mut body).unwrap();
        answer.body = String::from_utf8(body).unwrap();
        answer
    }

    /// Asks for a path and reads the answer.
    pub fn get(&mut self, path: &str) -> Answer {
        self.ask(path);
        self.answer()
    }

    /// Opens the event stream below a base path.
    pub fn listen(&mut self, base: &str) {
        self.ask(&format!("{base}.briefbook/events"));
        assert_eq!(self.head().headers["content-type"], "text/event-stream");
    }

    /// Reads the next `data:` line of an event stream. A heartbeat means that none came.
    pub fn event(&mut self) -> String {
        loop {
            let mut line = String::new();
            self.stream.read_line(&mut line).unwrap();
            assert_ne!(line, ":\n", "no event came");
            if let Some(data) = line.trim_end().strip_prefix("data:") {
                return data.trim_start().to_owned();
            }
        }
    }
}

/// The state of the preview that a page was made from.
pub fn shown(html: &str) -> &str {
    html.split("data-shown=\"").nth(1).unwrap().split('"').next().unwrap()
}
