//! Pages for machines: redirects, sitemap, robots, feed.
//!
//! In: a site. Out: their views. Never: the day of a build: a page's date is that of its document,
//! its last review or its last correction.

use serde::Serialize;

use super::{
    frame::Here,
    shapes::{self, full_address},
};
use crate::{
    content::Common,
    date::{Day, Edtf},
    path::Route,
    site::{
        DocumentFacts, PageKey,
        routes::{self, ADDRESSES_A_SITEMAP},
    },
};

/// How many documents the feed lists.
const FEED: usize = 30;

/// An old address.
#[derive(Clone, Debug, Serialize)]
pub struct RedirectView {
    /// Title of the page that has replaced it.
    pub title: String,
    /// Language of the book.
    pub lang: String,
    /// Link to that page.
    pub href: String,
    /// What comes before the path of a file of the theme: `../../`.
    pub root: String,
    /// Its full address.
    pub canonical: String,
}

/// `sitemap.xml`.
#[derive(Clone, Debug, Serialize)]
pub struct SitemapView {
    /// Full addresses of the parts of a list that is too long for one file.
    pub parts: Vec<String>,
    /// All pages for readers, or those of this part; none if there are parts.
    pub entries: Vec<SitemapEntry>,
}

/// A page of the sitemap.
#[derive(Clone, Debug, Serialize)]
pub struct SitemapEntry {
    /// Its full address.
    pub address: String,
    /// The day of its last correction or review, if it has one.
    pub changed: Option<String>,
}

/// `robots.txt`.
#[derive(Clone, Debug, Serialize)]
pub struct RobotsView {
    /// The full address of the sitemap.
    pub sitemap: String,
    /// The path below the host under which the book lies; `/` at both ends.
    pub base_path: String,
}

/// `feed.atom`.
#[derive(Clone, Debug, Serialize)]
pub struct FeedView {
    /// The book's title.
    pub title: String,
    /// One or two sentences about it.
    pub subtitle: String,
    /// Language of the book.
    pub lang: String,
    /// The full address of the home page.
    pub home: String,
    /// The full address of the feed.
    pub address: String,
    /// When the newest entry changed.
    pub updated: String,
    /// Who is responsible for the book.
    pub authors: Vec<String>,
    /// Documents, the newest first.
    pub entries: Vec<FeedEntry>,
}

/// A document in the feed.
#[derive(Clone, Debug, Serialize)]
pub struct FeedEntry {
    /// Its title.
    pub title: String,
    /// The full address of its page.
    pub address: String,
    /// Its date, or that of its last correction or review.
    pub updated: String,
    /// Its summary, plain text.
    pub summary: String,
}

/// Fills a redirect.
pub(super) fn redirect(here: &Here<'_>, at: usize) -> RedirectView {
    let to = here.site.routes.redirects.get(at).map_or_else(Route::home, |r| r.to.clone());
    let title = crate::site::routes::commons(here.site)
        .find(|(_, route)| *route == to)
        .map_or_else(|| here.site.book.title.clone(), |(common, _)| common.title.clone());
    RedirectView {
        title,
        lang: here.site.book.language.clone(),
        href: here.link(&to),
        root: here.root(),
        canonical: full_address(here.site, &to),
    }
}

/// The last correction or review of a page.
fn changed(common: &Common) -> Option<Edtf> {
    let corrections = common.corrections.iter().map(|correction| correction.on);
    let review = common.reviewed.as_ref().map(|review| review.on);
    corrections.chain(review).max_by_key(|date| date.sort_key())
}

fn common<'a>(here: &Here<'a>, key: &PageKey) -> Option<&'a Common> {
    match key {
        PageKey::Document(number) => Some(&here.site.document(*number).document.common),
        PageKey::Entity(number) => Some(&here.site.entity(*number).common),
        PageKey::Standing(number) => Some(&here.site.pages[number.0].common),
        _ => None,
    }
}

/// Fills the sitemap: every page, or the parts if it has some.
pub(super) fn sitemap(here: &Here<'_>) -> SitemapView {
    let part =
        |number| full_address(here.site, &routes::route(here.site, &PageKey::SitemapPart(number)));
    let parts: Vec<String> = (1..=routes::sitemap_parts(&here.site.routes)).map(part).collect();
    let entries = if parts.is_empty() {
        for_readers(here).map(|p| entry(here, p)).collect()
    } else {
        Vec::new()
    };
    SitemapView { parts, entries }
}

/// Fills a part of the sitemap.
pub(super) fn sitemap_part(here: &Here<'_>, number: usize) -> SitemapView {
    let start = (number - 1) * ADDRESSES_A_SITEMAP;
    let entries = for_readers(here).skip(start).take(ADDRESSES_A_SITEMAP);
    SitemapView { parts: Vec::new(), entries: entries.map(|page| entry(here, page)).collect() }
}

/// The pages for readers, in the order in which they are planned.
fn for_readers<'a>(here: &Here<'a>) -> impl Iterator<Item = &'a (PageKey, Route)> {
    here.site.routes.pages.iter().filter(|(key, _)| key.is_for_readers())
}

fn entry(here: &Here<'_>, (key, route): &(PageKey, Route)) -> SitemapEntry {
    SitemapEntry {
        address: full_address(here.site, route),
        changed: common(here, key).and_then(changed).and_then(Edtf::html),
    }
}

/// Fills `robots.txt`.
pub(super) fn robots(here: &Here<'_>) -> RobotsView {
    RobotsView {
        sitemap: full_address(here.site, &crate::site::routes::fixed("/sitemap.xml")),
        base_path: here.site.book.base_url.base_path().to_owned(),
    }
}

/// Fills the feed.
pub(super) fn feed(here: &Here<'_>) -> FeedView {
    let book = &here.site.book;
    let mut dated: Vec<(Day, &DocumentFacts)> =
        here.site.documents.iter().filter_map(|facts| Some((updated(facts)?, facts))).collect();
    dated.sort_by(|a, b| (b.0, &b.1.document.id).cmp(&(a.0, &a.1.document.id)));
    let entry = |(day, facts): &(Day, &DocumentFacts)| FeedEntry {
        title: facts.document.common.title.clone(),
        address: full_address(here.site, &facts.document.id.route()),
        updated: moment(*day),
        summary: facts.document.common.summary.as_deref().map(shapes::plain).unwrap_or_default(),
    };
    FeedView {
        title: book.title.clone(),
        subtitle: book.description.clone(),
        lang: book.language.clone(),
        home: full_address(here.site, &Route::home()),
        address: full_address(here.site, &here.route),
        updated: moment(dated.first().map_or(Day::FIRST, |(day, _)| *day)),
        authors: book.authors.clone(),
        entries: dated.iter().take(FEED).map(entry).collect(),
    }
}

/// The day under which a document stands in the feed.
fn updated(facts: &DocumentFacts) -> Option<Day> {
    let document = &facts.document;
    let changed = changed(&document.common).map(Edtf::earliest);
    let date = document.date.map(Edtf::earliest).filter(|day| *day != Day::FIRST);
    changed.max(date)
}

/// A day as Atom wants it.
fn moment(day: Day) -> String {
    format!("{:04}-{:02}-{:02}T00:00:00Z", day.year, day.month, day.day)
}
