//! Routes: every page of the site, its address, and what must not be written twice.
//!
//! In: the other indexes. Out: [`Routes`] and findings `output-collision` and `content-redirect`.
//! Never: what a page shows.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Site,
    backlinks::{MENTIONS_A_PAGE, MENTIONS_A_YEAR_PAGE},
    collisions::{Claim, Origin, Taken, collision},
    numbers::{DocumentNumber, EntityNumber, PageNumber},
    redirects::{self, Redirect},
};
use crate::{
    content::{Common, FileFacts},
    diag::{ByteRange, Pending},
    hash::{ContentHash, KeyBuilder},
    path::{OutputPath, Route},
};

/// How many entries an index page lists.
pub const ENTRIES_A_PAGE: usize = 200;
/// How many addresses a sitemap lists: the limit of the protocol, sitemaps.org.
pub const ADDRESSES_A_SITEMAP: usize = 50_000;
/// How many entries the chronology lists on one page; above that, each year has its own.
pub const DATED_A_PAGE: usize = 400;

/// Which page of the site.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PageKey {
    /// The home page.
    Home,
    /// A document.
    Document(DocumentNumber),
    /// A page, from 1, of the index of documents.
    Documents(usize),
    /// An entity.
    Entity(EntityNumber),
    /// An entity's mentions in documents of a year (`None`: undated); a page of them, from 1.
    Mentions(EntityNumber, Option<u16>, usize),
    /// A page, from 1, of the index by name of the kind with this name.
    Kind(String, usize),
    /// A page, from 1, of the index by date of the kind with this name.
    KindByDate(String, usize),
    /// The chronology.
    Chronology,
    /// One year of a long chronology.
    ChronologyYear(u16),
    /// A page, from 1, of the bibliography.
    Bibliography(usize),
    /// The abbreviations.
    Abbreviations,
    /// The disputed points.
    Disputed,
    /// Corrections and reviews.
    Corrections,
    /// A standing page.
    Standing(PageNumber),
    /// An old address, by its place in [`Routes::redirects`].
    Redirect(usize),
    /// `404.html`.
    NotFound,
    /// `sitemap.xml`: all pages, or all parts of a list that is too long for one file.
    Sitemap,
    /// A part, from 1, of a long sitemap.
    SitemapPart(usize),
    /// `robots.txt`.
    Robots,
    /// `feed.atom`.
    Feed,
}

impl PageKey {
    /// Whether people read the page at its address. Files for machines are not for readers, nor
    /// the page for missing addresses, which has no address of its own.
    pub fn is_for_readers(&self) -> bool {
        match self {
            Self::Home | Self::Document(_) | Self::Documents(_) | Self::Entity(_) => true,
            Self::Mentions(..) | Self::Kind(..) | Self::KindByDate(..) => true,
            Self::Chronology | Self::ChronologyYear(_) | Self::Bibliography(_) => true,
            Self::Abbreviations | Self::Disputed | Self::Corrections | Self::Standing(_) => true,
            Self::Redirect(_) | Self::NotFound | Self::Robots | Self::Feed => false,
            Self::Sitemap | Self::SitemapPart(_) => false,
        }
    }
}

/// All pages and their addresses.
#[derive(Clone, Debug, Default)]
pub struct Routes {
    /// Every page, in the order in which they are planned.
    pub pages: Vec<(PageKey, Route)>,
    /// Old addresses.
    pub redirects: Vec<Redirect>,
    /// The standing pages that are pages of their own, not introductions of an index.
    pub standing: Vec<PageNumber>,
    known: BTreeSet<Route>,
    moved: BTreeMap<Route, Route>,
    moves: ContentHash,
}

impl Routes {
    /// Whether a page has this address. Redirects count: a link to an old address works.
    pub fn has(&self, route: &Route) -> bool {
        self.known.contains(route)
    }

    /// The address that has replaced an old one.
    pub fn moved(&self, old: &Route) -> Option<&Route> {
        self.moved.get(old)
    }

    /// The hash of all old addresses and where they lead: what links in texts rest on.
    pub fn moves(&self) -> ContentHash {
        self.moves
    }
}

/// The address of a page of a numbered series: the first is the index itself.
pub fn numbered(base: &str, number: usize) -> Route {
    match number {
        0 | 1 => fixed(base),
        number => fixed(&format!("{base}page/{number}/")),
    }
}

/// An address made by us, of slugs and fixed words. What cannot be one leads home.
pub fn fixed(text: &str) -> Route {
    Route::new(text).unwrap_or_else(|_| Route::home())
}

