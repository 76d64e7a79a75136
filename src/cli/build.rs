//! `briefbook build`.
//!
//! In: a book and where to write. Out: a folder of static files, findings, what changed. Never: a
//! file written if the book has errors.

use std::path::{Path, PathBuf};

use super::{Failure, Outcome, args::BuildArgs, talk};
use crate::{
    diag::{Finding, Severity, render},
    output::{Changes, Output},
    pipeline::{Built, Options, Pipeline, Tally},
    site::{Audience, LinkStyle},
    source::Source,
};

/// Builds the book once.
pub(super) fn run(root: &Path, args: &BuildArgs) -> Result<Outcome, Failure> {
    let options = options(args);
    let output_dir = args.output_dir.clone().unwrap_or_else(|| default_output(root));
    let mut pipeline = Pipeline::new(Source::new(root));
    let mut progress = talk::Progress::new();
    if let Some(page) = &args.explain {
        return super::page::explain(&mut pipeline, &options, &output_dir, root, page);
    }
    let built = build(&mut pipeline, &options, &output_dir, root, &mut progress)?;
    progress.clear();
    report(&built, &output_dir, progress.elapsed());
    if args.timings {
        talk::data(&progress.timings());
    }
    Ok(outcome(&built.findings, built.committed.is_some(), args.strict))
}

/// Where a book is written when nobody says.
pub(super) fn default_output(root: &Path) -> PathBuf {
    root.join("public")
}

fn options(args: &BuildArgs) -> Options {
    Options {
        audience: if args.drafts { Audience::Editors } else { Audience::Public },
        base_url: args.base_url.clone(),
        links: if args.portable { LinkStyle::Portable } else { LinkStyle::Folders },
    }
}

/// Builds into a folder. The folder is opened only when the book has no errors of its own.
pub(super) fn build(
    pipeline: &mut Pipeline,
    options: &Options,
    output_dir: &Path,
    root: &Path,
    progress: &mut talk::Progress,
) -> Result<Built<Changes>, Failure> {
    let assembled = pipeline.assemble(options, progress);
    if assembled.has_errors() {
        return Ok(assembled.rejected());
    }
    let output = Output::open(output_dir, root)?;
    for warning in output.warnings() {
        talk::say(&format!("warning: {warning}"));
    }
    Ok(pipeline.render(assembled, output, progress)?)
}

/// Whether a command ends well.
pub(super) fn outcome(findings: &[Finding], written: bool, strict: bool) -> Outcome {
    let warned = findings.iter().any(|finding| finding.severity == Severity::Warning);
    if written && !(strict && warned) { Outcome::Fine } else { Outcome::Errors }
}

fn report(built: &Built<Changes>, output_dir: &Path, milliseconds: u128) {
    let shown: Vec<Finding> =
        built.findings.iter().filter(|f| f.severity != Severity::Information).cloned().collect();
    talk::findings(&shown);
    let summary = render::summary(&built.findings);
    match &built.committed {
        None => talk::say(&format!("{summary}; nothing was written")),
        Some(changes) => {
            for path in &changes.left {
                talk::say(&format!(
                    "warning: `{path}` is no longer part of the book but was changed by hand, so it stays"
                ));
            }
            talk::say(&format!("{}; {summary}", tally(&built.tally)));
            talk::say(&format!(
                "{} written, {} removed, {} unchanged in {} ({milliseconds} ms)",
                changes.written.len(),
                changes.removed.len(),
                changes.unchanged,
                output_dir.display()
            ));
        }
    }
}

/// What a build counted, in words.
pub(super) fn tally(tally: &Tally) -> String {
    let [linked, recorded, doubtful] = tally.mentions;
    let counted = |count: usize, one: &str, many: &str| match count {
        1 => format!("1 {one}"),
        count => format!("{count} {many}"),
    };
    format!(
        "{}, {}, {}, {}; mentions: {linked} linked, {recorded} recorded, {doubtful} doubtful",
        counted(tally.documents, "document", "documents"),
        counted(tally.entities, "entity", "entities"),
        counted(tally.pages, "page", "pages"),
        counted(tally.notes, "note", "notes"),
    )
}
