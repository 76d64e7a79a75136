//! `briefbook check --todo`: what is left to do in a book, in one list.
//!
//! In: a book. Out: a list of what editors have yet to do. Never: a file written.

use std::fmt::Write;

use crate::{
    content::Common,
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
    section(
        &mut out,
        "Notes without their passage",
        &[of("note-lost"), of("note-ambiguous")].concat(),
    );
    questions(&mut out, &assembled.site);
    unreviewed(&mut out, &assembled.site);
    drafts(&mut out, &assembled.site);
    if out.is_empty() { "Nothing is left to do.\n".to_owned() } else { out }
}

fn section(out: &mut String, title: &str, findings: &[&Finding]) {
    let lines =
        findings.iter().map(|f| format!("{}:{}:{}: {}", f.path, f.line, f.column, f.message));
    lines_under(out, title, &lines.collect::<Vec<_>>());
}

fn lines_under(out: &mut String, title: &str, lines: &[String]) {
    if !lines.is_empty() {
        let _ = writeln!(out, "{title} ({}):", lines.len());
        for line in lines {
            let _ = writeln!(out, "  {line}");
        }
    }
}

fn questions(out: &mut String, site: &Site) {
    let mut lines = Vec::new();
    for facts in &site.documents {
        for attached in facts
            .notes
            .iter()
            .map(|note| &note.attached)
            .filter(|a| a.note.kind == NoteKind::Questioning)
        {
            let text: String = attached.note.text.chars().take(100).collect();
            lines.push(format!(
                "{}#{}: {}",
                facts.document.id,
                attached.note.id,
                text.replace('\n', " ")
            ));
        }
    }
    lines_under(out, "Open questions", &lines);
}

/// The front matters of documents and entities, with the paths of their files.
fn files(site: &Site) -> impl Iterator<Item = (&Common, String)> {
    let documents =
        site.documents.iter().map(|d| (&d.document.common, d.document.file.path.to_string()));
    documents.chain(site.entities.iter().map(|e| (&e.common, e.file.path.to_string())))
}

fn unreviewed(out: &mut String, site: &Site) {
    let pages = files(site).filter(|(common, _)| common.reviewed.is_none());
    lines_under(
        out,
        "Pages that nobody has reviewed",
        &pages.map(|(_, path)| path).collect::<Vec<_>>(),
    );
}

fn drafts(out: &mut String, site: &Site) {
    let drafts = files(site).filter(|(common, _)| common.draft);
    lines_under(out, "Drafts", &drafts.map(|(_, path)| path).collect::<Vec<_>>());
}
