//! Annotated Markdown pages: `index.md` beside every document, entity and index page.
//!
//! In: a page's view and [`MarkdownTexts`]. Out: Markdown that reads and links well on a code
//! host. Never: a link that leads to an HTML page of the book; a sentence that the HTML page does
//! not show.

use std::fmt::Write;

use super::{
    Corrected, Date, DocumentView, DocumentsView, EntityView, Fact, KindIndexView, Link,
    MentionGroup, Owner, View, Year,
};
use crate::site::{DocumentNumber, EntityNumber, PageKey, Site};

/// Markdown of bodies and short texts, with links as this page needs them.
pub trait MarkdownTexts {
    /// The annotated body of a file.
    fn body(&self, owner: Owner) -> String;
    /// An editor's short text.
    fn line(&self, owner: Owner, markdown: &str) -> String;
}

/// The Markdown of a page; empty for pages that have none.
pub fn page(site: &Site, key: &PageKey, view: &View, texts: &dyn MarkdownTexts) -> String {
    let mut out = String::new();
    match (key, view) {
        (PageKey::Document(number), View::Document(view)) => {
            document(&mut out, site, *number, view, texts)
        }
        (PageKey::Entity(number), View::Entity(view)) => {
            entity(&mut out, site, *number, view, texts)
        }
        (_, View::Documents(view)) => documents(&mut out, view),
        (_, View::KindIndex(view)) => kind_index(&mut out, view),
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
    format!("[{}]({})", escaped(title), target(href))
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
    let _ = writeln!(out, "\n## {}\n", escaped(text));
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

fn document(
    out: &mut String,
    site: &Site,
    number: DocumentNumber,
    view: &DocumentView,
    texts: &dyn MarkdownTexts,
) {
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
    notes(out, site, number, view, texts);
}

/// Notes as footnotes: the body refers to them by id. Where the body is withheld they are a list.
fn notes(
    out: &mut String,
    site: &Site,
    number: DocumentNumber,
    view: &DocumentView,
    texts: &dyn MarkdownTexts,
) {
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

fn corrections(out: &mut String, corrections: &[Corrected]) {
    if !corrections.is_empty() {
        heading(out, "Corrections");
        for correction in corrections {
            let _ = writeln!(out, "- {}: {}", correction.on.words, escaped(&correction.text));
        }
        out.push('\n');
    }
}

fn fact(out: &mut String, fact: &Fact) {
    let _ = writeln!(out, "- {}: {}", fact.label, link(&fact.value));
}

fn entity(
    out: &mut String,
    site: &Site,
    number: EntityNumber,
    view: &EntityView,
    texts: &dyn MarkdownTexts,
) {
    let owner = Owner::Entity(number);
    head(out, &view.page);
    if let Some(summary) = &site.entity(number).common.summary {
        paragraph(out, &texts.line(owner, summary));
    }
    item(out, "Kind", Some(&view.kind.singular));
    item(out, "Also called", Some(&view.aliases.join("; ")));
    if let Some(status) = &view.status {
        let as_of =
            status.as_of.as_ref().map_or(String::new(), |date| format!(" (as of {})", date.words));
        let _ = writeln!(out, "- Status: {}{as_of}", escaped(&status.text));
    }
    view.facts.iter().for_each(|f| fact(out, f));
    for (label, all) in [("Parties", &view.parties), ("Participants", &view.participants)] {
        if !all.is_empty() {
            let _ = writeln!(out, "- {label}: {}", links(all));
        }
    }
    out.push('\n');
    paragraph(out, &texts.body(owner));
    terms(out, view);
    if !view.mentions.is_empty() {
        heading(out, "Mentions");
        mentions(out, &view.mentions);
        years(out, &view.years);
    }
    if !view.named_with.is_empty() {
        heading(out, "Named together with");
        for other in &view.named_with {
            let _ = writeln!(out, "- {} ({})", to(&other.text, &other.href), other.count);
        }
    }
    if !view.sources.is_empty() {
        heading(out, "Sources");
        view.sources.iter().for_each(|source| {
            let _ = writeln!(out, "- {}", link(source));
        });
    }
    corrections(out, &view.corrections);
}

fn terms(out: &mut String, view: &EntityView) {
    let line = |out: &mut String,
                name: &Link,
                from: Option<&Date>,
                to: Option<&Date>,
                still: Option<&Date>,
                acting: bool| {
        let from = words(from).unwrap_or("start not known");
        let to = match (to, still) {
            (Some(to), _) => to.words.clone(),
            (None, Some(as_of)) => format!("in office as of {}", as_of.words),
            (None, None) => "end not known".to_owned(),
        };
        let acting = if acting { ", acting" } else { "" };
        let _ = writeln!(out, "- {}{acting}: {from} – {to}", link(name));
    };
    if !view.terms.is_empty() {
        heading(out, "Offices");
        for t in &view.terms {
            line(out, &t.office, t.from.as_ref(), t.to.as_ref(), t.still_as_of.as_ref(), t.acting);
        }
    }
    if !view.holders.is_empty() {
        heading(out, "Holders");
        for h in &view.holders {
            line(out, &h.person, h.from.as_ref(), h.to.as_ref(), h.still_as_of.as_ref(), h.acting);
        }
    }
}

fn mentions(out: &mut String, groups: &[MentionGroup]) {
    for group in groups {
        let date = words(group.date.as_ref()).unwrap_or("undated");
        let ours = if group.ours { ", our account" } else { "" };
        let _ = writeln!(out, "\n### {} ({date}{ours})\n", link(&group.document));
        for row in &group.rows {
            let _ = writeln!(
                out,
                "- {}{}{}",
                escaped(&row.before),
                to(&row.name, &row.href),
                escaped(&row.after)
            );
        }
    }
}

fn years(out: &mut String, years: &[Year]) {
    if !years.is_empty() {
        heading(out, "Mentions by year");
        for year in years {
            let _ = writeln!(out, "- {} ({})", year.label, year.count);
        }
    }
}

fn documents(out: &mut String, view: &DocumentsView) {
    head(out, &view.page);
    for year in &view.years {
        heading(out, &year.label);
        for row in &year.documents {
            let date = row.date.as_ref().map_or(String::new(), |date| format!(", {}", date.words));
            let _ = writeln!(out, "- {}{date}", to(&row.title, &row.href));
        }
    }
    pager(out, &view.pager);
}

fn kind_index(out: &mut String, view: &KindIndexView) {
    head(out, &view.page);
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

fn pager(out: &mut String, pager: &super::Pager) {
    if pager.last > 1 {
        let _ = writeln!(out, "\nPage {} of {}\n", pager.number, pager.last);
        for (label, href) in [("Previous page", &pager.previous), ("Next page", &pager.next)] {
            if let Some(href) = href {
                let _ = writeln!(out, "- {}", to(label, href));
            }
        }
    }
}
