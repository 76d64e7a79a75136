//! The Markdown of a document: its annotated body, its notes as footnotes.
//!
//! In: the view and texts of the page. Out: Markdown. Never: the body of a withheld document.

use std::fmt::Write;

use super::{
    super::{DocumentView, Owner},
    Source, corrections, escaped, head, item, links, paragraph, to, words,
};
use crate::site::DocumentNumber;

pub(super) fn document(
    out: &mut String,
    from: &Source<'_>,
    number: DocumentNumber,
    view: &DocumentView,
) {
    let Source { site, texts, .. } = from;
    let facts = site.document(number);
    let owner = Owner::Document(number);
    head(out, &view.page);
    if let Some(summary) = &facts.document.common.summary {
        paragraph(out, &texts.line(owner, summary));
    }
    item(out, "Date", Some(words(view.date.as_ref()).unwrap_or("undated")));
    item(out, "Dated by", facts.document.date_basis.as_deref());
    item(out, "Covers", view.covers.as_deref());
    item(out, "Published by", Some(view.source.publication.as_deref().unwrap_or("not known")));
    item(out, "Kind", view.source.kind.as_deref());
    item(out, "Author", view.source.author.as_deref());
    item(out, "Address", view.source.url.as_deref());
    item(out, "What the text shows", facts.document.source.description.as_deref());
    item(out, "Rights", Some(&view.rights_words));
    out.push('\n');
    if !view.withheld {
        let _ = writeln!(out, "---\n");
        paragraph(out, &texts.body(owner));
        let _ = writeln!(out, "---\n");
    }
    for group in &view.named {
        let entities: Vec<String> = group.entities.iter().map(|e| to(&e.text, &e.href)).collect();
        let _ = writeln!(out, "- {}: {}", escaped(&group.label), entities.join(", "));
    }
    let _ = writeln!(out, "\nCite: {}\n", escaped(&view.cite.page));
    corrections(out, &view.corrections);
    notes(out, from, number, view);
}

/// Notes as footnotes: the body refers to them by id. Where the body is withheld they are a list.
fn notes(out: &mut String, from: &Source<'_>, number: DocumentNumber, view: &DocumentView) {
    let Source { site, texts, .. } = from;
    let beside = view.blocks.iter().flat_map(|block| &block.notes);
    for shown in beside.chain(&view.loose_notes) {
        let written =
            site.document(number).notes.iter().find(|note| note.attached.note.id == shown.id);
        let Some(note) = written.map(|note| &note.attached.note) else { continue };
        let text = texts.line(Owner::Document(number), &note.text);
        let text = text.trim().replace('\n', "\n    ");
        let cites = match shown.cites.is_empty() {
            true => String::new(),
            false => format!(" See {}.", links(&shown.cites)),
        };
        let signed: Vec<String> = shown
            .by
            .iter()
            .map(|by| escaped(by))
            .chain(shown.on.iter().map(|on| on.words.clone()))
            .collect();
        let signed =
            if signed.is_empty() { String::new() } else { format!(" ({})", signed.join(", ")) };
        let _ = match view.withheld {
            true => writeln!(out, "- **{}.** {text}{cites}{signed}\n", shown.label),
            false => writeln!(out, "[^{}]: **{}.** {text}{cites}{signed}\n", shown.id, shown.label),
        };
    }
}
