//! Annotated Markdown pages: `index.md` beside every document, entity and index page.
//!
//! In: a page's view and, for pages with a body, the body's annotated Markdown. Out: Markdown that
//! reads and links well on a code host. Never: a link that leads to an HTML page of the book; a
//! sentence that the HTML page does not show.

use std::fmt::Write;

use super::{
    View,
    chronology::ChronologyView,
    common::{CitationView, DateView, FactView, NameView},
    document::{DocumentView, SourceView},
    entity::{EntityView, TermView},
    head::{Head, LinkView},
    lists::ListView,
    mentions::{MentionGroup, YearView},
    notes::NoteView,
    special::{AbbreviationsView, BibliographyView, CorrectionsView, DisputedView, NotePoint},
};

/// What is rendered beside the view: the body and the notes' texts, as Markdown.
#[derive(Clone, Debug, Default)]
pub struct Texts {
    /// The summary.
    pub summary: String,
    /// The body.
    pub body: String,
    /// The texts of the notes, in the order of their numbers.
    pub notes: Vec<String>,
}

/// The Markdown of a page. `None` for pages that have none.
pub fn page(view: &View, texts: &Texts) -> Option<String> {
    let mut out = String::new();
    match view {
        View::Document(view) => document(&mut out, view, texts),
        View::Entity(view) => entity(&mut out, view, texts),
        View::Mentions(view) => {
            title(&mut out, &view.head, &format!("{} – mentions, {}", view.title, view.year));
            mentions(&mut out, &view.groups);
            years(&mut out, &view.years);
        }
        View::List(view) => list(&mut out, view),
        View::Chronology(view) => chronology(&mut out, view),
        View::Bibliography(view) => bibliography(&mut out, view),
        View::Abbreviations(view) => abbreviations(&mut out, view),
        View::Disputed(view) => disputed(&mut out, view),
        View::Corrections(view) => corrections(&mut out, view),
        View::Home(view) => {
            title(&mut out, &view.head, &view.title);
            paragraph(&mut out, &texts.summary);
            body(&mut out, &texts.body);
            heading(&mut out, "Latest documents");
            for d in &view.latest {
                let date =
                    d.date.as_ref().map_or(String::new(), |date| format!(" ({})", date.text));
                let _ = writeln!(out, "- {}{date}", link(&d.title, &d.href));
            }
        }
        View::Standing(view) if view.head.markdown.is_some() => {
            title(&mut out, &view.head, &view.title);
            paragraph(&mut out, &texts.summary);
            body(&mut out, &texts.body);
        }
        _ => return None,
    }
    Some(out)
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
    let path = match path {
        path if path.contains("://") || path.starts_with("mailto:") => path.to_owned(),
        "./" => "index.md".to_owned(),
        path if path.ends_with('/') => format!("{path}index.md"),
        path => path.to_owned(),
    };
    fragment.map_or(path.clone(), |fragment| format!("{path}#{fragment}"))
}

fn link(title: &str, href: &str) -> String {
    format!("[{}]({})", escaped(title), target(href))
}

