//! Annotated Markdown pages: `index.md` beside every page that is one to read.
//!
//! In: a page's view and [`MarkdownTexts`]. Out: Markdown that reads and links well on a code
//! host. Never: a link that leads to an HTML page of the book; a sentence that the HTML page does
//! not show.

use std::fmt::Write;

mod apparatus;
mod document;
mod entity;
mod indexes;

use super::{Corrected, Date, Link, Owner, Pager, Reviewed, View};
use crate::{
    markdown::annotated::address,
    path::Route,
    site::{PageKey, Site},
};

/// What every page's Markdown is made from.
struct Source<'a> {
    site: &'a Site,
    route: &'a Route,
    texts: &'a dyn MarkdownTexts,
}

/// Markdown of bodies and short texts, with links as this page needs them.
pub trait MarkdownTexts {
    /// The annotated body of a file.
    fn body(&self, owner: Owner) -> String;
    /// An editor's short text.
    fn line(&self, owner: Owner, markdown: &str) -> String;
}

/// The Markdown of a page at `route`; empty for pages that have none.
pub fn page(
    site: &Site,
    key: &PageKey,
    route: &Route,
    view: &View,
    texts: &dyn MarkdownTexts,
) -> String {
    let from = &Source { site, route, texts };
    let mut out = String::new();
    match (key, view) {
        (PageKey::Document(number), View::Document(view)) => {
            document::document(&mut out, from, *number, view)
        }
        (PageKey::Entity(number), View::Entity(view)) => {
            entity::entity(&mut out, from, *number, view)
        }
        (_, View::Mentions(view)) => entity::year_of_mentions(&mut out, view),
        (_, View::Documents(view)) => indexes::documents(&mut out, from, view),
        (_, View::KindIndex(view)) => indexes::kind(&mut out, from, view),
        (_, View::Chronology(view)) => indexes::chronology(&mut out, from, view),
        (_, View::Home(view)) => apparatus::home(&mut out, from, view),
        (_, View::Standing(view)) => apparatus::standing(&mut out, from, view),
        (_, View::Bibliography(view)) => apparatus::bibliography(&mut out, from, view),
        (_, View::Abbreviations(view)) => apparatus::abbreviations(&mut out, from, view),
        (_, View::Disputed(view)) => apparatus::disputed(&mut out, from, view),
        (_, View::Corrections(view)) => apparatus::corrections(&mut out, from, view),
        _ => {}
    }
    out
}

/// Plain text as Markdown: characters that would mean something are escaped.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&' | '!')
        {
            out.push('\\');
        }
        out.push(if c == '\n' { ' ' } else { c });
    }
    out
}

/// The address of the Markdown behind a link to a page of the book.
fn target(href: &str) -> String {
    let (path, fragment) = href.split_once('#').map_or((href, None), |(p, f)| (p, Some(f)));
    let path = match path.strip_suffix("index.html").unwrap_or(path) {
        outside if outside.contains("://") || outside.starts_with("mailto:") => outside.to_owned(),
        "./" => "index.md".to_owned(),
        folder if folder.ends_with('/') => format!("{folder}index.md"),
        file => file.to_owned(),
    };
    fragment.map_or(path.clone(), |fragment| format!("{path}#{fragment}"))
}

fn to(title: &str, href: &str) -> String {
    format!("[{}]({})", escaped(title), address(&target(href)))
}

fn link(link: &Link) -> String {
    link.href.as_ref().map_or_else(|| escaped(&link.text), |href| to(&link.text, href))
}

fn links(all: &[Link]) -> String {
    all.iter().map(link).collect::<Vec<_>>().join(", ")
}

fn head(out: &mut String, view: &super::Frame) {
    let steps: Vec<String> = view.breadcrumbs.iter().map(link).collect();
    if !steps.is_empty() {
        let _ = writeln!(out, "{}\n", steps.join(" › "));
    }
    let _ = writeln!(out, "# {}\n", escaped(&view.title));
    if view.draft {
        let _ = writeln!(out, "**Draft.**\n");
    }
}

fn heading(out: &mut String, text: &str) {
    if !out.ends_with("\n\n") {
        out.push('\n');
    }
    let _ = writeln!(out, "## {}\n", escaped(text));
}

fn paragraph(out: &mut String, markdown: &str) {
    if !markdown.trim().is_empty() {
        let _ = writeln!(out, "{}\n", markdown.trim());
    }
}

fn item(out: &mut String, label: &str, text: Option<&str>) {
    if let Some(text) = text.filter(|text| !text.is_empty()) {
        let _ = writeln!(out, "- {label}: {}", escaped(text));
    }
}

fn words(date: Option<&Date>) -> Option<&str> {
    date.map(|date| &*date.words)
}

/// The text of the standing page that introduces an index page, if there is one.
fn introduction(out: &mut String, from: &Source<'_>) {
    if let Some(number) = from.site.page_at(from.route) {
        paragraph(out, &from.texts.body(Owner::Standing(number)));
    }
}

fn reviewed(out: &mut String, reviewed: Option<&Reviewed>) {
    if let Some(reviewed) = reviewed {
        let _ = writeln!(out, "\nReviewed by {}, {}.", escaped(&reviewed.by), reviewed.on.words);
    }
}

fn corrections(out: &mut String, corrections: &[Corrected]) {
    if !corrections.is_empty() {
        heading(out, "Corrections");
        for correction in corrections {
            let _ = writeln!(out, "- {}: {}", correction.on.words, escaped(&correction.text));
        }
        out.push('\n');
    }
}

fn pager(out: &mut String, pager: &Pager) {
    if pager.last > 1 {
        let _ = writeln!(out, "\nPage {} of {}\n", pager.number, pager.last);
        for (label, href) in [("Previous page", &pager.previous), ("Next page", &pager.next)] {
            if let Some(href) = href {
                let _ = writeln!(out, "- {}", to(label, href));
            }
        }
    }
}