/// The address of a page.
pub fn route(site: &Site, key: &PageKey) -> Route {
    let folder = |kind: &str| {
        site.book.kinds.named(kind).map_or_else(|| kind.to_owned(), |kind| kind.folder.clone())
    };
    match key {
        PageKey::Home => Route::home(),
        PageKey::Document(number) => site.document(*number).document.id.route(),
        PageKey::Documents(number) => numbered("/documents/", *number),
        PageKey::Entity(number) => site.entity(*number).id.route(),
        PageKey::Mentions(entity, year, number) => {
            let year = year.map_or("undated".to_owned(), |year| year.to_string());
            let base = format!("{}mentions/{year}/", site.entity(*entity).id.route());
            numbered(&base, *number)
        }
        PageKey::Kind(kind, number) => numbered(&format!("/{}/", folder(kind)), *number),
        PageKey::KindByDate(kind, number) => {
            numbered(&format!("/{}/by-date/", folder(kind)), *number)
        }
        PageKey::Chronology => fixed("/chronology/"),
        PageKey::ChronologyYear(year) => fixed(&format!("/chronology/{year}/")),
        PageKey::Bibliography(number) => numbered("/bibliography/", *number),
        PageKey::Abbreviations => fixed("/abbreviations/"),
        PageKey::Disputed => fixed("/disputed/"),
        PageKey::Corrections => fixed("/corrections/"),
        PageKey::Standing(number) => site.pages[number.0].route.clone(),
        PageKey::Redirect(at) => {
            site.routes.redirects.get(*at).map_or_else(Route::home, |r| r.from.clone())
        }
        PageKey::NotFound => fixed("/404.html"),
        PageKey::Sitemap => fixed("/sitemap.xml"),
        PageKey::SitemapPart(number) => fixed(&format!("/sitemap-{number}.xml")),
        PageKey::Robots => fixed("/robots.txt"),
        PageKey::Feed => fixed("/feed.atom"),
    }
}

/// How many pages a list needs; an empty list needs one.
pub fn pages_for(entries: usize, a_page: usize) -> usize {
    entries.div_ceil(a_page).max(1)
}

/// The occurrences of an entity by year of the document, if they do not fit on its own page.
pub fn mention_years(site: &Site, entity: EntityNumber) -> BTreeMap<Option<u16>, usize> {
    let occurrences = site.backlinks.of_entity(entity);
    let mut years = BTreeMap::new();
    if occurrences.len() > MENTIONS_A_PAGE {
        for occurrence in occurrences {
            let date = site.document(occurrence.document).document.date;
            *years.entry(date.map(|date| date.year())).or_default() += 1;
        }
    }
    years
}

/// The years of a chronology that is too long for one page.
pub fn chronology_years(site: &Site) -> BTreeMap<u16, usize> {
    let mut years = BTreeMap::new();
    if site.chronology.len() > DATED_A_PAGE {
        for entry in &site.chronology {
            *years.entry(entry.date.year()).or_default() += 1;
        }
    }
    years
}

fn keys(site: &Site) -> Vec<PageKey> {
    let mut keys = vec![PageKey::Home];
    let series = |count: usize| 1..=pages_for(count, ENTRIES_A_PAGE);
    if !site.documents.is_empty() {
        keys.extend(series(site.documents.len()).map(PageKey::Documents));
    }
    keys.extend((0..site.documents.len()).map(|at| PageKey::Document(DocumentNumber(at))));
    for (kind, index) in &site.indexes {
        if !index.by_name.is_empty() {
            let by_name = |number| PageKey::Kind(kind.clone(), number);
            keys.extend(series(index.by_name.len()).map(by_name));
        }
        if index.dated > 1 {
            let by_date = |number| PageKey::KindByDate(kind.clone(), number);
            keys.extend(series(index.by_date.len()).map(by_date));
        }
    }
    for at in 0..site.entities.len() {
        let entity = EntityNumber(at);
        keys.push(PageKey::Entity(entity));
        for (year, count) in mention_years(site, entity) {
            let numbers = 1..=pages_for(count, MENTIONS_A_YEAR_PAGE);
            keys.extend(numbers.map(|number| PageKey::Mentions(entity, year, number)));
        }
    }
    keys.extend(apparatus(site));
    keys
}

/// The pages that are there only if they have something to say, standing pages, and files.
fn apparatus(site: &Site) -> Vec<PageKey> {
    let mut keys = Vec::new();
    if !site.chronology.is_empty() {
        keys.push(PageKey::Chronology);
        keys.extend(chronology_years(site).into_keys().map(PageKey::ChronologyYear));
    }
    if !site.documents.is_empty() || !site.bibliography.is_empty() {
        let pages = pages_for(site.bibliography.len(), ENTRIES_A_PAGE);
        keys.extend((1..=pages).map(PageKey::Bibliography));
    }
    if !site.abbreviations.is_empty() {
        keys.push(PageKey::Abbreviations);
    }
    if disputed(site).next().is_some() {
        keys.push(PageKey::Disputed);
    }
    // Readers look for this page before there is anything to correct.
    if !site.documents.is_empty() {
        keys.push(PageKey::Corrections);
    }
    keys.extend([PageKey::NotFound, PageKey::Sitemap, PageKey::Robots, PageKey::Feed]);
    keys
}

/// Notes on disputed points: document and place among its notes.
pub fn disputed(site: &Site) -> impl Iterator<Item = (DocumentNumber, usize)> + '_ {
    site.documents.iter().enumerate().flat_map(|(at, facts)| {
        let notes = facts.notes.iter().enumerate();
        notes
            .filter(|(_, note)| note.attached.note.kind == crate::notes::NoteKind::Disputed)
            .map(move |(note, _)| (DocumentNumber(at), note))
    })
}

