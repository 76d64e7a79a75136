//! The program while it runs: started on a book, its log read line by line.

#![allow(dead_code, unreachable_pub, reason = "each test uses its part")]
#![allow(clippy::unwrap_used)]

use std::{
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Command, ExitStatus, Stdio},
    sync::mpsc::{self, Receiver},
    thread,
    time::{Duration, Instant},
};

/// Only against hanging for ever; no test waits for it.
pub const HANG: Duration = Duration::from_secs(120);

/// A running program. Killed when dropped.
pub struct Running {
    child: Child,
    log: Receiver<String>,
}

impl Running {
    /// Starts a command on the book in this folder.
    pub fn start(root: &Path, arguments: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_briefbook"))
            .arg("--root")
            .arg(root)
            .args(arguments)
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let said = BufReader::new(child.stderr.take().unwrap());
        let (send, log) = mpsc::channel();
        thread::spawn(move || said.lines().map_while(Result::ok).try_for_each(|l| send.send(l)));
        Self { child, log }
    }

    /// Waits for a line of the log that has these words.
    pub fn line_with(&self, words: &str) -> String {
        let mut before = Vec::new();
        loop {
            match self.log.recv_timeout(HANG) {
                Ok(line) if line.contains(words) => return line,
                Ok(line) => before.push(line),
                Err(error) => panic!("no line with {words:?}: {error}; {before:#?}"),
            }
        }
    }

    /// Its process number.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Sends what Ctrl-C sends, and waits for the end.
    pub fn interrupt(&mut self) -> ExitStatus {
        let id = self.id().to_string();
        assert!(Command::new("kill").args(["-INT", &id]).status().unwrap().success());
        let begun = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status;
            }
            assert!(begun.elapsed() < HANG, "it does not end");
            thread::sleep(Duration::from_millis(5));
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Waits until something is so. It must come to be so whatever the machine does meanwhile.
pub fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !is_so() {
        assert!(begun.elapsed() < HANG, "never: {what}");
        thread::sleep(Duration::from_millis(20));
    }
}
