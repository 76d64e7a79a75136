//! Pages that the tool makes from the register and the notes: bibliography, abbreviations,
//! disputed points, corrections and reviews.
//!
//! In: the site. Out: one view each. Never: an entry that no file of the book gives.

use serde::Serialize;

use super::{
    common::{CitationView, DateView, link_view},
    document::SourceView,
    head::{Head, LinkView, fixed},
    notes::{self, NoteView},
};
use crate::{
    content::{Citation, Common, entity_file},
    notes::{Attached, NoteKind},
    path::{Route, slug_of},
    site::{LinkedText, Site, SiteDocument},
};

/// The sources of the documents, and what else the book cites.
#[derive(Clone, Debug, Serialize)]
pub struct BibliographyView {
    /// What every page has.
    pub head: Head,
    /// The page's title.
    pub title: String,
    /// The documents with their sources, by date.
    pub documents: Vec<BibliographyDocument>,
    /// Works outside the book, by title, with where they are cited.
    pub works: Vec<BibliographyWork>,
}

/// A document and its source.
#[derive(Clone, Debug, Serialize)]
pub struct BibliographyDocument {
    /// The document.
    pub document: LinkView,
    /// Its date.
    pub date: Option<DateView>,
    /// Its source.
    pub source: SourceView,
}

/// A work outside the book.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BibliographyWork {
    /// The work.
    pub work: CitationView,
    /// The pages that cite it.
    pub cited_by: Vec<LinkView>,
}

/// The address of the bibliography.
pub fn bibliography_route() -> Route {
    fixed("/bibliography/")
}

/// The bibliography.
pub fn bibliography(site: &Site) -> BibliographyView {
    let route = bibliography_route();
    let documents = site.documents.iter().map(|d| BibliographyDocument {
        document: link_view(&*d.document.common.title, &route, &d.document.id.route()),
        date: d.document.date.map(DateView::from),
        source: super::document::view_source(d),
    });
    BibliographyView {
        head: Head::new(site, &route, "Bibliography").with_markdown(),
        title: "Bibliography".to_owned(),
        documents: documents.collect(),
        works: works(site, &route),
    }
}

fn works(site: &Site, route: &Route) -> Vec<BibliographyWork> {
    let mut works: Vec<(String, BibliographyWork)> = Vec::new();
    let mut add = |citation: &Citation, title: &str, target: &Route| {
        let Some(work) = CitationView::new(site, route, citation).filter(|work| !work.internal)
        else {
            return;
        };
        let by = link_view(title, route, target);
        match works.iter_mut().find(|(_, known)| known.work == work) {
            Some((_, known)) if known.cited_by.contains(&by) => {}
            Some((_, known)) => known.cited_by.push(by),
            None => {
                works.push((slug_of(&work.title), BibliographyWork { work, cited_by: vec![by] }))
            }
        }
    };
    for d in &site.documents {
        let (title, target) = (&d.document.common.title, d.document.id.route());
        let cited = d.linked.notes.iter().flat_map(|(attached, _)| &attached.note.cites);
        d.document.sources.iter().chain(cited).for_each(|citation| add(citation, title, &target));
    }
    for e in &site.entities {
        let (title, target) = (&e.entity.common.title, e.entity.id.route());
        entity_file::citations(&e.entity)
            .into_iter()
            .for_each(|citation| add(citation, title, &target));
    }
    works.sort_by(|a, b| (&a.0, &a.1.work.href).cmp(&(&b.0, &b.1.work.href)));
    works.into_iter().map(|(_, work)| work).collect()
}

/// Abbreviations of the register.
#[derive(Clone, Debug, Serialize)]
pub struct AbbreviationsView {
    /// What every page has.
    pub head: Head,
    /// The page's title.
    pub title: String,
    /// The abbreviations in alphabetical order.
    pub entries: Vec<AbbreviationView>,
}

/// An abbreviation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AbbreviationView {
    /// The short form.
    pub short: String,
    /// What it stands for.
    pub long: LinkView,
}

/// The address of the abbreviations.
pub fn abbreviations_route() -> Route {
    fixed("/abbreviations/")
}

/// The abbreviations, from titles, aliases and short forms written in capitals.
pub fn abbreviations(site: &Site) -> AbbreviationsView {
    let route = abbreviations_route();
    let mut entries = Vec::new();
    for e in &site.entities {
        let short = e.entity.short.iter().flatten().map(|short| &short.value);
        let names = e.entity.aliases.iter().map(|alias| &alias.value).chain(short);
        let mut abbreviations: Vec<&String> = names.filter(|name| is_abbreviation(name)).collect();
        abbreviations.sort();
        abbreviations.dedup();
        for short in abbreviations {
            let long = link_view(&*e.entity.common.title, &route, &e.entity.id.route());
            entries.push(AbbreviationView { short: short.clone(), long });
        }
    }
    entries.sort_by(|a, b| (&a.short, &a.long.href).cmp(&(&b.short, &b.long.href)));
    AbbreviationsView {
        head: Head::new(site, &route, "Abbreviations").with_markdown(),
        title: "Abbreviations".to_owned(),
        entries,
    }
}

