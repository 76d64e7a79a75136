//! `briefbook check`.
//!
//! In: a book. Out: findings, and with `--todo` what is left to do. Never: a file written.

use std::path::Path;

use super::{
    Failure, Outcome,
    args::{CheckArgs, FindingFormat},
    build::{outcome, tally},
    talk,
};
use crate::{
    diag::{Severity, render},
    output::{Generation, Memory},
    pipeline::{Options, Pipeline, has_errors},
    source::Source,
};

/// Builds the book into memory, so that everything that can be wrong is found, and writes nothing.
pub(super) fn run(root: &Path, args: &CheckArgs) -> Result<Outcome, Failure> {
    let mut pipeline = Pipeline::new(Source::new(root));
    let mut progress = talk::Progress::new();
    let sink = Memory::after(&Generation::default());
    let built = pipeline.build(&Options::default(), sink, &mut progress)?;
    progress.clear();
    let findings = &built.findings;
    match args.format {
        FindingFormat::Text => {
            talk::data(&render::text(findings, render::Colour::Plain));
            talk::say(&format!("{}; {}", tally(&built.tally), render::summary(findings)));
        }
        FindingFormat::Json => talk::data(&render::json(findings)),
        FindingFormat::Github => talk::data(&render::github(findings)),
    }
    if args.todo {
        talk::data(&super::todo::list(&mut pipeline));
    }
    debug_assert!(
        built.committed.is_none() == findings.iter().any(|f| f.severity == Severity::Error)
    );
    Ok(outcome(findings, !has_errors(findings), args.strict))
}
