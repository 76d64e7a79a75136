//! Talking to the person at the terminal.
//!
//! In: texts and findings. Out: standard error, coloured only on a terminal; data on standard
//! output. Never: a finding changed or left out.

use std::{
    io::{self, IsTerminal, Write},
    time::Instant,
};

use crate::{
    diag::{
        Finding,
        render::{self, Colour},
    },
    pipeline::{Observer, Stage},
};

/// Whether standard error may be coloured.
pub(super) fn colour() -> Colour {
    let wanted = std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    if wanted && io::stderr().is_terminal() { Colour::Ansi } else { Colour::Plain }
}

/// A line on standard error. A closed pipe is no reason to stop.
pub(super) fn say(text: &str) {
    let _ = writeln!(io::stderr(), "{text}");
}

/// Why a command could not do its work.
pub(super) fn error(message: &str) {
    say(&format!("error: {message}"));
}

/// Data on standard output. Whoever closes the pipe has read enough.
pub(super) fn data(text: &str) {
    let mut out = io::stdout().lock();
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}

/// Findings on standard error, as excerpts.
pub(super) fn findings(findings: &[Finding]) {
    let _ = io::stderr().write_all(render::text(findings, colour()).as_bytes());
}

/// Measures stages; shows the present one on a terminal.
pub(super) struct Progress {
    begun: Instant,
    stages: Vec<(Stage, Instant)>,
    live: bool,
}

impl Progress {
    /// Begins to measure.
    pub(super) fn new() -> Self {
        Self { begun: Instant::now(), stages: Vec::new(), live: io::stderr().is_terminal() }
    }

    /// Milliseconds since the beginning.
    pub(super) fn elapsed(&self) -> u128 {
        self.begun.elapsed().as_millis()
    }

    /// One line for each stage.
    pub(super) fn timings(&self) -> String {
        let ends = self.stages.iter().skip(1).map(|(_, at)| *at).chain([Instant::now()]);
        let line = |((stage, start), end): (&(Stage, Instant), Instant)| {
            format!(
                "{:>9.1} ms  {}\n",
                end.duration_since(*start).as_secs_f64() * 1000.0,
                name(*stage)
            )
        };
        let lines =
            self.stages.iter().zip(ends).filter(|((stage, _), _)| *stage != Stage::Done).map(line);
        lines.collect()
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.clear();
    }
}

impl Progress {
    /// Takes the progress line away.
    pub(super) fn clear(&mut self) {
        if std::mem::take(&mut self.live) {
            let _ = write!(io::stderr(), "\r\x1b[K");
        }
    }
}

fn name(stage: Stage) -> &'static str {
    match stage {
        Stage::Source => "looking at the files",
        Stage::Content => "reading them",
        Stage::Register => "making the register",
        Stage::Mentions => "linking mentions",
        Stage::Site => "putting the book together",
        Stage::Render => "rendering",
        Stage::Output => "putting files in place",
        Stage::Done => "done",
    }
}

impl Observer for Progress {
    fn begins(&mut self, stage: Stage) {
        self.stages.push((stage, Instant::now()));
        if self.live && stage != Stage::Done {
            let _ = write!(io::stderr(), "\r\x1b[K{}…", name(stage));
            let _ = io::stderr().flush();
        }
    }
}
