//! The chronology: everything with a date, as an overview and as a list that says the same.
//!
//! In: a site. Out: [`ChronologyView`]. Never: a list of more than the entries that one page takes:
//! above that, each year has its own.

use serde::Serialize;

use super::{
    frame::{Frame, Here},
    introduced,
    shapes::{self, Date, Link},
    timeline::{self, Item, Timeline},
};
use crate::site::{
    PageKey,
    chronology::{Dated, Happening, Subject},
    routes,
};

/// The chronology, or one year of a long one.
#[derive(Clone, Debug, Serialize)]
pub struct ChronologyView {
    /// What every page has.
    pub page: Frame,
    /// Text of the standing page with this address, HTML, one entry for each block.
    pub body: Vec<String>,
    /// The overview; nothing if there is less than two entries.
    pub timeline: Option<Timeline>,
    /// The entries by year; none if each year has a page of its own.
    pub years: Vec<YearGroup>,
    /// The years' own pages, if there are any.
    pub year_links: Vec<YearLink>,
}

/// The entries of a year.
#[derive(Clone, Debug, Serialize)]
pub struct YearGroup {
    /// The year.
    pub label: String,
    /// Id of its heading.
    pub id: String,
    /// Its entries.
    pub entries: Vec<EntryView>,
}

/// An entry.
#[derive(Clone, Debug, Serialize)]
pub struct EntryView {
    /// When, or when it began.
    pub date: Date,
    /// When it ended, if that is known and another date.
    pub end: Option<Date>,
    /// What it is about.
    pub subject: Link,
    /// What happened to it: `signed`, `in force`, an office held; empty for what merely took place.
    pub what: String,
    /// Name of the kind: `document`, `event`, `person`, ….
    pub kind: String,
    /// One of the kind, in words.
    pub kind_words: String,
    /// What the date rests on, if it has a source of its own.
    pub source: Option<Link>,
}

/// A year with a page of its own.
#[derive(Clone, Debug, Serialize)]
pub struct YearLink {
    /// The year.
    pub label: String,
    /// How many entries it has.
    pub count: usize,
    /// Link to its page.
    pub href: String,
    /// Whether this is that page.
    pub current: bool,
}

/// Fills the view of the whole chronology.
pub(super) fn view(here: &Here<'_>) -> ChronologyView {
    let year_links = year_links(here, None);
    let all = &here.site.chronology;
    let listed = if year_links.is_empty() { all.as_slice() } else { &[] };
    let (title, body) = introduced(here, "Chronology");
    ChronologyView {
        page: here.frame("chronology", &title),
        body,
        timeline: timeline(here, all, !year_links.is_empty()),
        years: groups(here, listed),
        year_links,
    }
}

/// Fills the view of one year.
pub(super) fn year(here: &Here<'_>, year: u16) -> ChronologyView {
    let entries: Vec<Dated> =
        here.site.chronology.iter().filter(|entry| entry.date.year() == year).cloned().collect();
    ChronologyView {
        page: here.frame("chronology", &format!("Chronology: {year}")),
        body: Vec::new(),
        timeline: timeline(here, &entries, false),
        years: groups(here, &entries),
        year_links: year_links(here, Some(year)),
    }
}

fn year_links(here: &Here<'_>, current: Option<u16>) -> Vec<YearLink> {
    let link = |(year, count): (u16, usize)| YearLink {
        label: year.to_string(),
        count,
        href: here.link(&routes::route(here.site, &PageKey::ChronologyYear(year))),
        current: current == Some(year),
    };
    routes::chronology_years(here.site).into_iter().map(link).collect()
}

fn groups(here: &Here<'_>, entries: &[Dated]) -> Vec<YearGroup> {
    entries
        .chunk_by(|a, b| a.date.year() == b.date.year())
        .map(|chunk| {
            let label = chunk[0].date.year().to_string();
            let entries = chunk.iter().map(|entry| entry_view(here, entry)).collect();
            YearGroup { id: format!("y-{label}"), label, entries }
        })
        .collect()
}

/// Kind of the subject, as name, in words, and in words for several.
fn kind(here: &Here<'_>, subject: Subject) -> (String, String, String) {
    match subject {
        Subject::Document(_) => ("document".into(), "document".into(), "documents".into()),
        Subject::Entity(number) => {
            let entity = here.site.entity(number);
            let kind = super::entity::kind(here, entity);
            (kind.name, kind.singular, kind.plural)
        }
    }
}

fn subject(here: &Here<'_>, subject: Subject) -> Link {
    match subject {
        Subject::Document(number) => here.document(number),
        Subject::Entity(number) => here.entity(number),
    }
}

/// What happened, in words.
fn what(happening: &Happening) -> String {
    match happening {
        Happening::Published => "published".to_owned(),
        Happening::Took => String::new(),
        Happening::Signed => "signed".to_owned(),
        Happening::Provisional => "applied provisionally".to_owned(),
        Happening::InForce => "in force".to_owned(),
        Happening::Amended => "amended".to_owned(),
        Happening::Ended => "ended".to_owned(),
        Happening::Held(office) => office.clone(),
    }
}

fn entry_view(here: &Here<'_>, entry: &Dated) -> EntryView {
    let (kind, kind_words, _) = kind(here, entry.subject);
    EntryView {
        date: Date::of(entry.date),
        end: entry.end.map(Date::of),
        subject: subject(here, entry.subject),
        what: what(&entry.happening),
        kind,
        kind_words,
        source: entry.source.as_ref().map(|source| here.citation(source)),
    }
}

fn timeline(here: &Here<'_>, entries: &[Dated], years_apart: bool) -> Option<Timeline> {
    let order: Vec<&str> = std::iter::once("document")
        .chain(here.site.book.kinds.iter().map(|kind| kind.name.as_str()))
        .collect();
    let mut items: Vec<(usize, Item)> = Vec::new();
    for entry in entries {
        let (name, _, plural) = kind(here, entry.subject);
        let lane = match entry.happening {
            Happening::Held(_) => "Terms of office".to_owned(),
            _ => shapes::capitalised(&plural),
        };
        let link = subject(here, entry.subject);
        let what = what(&entry.happening);
        let label = match entry.happening {
            Happening::Took | Happening::Published => link.text.clone(),
            _ => format!("{}, {what}", link.text),
        };
        let year = entry.date.year();
        let year_href = match years_apart {
            true => here.link(&routes::route(here.site, &PageKey::ChronologyYear(year))),
            false => format!("#y-{year}"),
        };
        let place = order.iter().position(|kind| *kind == name).unwrap_or(order.len());
        let href = link.href.unwrap_or_default();
        let (date, end) = (entry.date, entry.end);
        items.push((place, Item { lane, kind: name, date, end, label, href, year_href }));
    }
    items.sort_by_key(|(place, _)| *place);
    timeline::draw(items.into_iter().map(|(_, item)| item).collect())
}
