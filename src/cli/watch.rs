//! `briefbook watch`, and what `serve` has in common with it.
//!
//! In: the root of a book. Out: the book built into a folder, anew after every change, and a line
//! for each. Never: an end because a later build could not be written.

use std::{path::Path, time::Duration};

use super::{
    Failure, Outcome,
    args::WatchArgs,
    build::{build, default_output, tally},
    talk,
};
use crate::{
    diag::{Finding, Severity, render},
    path::SourcePath,
    pipeline::{Options, Pipeline, Tally},
    source::{ROOTS, Source},
    watch::{Look, Mode, POLL, Watcher},
};

/// Builds now and after every change, until the process is ended.
pub(super) fn run(root: &Path, args: &WatchArgs) -> Result<Outcome, Failure> {
    let output_dir = args.output_dir.clone().unwrap_or_else(|| default_output(root));
    let mut watcher = watcher(root, args.poll)?;
    let mut pipeline = Pipeline::new(Source::new(root));
    let rebuild = |pipeline: &mut Pipeline, changed: &[SourcePath]| {
        let mut progress = talk::Progress::new();
        let built = build(pipeline, &Options::default(), &output_dir, root, &mut progress)?;
        progress.clear();
        talk::findings(&worth_showing(&built.findings));
        match &built.committed {
            None => talk::say(&format!("{}; the old book stays", render::summary(&built.findings))),
            Some(_) => talk::say(&log_line(changed, &built.tally, progress.elapsed())),
        }
        Ok::<_, Failure>(built.findings)
    };
    let mut findings = rebuild(&mut pipeline, &[])?;
    loop {
        let changed = next_change(&mut watcher, &mut pipeline, &findings);
        let mut said = None;
        findings = loop {
            match rebuild(&mut pipeline, &changed) {
                Ok(findings) => break findings,
                Err(Failure(why)) => {
                    if said.as_ref() != Some(&why) {
                        talk::error(&why);
                    }
                    said = Some(why);
                    watcher.wait(RETRY);
                }
            }
        };
    }
}

/// A folder that cannot be written to (another build is at it, the disk is full) is tried again
/// after this time.
const RETRY: Duration = Duration::from_secs(1);

/// The watcher of a book. It says so if it has to look instead of being told.
pub(super) fn watcher(root: &Path, poll: bool) -> Result<Watcher, Failure> {
    let mode = if poll { Mode::Poll(POLL) } else { Mode::Native };
    let mut watcher = Watcher::new(root, &ROOTS, mode)?;
    if let Some(notice) = watcher.take_notice() {
        talk::say(&notice);
    }
    Ok(watcher)
}

/// Waits until bytes of the book differ. Events only mean "look again". A file that the last
/// build could not read counts as changed: it may have come back as it was.
pub(super) fn next_change(
    watcher: &mut Watcher,
    pipeline: &mut Pipeline,
    last: &[Finding],
) -> Vec<SourcePath> {
    loop {
        if watcher.wait(Duration::from_secs(3600)) == Look::Again {
            let (mut changed, _) = pipeline.look();
            if changed.is_empty() {
                changed = unread(last);
            }
            if !changed.is_empty() {
                return changed;
            }
        }
        if let Some(notice) = watcher.take_notice() {
            talk::say(&notice);
        }
    }
}

/// The files that a build could not read, or that changed while it did.
pub(super) fn unread(findings: &[Finding]) -> Vec<SourcePath> {
    let unreadable = findings.iter().filter(|finding| finding.code == "source-unreadable");
    unreadable.map(|finding| finding.path.clone()).collect()
}

/// One line on what a build did and why.
pub(super) fn log_line(changed: &[SourcePath], counts: &Tally, milliseconds: u128) -> String {
    let cause = match changed {
        [] => tally(counts),
        [path] => format!("{path} changed"),
        [path, rest @ ..] => format!("{path} and {} more changed", rest.len()),
    };
    format!(
        "{cause}: {} relinked, {} of {} pages rendered ({milliseconds} ms)",
        documents(counts.relinked),
        counts.rendered,
        counts.pages
    )
}

fn documents(count: usize) -> String {
    if count == 1 { "1 document".to_owned() } else { format!("{count} documents") }
}

/// Errors and warnings; information is for `check`.
pub(super) fn worth_showing(findings: &[Finding]) -> Vec<Finding> {
    findings.iter().filter(|f| f.severity != Severity::Information).cloned().collect()
}