/// One word, two to ten characters, mostly capitals: `TPP`, `JPAC`, `POW/MIA`.
pub fn is_abbreviation(name: &str) -> bool {
    let letters: Vec<char> = name.chars().filter(|c| c.is_alphabetic()).collect();
    let capitals = letters.iter().filter(|c| c.is_uppercase()).count();
    (2..=10).contains(&name.chars().count())
        && !name.contains(char::is_whitespace)
        && letters.len() >= 2
        && capitals * 3 >= letters.len() * 2
}

/// What the sources or the parties see differently.
#[derive(Clone, Debug, Serialize)]
pub struct DisputedView {
    /// What every page has.
    pub head: Head,
    /// The page's title.
    pub title: String,
    /// The points, by date of their document.
    pub points: Vec<NotePoint>,
}

/// A note and where it stands.
#[derive(Clone, Debug, Serialize)]
pub struct NotePoint {
    /// The document.
    pub document: LinkView,
    /// Its date.
    pub date: Option<DateView>,
    /// Link to the note beside its passage.
    pub href: String,
    /// The note.
    pub note: NoteView,
}

/// The address of the disputed points.
pub fn disputed_route() -> Route {
    fixed("/disputed/")
}

/// The disputed points.
pub fn disputed(site: &Site) -> DisputedView {
    let route = disputed_route();
    DisputedView {
        head: Head::new(site, &route, "Disputed points").with_markdown(),
        title: "Disputed points".to_owned(),
        points: points(site, NoteKind::Disputed, &route),
    }
}

/// The notes of a kind, each with its document.
fn points(site: &Site, kind: NoteKind, route: &Route) -> Vec<NotePoint> {
    let point = |(d, (attached, text)): (&SiteDocument, &(Attached, LinkedText))| {
        let target = d.document.id.route();
        let note = notes::view(site, d, route, attached, text, 0);
        NotePoint {
            document: link_view(&*d.document.common.title, route, &target),
            date: d.document.date.map(DateView::from),
            href: format!("{}#{}", route.relative_to(&target), note.id),
            note,
        }
    };
    site.notes_of(kind).map(point).collect()
}

/// Corrections and reviews of all pages.
#[derive(Clone, Debug, Serialize)]
pub struct CorrectionsView {
    /// What every page has.
    pub head: Head,
    /// The page's title.
    pub title: String,
    /// Corrections, newest first.
    pub corrections: Vec<CorrectionEntry>,
    /// Corrections of the sources themselves: notes of kind `correction`.
    pub misprints: Vec<NotePoint>,
    /// Reviews, newest first.
    pub reviews: Vec<ReviewEntry>,
}

/// A correction and its page.
#[derive(Clone, Debug, Serialize)]
pub struct CorrectionEntry {
    /// The page.
    pub page: LinkView,
    /// When.
    pub date: DateView,
    /// What was wrong and what it is now.
    pub text: String,
}

/// A review and its page.
#[derive(Clone, Debug, Serialize)]
pub struct ReviewEntry {
    /// The page.
    pub page: LinkView,
    /// Who, by name.
    pub by: String,
    /// When.
    pub date: DateView,
}

/// The address of the corrections.
pub fn corrections_route() -> Route {
    fixed("/corrections/")
}

/// Corrections and reviews.
pub fn corrections(site: &Site) -> CorrectionsView {
    let route = corrections_route();
    let documents = site.documents.iter().map(|d| (&d.document.common, d.document.id.route()));
    let entities = site.entities.iter().map(|e| (&e.entity.common, e.entity.id.route()));
    let pages: Vec<(&Common, Route)> = documents.chain(entities).collect();
    let link = |(common, target): &(&Common, Route)| link_view(&*common.title, &route, target);
    let mut corrections: Vec<_> = pages
        .iter()
        .flat_map(|page| page.0.corrections.iter().map(move |c| (c.on.sort_key(), page, c)))
        .collect();
    corrections.sort_by_key(|(date, page, _)| (std::cmp::Reverse(*date), page.1.clone()));
    let mut reviews: Vec<_> = pages
        .iter()
        .filter_map(|page| page.0.reviewed.as_ref().map(|r| (r.on.sort_key(), page, r)))
        .collect();
    reviews.sort_by_key(|(date, page, _)| (std::cmp::Reverse(*date), page.1.clone()));
    CorrectionsView {
        head: Head::new(site, &route, "Corrections and reviews").with_markdown(),
        title: "Corrections and reviews".to_owned(),
        corrections: corrections
            .iter()
            .map(|(_, page, c)| CorrectionEntry {
                page: link(page),
                date: c.on.into(),
                text: c.text.clone(),
            })
            .collect(),
        misprints: points(site, NoteKind::Correction, &route),
        reviews: reviews
            .iter()
            .map(|(_, page, r)| ReviewEntry {
                page: link(page),
                by: site.config.editors.get(&r.by.value).unwrap_or(&r.by.value).clone(),
                date: r.on.into(),
            })
            .collect(),
    }
}
