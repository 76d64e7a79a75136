//! The Markdown of the editors' own pages: home and standing pages, and what they compile for the
//! reader.
//!
//! In: the view and texts of the page. Out: Markdown. Never: a quotation that the page withholds.

use std::fmt::Write;

use super::{
    super::{
        AbbreviationsView, BibliographyView, CorrectionsView, DisputedView, HomeView, Owner, Point,
        StandingView, WorkView,
    },
    Source, corrections as corrections_of, escaped, head, heading, introduction, link, links,
    pager, paragraph, reviewed, to,
};
use crate::site::routes;

/// The home page, with all sections of the book.
pub(super) fn home(out: &mut String, from: &Source<'_>, view: &HomeView) {
    head(out, &view.page);
    summary(out, from);
    introduction(out, from);
    for section in &view.page.sections {
        heading(out, &section.title);
        for one in &section.links {
            let _ = writeln!(out, "- {}", link(one));
        }
    }
    reviewed(out, view.reviewed.as_ref());
    corrections_of(out, &view.corrections);
}

/// A standing page.
pub(super) fn standing(out: &mut String, from: &Source<'_>, view: &StandingView) {
    head(out, &view.page);
    summary(out, from);
    introduction(out, from);
    reviewed(out, view.reviewed.as_ref());
    corrections_of(out, &view.corrections);
}

fn summary(out: &mut String, from: &Source<'_>) {
    let Some(number) = from.site.page_at(from.route) else { return };
    if let Some(summary) = &from.site.pages[number.0].common.summary {
        paragraph(out, &from.texts.line(Owner::Standing(number), summary));
    }
}

/// Where the documents come from, and the works that pages cite.
pub(super) fn bibliography(out: &mut String, from: &Source<'_>, view: &BibliographyView) {
    head(out, &view.page);
    introduction(out, from);
    if !view.originals.is_empty() {
        heading(out, "Documents of this book");
        for original in &view.originals {
            let at = |label: &str, url: &Option<String>| {
                url.as_ref().map_or(String::new(), |url| format!(" {}", to(label, url)))
            };
            let (source, archive) =
                (at("At its source", &original.url), at("Archived copy", &original.archive));
            let (citation, here) = (escaped(&original.citation), link(&original.document));
            let _ = writeln!(out, "- {citation}.{source}{archive} In this book: {here}");
        }
    }
    if !view.works.is_empty() {
        heading(out, "Works cited");
        view.works.iter().for_each(|one| work(out, one));
    }
    pager(out, &view.pager);
}

fn work(out: &mut String, work: &WorkView) {
    let more = match work.more {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let _ = writeln!(out, "- {}. Cited in {}{more}", link(&work.link), links(&work.cited_by));
}

/// The abbreviations.
pub(super) fn abbreviations(out: &mut String, from: &Source<'_>, view: &AbbreviationsView) {
    head(out, &view.page);
    introduction(out, from);
    for one in &view.abbreviations {
        let _ = writeln!(out, "- {}: {}", escaped(&one.short), to(&one.long, &one.href));
    }
}

/// The disputed points: what is claimed, and what stands against it.
pub(super) fn disputed(out: &mut String, from: &Source<'_>, view: &DisputedView) {
    head(out, &view.page);
    introduction(out, from);
    for ((number, at), point) in routes::disputed(from.site).zip(&view.points) {
        heading(out, &point.document.text);
        let note = &from.site.document(number).notes[at].attached.note;
        let text = from.texts.line(Owner::Document(number), &note.text);
        self::point(out, point, &text);
    }
}

fn point(out: &mut String, point: &Point, text: &str) {
    let label = if point.ours { "The claim, as we report it" } else { "The claim" };
    let claim = match point.passage.is_empty() {
        true => "the passage may not be quoted here.".to_owned(),
        false => format!(
            "{}**{}**{}",
            escaped(&point.before),
            escaped(&point.passage),
            escaped(&point.after)
        ),
    };
    let date = point.date.as_ref().map_or("undated", |date| &date.words);
    let document = link(&point.document);
    let _ = writeln!(out, "{label}: {claim} ({document}, {date})\n");
    let _ = writeln!(out, "Against it: {}\n", text.trim());
    if !point.note.cites.is_empty() {
        let _ = writeln!(
            out,
            "See {}. {}\n",
            links(&point.note.cites),
            to("In its place", &point.href)
        );
    }
}

/// Corrections and reviews.
pub(super) fn corrections(out: &mut String, from: &Source<'_>, view: &CorrectionsView) {
    head(out, &view.page);
    introduction(out, from);
    heading(out, "Corrections");
    if view.corrections.is_empty() {
        let _ = writeln!(out, "None so far.");
    }
    for row in &view.corrections {
        let (on, text) = (&row.correction.on.words, escaped(&row.correction.text));
        let _ = writeln!(out, "- {on}, {}: {text}", link(&row.link));
    }
    if !view.reviews.is_empty() {
        heading(out, "Reviews");
        for row in &view.reviews {
            let (on, by) = (&row.review.on.words, escaped(&row.review.by));
            let _ = writeln!(out, "- {on}, {}, by {by}", link(&row.link));
        }
    }
}
