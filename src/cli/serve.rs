//! `briefbook serve`.
//!
//! In: the root of a book. Out: its preview, built anew after every change. Never: a book shown
//! that lacks a page, or a finding, because a file was caught in the middle of being saved.

use std::{
    path::Path,
    process::Command,
    time::{Duration, Instant},
};

use super::{
    Failure, Outcome,
    args::ServeArgs,
    talk::{self, Progress},
    watch::{log_line, next_change, unread, watcher, worth_showing},
};
use crate::{
    diag::{Finding, render},
    output::{Built as Committed, Generation, Memory},
    path::SourcePath,
    pipeline::{Built, Options, Pipeline},
    preview::{self, Problem, Server},
    site::Audience,
    source::Source,
    watch::Watcher,
};

/// The port that is tried first.
const PORT: u16 = 3000;

/// Who comes before the first book is shown a page that says so after this time.
const FIRST_WAIT: Duration = Duration::from_secs(10);

/// A file that is gone or half written is believed to stay so after this time.
const DOUBT: Duration = Duration::from_millis(200);

/// Builds that are in doubt one after the other; then the next is shown as it is.
const DOUBTS: usize = 5;

/// Builds into memory, serves it, and does so again after every change, until the process is
/// ended: a signal ends it at once, for nothing has to be put in order.
pub(super) fn run(root: &Path, args: &ServeArgs) -> Result<Outcome, Failure> {
    let watcher = watcher(root, args.poll)?;
    let mut pipeline = Pipeline::new(Source::new(root));
    let server = Server::start(&preview::Options {
        base_path: pipeline.base_path(),
        port: args.port.unwrap_or(PORT),
        first_wait: FIRST_WAIT,
    })?;
    let url = server.url();
    talk::say(&format!("Serving at {url} – Ctrl-C ends"));
    if args.open {
        open(&url);
    }
    let mut desk = Desk { watcher, pipeline, server, generation: Generation::default() };
    let mut findings = desk.rebuild(Vec::new())?;
    loop {
        let changed = next_change(&mut desk.watcher, &mut desk.pipeline, &findings);
        findings = desk.rebuild(changed)?;
    }
}

/// What there is between two builds.
struct Desk {
    watcher: Watcher,
    pipeline: Pipeline,
    server: Server,
    generation: Generation,
}

/// A build, and the path under which the book wants to be shown.
struct Attempt {
    built: Built<Committed>,
    base_path: String,
}

impl Attempt {
    /// Whether it may owe something to a file that is just being saved: it is an error, or files
    /// of the book are gone.
    fn is_in_doubt(&self) -> bool {
        let committed = self.built.committed.as_ref();
        committed.is_none_or(|committed| !committed.changes.removed.is_empty())
    }
}

impl Desk {
    /// Builds until there is no doubt, shows what came of it and says so.
    fn rebuild(&mut self, mut changed: Vec<SourcePath>) -> Result<Vec<Finding>, Failure> {
        let mut progress = Progress::new();
        let mut attempt = self.attempt(&mut progress)?;
        for round in 0..DOUBTS {
            if !attempt.is_in_doubt() {
                break;
            }
            let mut more = self.changes_within(DOUBT);
            if more.is_empty() && round == 0 {
                more = unread(&attempt.built.findings);
            }
            if more.is_empty() {
                break;
            }
            changed.extend(more);
            let relinked = attempt.built.tally.relinked;
            attempt = self.attempt(&mut progress)?;
            attempt.built.tally.relinked += relinked;
        }
        progress.clear();
        changed.sort();
        changed.dedup();
        Ok(self.show(attempt, &changed, progress.elapsed()))
    }

    fn attempt(&mut self, progress: &mut Progress) -> Result<Attempt, Failure> {
        let options = Options { audience: Audience::Editors, ..Options::default() };
        let assembled = self.pipeline.assemble(&options, progress);
        let base_path = assembled.site.book.base_url.base_path().to_owned();
        let built = self.pipeline.render(assembled, Memory::after(&self.generation), progress)?;
        Ok(Attempt { built, base_path })
    }

    /// The files that change before `time` is over; returns at the first sign of one.
    fn changes_within(&mut self, time: Duration) -> Vec<SourcePath> {
        let begun = Instant::now();
        loop {
            let left = time.saturating_sub(begun.elapsed());
            self.watcher.wait(left);
            let (changed, _) = self.pipeline.look();
            if !changed.is_empty() || left.is_zero() {
                return changed;
            }
        }
    }

    fn show(&mut self, attempt: Attempt, changed: &[SourcePath], time: u128) -> Vec<Finding> {
        let Built { committed, findings, tally } = attempt.built;
        let shown = worth_showing(&findings);
        talk::findings(&shown);
        if let Some(committed) = committed {
            self.generation = committed.generation;
            let url = self.server.url();
            self.server.publish(self.generation.clone(), &attempt.base_path);
            talk::say(&log_line(changed, &tally, time));
            if self.server.url() != url {
                talk::say(&format!("Now at {}", self.server.url()));
            }
        } else {
            self.server.show_problems(&shown.iter().map(Problem::from).collect::<Vec<_>>());
            let summary = render::summary(&findings);
            let none = self.generation.paths().len() == 0;
            let rest = if none { "there is no book yet" } else { "the last good book stays" };
            talk::say(&format!("{summary}; {rest}"));
        }
        findings
    }
}

/// Opens an address in the person's browser; if that fails they have the address before them.
fn open(url: &str) {
    let program = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };
    if Command::new(program).arg(url).spawn().is_err() {
        talk::say(&format!("could not start a browser; open {url} yourself"));
    }
}
