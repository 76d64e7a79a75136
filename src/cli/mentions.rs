//! `briefbook mentions`.
//!
//! In: a book. Out: a row for each mention of each document. Never: a mention of a draft.

use std::path::Path;

use super::{Failure, Outcome, args::MentionFormat, talk};
use crate::{
    diag::Severity,
    mentions::rows::{self, Row},
    pipeline::{Options, Pipeline},
    source::Source,
};

/// Lists every mention of every document.
pub(super) fn run(root: &Path, format: MentionFormat) -> Result<Outcome, Failure> {
    let mut pipeline = Pipeline::new(Source::new(root));
    let assembled = pipeline.assemble(&Options::default(), &mut ());
    let errors: Vec<_> =
        assembled.findings.iter().filter(|f| f.severity == Severity::Error).cloned().collect();
    talk::findings(&errors);
    let mut all: Vec<Row> = Vec::new();
    let mut documents: Vec<_> = assembled.site.documents.iter().collect();
    documents.sort_by(|a, b| a.document.id.cmp(&b.document.id));
    for d in documents {
        let bytes = pipeline.source().read(&d.document.file.path)?;
        let text = String::from_utf8_lossy(&bytes);
        let site = &assembled.site;
        let kind_of = |id: &crate::path::EntityId| {
            site.entity_number(id).map_or(String::new(), |n| site.entity(n).kind.clone())
        };
        let linked = &assembled.bodies.documents[&d.document.id];
        all.extend(rows::rows(&d.document.id, &text, &linked.mentions, &kind_of));
    }
    talk::data(&match format {
        MentionFormat::Jsonl => rows::jsonl(&all),
        MentionFormat::Csv => rows::csv(&all),
        MentionFormat::Table => rows::table(&all),
    });
    Ok(if errors.is_empty() { Outcome::Fine } else { Outcome::Errors })
}
