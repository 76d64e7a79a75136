//! `briefbook check --todo`: what is left to do in a book, in one list.

use std::fmt::Write;

use crate::{
    diag::Finding,
    notes::NoteKind,
    pipeline::{Options, Pipeline},
    site::{Audience, Site},
};

/// The list. Drafts count too: they are what most remains to be done on.
pub(super) fn list(pipeline: &mut Pipeline) -> String {
    let options = Options { audience: Audience::Editors, ..Options::default() };
    let assembled = pipeline.assemble(&options, &mut ());
    let mut out = String::new();
    let of = |code: &str| assembled.findings.iter().filter(|f| f.code == code).collect::<Vec<_>>();
    section(&mut out, "Undated documents", &of("document-undated"));
    section(&mut out, "Facts without a source", &of("fact-unsourced"));
    section(&mut out, "Doubtful mentions", &of("mention-doubtful"));
    section(&mut out, "Notes without their passage", &[of("note-lost"), of("note-ambiguous")].concat());
    questions(&mut out, &assembled.site);
    unreviewed(&mut out, &assembled.site);
    drafts(&mut out, &assembled.site);
    if out.is_empty() { "Nothing is left to do.\n".to_owned() } else { out }
}

fn section(out: &mut String, title: &str, findings: &[&Finding]) {
    let lines = findings.iter().map(|f| format!("{}:{}:{}: {}", f.path, f.line, f.column, f.message));
    lines_under(out, title, &lines.collect::<Vec<_>>());
}

fn lines_under(out: &mut String, title: &str, lines: &[String]) {
    if !lines.is_empty() {
        let _ = writeln!(out, "{title} ({}):", lines.len());
        lines.iter().for_each(|line| drop(writeln!(out, "  {line}")));
    }
}

fn questions(out: &mut String, site: &Site) {
    let line = |(d, (attached, _)): (&crate::site::SiteDocument, &(crate::notes::Attached, _))| {
        let text: String = attached.note.text.chars().take(100).collect();
        format!("{}#{}: {}", d.document.id, attached.note.id, text.replace('\n', " "))
    };
    lines_under(out, "Open questions", &site.notes_of(NoteKind::Questioning).map(line).collect::<Vec<_>>());
}

fn unreviewed(out: &mut String, site: &Site) {
    let documents = site.documents.iter().map(|d| (&d.document.common, d.document.file.path.to_string()));
    let entities = site.entities.iter().map(|e| (&e.entity.common, e.entity.file.path.to_string()));
    let pages = documents.chain(entities).filter(|(common, _)| common.reviewed.is_none());
    lines_under(out, "Pages that nobody has reviewed", &pages.map(|(_, path)| path).collect::<Vec<_>>());
}

fn drafts(out: &mut String, site: &Site) {
    let documents = site.documents.iter().map(|d| (&d.document.common, d.document.file.path.to_string()));
    let entities = site.entities.iter().map(|e| (&e.entity.common, e.entity.file.path.to_string()));
    let drafts = documents.chain(entities).filter(|(common, _)| common.draft);
    lines_under(out, "Drafts", &drafts.map(|(_, path)| path).collect::<Vec<_>>());
}
