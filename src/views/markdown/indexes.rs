//! The Markdown of lists: documents, entities of a kind, what happened when.
//!
//! In: the view and texts of the page. Out: Markdown.

use std::fmt::Write;

use super::{
    super::{ChronologyView, DocumentsView, EntryView, KindIndexView},
    Source, escaped, head, heading, introduction, link, pager, to,
};

/// The documents by date.
pub(super) fn documents(out: &mut String, from: &Source<'_>, view: &DocumentsView) {
    head(out, &view.page);
    introduction(out, from);
    for year in &view.years {
        heading(out, &year.label);
        for row in &year.documents {
            let date = row.date.as_ref().map_or(String::new(), |date| format!(", {}", date.words));
            let _ = writeln!(out, "- {}{date}", to(&row.title, &row.href));
        }
    }
    pager(out, &view.pager);
}

/// The index of a kind.
pub(super) fn kind(out: &mut String, from: &Source<'_>, view: &KindIndexView) {
    head(out, &view.page);
    introduction(out, from);
    for (label, href) in [("By name", &view.by_name), ("By date", &view.by_date)] {
        if let Some(href) = href {
            let _ = writeln!(out, "{}", to(label, href));
        }
    }
    for group in &view.groups {
        heading(out, &group.label);
        for row in &group.rows {
            let date = row.date.as_ref().map_or(String::new(), |date| format!(", {}", date.words));
            let see =
                row.see.as_ref().map_or(String::new(), |see| format!(", see {}", escaped(see)));
            let _ = writeln!(out, "- {}{see}{date}", to(&row.name, &row.href));
        }
    }
    pager(out, &view.pager);
}

/// What happened when.
pub(super) fn chronology(out: &mut String, from: &Source<'_>, view: &ChronologyView) {
    head(out, &view.page);
    introduction(out, from);
    for year in &view.year_links {
        let _ = writeln!(out, "- {} ({})", to(&year.label, &year.href), year.count);
    }
    for year in &view.years {
        heading(out, &year.label);
        year.entries.iter().for_each(|one| entry(out, one));
    }
}

fn entry(out: &mut String, entry: &EntryView) {
    let end = entry.end.as_ref().map_or(String::new(), |end| format!(" to {}", end.words));
    let what = match entry.what.is_empty() {
        true => String::new(),
        false => format!(", {}", escaped(&entry.what)),
    };
    let source = entry.source.as_ref().map_or(String::new(), |s| format!(". Source: {}", link(s)));
    let subject = link(&entry.subject);
    let kind = escaped(&entry.kind_words);
    let _ = writeln!(out, "- {}{end}: {subject}{what} ({kind}){source}", entry.date.words);
}
