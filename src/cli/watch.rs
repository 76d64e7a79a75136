//! `briefbook watch`, and what `serve` has in common with it.

use std::{path::Path, time::Duration};

use super::{
    Failure, Outcome,
    args::WatchArgs,
    build::{build, default_output, tally},
    talk,
};
use crate::{
    diag::render,
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
    let mut changed = Vec::new();
    loop {
        let mut progress = talk::Progress::new();
        let built = build(&mut pipeline, &Options::default(), &output_dir, root, &mut progress)?;
        progress.clear();
        talk::findings(&worth_showing(&built.findings));
        match &built.committed {
            None => talk::say(&format!("{}; the old book stays", render::summary(&built.findings))),
            Some(_) => talk::say(&log_line(&changed, &built.tally, progress.elapsed())),
        }
        changed = next_change(&mut watcher, &mut pipeline);
    }
}

/// The watcher of a book. It says so if it has to look instead of being told.
pub(super) fn watcher(root: &Path, poll: bool) -> Result<Watcher, Failure> {
    let mode = if poll { Mode::Poll(POLL) } else { Mode::Native };
    let mut watcher = Watcher::new(root, &ROOTS, mode)?;
    if let Some(notice) = watcher.take_notice() {
        talk::say(&notice);
    }
    Ok(watcher)
}

/// Waits until bytes of the book differ. Events only mean "look again".
pub(super) fn next_change(watcher: &mut Watcher, pipeline: &mut Pipeline) -> Vec<SourcePath> {
    loop {
        if watcher.wait(Duration::from_secs(3600)) == Look::Again {
            let (changed, _) = pipeline.look();
            if !changed.is_empty() {
                return changed;
            }
        }
        if let Some(notice) = watcher.take_notice() {
            talk::say(&notice);
        }
    }
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
pub(super) fn worth_showing(findings: &[crate::diag::Finding]) -> Vec<crate::diag::Finding> {
    findings.iter().filter(|f| f.severity != crate::diag::Severity::Information).cloned().collect()
}