/// What all files of the book have in common, with the address of each.
pub fn commons(site: &Site) -> impl Iterator<Item = (&Common, Route)> {
    let documents = site.documents.iter().map(|d| (&d.document.common, d.document.id.route()));
    let entities = site.entities.iter().map(|e| (&e.common, e.id.route()));
    let pages = site.pages.iter().map(|p| (&p.common, p.route.clone()));
    documents.chain(entities).chain(pages)
}

/// Plans all pages and finds collisions.
pub(super) fn plan(site: &Site, files: &[OutputPath]) -> (Routes, Vec<Pending>) {
    let mut routes = Routes::default();
    let mut findings = Vec::new();
    let mut taken = Taken::by_files(files);
    for key in keys(site) {
        let route = route(site, &key);
        if let Some(other) = taken.take(wanted(site, &key, &route)) {
            if other.origin == Origin::Static && may_be_static(&key) {
                continue;
            }
            findings.extend(collision(&wanted(site, &key, &route), other));
        }
        findings.extend(beside(&taken, &wanted(site, &key, &route), &route));
        routes.known.insert(route.clone());
        routes.pages.push((key, route));
    }
    standing(site, &mut routes, &mut taken, &mut findings);
    for number in 1..=sitemap_parts(&routes) {
        let key = PageKey::SitemapPart(number);
        let route = route(site, &key);
        if let Some(other) = taken.take(wanted(site, &key, &route)) {
            findings.extend(collision(&wanted(site, &key, &route), other));
        }
        routes.pages.push((key, route));
    }
    let (redirects, bad) = redirects::all(site, &mut taken);
    findings.extend(bad);
    for (at, redirect) in redirects.iter().enumerate() {
        routes.known.insert(redirect.from.clone());
        routes.moved.insert(redirect.from.clone(), redirect.to.clone());
        routes.pages.push((PageKey::Redirect(at), redirect.from.clone()));
    }
    routes.redirects = redirects;
    let mut moves = KeyBuilder::new("moves");
    for (old, new) in &routes.moved {
        moves.text(old.as_str()).text(new.as_str());
    }
    routes.moves = moves.finish();
    (routes, findings)
}

/// Files of `static/` with the paths of a page's Markdown and text.
fn beside(taken: &Taken<'_>, page: &Claim<'_>, route: &Route) -> Vec<Pending> {
    if !route.as_str().ends_with('/') {
        return Vec::new();
    }
    let names = ["index.md", "index.txt"];
    names.iter().filter_map(|name| taken.beside(page, route.file(name))).collect()
}

/// How many parts the sitemap has; none if it fits into one file.
pub fn sitemap_parts(routes: &Routes) -> usize {
    match routes.pages.iter().filter(|(key, _)| key.is_for_readers()).count() {
        pages if pages > ADDRESSES_A_SITEMAP => pages.div_ceil(ADDRESSES_A_SITEMAP),
        _ => 0,
    }
}

/// Files that a book may bring itself instead of ours.
fn may_be_static(key: &PageKey) -> bool {
    matches!(key, PageKey::NotFound | PageKey::Sitemap | PageKey::Robots | PageKey::Feed)
}

fn wanted<'a>(site: &'a Site, key: &PageKey, route: &Route) -> Claim<'a> {
    let (file, range) = origin(site, key);
    let origin = if file.is_some() { Origin::Content } else { Origin::Ours };
    Claim { file, range, path: route.html(), origin }
}

/// The file that a page comes from, if it is one, and where its title stands.
fn origin<'a>(site: &'a Site, key: &PageKey) -> (Option<&'a FileFacts>, ByteRange) {
    match key {
        PageKey::Document(number) => {
            let document = &site.document(*number).document;
            (Some(&document.file), document.common.title_range)
        }
        PageKey::Entity(number) => {
            let entity = site.entity(*number);
            (Some(&entity.file), entity.common.title_range)
        }
        _ => (None, ByteRange::default()),
    }
}

/// Standing pages. One with the address of an index page is that page's introduction.
fn standing<'a>(
    site: &'a Site,
    routes: &mut Routes,
    taken: &mut Taken<'a>,
    findings: &mut Vec<Pending>,
) {
    for (at, page) in site.pages.iter().enumerate() {
        let introduces = routes.pages.iter().any(|(key, route)| {
            *route == page.route
                && !matches!(key, PageKey::Document(_) | PageKey::Entity(_) | PageKey::Standing(_))
        });
        if introduces {
            continue;
        }
        let wanted = || Claim {
            file: Some(&page.file),
            range: page.common.title_range,
            path: page.route.html(),
            origin: Origin::Content,
        };
        if let Some(other) = taken.take(wanted()) {
            findings.extend(collision(&wanted(), other));
        }
        findings.extend(beside(taken, &wanted(), &page.route));
        routes.known.insert(page.route.clone());
        routes.standing.push(PageNumber(at));
        routes.pages.push((PageKey::Standing(PageNumber(at)), page.route.clone()));
    }
}