fn title(out: &mut String, head: &Head, title: &str) {
    let steps: Vec<String> = std::iter::once(link(&head.site_title, &head.home))
        .chain(head.breadcrumbs.iter().map(|step| link(&step.title, &step.href)))
        .collect();
    let _ = writeln!(out, "{}\n\n# {}\n", steps.join(" › "), escaped(title));
    if head.draft {
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

fn body(out: &mut String, markdown: &str) {
    paragraph(out, markdown);
}

fn item(out: &mut String, label: &str, text: Option<&str>) {
    if let Some(text) = text.filter(|text| !text.is_empty()) {
        let _ = writeln!(out, "- {label}: {}", escaped(text));
    }
}

fn date_text(date: Option<&DateView>) -> Option<&str> {
    date.map(|date| &*date.text)
}

fn document(out: &mut String, view: &DocumentView, texts: &Texts) {
    title(out, &view.head, &view.title);
    paragraph(out, &texts.summary);
    item(out, "Date", Some(date_text(view.date.as_ref()).unwrap_or("undated")));
    item(out, "Dated by", view.date_basis.as_deref());
    item(out, "Covers", view.covers.as_deref());
    source(out, &view.source);
    item(out, "Rights", Some(view.rights_notice));
    out.push('\n');
    if !view.withheld {
        let _ = writeln!(out, "---\n");
        body(out, &texts.body);
        let _ = writeln!(out, "---\n");
    }
    named(out, view);
    let _ = writeln!(out, "\nCite: {}\n", escaped(&view.cite));
    notes(out, view, texts);
}

fn source(out: &mut String, source: &SourceView) {
    item(out, "Published by", Some(source.publication.as_deref().unwrap_or("not known")));
    item(out, "Kind", source.kind.as_deref());
    item(out, "Author", source.author.as_deref());
    if let Some(url) = &source.url {
        let _ = writeln!(out, "- Address: <{url}>");
    }
    item(out, "Retrieved", date_text(source.retrieved.as_ref()));
    if let Some(archive) = &source.archive {
        let _ = writeln!(out, "- Archived copy: <{archive}>");
    }
    item(out, "What the text shows", source.description.as_deref());
}

fn named(out: &mut String, view: &DocumentView) {
    for group in &view.named {
        let links: Vec<String> = group.entities.iter().map(|e| link(&e.title, &e.href)).collect();
        let _ = writeln!(out, "- {}: {}", escaped(&group.label), links.join(", "));
    }
}

/// Notes as footnotes: the body refers to them by id. Where the body is withheld they are a list.
fn notes(out: &mut String, view: &DocumentView, texts: &Texts) {
    for (note, text) in view.notes.iter().zip(&texts.notes) {
        let text = text.trim().replace('\n', "\n    ");
        let _ = match view.withheld {
            true => writeln!(out, "- {}: {text}{}\n", note.label, signature(note)),
            false => {
                writeln!(out, "[^{}]: **{}.** {text}{}\n", note.id, note.label, signature(note))
            }
        };
    }
}

fn signature(note: &NoteView) -> String {
    let cites: Vec<String> = note.cites.iter().map(citation).collect();
    let cites =
        if cites.is_empty() { String::new() } else { format!(" See {}.", cites.join("; ")) };
    let signed: Vec<String> = note
        .author
        .iter()
        .map(|author| escaped(author))
        .chain(note.date.iter().map(|date| date.text.clone()))
        .collect();
    let signed =
        if signed.is_empty() { String::new() } else { format!(" ({})", signed.join(", ")) };
    format!("{cites}{signed}")
}

fn citation(citation: &CitationView) -> String {
    citation
        .href
        .as_ref()
        .map_or_else(|| escaped(&citation.title), |href| link(&citation.title, href))
}

fn name(name: &NameView) -> String {
    name.href.as_ref().map_or_else(|| escaped(&name.title), |href| link(&name.title, href))
}

fn fact(out: &mut String, fact: &FactView) {
    let mut values: Vec<String> = fact.values.iter().map(name).collect();
    values.extend(fact.date.iter().map(|date| date.text.clone()));
    let source = fact.source.as_ref().map_or(String::new(), |s| format!(" ({})", citation(s)));
    let _ = writeln!(out, "- {}: {}{source}", fact.label, values.join(", "));
}

fn term(out: &mut String, term: &TermView) {
    let from = date_text(term.from.as_ref()).unwrap_or("start not known");
    let to = match (&term.to, &term.present_as_of) {
        (Some(to), _) => to.text.clone(),
        (None, Some(as_of)) => format!("in office as of {}", as_of.text),
        (None, None) => "end not known".to_owned(),
    };
    let acting = if term.acting { ", acting" } else { "" };
    let source = term.source.as_ref().map_or(String::new(), |s| format!(" ({})", citation(s)));
    let _ = writeln!(out, "- {}{acting}: {from} – {to}{source}", name(&term.name));
}

fn entity(out: &mut String, view: &EntityView, texts: &Texts) {
    title(out, &view.head, &view.title);
    paragraph(out, &texts.summary);
    item(out, "Kind", Some(&view.kind_label));
    if !view.aliases.is_empty() {
        item(out, "Also called", Some(&view.aliases.join("; ")));
    }
    if let Some(status) = &view.status {
        let as_of =
            status.as_of.as_ref().map_or(String::new(), |date| format!(" (as of {})", date.text));
        let _ = writeln!(out, "- Status: {}{as_of}", escaped(&status.text));
    }
    view.facts.iter().for_each(|f| fact(out, f));
    out.push('\n');
    body(out, &texts.body);
    for (label, terms) in [("Offices", &view.offices), ("Holders", &view.holders)] {
        if !terms.is_empty() {
            heading(out, label);
            terms.iter().for_each(|t| term(out, t));
        }
    }
    if !view.mentions.is_empty() {
        heading(out, "Mentions");
        mentions(out, &view.mentions);
        years(out, &view.years);
    }
    if !view.named_with.is_empty() {
        heading(out, "Named together with");
        for other in &view.named_with {
            let _ = writeln!(out, "- {} ({})", link(&other.title, &other.href), other.count);
        }
    }
    sources(out, &view.sources);
}

fn sources(out: &mut String, sources: &[CitationView]) {
    if !sources.is_empty() {
        heading(out, "Sources");
        for source in sources {
            let _ = writeln!(out, "- {}", citation(source));
        }
    }
}

fn mentions(out: &mut String, groups: &[MentionGroup]) {
    for group in groups {
        let date = group.date.as_ref().map_or("undated", |date| &date.text);
        let ours = if group.ours { " – our account" } else { "" };
        let _ = writeln!(out, "\n### {} ({date}{ours})\n", link(&group.title, &group.href));
        for m in &group.mentions {
            let _ = writeln!(
                out,
                "- {}{}{}",
                escaped(&m.before),
                link(&m.name, &m.href),
                escaped(&m.after)
            );
        }
    }
}

fn years(out: &mut String, years: &[YearView]) {
    if !years.is_empty() {
        heading(out, "All mentions by year");
        for year in years {
            let _ = writeln!(out, "- {} ({})", link(&year.label, &year.href), year.count);
        }
    }
}

fn list(out: &mut String, view: &ListView) {
    title(out, &view.head, &view.title);
    for group in &view.groups {
        heading(out, &group.label);
        for entry in &group.entries {
            let date = entry.date.as_ref().map_or(String::new(), |date| format!(", {}", date.text));
            let what = entry.what.map_or(String::new(), |what| format!(" ({what})"));
            let see =
                entry.see.as_ref().map_or(String::new(), |see| format!(", see {}", escaped(see)));
            let _ = writeln!(out, "- {}{see}{date}{what}", link(&entry.title, &entry.href));
        }
    }
    if let Some(pages) = &view.pagination {
        let _ = writeln!(out, "\nPage {} of {}", pages.current, pages.total);
        for (label, href) in [("previous", &pages.previous), ("next", &pages.next)] {
            if let Some(href) = href {
                let _ = writeln!(out, "- {}", link(label, href));
            }
        }
    }
}

fn links(out: &mut String, links: &[LinkView]) {
    for view in links {
        let _ = writeln!(out, "- {}", link(&view.title, &view.href));
    }
}

fn chronology(out: &mut String, view: &ChronologyView) {
    title(out, &view.head, &view.title);
    for year in &view.years {
        heading(out, &year.year.to_string());
        for moment in &year.moments {
            let end = moment.end.as_ref().map_or(String::new(), |end| format!(" to {}", end.text));
            let what = moment.what.map_or(String::new(), |what| format!(", {what}"));
            let _ = writeln!(
                out,
                "- {}{end}: {}{what}",
                moment.date.text,
                link(&moment.title, &moment.href)
            );
        }
    }
    links(out, &view.year_pages);
}

fn bibliography(out: &mut String, view: &BibliographyView) {
    title(out, &view.head, &view.title);
    heading(out, "Documents");
    for entry in &view.documents {
        let date = entry.date.as_ref().map_or("undated", |date| &date.text);
        let publication = entry.source.publication.as_deref().unwrap_or("publication not known");
        let _ = writeln!(
            out,
            "- {} ({date}), {}",
            link(&entry.document.title, &entry.document.href),
            escaped(publication)
        );
    }
    if !view.works.is_empty() {
        heading(out, "Other works");
        for work in &view.works {
            let _ = writeln!(out, "- {}", citation(&work.work));
        }
    }
}

fn abbreviations(out: &mut String, view: &AbbreviationsView) {
    title(out, &view.head, &view.title);
    for entry in &view.entries {
        let _ = writeln!(
            out,
            "- {}: {}",
            escaped(&entry.short),
            link(&entry.long.title, &entry.long.href)
        );
    }
}

fn points(out: &mut String, points: &[NotePoint]) {
    for point in points {
        let date = point.date.as_ref().map_or("undated", |date| &date.text);
        let _ = writeln!(
            out,
            "- {} ({date}): “{}”",
            link(&point.document.title, &point.href),
            escaped(&point.note.passage)
        );
    }
}

fn disputed(out: &mut String, view: &DisputedView) {
    title(out, &view.head, &view.title);
    points(out, &view.points);
}

fn corrections(out: &mut String, view: &CorrectionsView) {
    title(out, &view.head, &view.title);
    for entry in &view.corrections {
        let _ = writeln!(
            out,
            "- {}, {}: {}",
            entry.date.text,
            link(&entry.page.title, &entry.page.href),
            escaped(&entry.text)
        );
    }
    points(out, &view.misprints);
    for entry in &view.reviews {
        let _ = writeln!(
            out,
            "- {}, {}: reviewed by {}",
            entry.date.text,
            link(&entry.page.title, &entry.page.href),
            escaped(&entry.by)
        );
    }
}
