//! The Markdown of a document: its annotated body, its notes as footnotes.
//!
//! In: the view and texts of the page. Out: Markdown. Never: the body of a withheld document.

use std::fmt::Write;

use super::{
    super::{DocumentView, Owner},
    Source, corrections, escaped, head, item, links, paragraph, to, words,
};
use crate::{markdown, site::DocumentNumber};

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
        let said = if markdown::is_paragraph(&note.text) { Said::Paragraph } else { Said::Blocks };
        let mut apparatus = Vec::new();
        if !shown.cites.is_empty() {
            apparatus.push(format!("See {}.", links(&shown.cites)));
        }
        let by = shown.by.iter().map(|by| escaped(by));
        let signed: Vec<String> = by.chain(shown.on.iter().map(|on| on.words.clone())).collect();
        if !signed.is_empty() {
            apparatus.push(format!("({})", signed.join(", ")));
        }
        let label = format!("**{}.**", shown.label);
        let item = match view.withheld {
            true => listed("- ", "  ", &label, said, &text, &apparatus.join(" ")),
            false => {
                let mark = format!("[^{}]: ", shown.id);
                listed(&mark, "    ", &label, said, &text, &apparatus.join(" "))
            }
        };
        let _ = writeln!(out, "{item}\n");
    }
}

/// What a note consists of.
#[derive(Clone, Copy)]
enum Said {
    Paragraph,
    Blocks,
}

/// A note after its mark. A single paragraph runs on from the label to the apparatus; other texts
/// stand between them, each line indented.
fn listed(
    mark: &str,
    indent: &str,
    label: &str,
    said: Said,
    text: &str,
    apparatus: &str,
) -> String {
    let (text, gap) = match said {
        Said::Paragraph => (text.trim(), " "),
        Said::Blocks => (text.trim_end().trim_start_matches('\n'), "\n\n"),
    };
    let parts = [label, text, apparatus].into_iter().filter(|part| !part.is_empty());
    let whole = parts.collect::<Vec<_>>().join(gap);
    let indented = |(at, line): (usize, &str)| match (at, line) {
        (0, line) => line.to_owned(),
        (_, "") => "\n".to_owned(),
        (_, line) => format!("\n{indent}{line}"),
    };
    let lines: String = whole.split('\n').enumerate().map(indented).collect();
    format!("{mark}{lines}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, apparatus: &str, expect: &str) {
        let said = if markdown::is_paragraph(text) { Said::Paragraph } else { Said::Blocks };
        assert_eq!(listed("[^n]: ", "    ", "**Comment.**", said, text, apparatus), expect);
    }

    #[test]
    fn notes_of_one_block_and_of_several() {
        check("a\nb", "See T. (C)", "[^n]: **Comment.** a\n    b See T. (C)");
        check("a", "", "[^n]: **Comment.** a");
        check("- a\n- b\n", "See T.", "[^n]: **Comment.**\n\n    - a\n    - b\n\n    See T.");
        check(
            "```\na\n\nb\n```",
            "(C)",
            "[^n]: **Comment.**\n\n    ```\n    a\n\n    b\n    ```\n\n    (C)",
        );
        check("a\n\n|b|\n|-|\n|c|", "", "[^n]: **Comment.**\n\n    a\n\n    |b|\n    |-|\n    |c|");
        check("    a\n", "", "[^n]: **Comment.**\n\n        a");
    }
}
